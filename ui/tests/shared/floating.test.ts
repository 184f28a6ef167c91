// One file, one fetch: the tests below are in the order in which a window lives.
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { floating } from '../../src/shared/ui/floating.svelte';
import Key from './Key.svelte';

const key = () => page.getByTestId('key');

test('a key pressed before the parts are here opens what is behind it as soon as they are', async () => {
  const onchosen = vi.fn();
  render(Key, { onchosen });
  expect(floating.parts, 'nothing is fetched for a key that nobody has reached for').toBeNull();
  key().element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menu')).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(onchosen).toHaveBeenCalledExactlyOnceWith('một');
  await expect.element(key()).toHaveFocus();
});

test('once they are here a menu is whole from the start', async () => {
  const onchosen = vi.fn();
  render(Key, { onchosen });
  await key().click();
  await page.getByTestId('hai').click();
  expect(onchosen).toHaveBeenCalledExactlyOnceWith('hai');
});
