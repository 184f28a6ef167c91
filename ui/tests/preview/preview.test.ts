import axe from 'axe-core';
import { tick } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AccountView, PreviewRequest } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import { Preview } from '../../src/features/preview/preview.svelte';
import App from '../../src/views/App.svelte';

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const id = (testid: string) => page.getByTestId(testid);
const body = () => page.getByRole('textbox', { name: 'Nội dung bài' });
const block = (name: string, words: string) => ({ type: 'paragraph', attrs: { id: name }, content: [{ type: 'text', text: words }] });
const long = { type: 'doc', content: Array.from({ length: 40 }, (_, at) => block(`k${at}`, `Đoạn thứ ${at}. ${'Chữ của đoạn này. '.repeat(20)}`)) };

let backend: MemoryBackend;
beforeEach(async () => {
  backend = new MemoryBackend(officer);
  backend.put({ content: { ...emptyContent(), title: 'Khai mạc', sapo: 'Một đoạn.', body: long } });
  await page.viewport(1366, 768);
  const { container } = await render(App, { backend });
  // As tall as the window, as in index.html.
  container.style.height = '100vh';
  await id('row').first().click();
  await expect.element(body()).toBeVisible();
});

const frame = () => document.querySelector<HTMLIFrameElement>('[data-testid="preview-frame"]');
const pages = () => backend.preview.pages;
const asked = () => backend.calls.filter(({ command }) => command === 'preview_render').map(({ request }) => request as PreviewRequest);
// The pane is fetched when it is first wanted, which a busy machine takes its time for.
const arrived = (edition: number) => expect.poll(() => document.querySelector('[data-testid="preview"]')?.getAttribute('data-shown'), { timeout: 10_000 }).toBe(String(edition));
/** What the frames were led to, in order: a frame without an origin tells nobody where it is. */
const led = () => document.querySelector('[data-testid="preview"]')?.getAttribute('data-at') ?? '';

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } }, iframes: false });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('the page stands beside the text, says whose it is and how it is made, and offends nobody', async () => {
  await id('preview-toggle').click();
  await arrived(1);
  await expect.element(id('preview-about')).toHaveTextContent('Trang bài viết trên Cổng, mẫu số 1');
  await expect.element(body()).toBeVisible();
  expect(frame()?.getAttribute('sandbox')).toBe('');
  expect(frame()?.contentDocument, 'the page belongs to no origin, so the window cannot reach into it').toBeNull();
  expect(await violations()).toEqual([]);
});

test('what is typed is on the page when the typing rests, before it is saved, and typing goes on in the text', async () => {
  await id('preview-toggle').click();
  await arrived(1);
  await body().click();
  await userEvent.keyboard('{Control>}{End}{/Control} Câu cuối.');
  await expect.poll(() => pages().at(-1)).toContain('Câu cuối.');
  await arrived(pages().length);
  await userEvent.keyboard(' Và nữa.');
  await expect.poll(() => pages().at(-1)).toContain('Câu cuối. Và nữa.');
  await id('title').fill('Bế mạc');
  await expect.poll(() => pages().at(-1)).toContain('<h1>Bế mạc</h1>');
  expect(asked().length, 'not once for every key').toBeLessThan(25);
});

test('a caret that moves asks for no page', async () => {
  await id('preview-toggle').click();
  await arrived(1);
  await body().click();
  await userEvent.keyboard('{Control>}{Home}{/Control}');
  const touched = vi.spyOn(Preview.prototype, 'touch');
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.poll(() => getSelection()?.anchorOffset).toBe(2);
  await tick();
  expect(touched).not.toHaveBeenCalled();
  await userEvent.keyboard('+');
  await expect.poll(() => touched.mock.calls.length).toBeGreaterThan(0);
  touched.mockRestore();
});

test('the page follows the text by block', async () => {
  await id('preview-toggle').click();
  await arrived(1);
  expect(led()).toBe('#dau-bai');
  const scroll = document.querySelector('.ProseMirror')!.closest('.scroll')!;
  const twelfth = document.querySelectorAll('.ProseMirror > p')[12]!;
  scroll.scrollTop += twelfth.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  await expect.poll(led).toBe('#b-k12');
  scroll.scrollTop = 0;
  await expect.poll(led).toBe('#dau-bai');
});

test('a block that was pointed at on the page is where the caret goes', async () => {
  await id('preview-toggle').click();
  await arrived(1);
  backend.emit({ event: 'preview_pointed', block: 'k30' });
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
  await userEvent.keyboard('+');
  await expect.poll(() => pages().at(-1)).toContain('+Đoạn thứ 30.');
  backend.emit({ event: 'preview_pointed', block: 'khong-con' });
  await expect.element(page.getByText('Đoạn này không còn trong bài.')).toBeVisible();
});

test('it comes and goes by a key, with the focus in the text, and is there again at the next start', async () => {
  await body().click();
  await userEvent.keyboard('{F9}');
  await expect.element(id('preview')).toBeVisible();
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
  expect(JSON.parse(localStorage.getItem('banthao.preview') ?? '')).toMatchObject({ open: true });
  await id('preview-phone').click();
  await expect.element(id('preview-phone')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => frame()?.style.width).toBe('390px');
  expect(JSON.parse(localStorage.getItem('banthao.preview') ?? '')).toEqual({ open: true, width: 'phone' });
  await userEvent.keyboard('{F9}');
  await expect.element(id('preview')).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
});

test('where there is room for one, the page takes the place of the text and gives it back with the caret', async () => {
  await page.viewport(900, 700);
  await body().click();
  await userEvent.keyboard('{F9}');
  await expect.element(id('preview-close')).toHaveFocus();
  expect(document.querySelector('.ProseMirror')?.checkVisibility({ visibilityProperty: true })).toBe(false);
  expect(await violations()).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.element(id('preview')).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
});

test('a page that could not be made says why, keeps the one before, and can be asked for again', async () => {
  await id('preview-toggle').click();
  await arrived(1);
  backend.failing.set('preview_render', 'internal');
  await id('title').fill('Bế mạc');
  await expect.element(id('preview-trouble')).toHaveTextContent(/^Trang bên dưới là của lúc trước/);
  await expect.element(id('preview-frame')).toBeVisible();
  expect(await violations()).toEqual([]);
  backend.failing.delete('preview_render');
  await id('preview-trouble').getByRole('button').click();
  await expect.element(id('preview-trouble')).not.toBeInTheDocument();
  await expect.poll(() => pages().at(-1)).toContain('Bế mạc');
});

test('whatever a page holds, the frame runs none of it', async () => {
  const heard: unknown[] = [];
  const listen = (event: MessageEvent) => heard.push(event.data);
  window.addEventListener('message', listen);
  const run = (where: string) => `parent.postMessage('${where}', '*')`;
  const hostile = (where: string) => `<!DOCTYPE html><title>x</title><script>${run(where)}</script><img src="khong-co" onerror="${run(where)}"><svg onload="${run(where)}"></svg>
    <iframe srcdoc="<script>${run(where)}</script>"></iframe><a id="b" href="javascript:${run(where)}" autofocus onfocus="${run(where)}">x</a>
    <form action="https://example.vn"><input autofocus onfocus="${run(where)}"></form><meta http-equiv="refresh" content="0; url=javascript:${run(where)}">`;
  const make = backend.preview.make.bind(backend.preview);
  backend.preview.make = (content) => {
    const view = make(content);
    backend.preview.pages[view.edition - 1] = hostile('in the preview');
    return view;
  };
  await id('preview-toggle').click();
  await arrived(1);
  // The same page in a frame that may run scripts says so: what is heard here would be heard there.
  const open = document.createElement('iframe');
  open.srcdoc = hostile('in the open');
  document.body.append(open);
  await expect.poll(() => heard.includes('in the open')).toBe(true);
  open.remove();
  await id('title').fill('Lần nữa');
  await arrived(2);
  await new Promise(requestAnimationFrame);
  expect(heard.filter((said) => said === 'in the preview')).toEqual([]);
  window.removeEventListener('message', listen);
});
