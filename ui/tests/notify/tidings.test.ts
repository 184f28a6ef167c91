import { expect, test } from 'vitest';
import type { AwayKind, AwayLine, NoteRequest } from '../../src/backend/generated/protocol';
import { Tidings } from '../../src/features/notify/tidings';
import { chooseManner, hasManner } from '../../src/shared/manners.svelte';
import { full, id, newBackend, open } from '../library/desk';

const line = (article: string, what: AwayKind, at_ms = 1): AwayLine => ({ article, title: `Bài ${article}`, what, by: 'Lãnh đạo', reason: 'Lý do chỉ tác giả được đọc', at_ms });

function world(patch: { inFront?: boolean; wanted?: boolean } = {}) {
  const shown: NoteRequest[] = [];
  const tidings = new Tidings({ inFront: () => patch.inFront ?? false, wanted: () => patch.wanted ?? true, show: (note) => shown.push(note) });
  tidings.hear([]);
  return { shown, tidings, summaries: () => shown.map(({ summary }) => summary) };
}

test('each kind of news is told in its own words, with the title and nothing else of the article', () => {
  const { shown, tidings } = world();
  for (const what of ['returned', 'approved', 'published', 'conflict', 'waiting'] as const) tidings.hear([line(what, what)]);
  expect(shown.map(({ summary }) => summary)).toEqual(['Bài bị trả lại', 'Bài được duyệt', 'Bài đã đăng', 'Bài cần bạn quyết định: hai bên viết khác nhau', 'Bài chờ bạn duyệt']);
  expect(shown[0]).toEqual({ summary: 'Bài bị trả lại', body: 'Bài returned', open: 'Mở', article: 'returned' });
  expect(JSON.stringify(shown)).not.toMatch(/Lý do|Lãnh đạo/);
});

test('a piece of news is told once, however often it is heard, and what happens next to the article is told again', () => {
  const { summaries, tidings } = world();
  tidings.hear([line('a', 'returned')]);
  tidings.hear([line('a', 'returned')]);
  tidings.hear([line('a', 'approved', 2)]);
  expect(summaries()).toEqual(['Bài bị trả lại', 'Bài được duyệt']);
});

test('what was there at the start, what came before the eyes of the person, and a mere change are not told', () => {
  const shown: NoteRequest[] = [];
  let inFront = false;
  const tidings = new Tidings({ inFront: () => inFront, wanted: () => true, show: (note) => shown.push(note) });
  tidings.hear([line('a', 'returned')]);
  tidings.hear([line('a', 'returned'), line('b', 'changed')]);
  inFront = true;
  tidings.hear([line('c', 'published')]);
  inFront = false;
  tidings.hear([line('c', 'published')]);
  expect(shown).toEqual([]);
});

test('whoever turned it off is told nothing, and many at once are one', () => {
  const off = world({ wanted: false });
  off.tidings.hear([line('a', 'returned')]);
  expect(off.shown).toEqual([]);
  const many = world();
  many.tidings.hear(['a', 'b', 'c', 'd'].map((article) => line(article, 'published')));
  expect(many.shown).toEqual([{ summary: '4 bài có tin mới', body: '', open: 'Mở', article: null }]);
});

test('the desk tells the desktop, and only while the window is not in front', async () => {
  const backend = newBackend();
  backend.put({ article: 'a1', content: full({ title: 'Bài một' }) });
  const hasFocus = document.hasFocus.bind(document);
  try {
    open(backend);
    await expect.element(id('row')).toBeVisible();
    document.hasFocus = () => true;
    backend.away = { since_ms: 1, mark: { seq: 2, at_ms: 5 }, lines: [line('a1', 'approved')], more: 0 };
    backend.emit({ event: 'articles_changed', articles: ['a1'] });
    await expect.poll(() => backend.calls.filter(({ command }) => command === 'away_digest').length).toBeGreaterThan(1);
    document.hasFocus = () => false;
    backend.away = { ...backend.away, lines: [line('a1', 'published', 6)] };
    backend.emit({ event: 'articles_changed', articles: ['a1'] });
    await expect.poll(() => backend.noted.map(({ summary, body }) => [summary, body])).toEqual([['Bài đã đăng', 'Bài a1']]);
  } finally {
    document.hasFocus = hasFocus;
  }
});

test('the settings turn notifications off and the start with the machine on, and say where that is kept', async () => {
  const backend = newBackend();
  open(backend);
  await expect.element(id('account-menu')).toBeVisible();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: ',', ctrlKey: true }));
  await id('tab-desktop').click();
  await id('notifies').click();
  expect(hasManner('notifies')).toBe(false);
  await id('autostart').click();
  await expect.element(id('settings-said')).toHaveTextContent('mở cùng máy');
  expect(backend.manners.autostart?.on).toBe(true);
  await expect.element(id('autostart-file')).toHaveTextContent('/nha/.config/autostart/banthao.desktop');
  chooseManner('notifies', true);
  expect(localStorage.getItem('banthao.notifies'), 'what is usual needs no keeping').toBeNull();
});

test('a desktop that offers nothing is said and not shown as a choice', async () => {
  const backend = newBackend();
  backend.manners = { notifies: false, autostart: null, tray: false, input_method: null };
  open(backend);
  await expect.element(id('account-menu')).toBeVisible();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: ',', ctrlKey: true }));
  await id('tab-desktop').click();
  await expect.element(id('notifies-none')).toBeVisible();
  await expect.element(id('autostart-none')).toBeVisible();
  expect(document.querySelector('[data-testid="notifies"]')).toBeNull();
});

test('the icon in the tray is there when it is wanted, says what the status line says, and goes again', async () => {
  const backend = newBackend();
  open(backend);
  await expect.element(id('account-menu')).toBeVisible();
  expect(backend.trayWords).toBeNull();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: ',', ctrlKey: true }));
  await id('tab-desktop').click();
  await id('tray').click();
  await expect.poll(() => backend.trayWords?.state).toContain('Ngoại tuyến từ');
  expect(backend.trayWords).toMatchObject({ open: 'Mở Bản Thảo', new_article: 'Bài mới', quit: 'Thoát' });
  backend.app = { ...backend.app, sync: { ...backend.app.sync, connection: 'online', waiting: 3 } };
  backend.emit({ event: 'sync_changed' });
  await expect.poll(() => backend.trayWords?.state).toBe('3 mục chờ gửi');
  await id('tray').click();
  await expect.poll(() => backend.trayWords).toBeNull();
});
