// Closing the window, and a disk that is full: whatever happens, nothing typed goes without a word.
import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
});

const id = (testid: string) => page.getByTestId(testid);
const body = () => page.getByRole('textbox', { name: 'Nội dung bài' });
const kept = () => JSON.stringify([...backend.articles.values()][0]?.content ?? null);
const full = () => {
  backend.failing.set('article_journal', 'disk_full');
  backend.failing.set('article_save', 'disk_full');
};

async function opens() {
  backend.put({ content: { ...emptyContent(), title: 'Khai mạc' } });
  render(App, { backend });
  await id('row').first().click();
  await body().click();
}

test('closing writes the last key first and then closes, without a question', async () => {
  await opens();
  await userEvent.keyboard('chu cuoi');
  backend.asksToClose();
  await expect.poll(() => backend.closed).toBe(true);
  expect(kept()).toContain('chu cuoi');
});

test('a closed profile holds nothing up', async () => {
  backend.app = { ...backend.app, lock: { lock: 'passphrase' } };
  render(App, { backend });
  await expect.element(id('lock')).toBeVisible();
  backend.asksToClose();
  await expect.poll(() => backend.closed).toBe(true);
});

test('words that find no room are asked about before the window goes, and staying keeps them', async () => {
  await opens();
  full();
  await userEvent.keyboard('chu chua ghi');
  backend.asksToClose();
  await expect.element(id('leave')).toBeVisible();
  expect(backend.closed).toBe(false);
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Khai mạc');
  const { violations } = await axe.run(document, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  await id('leave-stay').click();
  await expect.element(id('leave')).not.toBeInTheDocument();
  expect(backend.closed).toBe(false);
  await expect.element(body()).toHaveTextContent('chu chua ghi');

  backend.failing.clear();
  backend.asksToClose();
  await expect.poll(() => backend.closed).toBe(true);
  expect(kept()).toContain('chu chua ghi');
});

test('whoever gives the rest up may go', async () => {
  await opens();
  full();
  await userEvent.keyboard('bo di');
  backend.asksToClose();
  await id('leave-anyway').click();
  expect(backend.closed).toBe(true);
});

test('words that are in the journal do not hold the window, though the whole text finds no room', async () => {
  await opens();
  backend.failing.set('article_save', 'disk_full');
  await userEvent.keyboard('trong nhat ky');
  backend.asksToClose();
  await expect.poll(() => backend.closed).toBe(true);
  expect(kept()).toContain('trong nhat ky');
});

test('a full disk is said over every view and without a break while typing goes on, and everything drains in order', async () => {
  await opens();
  full();
  await userEvent.keyboard('mot ');
  await expect.element(id('band-unsaved')).toHaveTextContent('Ổ đĩa đầy');
  await userEvent.keyboard('hai ');
  await expect.element(id('band-unsaved')).toHaveTextContent('Cứ viết tiếp');
  await id('outbox').click();
  await expect.element(id('band-unsaved')).toBeVisible();
  await id('outbox').click();
  await expect.element(body()).toHaveTextContent('mot hai');
  backend.failing.clear();
  await page.getByRole('button', { name: 'Lưu lại ngay' }).click();
  await expect.element(id('band-unsaved')).not.toBeInTheDocument();
  expect(kept()).toContain('mot hai ');
});

test('leaving the window for another writes the whole text', async () => {
  await opens();
  await userEvent.keyboard('sang cua so khac');
  window.dispatchEvent(new Event('blur'));
  await expect.poll(() => backend.calls.filter(({ command }) => command === 'article_save').length).toBe(1);
  expect(kept()).toContain('sang cua so khac');
});

test('a save asks anew about nothing that stays as it was', async () => {
  await opens();
  const asked = () => backend.calls.filter(({ command }) => command === 'original_list').length;
  await expect.poll(asked).toBe(1);
  await userEvent.keyboard('thêm một câu');
  await expect.element(id('save-state')).toHaveAttribute('data-save', 'saved');
  expect(kept()).toContain('câu');
  expect(asked()).toBe(1);
});
