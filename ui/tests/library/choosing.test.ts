import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { MemoryBackend } from '../../src/backend/memory';
import { refusal } from '../../src/backend/errors';
import { Away } from '../../src/features/library/away.svelte';
import LibraryPane from '../../src/features/library/LibraryPane.svelte';
import { Library } from '../../src/features/library/library.svelte';
import { SavedSearches } from '../../src/features/library/saved-searches.svelte';
import { Notices } from '../../src/shared/notices.svelte';
import { fill, full, id, newBackend, open, rowAt } from './desk';

let backend: MemoryBackend;
beforeEach(() => {
  backend = newBackend();
});

const chosen = () => [...document.querySelectorAll<HTMLElement>('[aria-selected="true"]')].map((row) => Number(row.dataset['index']));
const click = (index: number, modifiers: MouseEventInit = {}, target: string = '') =>
  (rowAt(index)!.querySelector<HTMLElement>(target || '.name') ?? rowAt(index)!).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...modifiers }));

test('the mouse chooses one by one, a range, and lets go', async () => {
  fill(backend, 40);
  open(backend);
  await expect.element(id('list-count')).toHaveTextContent('40 bài');
  await expect.poll(() => rowAt(4)).toBeTruthy();
  click(1, { ctrlKey: true });
  click(3, { ctrlKey: true });
  await expect.poll(chosen).toEqual([1, 3]);
  click(3, { ctrlKey: true });
  await expect.poll(chosen).toEqual([1]);
  click(0, {}, '[data-choose]');
  await expect.poll(chosen).toEqual([0, 1]);
  click(4, { shiftKey: true });
  await expect.poll(chosen).toEqual([0, 1, 2, 3, 4]);
  await expect.element(id('bulk-count')).toHaveTextContent('Đã chọn 5 bài');
  click(2);
  await expect.poll(chosen).toEqual([]);
  await expect.element(id('title')).toHaveValue('Bài số 3 về chuyển đổi số');
});

test('the keyboard chooses a range, everything, and lets go', async () => {
  fill(backend, 1200);
  open(backend);
  await expect.poll(() => rowAt(0)?.dataset['article']).toBe('r1');
  rowAt(0)!.focus();
  await userEvent.keyboard('{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await expect.poll(chosen).toEqual([1, 2, 3]);
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
  await expect.poll(chosen).toEqual([1, 2]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(chosen).toEqual([]);
  await userEvent.keyboard('{Home}{Shift>}{End}{/Shift}');
  await expect.element(id('bulk-count')).toHaveTextContent('Đã chọn 1.200 bài');
  await userEvent.keyboard('{Control>}a{/Control}');
  await expect.element(id('bulk-count')).toHaveTextContent('Đã chọn cả 1.200 bài của danh sách');
  await userEvent.keyboard(' ');
  await expect.element(id('bulk-count')).toHaveTextContent('1.199');
  await userEvent.keyboard('{Escape}');
  await expect.element(id('bulk')).not.toBeInTheDocument();
});

test('what can go is submitted, what cannot is counted with its reason and stays chosen', async () => {
  backend.put({ saved_ms: 9, content: full({ title: 'Đủ' }) });
  backend.put({ saved_ms: 8, content: full({ title: 'Thiếu sapo', sapo: '' }) });
  backend.put({ saved_ms: 7, content: full({ title: 'Đủ nữa' }) });
  open(backend);
  await expect.poll(() => rowAt(2)).toBeTruthy();
  rowAt(0)!.focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await id('bulk-submit').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Gửi duyệt 3 bài?');
  await id('confirm-yes').click();
  await expect.element(id('toast')).toHaveTextContent('Đã ghi lệnh gửi duyệt 2 bài');
  await expect.element(id('toast')).toHaveTextContent('1 bài thiếu mục bắt buộc');
  await expect.element(id('bulk-count')).toHaveTextContent('Đã chọn 1 bài');
  expect([...backend.articles.values()].map(({ status }) => status.status)).toEqual(['submit_queued', 'on_device', 'submit_queued']);
});

test('the trash is offered where there is one', async () => {
  fill(backend, 3);
  const trashed: string[] = [];
  const trash = {
    move: async (article: string) => {
      if (article === 'r2') throw refusal('wrong_state', 'in review');
      trashed.push(article);
    },
    takeBack: async (article: string) => void trashed.splice(trashed.indexOf(article), 1),
  };
  const library = new Library(backend);
  const notices = new Notices();
  const props = {
    backend, library, notices, searches: new SavedSearches(backend), away: new Away(backend), catalogue: backend.catalogue, current: null,
    onnew: () => undefined, templates: [], onopen: () => undefined, settle: () => Promise.resolve(true), onacted: () => void library.refresh(),
  };
  const { rerender } = await render(LibraryPane, props);
  document.querySelector<HTMLElement>('.library')!.style.height = '40rem';
  await library.refresh();
  await expect.poll(() => rowAt(2)).toBeTruthy();
  for (const index of [0, 1]) click(index, { ctrlKey: true });
  await expect.element(id('bulk-submit')).toBeVisible();
  await expect.element(id('bulk-trash')).not.toBeInTheDocument();
  await rerender({ trash });
  await id('bulk-trash').click();
  await expect.poll(() => trashed).toEqual(['r1']);
  await expect.poll(() => notices.list[0]?.text).toBe('Đã bỏ 1 bài vào thùng rác. Chưa làm được với 1 bài đã sang bước khác; các bài này vẫn được chọn và không bị đổi.');
  await expect.element(id('bulk-count')).toHaveTextContent('Đã chọn 1 bài');

  library.selection.clear();
  rowAt(2)!.focus();
  await userEvent.keyboard('{Delete}');
  await expect.poll(() => trashed).toEqual(['r1', 'r3']);
  await expect.poll(() => notices.list.at(-1)?.offer?.label).toBe('Hoàn tác');
  notices.list.at(-1)?.offer?.act();
  await expect.poll(() => trashed).toEqual(['r1']);
});
