import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AccountView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import { revise } from '../../src/backend/memory-history';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const body = (...words: string[]) => ({ type: 'doc', content: words.map((text, at) => ({ type: 'paragraph', attrs: { id: `p${at}` }, content: [{ type: 'text', text }] })) });
const content = (title: string, ...words: string[]) => ({ ...emptyContent(), title, sapo: 'Một đoạn.', section: 's', body: body(...words) });
const HOUR = 60 * 60_000;
const long = Array.from({ length: 12 }, (_, at) => `Đoạn thứ ${at} không đổi.`);

let backend: MemoryBackend;
let article: string;
beforeEach(async () => {
  backend = new MemoryBackend(officer);
  article = backend.put({ content: content('Khai mạc lớp học', 'Câu mới.', ...long), history: [{ at_ms: Date.now() - 90 * 60_000, by: 'Trưởng đơn vị thử', what: 'sent_back', level: null, reason: 'Sửa.' }] }).article;
  revise(backend, article, content('Khai mạc', 'Câu đầu.', ...long), { at_ms: Date.now() - 3 * HOUR });
  revise(backend, article, content('Khai mạc lớp', 'Câu cũ.', ...long), { at_ms: Date.now() - HOUR, kind: 'submitted', milestones: ['received', 'submitted'] });
  backend.app = { ...backend.app, last_article: article };
});
afterEach(() => page.viewport(1366, 768));

const id = (testid: string) => page.getByTestId(testid);

async function openHistory() {
  render(App, { backend });
  await expect.element(id('title')).toHaveValue('Khai mạc lớp học');
  await expect.element(id('line')).toBeVisible();
  await userEvent.keyboard('{Control>}{Shift>}h{/Shift}{/Control}');
  await expect.element(id('history')).toBeVisible();
}

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

test('texts and what happened on the portal stand in one list, opened by a key', async () => {
  await openHistory();
  await expect.element(id('tab-history')).toHaveFocus();
  await expect.element(id('unsaved')).toHaveTextContent('Đang viết');
  expect(id('revision').elements()).toHaveLength(2);
  await expect.element(id('revision').first()).toHaveTextContent('Bản gửi duyệt');
  await expect.element(id('revision').first()).toHaveTextContent('đã gửi duyệt');
  await expect.element(id('history-line')).toHaveTextContent('Trả lại');
});

test('a version gets a name, and another one', async () => {
  await openHistory();
  await id('name-version').click();
  await id('confirm').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Cần một cái tên');
  await id('version-name').fill('Bản gửi lãnh đạo');
  await id('confirm').click();
  await expect.element(id('revision').first()).toHaveTextContent('Bản gửi lãnh đạo');
  await id('revision-menu').first().click();
  await id('name-revision').click();
  await expect.element(id('version-name')).toHaveValue('Bản gửi lãnh đạo');
  await id('version-name').fill('Bản chốt');
  await userEvent.keyboard('{Enter}');
  await expect.element(id('revision').first()).toHaveTextContent('Bản chốt');
});

test('a key asks for the name of what is on the screen', async () => {
  render(App, { backend });
  await expect.element(id('title')).toHaveValue('Khai mạc lớp học');
  await id('title').fill('Khai mạc lớp học đêm');
  await userEvent.keyboard('{Control>}{Shift>}s{/Shift}{/Control}');
  await id('version-name').fill('Bản đêm');
  await userEvent.keyboard('{Enter}');
  await expect.element(id('revision').first()).toHaveTextContent('Bản đêm');
  expect(backend.revisions.get(article)?.[0]?.content.title, 'what was typed was saved first').toBe('Khai mạc lớp học đêm');
});

test('one revision opens against the one before it, side by side, with the rest folded', async () => {
  await openHistory();
  await id('open-revision').first().click();
  await expect.element(id('compare-summary')).toHaveTextContent(/2 chỗ đổi · \+2 −1 chữ/);
  const changed = document.querySelector('[data-testid="compare-line"][data-change]');
  expect([...(changed?.querySelectorAll('del') ?? [])].map((gone) => gone.textContent)).toEqual(['đầu']);
  expect([...(changed?.querySelectorAll('ins') ?? [])].map((come) => come.textContent)).toEqual(['cũ']);
  expect(changed?.querySelectorAll('.cell')).toHaveLength(2);
  await expect.element(id('folded')).toHaveTextContent('… 11 đoạn không đổi');
  await id('folded').click();
  await expect.element(page.getByText('Đoạn thứ 11 không đổi.').first()).toBeVisible();
});

test('the keys walk the changes, change the view and lead back', async () => {
  await openHistory();
  await id('open-revision').first().click();
  await expect.element(id('compare')).toBeVisible();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await expect.element(id('changed-field')).toHaveFocus();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(document.activeElement?.textContent).toContain('Câu');
  await id('way-inline').click();
  expect(document.querySelector('[data-testid="compare-line"][data-change]')?.textContent).toMatch(/Câu\s*đầucũ/);
  await userEvent.keyboard('{Escape}');
  await expect.element(id('title')).toBeVisible();
});

test('two chosen revisions are compared, one alone with the text on the screen', async () => {
  await openHistory();
  await id('choose-revision').nth(1).click();
  await id('compare-chosen').click();
  await expect.element(id('compare')).toHaveTextContent('Bản đang viết');
  await id('compare-back').click();
  await id('choose-revision').nth(0).click();
  await expect.element(id('compare-chosen')).toHaveTextContent('So sánh hai bản đã chọn');
  await id('compare-chosen').click();
  await expect.poll(() => backend.calls.filter(({ command }) => command === 'history_compare').at(-1)?.request).toEqual({ article, before: `${article}-r1`, after: `${article}-r2` });
});

test('an earlier text is taken up again, and the same notice takes that back', async () => {
  await openHistory();
  await id('revision-menu').nth(1).click();
  await id('restore-revision').click();
  await expect.element(id('title')).toHaveValue('Khai mạc');
  await expect.element(id('toast')).toHaveTextContent('Đã khôi phục bản cũ');
  await id('toast-offer').click();
  await expect.element(id('title')).toHaveValue('Khai mạc lớp học');
});

test('a text that waits for others is compared and not restored, and the reason is said', async () => {
  const view = backend.articles.get(article);
  if (view !== undefined) backend.articles.set(article, { ...view, status: { status: 'in_review', waiting: 'Chờ đơn vị duyệt', yours: false }, may: ['recall'] });
  await openHistory();
  await expect.element(id('not-restorable')).toBeVisible();
  await id('open-revision').first().click();
  await expect.element(id('restore')).toBeDisabled();
  await expect.element(id('compare')).toHaveTextContent('chưa khôi phục được');
});

test.each([['light', 1366], ['dark', 1366], ['light', 720]])('no barrier in the history, %s at %i', async (theme, width) => {
  await page.viewport(width, 768);
  document.documentElement.dataset['theme'] = theme;
  await openHistory();
  expect(await violations(), 'the list').toEqual([]);
  await id('open-revision').first().click();
  await expect.element(id('compare')).toBeVisible();
  expect(await violations(), 'the comparison').toEqual([]);
  if (width < 760) expect(document.querySelectorAll('[data-testid="compare-line"][data-change] .cell')).toHaveLength(1);
  document.documentElement.dataset['theme'] = 'light';
});
