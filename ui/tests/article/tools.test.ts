// The tools around the text, in the whole window: found by their names, reached by keys, typed in by both ways of typing Vietnamese.
import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';
import { compose, SENTENCE, unikey } from '../typing';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;
const words = (text: string) => ({ type: 'paragraph', attrs: { id: '' }, content: [{ type: 'text', text }] });
const heading = (text: string) => ({ type: 'heading', attrs: { id: '', level: 2 }, content: [{ type: 'text', text }] });
const cell = (kind: string, text: string) => ({ type: kind, content: [words(text)] });
const everything = {
  type: 'doc',
  content: [
    words('Sáng 23/11, lớp học đầu tiên mở ở nhà văn hóa xã.'),
    heading('Ba xã, năm ngày'),
    { type: 'table', attrs: { id: '', caption: 'Số học viên' }, content: [{ type: 'table_row', attrs: { id: '' }, content: [cell('table_header', 'Xã'), cell('table_header', 'Học viên')] }, { type: 'table_row', attrs: { id: '' }, content: [cell('table_cell', 'A Lưới'), cell('table_cell', '62')] }] },
    { type: 'callout', attrs: { id: '', kind: 'important' }, content: [words('Mang theo căn cước.')] },
    { type: 'pull_quote', attrs: { id: '', source: 'Một học viên' }, content: [{ type: 'text', text: 'Tôi tự nộp được hồ sơ.' }] },
    { type: 'question_answer', attrs: { id: '' }, content: [{ type: 'question', attrs: { id: '' }, content: [{ type: 'text', text: 'Bao giờ có lớp?' }] }, { type: 'answer', attrs: { id: '' }, content: [words('Thứ hai.')] }] },
    { type: 'paragraph', attrs: { id: '' }, content: [{ type: 'text', text: 'Theo kế hoạch' }, { type: 'footnote', attrs: { text: 'Kế hoạch của xã' } }, { type: 'text', text: ' đã ban hành.' }] },
  ],
};

let backend: MemoryBackend;
beforeEach(() => {
  localStorage.removeItem('banthao.writing');
  backend = new MemoryBackend({ id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] });
  backend.catalogue = { kinds: [{ code: 'tin', name: 'Tin' }], sections: [{ code: 's', name: 'Chuyển đổi số' }], levels: ['Chờ đơn vị duyệt'] };
});
afterEach(() => {
  document.documentElement.dataset['theme'] = 'light';
});

const id = (testid: string) => page.getByTestId(testid);
const body = () => page.getByRole('textbox', { name: 'Nội dung bài' });
const stored = () => JSON.stringify([...backend.articles.values()][0]?.content.body);

async function open(content: object = everything) {
  const { article } = backend.put({ content: { ...emptyContent(), title: 'Khai mạc', body: content } });
  backend.app = { ...backend.app, last_article: article };
  render(App, { backend });
  await expect.element(body()).toBeVisible();
  await expect.element(id('line')).toBeVisible();
}

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test.each(['light', 'dark'])('every block with its tools passes axe in %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  await open();
  await page.getByText('A Lưới').click();
  await expect.element(id('context-bar')).toBeVisible();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard('{Control>}h{/Control}');
  await id('find-text').fill('ke hoach');
  await userEvent.keyboard('{Control>}{Shift>}o{/Shift}{/Control}');
  await expect.element(id('outline')).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('the menu behind the slash passes axe, is chosen from by keys, and the caret stays in the text', async () => {
  await open({ type: 'doc', content: [{ type: 'paragraph' }] });
  await body().click();
  await userEvent.keyboard('/bang');
  await expect.element(id('slash')).toBeVisible();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard('{Enter}x');
  await expect.poll(stored).toContain('table_header');
  await expect.element(id('slash')).not.toBeInTheDocument();
});

test('what the toolbar puts in is put in where the caret stands', async () => {
  await open({ type: 'doc', content: [words('Luật')] });
  await page.getByText('Luật').click();
  await userEvent.keyboard('{End}');
  await id('insert').click();
  await id('insert-footnote').click();
  await expect.element(id('footnote-text')).toHaveFocus();
  await userEvent.keyboard('Nghị định 1{Enter}');
  await expect.poll(stored).toContain('Nghị định 1');
  await expect.element(id('foot-list')).toHaveTextContent('Nghị định 1');
  await userEvent.keyboard('.');
  await expect.poll(stored).toMatch(/Nghị định 1"\}\},\{"type":"text","text":"\."/);
});

test.each(ways)('the words of a footnote take Vietnamese through %s', async (_way, type) => {
  await open({ type: 'doc', content: [words('Luật')] });
  await page.getByText('Luật').click();
  await userEvent.keyboard('{Control>}{Alt>}f{/Alt}{/Control}');
  await expect.element(id('footnote-text')).toHaveFocus();
  await type();
  await expect.element(id('footnote-text')).toHaveValue(SENTENCE);
  await expect.poll(stored).toContain(SENTENCE);
});

test.each(ways)('what is looked for, and what it becomes, take Vietnamese through %s', async (_way, type) => {
  await open({ type: 'doc', content: [words(`Có ${SENTENCE} ở đây`)] });
  await body().click();
  await userEvent.keyboard('{Control>}h{/Control}');
  await expect.element(id('find-text')).toHaveFocus();
  await type();
  await expect.element(id('find-count')).toHaveTextContent('1/1');
  (document.querySelector('[data-testid="find-replacement"]') as HTMLInputElement).focus();
  await type();
  await expect.element(id('find-replacement')).toHaveValue(SENTENCE);
});

test('finding goes without marks, from any field, and Escape gives the text back', async () => {
  await open();
  await id('title').click();
  await userEvent.keyboard('{Control>}f{/Control}');
  await id('find-text').fill('ke hoach');
  await expect.element(id('find-count')).toHaveTextContent('1/1');
  await id('find-exact').click();
  await expect.element(id('find-count')).toHaveTextContent('Không thấy');
  await userEvent.keyboard('{Escape}');
  await expect.element(id('find')).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
});

test('with nothing but the text, the rest of the window is out of reach, and Escape brings it back', async () => {
  await open();
  await page.getByText('Thứ hai.').click();
  await userEvent.keyboard('{F11}');
  expect(document.querySelector('header')?.closest('[inert]') ?? document.querySelector('header[inert]')).not.toBeNull();
  expect(document.querySelector('.ProseMirror > .here')?.textContent).toContain('Thứ hai.');
  expect(document.querySelector('.ProseMirror')?.closest('[inert]')).toBeNull();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  expect(document.querySelectorAll('[inert]').length).toBe(0);
});

test('the toolbar is one stop of the Tab key, and the arrows go through it', async () => {
  await open();
  const bar = document.querySelector('[role="toolbar"]');
  expect(bar?.querySelectorAll('button[tabindex="0"]').length).toBe(1);
  await page.getByText('Sáng 23/11').click();
  await userEvent.keyboard('{Alt>}{F10}{/Alt}');
  const first = document.activeElement;
  expect(bar?.contains(first)).toBe(true);
  await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement).not.toBe(first);
  expect(bar?.contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Home}');
  expect(document.activeElement).toBe(first);
});

test('a title that places will cut says so before and when it does', async () => {
  await open();
  await id('title').fill('a'.repeat(100));
  await expect.element(id('title-length')).toHaveTextContent('100/120');
  await id('title').fill('a'.repeat(121));
  await expect.element(id('title-length')).toHaveTextContent('cắt bớt');
});

test('leaving an article and coming back does not end the undoing', async () => {
  await open({ type: 'doc', content: [words('Luật')] });
  await page.getByText('Luật').click();
  await userEvent.keyboard('{End} mới');
  await expect.poll(stored).toContain('Luật mới');
  await expect.element(id('save-state')).toHaveTextContent(/^\s*Đã lưu trên máy/);
  await id('new-article').click();
  await expect.element(page.getByText('Luật mới')).not.toBeInTheDocument();
  await page.getByTestId('row').filter({ hasText: 'Khai mạc' }).click();
  await page.getByText('Luật mới').click();
  await userEvent.keyboard('{Control>}z{/Control}{Control>}z{/Control}{Control>}z{/Control}');
  await expect.element(page.getByText('Luật mới')).not.toBeInTheDocument();
});
