import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MemoryBackend } from '../../src/backend/memory';
import { commit, show } from '../typing';
import { full, id, newBackend, open, titles, violations } from './desk';

let backend: MemoryBackend;
beforeEach(() => {
  backend = newBackend();
  backend.put({ saved_ms: 9, content: full({ title: 'Đường dây nóng', section: 'buu-chinh' }) });
  backend.put({ saved_ms: 8, content: full({ title: 'Lịch trực', sapo: 'Gọi đường dây nóng bất cứ lúc nào.', attachments: [{ blob: 'f', title: 'Lịch', file_name: 'lich.pdf', media_type: 'application/pdf', bytes: 9, rest: {} }] }) });
  backend.put({ saved_ms: 7, content: full({ title: 'Ảnh chụp', kind: 'thong-cao' }), status: { status: 'returned', by: 'Lãnh đạo', reason: 'Sửa.', at_ms: 1 } });
  backend.put({ saved_ms: 6, content: full({ title: 'Đường mới' }), status: { status: 'published', url: 'https://cong.example/bai', at_ms: 1 } });
});
afterEach(() => {
  vi.useRealTimers();
  document.documentElement.dataset['theme'] = 'light';
});

const marks = () => [...document.querySelectorAll('.rows mark')].map((mark) => mark.textContent);
const listed = () => backend.calls.filter(({ command }) => command === 'article_list').map(({ request }) => (request as { query: string }).query);

test('words without accents find accented ones in every list, and are marked', async () => {
  open(backend);
  await expect.element(id('list-count')).toHaveTextContent('3 bài');
  await id('search').fill('duong');
  await expect.element(id('list-count')).toHaveTextContent('3 bài');
  await expect.poll(titles).toEqual(['Đường dây nóng', 'Đường mới', 'Lịch trực']);
  expect(marks()).toEqual(['Đường', 'Đường', 'đường']);
  await expect.element(id('shelf-all')).toHaveAttribute('aria-pressed', 'true');
  await id('shelf-published').click();
  await expect.poll(titles).toEqual(['Đường mới']);
  await id('search').fill('');
  await expect.element(id('shelf-published')).toHaveAttribute('aria-pressed', 'true');
  await expect.element(id('shelf-all')).not.toBeInTheDocument();
});

test('a syllable under composition is not looked for', async () => {
  open(backend);
  await id('search').click();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await show('đ');
  await show('đường');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(listed().filter((query) => query !== '')).toEqual([]);
  await commit('đường');
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  await expect.poll(() => listed().at(-1)).toBe('đường');
});

test('the empty field says what can be asked, and a press puts it in', async () => {
  open(backend);
  await id('search').click();
  await expect.element(id('search-help')).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.element(id('search')).toHaveValue('tác giả:');
  await expect.element(id('search')).toHaveFocus();
  await expect.element(id('search-help')).not.toBeInTheDocument();
  await id('search').fill('');
  await page.getByText('cụm từ”').click();
  await userEvent.keyboard('dây nóng');
  await expect.element(id('search')).toHaveValue('"dây nóng"');
});

test('from the field the keyboard goes down to the answers and opens one', async () => {
  open(backend);
  // The bar that holds the field comes after the page.
  await expect.element(id('search')).toBeVisible();
  await userEvent.keyboard('{Control>}e{/Control}');
  await userEvent.keyboard('lich truc');
  await expect.poll(titles).toEqual(['Lịch trực']);
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('option');
  await userEvent.keyboard('{Enter}');
  await expect.element(id('title')).toHaveValue('Lịch trực');
});

test('filters take effect at once, show as chips, and come off one by one or all', async () => {
  open(backend);
  await id('filters').click();
  await id('filter-states-returned').click();
  await expect.poll(titles).toEqual(['Ảnh chụp']);
  await id('filter-states-on_device').click();
  await id('filter-has-file').click();
  await expect.poll(titles).toEqual(['Lịch trực']);
  await id('filter-from').fill('31/02/2026');
  await userEvent.keyboard('{Tab}');
  await expect.element(id('filter-panel')).toHaveTextContent('Chưa hiểu ngày này');
  await id('filter-from').fill('1/1/1970');
  await userEvent.keyboard('{Tab}');
  await id('filters-done').click();
  expect(document.querySelectorAll('[data-testid="chip"]').length).toBe(4);
  await page.getByRole('button', { name: 'Bỏ lọc: Có tệp đính kèm' }).click();
  await expect.element(id('list-count')).toHaveTextContent('3 bài');
  await id('clear-filters').click();
  await expect.poll(() => document.querySelectorAll('[data-testid="chip"]').length).toBe(0);
});

test('the order changes what stands first', async () => {
  open(backend);
  await id('sort').click();
  await id('sort-title').click();
  await expect.poll(titles).toEqual(['Ảnh chụp', 'Đường dây nóng', 'Lịch trực']);
  await expect.element(id('sort')).toHaveTextContent('Tiêu đề');
});

test('a question is kept under a name, opened, renamed, deleted and brought back', async () => {
  open(backend);
  await id('search').fill('duong');
  await id('filters').click();
  await id('filter-sections-buu-chinh').click();
  await id('filters-done').click();
  await id('save-search').click();
  await id('search-name').fill('   ');
  await id('keep-search').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Cần một cái tên');
  await id('search-name').fill('Đường ở bưu chính');
  await id('keep-search').click();
  await expect.element(id('saved-search')).toHaveTextContent('Đường ở bưu chính');
  await expect.element(id('saved-search')).toHaveAttribute('aria-current', 'true');
  await id('clear-filters').click();
  await id('search').fill('');
  await expect.element(id('list-count')).toHaveTextContent('3 bài');
  await id('saved-search').click();
  await expect.element(id('search')).toHaveValue('duong');
  await expect.poll(titles).toEqual(['Đường dây nóng']);
  await id('saved-search-more').click();
  await id('rename-search').click();
  await id('search-name').fill('Đường');
  await id('keep-search').click();
  await expect.element(id('saved-search')).toHaveTextContent(/^Đường$/);
  await id('saved-search-more').click();
  await id('delete-search').click();
  await expect.element(id('saved-search')).not.toBeInTheDocument();
  await id('toast-offer').click();
  await expect.element(id('saved-search')).toHaveTextContent(/^Đường$/);
  expect(backend.searches[0]?.question.filters.sections).toEqual(['buu-chinh']);
});

test('what is not found says where else to look', async () => {
  open(backend);
  await id('search').fill('khongco');
  await expect.element(id('list-empty')).toHaveTextContent('Không thấy bài nào có “khongco”');
  await id('search').fill('moi');
  await id('shelf-drafts').click();
  await page.getByRole('button', { name: 'Tìm trong mọi danh sách' }).click();
  await expect.poll(titles).toEqual(['Đường mới']);
});

test('what happened while away stands above the list, opens, and goes when it is closed', async () => {
  backend.app = { ...backend.app, sync: { ...backend.app.sync, connection: 'online' } };
  backend.away = { since_ms: 1, mark: { seq: 4, at_ms: 2 }, lines: [{ article: 'a3', title: 'Ảnh chụp', what: 'returned', by: 'Lãnh đạo', reason: 'Thiếu nguồn.', at_ms: 2 }], more: 2 };
  open(backend);
  await expect.element(id('away')).toHaveTextContent('Khi bạn vắng mặt');
  await expect.element(id('away')).toHaveTextContent('Lãnh đạo trả lại');
  await expect.element(id('away')).toHaveTextContent('và 2 bài khác');
  await id('away-line').click();
  await expect.element(id('title')).toHaveValue('Ảnh chụp');
  await id('away-close').click();
  await expect.element(id('away')).not.toBeInTheDocument();
  expect(backend.calls.find(({ command }) => command === 'away_seen')?.request).toEqual({ mark: { seq: 4, at_ms: 2 } });
});

test.each([['light'], ['dark']])('no barrier in any part of the list, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  backend.away = { since_ms: 1, mark: { seq: 4, at_ms: 2 }, more: 1, lines: (['returned', 'approved', 'published', 'changed', 'waiting'] as const).map((what) => ({ article: what, title: 'Ảnh chụp', what, by: null, reason: 'Sửa.', at_ms: 2 })) };
  backend.searches = [{ search: 's1', name: 'Đường', question: { shelf: 'all', query: '', filters: { sections: [], kinds: [], states: [], authors: [], from_ms: null, to_ms: null, has: [] }, sort: 'changed' } }];
  open(backend);
  await expect.element(id('away')).toBeVisible();
  expect(await violations(), 'the list after an absence').toEqual([]);
  await id('search').click();
  await expect.element(id('search-help')).toBeVisible();
  expect(await violations(), 'help for the search').toEqual([]);
  await id('search').fill('duong');
  await expect.poll(marks).toHaveLength(3);
  expect(await violations(), 'what was found').toEqual([]);
  document.querySelector<HTMLElement>('[role="option"]')?.focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.element(id('bulk')).toBeVisible();
  expect(await violations(), 'chosen rows').toEqual([]);
  await id('filters').click();
  await id('filter-states-returned').click();
  expect(await violations(), 'the filters').toEqual([]);
  await id('filters-done').click();
  await id('sort').click();
  await expect.element(id('sort-title')).toBeVisible();
  expect(await violations(), 'the orders').toEqual([]);
  await userEvent.keyboard('{Escape}');
  await id('save-search').click();
  await expect.element(id('search-name')).toBeVisible();
  expect(await violations(), 'naming').toEqual([]);
});
