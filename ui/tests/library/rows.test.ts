import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { MemoryBackend } from '../../src/backend/memory';
import { fill, frame, full, id, newBackend, open, rowAt, rows, titles } from './desk';

let backend: MemoryBackend;
beforeEach(() => {
  backend = newBackend();
});

async function focusFirst() {
  await expect.poll(() => rowAt(0)?.dataset['article']).toBeTruthy();
  rowAt(0)?.focus();
}

const focused = () => (document.activeElement as HTMLElement).dataset['index'];

test('a hundred thousand rows: any place is there at once, and the page stays small', async () => {
  fill(backend, 100_000);
  open(backend);
  await expect.element(id('list-count')).toHaveTextContent('100.000 bài');
  await expect.poll(() => rowAt(0)?.dataset['article']).toBeTruthy();
  const began = performance.now();
  rows().scrollTop = rows().scrollHeight / 2;
  await frame();
  await frame();
  const drawn = performance.now() - began;
  const middle = [...document.querySelectorAll<HTMLElement>('[data-index]')].map((row) => Number(row.dataset['index']));
  expect(middle.some((index) => index > 49_000 && index < 51_000), 'rows or their shapes are drawn within a frame').toBe(true);
  await expect.poll(() => titles().some((title) => /^Bài số (49|50)\d{3} /.test(title ?? ''))).toBe(true);
  expect(document.querySelectorAll('[role="option"]').length).toBeLessThan(60);
  expect(rows().querySelectorAll('*').length).toBeLessThan(800);
  const option = document.querySelector('[data-testid="row"]')!;
  expect(option.getAttribute('aria-setsize')).toBe('100000');
  expect(Number(option.getAttribute('aria-posinset'))).toBe(Number((option as HTMLElement).dataset['index']) + 1);
  console.info(`figure: middle of 100000 rows drawn after ${drawn.toFixed(1)} ms, ${rows().querySelectorAll('*').length} nodes`);
  const asked = backend.calls.filter(({ command }) => command === 'article_list').length;
  expect(asked, 'what was scrolled past is not fetched').toBeLessThan(8);
});

test('the keyboard walks, pages, goes to both ends and opens', async () => {
  fill(backend, 1000);
  open(backend);
  await focusFirst();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(focused).toBe('2');
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(focused).toBe('1');
  await userEvent.keyboard('{PageDown}');
  await expect.poll(() => Number(focused())).toBeGreaterThan(3);
  await userEvent.keyboard('{End}');
  await expect.poll(focused).toBe('999');
  await expect.poll(() => rowAt(999)?.dataset['article']).toBe('r1000');
  expect(rowAt(999)!.getBoundingClientRect().bottom).toBeLessThanOrEqual(rows().getBoundingClientRect().bottom + 1);
  await userEvent.keyboard('{PageUp}{Home}');
  await expect.poll(focused).toBe('0');
  expect(document.querySelectorAll('[role="option"][tabindex="0"]').length, 'one row is in the order of Tab').toBe(1);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(id('title')).toHaveValue('Bài số 2 về chuyển đổi số');
  expect(rowAt(1)?.getAttribute('aria-current')).toBe('true');
});

test('what is read, chosen and focused stays when rows come in above it', async () => {
  fill(backend, 1000);
  open(backend);
  await focusFirst();
  rows().scrollTop = rowAt(0)!.offsetHeight * 300 + 20;
  await expect.poll(() => rowAt(302)?.dataset['article']).toBe('r303');
  rowAt(302)!.focus({ preventScroll: true });
  await userEvent.keyboard(' ');
  const place = rowAt(302)!.getBoundingClientRect().top;
  for (let at = 0; at < 3; at += 1) backend.put({ content: full({ title: 'Vừa tới' }) });
  backend.emit({ event: 'articles_changed', articles: [] });
  await expect.poll(() => rowAt(305)?.dataset['article']).toBe('r303');
  await expect.poll(() => Math.round(rowAt(305)!.getBoundingClientRect().top)).toBe(Math.round(place));
  expect(rowAt(305)!.getAttribute('aria-selected')).toBe('true');
  await expect.poll(focused).toBe('305');
});

test('at the top, what comes in is shown', async () => {
  fill(backend, 50);
  open(backend);
  await focusFirst();
  backend.put({ content: full({ title: 'Vừa tới' }) });
  backend.emit({ event: 'articles_changed', articles: [] });
  await expect.poll(() => titles()[0]).toBe('Vừa tới');
  expect(rows().scrollTop).toBe(0);
});

test('a list that cannot be read says so and is read again on demand', async () => {
  backend.failing.set('article_list', 'storage_failed');
  open(backend);
  await expect.element(id('new-article')).toBeVisible();
  const again = document.querySelector<HTMLElement>('.library [role="alert"] button');
  await expect.poll(() => document.querySelector('.library [role="alert"]')?.textContent).toContain('Chưa đọc được danh sách bài');
  fill(backend, 3);
  backend.failing.delete('article_list');
  (again ?? document.querySelector<HTMLElement>('.library [role="alert"] button'))?.click();
  await expect.element(id('list-count')).toHaveTextContent('3 bài');
  expect(document.querySelector('.library [role="alert"]')).toBeNull();
});
