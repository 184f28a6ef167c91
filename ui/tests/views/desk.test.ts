import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AccountView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import { entry } from '../../src/backend/memory-outbox';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';
import { BLOB } from '../editor/desk';
import { commit, compose, SENTENCE, show, unikey } from '../typing';

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const text = (words: string) => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: words }] }] });
const full = { ...emptyContent(), title: 'Khai mạc', sapo: 'Một đoạn.', section: 's', body: text('Nội dung.') };

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend(officer);
  backend.catalogue = { kinds: [{ code: 'tin', name: 'Tin' }], sections: [{ code: 's', name: 'Chuyển đổi số' }], levels: ['Chờ đơn vị duyệt'] };
});
afterEach(() => {
  document.documentElement.dataset['theme'] = 'light';
});

const open = () => render(App, { backend });
const id = (testid: string) => page.getByTestId(testid);
const body = () => page.getByRole('textbox', { name: 'Nội dung bài' });
const saved = () => [...backend.articles.values()][0]?.content;

async function openOnly() {
  open();
  await id('row').first().click();
  await expect.element(body()).toBeVisible();
}

async function violations() {
  // Let what fades in arrive, or its colours are measured half way.
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('a new article is saved as it is typed, in every field', async () => {
  open();
  await id('new-article').click();
  await id('title').fill('Khai mạc');
  await id('sapo').fill('Một đoạn.');
  await body().click();
  await userEvent.keyboard('Nội dung.');
  await id('section').selectOptions('s');
  await expect.element(id('save-state')).toHaveTextContent(/^\s*Đã lưu trên máy/);
  await expect.poll(() => saved()).toMatchObject({ title: 'Khai mạc', sapo: 'Một đoạn.', section: 's' });
  expect(JSON.stringify(saved()?.body)).toContain('Nội dung.');
});

test.each([['a composition', compose], ['UniKey', unikey]] as const)('the title takes Vietnamese through %s, saves in between and all', async (_way, type) => {
  open();
  await id('new-article').click();
  await id('title').click();
  await type();
  await expect.element(id('title')).toHaveValue(SENTENCE);
  await expect.poll(() => saved()?.title).toBe(SENTENCE);
});

test('the last article is open again with the caret where it was', async () => {
  const { article } = backend.put({ content: full, caret: { field: 'body', anchor: 5, head: 5 } });
  backend.app = { ...backend.app, last_article: article };
  open();
  await expect.element(id('title')).toHaveValue('Khai mạc');
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
  await userEvent.keyboard('+');
  await expect.poll(() => JSON.stringify(saved()?.body)).toContain('Nội +dung.');
});

test('what cannot go yet says why, and each reason leads to its place', async () => {
  backend.put({ content: { ...full, sapo: '' } });
  await openOnly();
  await id('submit').click();
  await expect.element(id('blocker')).toHaveTextContent('Thiếu sapo');
  await id('mend-sapo').click();
  await expect.element(id('sapo')).toHaveFocus();
});

test('a complete article is submitted and becomes read-only with a way back', async () => {
  backend.put({ content: full });
  await openOnly();
  await id('submit').click();
  await expect.element(id('article-status')).toHaveTextContent('Chờ gửi duyệt');
  await expect.element(id('title')).toHaveAttribute('readonly');
  await id('recall').click();
  await expect.element(id('submit')).toBeVisible();
});

test('approving names the text, and a text that changed meanwhile is not approved', async () => {
  const { article } = backend.put({ content: full, status: { status: 'in_review', waiting: 'Chờ đơn vị duyệt', yours: true }, owner: 'Cán bộ thử hai' });
  open();
  await id('shelf-mine').click();
  await id('row').first().click();
  await id('approve').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('“Khai mạc”');
  const view = backend.articles.get(article);
  if (view !== undefined) backend.articles.set(article, { ...view, content_hash: 'another' });
  await id('confirm').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Bài đã đổi sau khi bạn đọc');
});

test('sending back needs a reason', async () => {
  backend.put({ content: full, status: { status: 'in_review', waiting: 'Chờ đơn vị duyệt', yours: true } });
  open();
  await id('shelf-mine').click();
  await id('row').first().click();
  await id('send-back').click();
  await id('confirm').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Cần ghi lý do');
  await id('reason').fill('Bổ sung số văn bản.');
  await id('confirm').click();
  await expect.element(id('article-status')).toHaveTextContent('Chờ gửi ý kiến trả lại');
});

test('a full disk is said loudly, the words stay, and the other article waits', async () => {
  backend.put({ content: full, saved_ms: 2 });
  backend.put({ content: { ...full, title: 'Bài khác' }, saved_ms: 1 });
  await openOnly();
  backend.failing.set('article_journal', 'disk_full');
  backend.failing.set('article_save', 'disk_full');
  await id('title').fill('Khai mạc lớp học');
  await expect.element(id('band-unsaved')).toHaveTextContent('Ổ đĩa đầy');
  await id('row').nth(1).click();
  // Unsaved words must not be left behind.
  await expect.element(id('title')).toHaveValue('Khai mạc lớp học');
  backend.failing.clear();
  await page.getByRole('button', { name: 'Lưu lại ngay' }).click();
  await expect.poll(() => [...backend.articles.values()].map(({ content }) => content.title)).toContain('Khai mạc lớp học');
  await expect.element(id('band-unsaved')).not.toBeInTheDocument();
});

test('the core may change a text that nobody is typing in, and not one under composition', async () => {
  const { article } = backend.put({ content: full });
  await openOnly();
  const changes = (title: string) => {
    backend.put({ ...backend.articles.get(article)!, content: { ...full, title }, content_hash: title });
    backend.emit({ event: 'articles_changed', articles: [article] });
  };
  changes('Từ máy khác');
  await expect.element(id('title')).toHaveValue('Từ máy khác');
  await id('title').click();
  await userEvent.keyboard('{End}');
  await show(' đ');
  changes('Đè lên');
  await show(' đi');
  await commit(' đi');
  await expect.element(id('title')).toHaveValue('Từ máy khác đi');
  await expect.poll(() => saved()?.title).toBe('Từ máy khác đi');
});

test('a picture goes in, is asked for its words, and is saved', async () => {
  backend.put({ content: full });
  await openOnly();
  const input = document.querySelector<HTMLInputElement>('#image-file')!;
  const files = new DataTransfer();
  files.items.add(new File(['<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'], 'lop.svg', { type: 'image/svg+xml' }));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await id('alt').fill('Lớp học');
  await id('credit').fill('Trung tâm');
  await expect.poll(() => JSON.stringify(saved()?.body)).toContain('"alt":"Lớp học"');
  await expect.poll(() => JSON.stringify(saved()?.body)).toContain('"credit":"Trung tâm"');
});

test('a file that is refused is named with its reason, and the text stays', async () => {
  backend.put({ content: full });
  backend.failing.set('add_media', 'media_corrupt');
  await openOnly();
  const input = document.querySelector<HTMLInputElement>('#image-file')!;
  const files = new DataTransfer();
  files.items.add(new File(['x'], 'hong.jpg', { type: 'image/jpeg' }));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await expect.element(id('toast')).toHaveTextContent('“hong.jpg”: Ảnh bị hỏng');
  expect(body().element().textContent).toBe('Nội dung.');
});

test('the keyboard alone makes an article, saves it and finds another', async () => {
  open();
  await expect.element(id('new-article')).toBeVisible();
  await userEvent.keyboard('{Control>}n{/Control}');
  await expect.element(id('title')).toHaveFocus();
  await userEvent.keyboard('Khai mac{Control>}s{/Control}');
  await expect.element(id('toast')).toHaveTextContent('Đã lưu');
  await userEvent.keyboard('{Control>}e{/Control}');
  await expect.element(id('search')).toHaveFocus();
  await userEvent.keyboard('khai');
  await expect.element(id('row')).toHaveTextContent('Khai mac');
  await userEvent.keyboard('{F6}');
  expect(document.activeElement?.closest('[data-pane]')?.tagName).toBe('NAV');
});

test('a link to a script is not made, one to a page is', async () => {
  backend.put({ content: full });
  await openOnly();
  await body().click();
  await userEvent.keyboard('{Control>}a{/Control}{Control>}k{/Control}');
  await id('link-address').fill('javascript:alert(1)');
  await id('link-set').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Không dùng được địa chỉ này');
  await id('link-address').fill('cong.example/bai');
  await id('link-set').click();
  await expect.poll(() => JSON.stringify(saved()?.body)).toContain('https://cong.example/bai');
});

test('choosing between two texts keeps the one that was chosen', async () => {
  backend.put({
    content: full,
    status: { status: 'needs_choice' },
    theirs: { content: { ...full, title: 'Trên Cổng', body: text('Chữ của Cổng.') }, by: 'Biên tập viên thử', at_ms: 1 },
  });
  open();
  await id('row').first().click();
  await id('see-choice').click();
  await expect.element(id('theirs')).toHaveTextContent('Chữ của Cổng.');
  await id('keep-theirs').click();
  await expect.element(id('title')).toHaveValue('Trên Cổng');
});

const locks = ['new_passphrase', 'passphrase', 'keyring_unavailable', 'key_missing', 'wrong_key', 'database_unreadable', 'storage_failed'] as const;

test.each(locks.map((lock) => [lock]))('a profile closed by %s says what is safe and offers a way on', async (lock) => {
  backend.app = { ...backend.app, lock: { lock } };
  open();
  await expect.element(id('lock')).toBeVisible();
  await expect.element(page.getByRole('main').getByRole('button').first()).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('a database of a newer version is named with both numbers', async () => {
  backend.app = { ...backend.app, lock: { lock: 'database_too_new', found: 7, known: 3 } };
  open();
  await expect.element(id('lock')).toHaveTextContent('mẫu 7; bản này biết đến mẫu 3');
});

test('a new passphrase is asked for twice and opens the desk', async () => {
  backend.app = { ...backend.app, lock: { lock: 'new_passphrase' } };
  open();
  await id('passphrase').fill('một câu dễ nhớ');
  await id('passphrase-again').fill('một câu khác');
  await id('do-unlock').click();
  await expect.element(id('lock')).toHaveTextContent('Hai lần nhập chưa giống nhau');
  await id('passphrase-again').fill('một câu dễ nhớ');
  await id('do-unlock').click();
  await expect.element(id('new-article')).toBeVisible();
});

test.each([['light'], ['dark']])('no barrier on any main screen, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const figure = { type: 'figure', attrs: { id: 'f', blob: BLOB, alt: '', decorative: false, credit: '', width: 4, height: 3 }, content: [{ type: 'figcaption' }] };
  const pictured = { ...full, body: { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', marks: [{ type: 'link', attrs: { href: 'https://cong.example/' } }], text: 'bài' }] }, figure] } };
  backend.put({ content: pictured, saved_ms: 9, status: { status: 'returned', by: 'Trưởng đơn vị thử', reason: 'Sửa.', at_ms: 1 }, history: [{ at_ms: 1, by: 'Trưởng đơn vị thử', what: 'sent_back', level: null, reason: 'Sửa.' }] });
  backend.put({ content: full, saved_ms: 5, status: { status: 'needs_choice' }, theirs: { content: full, by: null, at_ms: 1 } });
  backend.outbox = [entry({ entry: 'e', article: 'a1', title: 'Khai mạc', what: 'media', state: 'refused', waits_for: 'mending', trouble: { code: 'media_corrupt', params: {} }, bytes: 9, may: ['retry', 'discard', 'open'] })];
  await openOnly();
  expect(await violations(), 'the page').toEqual([]);
  await id('tab-checks').click();
  expect(await violations(), 'the checks').toEqual([]);
  await id('tab-history').click();
  expect(await violations(), 'the history').toEqual([]);
  await id('account-menu').click();
  await expect.element(id('sign-out')).toBeVisible();
  expect(await violations(), 'the account menu').toEqual([]);
  await id('sign-in').click();
  await expect.element(id('do-sign-in')).toBeVisible();
  expect(await violations(), 'signing in').toEqual([]);
  await userEvent.keyboard('{Escape}');
  await id('outbox').click();
  await expect.element(id('outbox-entry')).toBeVisible();
  expect(await violations(), 'the outbox').toEqual([]);
  await id('row').nth(1).click();
  await id('see-choice').click();
  await expect.element(id('conflict')).toBeVisible();
  expect(await violations(), 'the choice').toEqual([]);
});

test('a look at the outbox and back leaves every word where it was', async () => {
  open();
  await id('new-article').click();
  await body().click();
  await userEvent.keyboard('Chu da go truoc khi xem hop gui');
  await id('outbox').click();
  await expect.element(id('outbox-view')).toBeVisible();
  await id('outbox').click();
  await expect.element(body()).toHaveTextContent('Chu da go truoc khi xem hop gui');
});
