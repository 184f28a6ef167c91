import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MemoryBackend } from '../../src/backend/memory';
import { Visits } from '../../src/views/desk/visits.svelte';
import { full, id, newBackend, open } from '../library/desk';

const opens = async () => true;
const been = (...articles: string[]) => {
  const visits = new Visits();
  for (const article of articles) visits.note(article, article.toUpperCase());
  return visits;
};

test('back leads where one was, forward back again, and another way ends the way forward', async () => {
  const visits = been('a', 'b', 'c');
  const went: string[] = [];
  const go = async (article: string) => { went.push(article); visits.note(article, ''); return true; };
  await visits.step(-1, go);
  await visits.step(-1, go);
  await visits.step(1, go);
  expect(went).toEqual(['b', 'a', 'b']);
  visits.note('d', '');
  expect(visits.canGoForward).toBe(false);
  await visits.step(-1, go);
  expect(went.at(-1)).toBe('b');
});

test('an article that does not open leaves one where one was', async () => {
  const visits = been('a', 'b');
  await visits.step(-1, async () => false);
  expect([visits.canGoBack, visits.canGoForward]).toEqual([true, false]);
});

test('an article that is gone for good leaves no step that goes nowhere', async () => {
  const visits = been('a', 'b', 'a', 'c');
  visits.forget('b');
  expect(visits.recent.map(({ article }) => article)).toEqual(['c', 'a']);
  const went: string[] = [];
  await visits.step(-1, async (article) => { went.push(article); return true; });
  expect(went).toEqual(['a']);
  expect(visits.canGoBack).toBe(false);
});

test('what was open lately stands with the latest first, each once, under the title it has now', async () => {
  const visits = been('a', 'b', 'a');
  visits.note('a', 'Tên mới');
  expect(visits.recent).toEqual([{ article: 'a', title: 'Tên mới' }, { article: 'b', title: 'B' }]);
  await visits.step(-1, opens);
  expect(visits.recent.map(({ article }) => article)).toEqual(['b', 'a']);
});

let backend: MemoryBackend;
beforeEach(() => {
  backend = newBackend();
  backend.put({ article: 'a1', content: full({ title: 'Bài một' }), saved_ms: 2 });
  backend.put({ article: 'a2', content: full({ title: 'Bài hai' }), saved_ms: 1 });
});

test('Alt+← and Alt+→ go through the articles, and from the outbox back to the article', async () => {
  open(backend);
  await id('row').nth(0).click();
  await expect.element(id('title')).toHaveValue('Bài một');
  await id('row').nth(1).click();
  await expect.element(id('title')).toHaveValue('Bài hai');
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await expect.element(id('title')).toHaveValue('Bài một');
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await expect.element(id('title')).toHaveValue('Bài hai');
  await id('outbox').click();
  await expect.element(id('outbox-view')).toBeVisible();
  await id('go-back').click();
  await expect.element(id('title')).toHaveValue('Bài hai');
});

test('what is typed before going back is saved, and an article that cannot be saved is not left', async () => {
  open(backend);
  await id('row').nth(0).click();
  await id('row').nth(1).click();
  await expect.element(id('title')).toHaveValue('Bài hai');
  await id('title').fill('Bài hai, viết thêm');
  backend.failing.set('article_journal', 'disk_full');
  backend.failing.set('article_save', 'disk_full');
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await expect.element(id('toast').first()).toBeVisible();
  await expect.element(id('title')).toHaveValue('Bài hai, viết thêm');
  backend.failing.clear();
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await expect.element(id('title')).toHaveValue('Bài một');
  expect(backend.articles.get('a2')?.content.title).toBe('Bài hai, viết thêm');
});

test('F6 goes through the parts of the window, at 1093 × 614 as well, and the overlay gives the keyboard back', async () => {
  await page.viewport(1093, 614);
  try {
    open(backend);
    await id('row').nth(0).click();
    await expect.element(id('title')).toBeVisible();
    const pane = () => document.activeElement?.closest('[data-pane]')?.className.split(' ')[0];
    const round: (string | undefined)[] = [];
    for (let key = 0; key < 3; key += 1) {
      await userEvent.keyboard('{F6}');
      round.push(pane());
    }
    expect(new Set(round)).toEqual(new Set(['top', 'list', 'center']));
    expect(getComputedStyle(document.querySelector('.side')!).display, 'two panes stand').toBe('none');
    await id('side-panel').click();
    await id('tab-history').click();
    await userEvent.keyboard('{Escape}');
    await expect.element(id('side-panel')).toHaveFocus();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1093);
  } finally {
    await page.viewport(1366, 768);
  }
});
