import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AccountView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const content = (title: string) => ({ ...emptyContent(), title, sapo: 'Một đoạn.', section: 's' });

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend(officer);
  backend.put({ content: content('Bài giữ'), saved_ms: 1 });
  backend.put({ content: content('Bài bỏ'), saved_ms: 2, status: { status: 'received', at_ms: 1 } });
});

const id = (testid: string) => page.getByTestId(testid);
const open = () => render(App, { backend });

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

test('an article goes into the trash and the same notice brings it back', async () => {
  open();
  await id('row').first().click();
  await id('trash').click();
  await expect.element(id('toast')).toHaveTextContent('Đã cho “Bài bỏ” vào thùng rác');
  await expect.poll(() => id('row').elements().length).toBe(1);
  await expect.element(page.getByText('Chọn một bài, hoặc viết bài mới')).toBeVisible();
  await id('toast-offer').click();
  await expect.element(id('title')).toHaveValue('Bài bỏ');
  await expect.poll(() => id('row').elements().length).toBe(2);
});

test('the Delete key in the list throws the row away', async () => {
  open();
  await expect.element(id('row').first()).toBeVisible();
  (id('row').first().element() as HTMLElement | null)?.focus();
  await expect.element(id('row').first()).toHaveFocus();
  await userEvent.keyboard('{Delete}');
  await expect.poll(() => [...backend.articles.values()].filter(({ trash }) => trash !== null).map((view) => view.content.title)).toEqual(['Bài bỏ']);
});

test('what is in the trash is read, taken back, or deleted under its name', async () => {
  open();
  await id('row').first().click();
  await id('trash').click();
  await id('shelf-trash').click();
  await expect.element(id('row')).toHaveTextContent('xóa hẳn');
  await id('row').click();
  await expect.element(id('band-trash')).toHaveTextContent('bản trên Cổng cũng được yêu cầu xóa');
  await expect.element(id('title')).toHaveAttribute('readonly');
  await id('delete').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('“Bài bỏ” cùng mọi phiên bản');
  await id('keep').click();
  expect(backend.articles.size).toBe(2);
  await id('delete').click();
  await id('confirm').click();
  await expect.poll(() => backend.articles.size).toBe(1);
  await expect.element(page.getByText('Thùng rác trống.')).toBeVisible();
});

test('an article that waits for others offers no trash, and the key says why not', async () => {
  backend = new MemoryBackend(officer);
  backend.put({ content: content('Chờ duyệt'), status: { status: 'in_review', waiting: 'Chờ đơn vị duyệt', yours: false } });
  open();
  await id('shelf-sent').click();
  await id('row').click();
  await expect.element(id('recall')).toBeVisible();
  expect(id('trash').elements()).toHaveLength(0);
  (id('row').element() as HTMLElement | null)?.focus();
  await userEvent.keyboard('{Delete}');
  await expect.element(id('toast')).toBeVisible();
  expect([...backend.articles.values()].every(({ trash }) => trash === null)).toBe(true);
});

test('what comes out of the trash by itself says so and can be opened', async () => {
  open();
  await expect.element(id('row').first()).toBeVisible();
  backend.emit({ event: 'articles_revived', articles: ['a2'] });
  await expect.element(id('toast')).toHaveTextContent('đã ra khỏi thùng rác');
  await id('toast-offer').click();
  await expect.element(id('title')).toHaveValue('Bài bỏ');
});

test('no barrier in the trash', async () => {
  open();
  await id('row').first().click();
  await id('trash').click();
  await id('shelf-trash').click();
  await id('row').click();
  await expect.element(id('band-trash')).toBeVisible();
  expect(await violations(), 'the article').toEqual([]);
  await id('delete').click();
  await expect.element(id('confirm')).toBeVisible();
  expect(await violations(), 'the question').toEqual([]);
});
