import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { floating } from '../../src/shared/ui/floating.svelte';
import Key from './Key.svelte';

test('whoever stands on a key while the parts come still stands on it', async () => {
  render(Key, { onchosen: () => undefined });
  const key = page.getByTestId('key');
  const plain = key.element();
  plain.focus();
  await floating.fetch();
  await expect.poll(() => plain.isConnected, { message: 'the plain key has given its place' }).toBe(false);
  await expect.element(key).toHaveFocus();
});
