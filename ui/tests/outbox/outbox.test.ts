import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Connection, SyncView, WaitsFor } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import { entry, line } from '../../src/backend/memory-outbox';
import { reasonFor } from '../../src/features/outbox/reasons';
import { lineOf } from '../../src/features/sync/line';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

const id = (name: string) => page.getByTestId(name);
let backend: MemoryBackend;

beforeEach(() => {
  backend = new MemoryBackend({ id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] });
  backend.put({ article: 'a1', content: { ...emptyContent(), title: 'Khai mạc' } });
  backend.app = { ...backend.app, last_article: 'a1', sync: line({ connection: 'online' }) };
});
afterEach(() => {
  document.body.innerHTML = '';
  vi.restoreAllMocks();
});

async function openOutbox() {
  render(App, { backend });
  await id('outbox').click();
  await expect.element(id('outbox-view')).toBeVisible();
}

const file = (patch: object = {}) => ({ blob: 'b', file_name: 'doi-che.jpg', bytes: 5_300_000, done: 0, is_sending: false, is_urged: false, trouble: null, ...patch });

test('every reason to wait has a sentence of its own', () => {
  const all: WaitsFor[] = ['turn', 'sign_in', 'network', 'captive', 'portal', 'trust', 'version', 'resumption', 'free_network', 'text', 'media', 'earlier', 'answer', 'reading', 'mending', 'choice'];
  const sentences = all.map((waits_for) => reasonFor(entry({ entry: 'e', article: 'a', waits_for })).words());
  expect(new Set(sentences).size).toBe(all.length);
  for (const sentence of sentences) expect(sentence.length, sentence).toBeGreaterThan(10);
});

test('the status line says in words what stands between, and nothing while nothing does', () => {
  const connections: Connection[] = ['no_portal', 'auth_required', 'untrusted', 'incompatible', 'captive', 'offline', 'portal_failing'];
  const states: Partial<SyncView>[] = [...connections.map((connection) => ({ connection })), { sending: 'paused' }, { in_doubt: 2 }, { metered: true }, { metered: true, held_media_bytes: 5_000_000 }, { withheld_deletions: 24 }];
  const words = states.map((state) => lineOf(line({ connection: 'online', ...state }))?.words ?? '');
  expect(words).not.toContain('');
  expect(new Set(words).size, 'each state has its own words').toBe(states.length);
  expect(lineOf(line({ connection: 'online' }))).toBeNull();
});

test('a captive page is not called offline', () => {
  const captive = lineOf(line({ connection: 'captive' }));
  const offline = lineOf(line({ connection: 'offline' }));
  expect(captive?.words).not.toContain(offline?.words.split(' ')[0]);
});

test('what only the person can bring on stands first, and everything can be done by keyboard', async () => {
  backend.outbox = [
    entry({ entry: 'e1', article: 'a1', title: 'Khai mạc', waits_for: 'turn', may: ['open'] }),
    entry({ entry: 'e2', article: 'a1', title: 'Thông cáo', state: 'refused', waits_for: 'mending', trouble: { code: 'invalid_content', params: {} }, may: ['retry', 'discard', 'open'] }),
  ];
  await openOutbox();
  const rows = id('outbox-entry').elements();
  expect(rows.map((row) => row.getAttribute('data-waits-for'))).toEqual(['mending', 'turn']);
  id('outbox-discard').element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => id('outbox-entry').elements().length).toBe(1);
  expect(backend.calls.at(-1)?.command === 'outbox_discard' || backend.calls.some(({ command }) => command === 'outbox_discard')).toBe(true);
});

test('a file says how far it is, and one that the costs hold back can be sent all the same', async () => {
  backend.outbox = [entry({ entry: 'media:a1', article: 'a1', title: 'Khai mạc', what: 'media', waits_for: 'free_network', bytes: 5_300_000, may: ['send_anyway', 'open'], files: [file({ done: 1_300_000 })] })];
  backend.app = { ...backend.app, sync: line({ connection: 'online', metered: true, held_media_bytes: 4_000_000 }) };
  await openOutbox();
  await expect.element(id('outbox-file')).toHaveTextContent('1,3 MB / 5,3 MB (24%)');
  await expect.element(id('line')).toHaveTextContent('4 MB');
  await id('outbox-send-anyway').click();
  await expect.element(page.getByText('Đang chờ đến lượt')).toBeVisible();
});

test('the person says what the network costs', async () => {
  await openOutbox();
  await id('network-costs').selectOptions('costs');
  await expect.poll(() => backend.app.sync.metered).toBe(true);
  await expect.element(id('network-told')).toHaveTextContent('mạng tính phí');
});

test('many deletions are asked about, and keeping is the first answer', async () => {
  backend.deletedThere = Array.from({ length: 24 }, (_, at) => ({ article: `d${at}`, title: `Bài ${at}`, by: 'Quản trị thử', at_ms: Date.now() }));
  backend.app = { ...backend.app, sync: line({ connection: 'online', withheld_deletions: 24 }) };
  await openOutbox();
  await expect.element(id('deletions')).toHaveTextContent('24 bài');
  await id('deletions-keep').click();
  await expect.poll(() => id('deletions').elements().length).toBe(0);
  expect(backend.calls.find(({ command }) => command === 'deletions_answer')?.request).toEqual({ answer: 'keep' });
});

test('the report goes to the clipboard', async () => {
  let copied = '';
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
    copied = text;
    return Promise.resolve();
  });
  await openOutbox();
  await id('outbox-report').click();
  await expect.poll(() => copied).toContain('connection: online');
});

test('the outbox is accessible in every state, in light and dark', async () => {
  backend.deletedThere = [{ article: 'd', title: 'Bài', by: 'Quản trị thử', at_ms: Date.now() }];
  backend.outbox = [
    entry({ entry: 'e1', article: 'a1', title: 'Khai mạc', what: 'media', waits_for: 'turn', bytes: 9, files: [file({ is_sending: true, done: 100 })], may: ['open'] }),
    entry({ entry: 'e2', article: 'a1', title: '', state: 'refused', waits_for: 'mending', trouble: { code: 'invalid_content', params: {} }, may: ['retry', 'discard', 'open'] }),
    entry({ entry: 'e3', article: 'a1', what: 'delete', state: 'in_doubt', waits_for: 'answer', may: ['retry'] }),
  ];
  await openOutbox();
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset['theme'] = theme;
    const { violations } = await axe.run(id('outbox-view').element());
    expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join()}`), theme).toEqual([]);
  }
  delete document.documentElement.dataset['theme'];
});
