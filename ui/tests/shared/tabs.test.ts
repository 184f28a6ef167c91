import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/styles/base.css';
import TabsDesk from './TabsDesk.svelte';

const tab = (key: string) => page.getByTestId(`tab-${key}`);

beforeEach(() => {
  render(TabsDesk);
});

test('the arrows walk the heads in a circle and show what they reach', async () => {
  tab('a').element().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(tab('b')).toHaveFocus();
  await expect.element(page.getByRole('tabpanel')).toHaveTextContent('Trang b');
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.element(tab('c')).toHaveFocus();
  await userEvent.keyboard('{Home}');
  await expect.element(tab('a')).toHaveFocus();
  await userEvent.keyboard('{End}');
  await expect.element(tab('c')).toHaveFocus();
});

test('the heads are one stop for Tab, and the next is the panel', async () => {
  await tab('b').click();
  await expect.element(tab('b')).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('tabpanel', { name: 'Hai' })).toHaveFocus();
});

test('each head names its panel, and axe finds no barrier', async () => {
  expect(tab('a').element().getAttribute('aria-controls')).toBe(page.getByRole('tabpanel').element().id);
  const { violations } = await axe.run(document, { rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
