import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { MemoryBackend } from '../../src/backend/memory';
import type { PasteView } from '../../src/backend/generated/protocol';
import { Paste } from '../../src/features/article/paste.svelte';
import PasteReceipt from '../../src/features/article/PasteReceipt.svelte';
import Originals from '../../src/features/media/Originals.svelte';
import { Notices } from '../../src/shared/notices.svelte';
import '../../src/styles/base.css';
import '../../src/styles/tokens.css';

const FROM_WORD: PasteView = {
  paste: 'p1', blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'chữ' }] }], source: 'word',
  kept: [{ thing: 'paragraphs', count: 3 }, { thing: 'tables', count: 1 }], changed: [{ thing: 'tcvn3', count: 2 }], dropped: [{ thing: 'formatting', count: 12 }, { thing: 'remote_pictures', count: 1 }],
  suspect: null, location_removed: false,
};

let shown: object[] = [];
afterEach(async () => {
  for (const component of shown) await unmount(component);
  shown = [];
  document.body.replaceChildren();
});

function strip(view: PasteView = FROM_WORD) {
  const backend = new MemoryBackend();
  backend.pasted = () => view;
  const notices = new Notices();
  const replaced: (readonly unknown[])[] = [];
  const kept: number[] = [];
  const paste = new Paste({ backend, notices, replace: (blocks) => replaced.push(blocks) > 0, article: () => 'a1', onkept: () => kept.push(1) });
  shown.push(mount(PasteReceipt, { target: document.body, props: { paste, onleave: () => undefined } }));
  return { backend, notices, paste, replaced, kept };
}
const receipt = () => document.querySelector<HTMLElement>('[data-testid="paste-receipt"]');
const press = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)?.click();

test('a receipt says what was kept, changed and left out, and passes axe', async () => {
  const { paste } = strip();
  await paste.read({ html: '<p class=MsoNormal>', text: 'chữ', native: false }, 'rich');
  await expect.poll(() => receipt()?.innerText).toContain('Đã dán từ Word: 3 đoạn, 1 bảng.');
  expect(receipt()?.innerText).toContain('Đã đổi: 2 đoạn chữ TCVN3 (ABC) thành Unicode.');
  expect(receipt()?.innerText).toContain('Không lấy: 12 định dạng (phông, cỡ, màu), 1 ảnh nằm trên mạng');
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('plain words that arrived as they were are not spoken of', async () => {
  const { paste } = strip({ ...FROM_WORD, source: 'text', changed: [], dropped: [] });
  await paste.read({ html: null, text: 'chữ', native: false }, 'rich');
  expect(paste.receipt).toBeNull();
});

test('the words alone take the place of what was pasted', async () => {
  const { backend, paste, replaced } = strip();
  await paste.read({ html: '<p>chữ</p>', text: 'chữ', native: false }, 'rich');
  await expect.poll(receipt).not.toBeNull();
  // The core in memory names its pastes itself.
  paste.receipt = { ...FROM_WORD };
  press('paste-as-words');
  await expect.poll(() => replaced.length).toBe(1);
  expect(backend.calls.at(-1)).toEqual({ command: 'paste_again', request: { paste: 'p1', manner: 'words', charset: null } });
  await expect.poll(receipt).toBeNull();
});

test('letters that seem to be of an old charset are asked about and read anew', async () => {
  const { backend, paste } = strip({ ...FROM_WORD, source: 'text', suspect: 'vni', changed: [], dropped: [] });
  await paste.read({ html: null, text: 'Vieät Nam', native: false }, 'rich');
  await expect.poll(() => receipt()?.innerText).toContain('Chữ này có vẻ gõ bằng bảng mã VNI.');
  press('paste-convert');
  await expect.poll(() => backend.calls.at(-1)?.request).toEqual({ paste: 'p1', manner: 'rich', charset: 'vni' });
});

test('the original is kept beside the article and can be forgotten', async () => {
  const { backend, notices, paste, kept } = strip();
  await paste.read({ html: '<p>chữ</p>', text: 'chữ', native: false }, 'rich');
  await expect.poll(receipt).not.toBeNull();
  press('paste-keep');
  await expect.poll(() => receipt()?.innerText).toContain('Đã giữ bản gốc');
  expect(kept).toEqual([1]);
  shown.push(mount(Originals, { target: document.body, props: { backend, notices, article: 'a1', turn: 1 } }));
  await expect.poll(() => document.querySelector('[data-testid="original"]')?.textContent).toContain('ban-goc.html');
  press('original-delete');
  await expect.poll(() => document.querySelector('[data-testid="original"]')).toBeNull();
});

test('a paste that cannot be read says that the text is as it was', async () => {
  const { backend, notices, paste } = strip();
  backend.failing.set('paste_read', 'disk_full');
  await paste.read({ html: null, text: 'chữ', native: false }, 'rich').catch((error: unknown) => paste.refused(error));
  expect(notices.list.at(-1)?.text).toContain('Chưa dán được; bài vẫn như cũ.');
});
