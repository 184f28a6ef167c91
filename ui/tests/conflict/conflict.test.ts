// Two texts of one article, decided place by place.
import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { SettleRequest } from '../../src/backend/generated/protocol';
import { MemoryBackend } from '../../src/backend/memory';
import { sampleBody, sampleConflict } from '../../src/backend/memory-conflict';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';
import { doc, editorOn, paragraph } from '../editor/desk';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend({ id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] });
});
afterEach(() => {
  document.documentElement.dataset['theme'] = 'light';
});

const id = (testid: string) => page.getByTestId(testid);
const settled = () => backend.calls.filter(({ command }) => command === 'conflict_settle').map(({ request }) => request as SettleRequest);

async function dispute(change: Partial<ReturnType<typeof sampleConflict>> = {}) {
  const view = backend.put({ content: sampleBody(), status: { status: 'needs_choice' }, theirs: { content: sampleBody(), by: 'Biên tập viên thử', at_ms: 1 } });
  backend.conflicts.set(view.article, { ...sampleConflict(view.content_hash, 30 * 60_000), ...change });
  render(App, { backend });
  await id('row').first().click();
  await id('see-choice').click();
  await expect.element(id('conflict')).toBeVisible();
}

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('nothing is joined before every place has been decided about', async () => {
  await dispute();
  await expect.element(id('settle')).toBeDisabled();
  await id('keep-theirs-0').click();
  await expect.element(page.getByText('Còn 1 chỗ chưa chọn')).toBeVisible();
  await expect.element(id('settle')).toBeDisabled();
  await id('keep-both-1').click();
  await id('settle').click();
  await expect.element(id('title')).toHaveValue('Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ từ ngày 02/12');
  expect(settled()[0]?.decisions).toEqual([{ keep: 'theirs' }, { keep: 'both' }]);
  await expect.element(id('body')).toHaveTextContent('Lịch mới áp dụng từ ngày 01/12.Lịch mới áp dụng từ ngày 02/12.');
});

test('a place is read with what went and what came marked on both sides', async () => {
  await dispute();
  const block = id('place').nth(1);
  await expect.element(block.getByTestId('place-mine')).toHaveTextContent('ngày 01/');
  const marks = (side: string) => [...block.element().querySelectorAll(`[data-testid="${side}"] :is(ins, del)`)].map((mark) => `${mark.tagName} ${mark.textContent.trim()}`);
  expect(marks('place-mine')).toEqual(['DEL tháng', 'INS ngày 01/']);
  expect(marks('place-theirs')).toEqual(['DEL tháng', 'INS ngày 02/']);
});

test('a place is written anew in an editor of its own', async () => {
  await dispute();
  await id('keep-mine-0').click();
  await id('keep-edited-1').click();
  const editor = id('edit-block').getByRole('textbox');
  await editor.click();
  await userEvent.keyboard('{Control>}a{/Control}Lịch mới áp dụng từ ngày 03/12.');
  await id('settle').click();
  await expect.element(id('body')).toHaveTextContent('Lịch mới áp dụng từ ngày 03/12.');
  await expect.element(id('body')).not.toHaveTextContent('01/12');
});

test('every place is reached, decided and joined without a mouse', async () => {
  await dispute();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await userEvent.keyboard(' ');
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await userEvent.keyboard(' {ArrowDown}');
  await expect.element(id('settle')).toBeEnabled();
  (id('settle').element() as HTMLButtonElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(id('title')).toBeVisible();
  expect(settled()[0]?.decisions).toEqual([{ keep: 'mine' }, { keep: 'theirs' }]);
});

test('a change of a text in review is called a proposal', async () => {
  await dispute({ proposal: 'in_review', places: [] });
  await expect.element(id('proposal')).toHaveTextContent('phải gửi duyệt lại');
  await expect.element(id('settle')).toHaveTextContent('Đề nghị sửa theo bản gộp');
  await expect.element(id('settle')).toBeEnabled();
});

test('without a common past the two texts are chosen from as wholes', async () => {
  await dispute({ joinable: false });
  await id('keep-mine').click();
  await expect.element(id('title')).toBeVisible();
});

test.each([['light'], ['dark']])('no barrier on the page of a conflict, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  await dispute({ proposal: 'published' });
  await id('keep-edited-0').click();
  await id('keep-edited-1').click();
  await page.getByText('Chọn nguyên một bản').click();
  await expect.element(id('keep-theirs')).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('a conflict block in a text goes when one of its versions is kept', async () => {
  const side = (...content: object[]) => ({ type: 'conflict_side', content });
  const editor = editorOn(doc(paragraph('Trước.', 'a'), { type: 'conflict', attrs: { id: 'b' }, content: [side(paragraph('Một.', 'b')), side(paragraph('Hai.', 'b'))] }));
  await id('keep-version-2').click();
  expect(editor.view.state.doc.textBetween(0, editor.view.state.doc.content.size, '|')).toBe('Trước.|Hai.');
  editor.destroy();
});
