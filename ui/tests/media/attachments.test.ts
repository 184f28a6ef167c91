import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Progress } from '../../src/backend/backend';
import type { AccountView, AttachmentView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const id = (testid: string) => page.getByTestId(testid);
const originalFetch = window.fetch.bind(window);

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend(officer);
});

function attached(name: string, media_type: string, bytes: number): AttachmentView {
  return { blob: name.padEnd(64, '0').replace(/[^0-9a-f]/g, 'a'), title: name, file_name: name, media_type, bytes, rest: {} };
}

const plan = attached('ke-hoach.pdf', 'application/pdf', 412_000);
const film = attached('lop-hoc.mp4', 'video/mp4', 1_340_000_000);

async function opens(attachments: AttachmentView[], body: unknown = emptyContent().body) {
  const { article } = backend.put({ content: { ...emptyContent(), title: 'Khai mạc', attachments, body } });
  render(App, { backend });
  await id('row').first().click();
  return article;
}

const names = () => [...backend.articles.values()][0]?.content.attachments.map(({ file_name }) => file_name);

function give(...files: File[]) {
  const input = document.querySelector<HTMLInputElement>('#attachment-file')!;
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

test('each file says what it is and how large', async () => {
  await opens([plan, film]);
  await expect.element(id('attachment').nth(0)).toHaveTextContent('ke-hoach.pdf · PDF · 412 KB');
  await expect.element(id('attachment').nth(1)).toHaveTextContent('lop-hoc.mp4 · Video MP4 · 1,3 GB');
});

test('a file that was taken out comes back where it stood, by keyboard alone', async () => {
  await opens([plan, film]);
  await id('attachment-remove').first().click();
  await expect.poll(names).toEqual(['lop-hoc.mp4']);
  await expect.element(id('attachment-restore')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(names).toEqual(['ke-hoach.pdf', 'lop-hoc.mp4']);
  await expect.element(id('attachment-removed')).not.toBeInTheDocument();
});

test('a file on its way in says how far it has come, and the next one waits for it', async () => {
  const waiting: { progress: Progress; arrive: () => void }[] = [];
  backend.slow = (progress) => new Promise((arrive) => waiting.push({ progress, arrive }));
  await opens([]);
  give(new File(['x'.repeat(1000)], 'mot.pdf', { type: 'application/pdf' }), new File(['y'], 'hai.pdf', { type: 'application/pdf' }));
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]!.progress(450, 1000);
  await expect.element(id('attachment-coming').first()).toHaveTextContent('45% của 1 KB');
  await expect.element(page.getByRole('progressbar').first()).toHaveAttribute('value', '450');
  waiting[0]!.arrive();
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]!.arrive();
  await expect.poll(names).toEqual(['mot.pdf', 'hai.pdf']);
  await expect.element(id('attachment-coming')).not.toBeInTheDocument();
});

/** A second of silence. */
function silence(): File {
  const rate = 8000;
  const wav = new DataView(new ArrayBuffer(44 + rate));
  const letters = (at: number, text: string) => [...text].forEach((letter, n) => wav.setUint8(at + n, letter.charCodeAt(0)));
  letters(0, 'RIFF');
  wav.setUint32(4, 36 + rate, true);
  letters(8, 'WAVEfmt ');
  wav.setUint32(16, 16, true);
  [1, 1].forEach((value, n) => wav.setUint16(20 + 2 * n, value, true));
  [rate, rate].forEach((value, n) => wav.setUint32(24 + 4 * n, value, true));
  wav.setUint16(32, 1, true);
  wav.setUint16(34, 8, true);
  letters(36, 'data');
  wav.setUint32(40, rate, true);
  for (let at = 44; at < wav.byteLength; at += 1) wav.setUint8(at, 128);
  return new File([wav.buffer], 'phat-bieu.wav', { type: 'audio/wav' });
}

test('a recording is played in place, out of the store', async () => {
  await opens([]);
  give(silence());
  await id('play').click();
  await expect.poll(() => (id('player').element() as HTMLAudioElement).duration).toBeCloseTo(1);
  await expect.element(id('play')).toHaveAttribute('aria-expanded', 'true');
  await id('play').click();
  await expect.element(id('player')).not.toBeInTheDocument();
});

test('a short recording whose address the player does not know is played from memory', async () => {
  await opens([]);
  const heard = URL.createObjectURL(silence());
  const fetched = vi.spyOn(window, 'fetch').mockImplementation(async () => new Response(await (await originalFetch(heard)).blob()));
  backend.mediaUrl = () => 'unknown:address';
  give(silence());
  await id('play').click();
  await expect.poll(() => (id('player').element() as HTMLAudioElement).duration).toBeCloseTo(1);
  expect(fetched).toHaveBeenCalledExactlyOnceWith('unknown:address');
  fetched.mockRestore();
});

test('a recording that the window cannot play says so and stays', async () => {
  await opens([film]);
  await id('play').click();
  await expect.element(id('unplayable')).toHaveTextContent('Không phát được tệp này');
  expect(names()).toEqual(['lop-hoc.mp4']);
});

test('media whose files are gone are named with what to do', async () => {
  const figure = (blob: string) => ({ type: 'figure', attrs: { id: blob.slice(0, 4), blob, alt: 'x', credit: 'y', decorative: false, width: 4, height: 3 }, content: [{ type: 'figcaption' }] });
  const [here, broken] = ['1'.repeat(64), '2'.repeat(64)];
  backend.places.set(broken, 'damaged').set(plan.blob, 'missing').set(film.blob, 'elsewhere');
  await opens([plan, film], { type: 'doc', content: [figure(here), figure(broken), { type: 'paragraph' }] });
  await expect.element(id('picture-trouble')).toHaveTextContent('Ảnh thứ 2: tệp bị hỏng trên ổ đĩa');
  await expect.element(id('attachment-trouble')).toHaveTextContent('Tệp không còn trên ổ đĩa của máy');
  await expect.element(id('attachment').nth(1)).toHaveTextContent('sẽ tải từ Cổng khi mở');
  expect(id('attachment-trouble').elements().length, 'what the portal has is no trouble').toBe(1);
});

test.each(['light', 'dark'])('the list of files passes axe in %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  backend.places.set(plan.blob, 'missing').set(film.blob, 'elsewhere');
  backend.slow = (progress) => new Promise(() => progress(1, 2));
  await opens([plan, film, attached('anh.jpg', 'image/jpeg', 9000)]);
  await id('attachment-remove').nth(2).click();
  give(new File(['xy'], 'mot.pdf', { type: 'application/pdf' }));
  await expect.element(id('attachment-coming')).toBeVisible();
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations } = await axe.run('[data-testid="attachments"]');
  expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  document.documentElement.dataset['theme'] = 'light';
});

test('a file dropped beside the text is attached', async () => {
  await opens([]);
  const transfer = new DataTransfer();
  transfer.items.add(new File(['%PDF-'], 'quyet-dinh.pdf', { type: 'application/pdf' }));
  const target = document.querySelector('.page')!;
  target.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true, clientX: 700, clientY: 120 }));
  await expect.poll(names).toEqual(['quyet-dinh.pdf']);
});
