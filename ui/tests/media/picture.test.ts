import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Progress } from '../../src/backend/backend';
import type { AccountView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';
import { commit, compose, SENTENCE } from '../typing';

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const id = (testid: string) => page.getByTestId(testid);
const BLOB = 'ab'.repeat(32);
const CUT = 'ba'.repeat(32);
const figure = { type: 'figure', attrs: { id: 'f', blob: BLOB, alt: 'Lớp học', decorative: false, credit: 'Cổng', width: 1600, height: 900 }, content: [{ type: 'figcaption', content: [{ type: 'text', text: 'Khai mạc' }] }] };

let backend: MemoryBackend;
let article = '';
beforeEach(async () => {
  backend = new MemoryBackend(officer);
  const body = { type: 'doc', content: [figure, { type: 'paragraph', attrs: { id: 'p' } }] };
  ({ article } = backend.put({ content: { ...emptyContent(), title: 'Khai mạc', sapo: 'Một đoạn.', body } }));
  await page.viewport(1366, 768);
  await render(App, { backend });
  await id('row').first().click();
});

const content = () => backend.articles.get(article)?.content;
const picture = () => (content()?.body as { content: { attrs: Record<string, unknown> }[] } | undefined)?.content[0]?.attrs;

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

async function writes(testid: string, value: string) {
  await id(testid).fill(value);
  await userEvent.keyboard('{Tab}');
}

test('licence and the question about AI are asked at the picture and kept with the article', async () => {
  await id('licence').fill('CC BY 4.0');
  await expect.poll(() => content()?.pictures[BLOB]).toMatchObject({ licence: 'CC BY 4.0', ai_made: null });
  expect(document.querySelectorAll('[data-testid^="ai-"]:checked'), 'nobody answered yet').toHaveLength(0);
  await id('ai-no').click();
  await expect.poll(() => content()?.pictures[BLOB]).toMatchObject({ licence: 'CC BY 4.0', ai_made: false });
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => content()?.pictures[BLOB]?.ai_made).toBe(true);
  expect(await violations()).toEqual([]);
});

test('the licence takes Vietnamese through a composition', async () => {
  await id('licence').click();
  await compose();
  await commit('');
  await expect.poll(() => content()?.pictures[BLOB]?.licence).toBe(SENTENCE);
});

test('a picture is turned and cut by keyboard alone, and undone like anything else in the text', async () => {
  document.querySelector<HTMLElement>('[data-testid="picture-work"]')!.focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(id('picture-dialog')).toBeVisible();
  await expect.element(id('picture-apply')).toBeEnabled();
  expect(await violations()).toEqual([]);
  document.querySelector<HTMLElement>('[data-testid="turn-right"]')!.focus();
  await userEvent.keyboard(' ');
  await expect.element(page.getByText('900 × 1600 điểm ảnh')).toBeVisible();
  await writes('crop-width', '50');
  await writes('crop-y', '10');
  await writes('crop-height', '40,5'.replace(',', '.'));
  await writes('focus-x', '25');
  await expect.element(page.getByText('450 × 648 điểm ảnh')).toBeVisible();
  document.querySelector<HTMLElement>('[data-testid="picture-apply"]')!.focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(id('picture-dialog')).not.toBeInTheDocument();
  const recipe = { of: BLOB, turns: 1, crop: { x: 0, y: 1_000, width: 5_000, height: 4_050 } };
  expect(backend.calls.find(({ command }) => command === 'picture_cut')?.request).toEqual({ blob: BLOB, recipe });
  await expect.poll(picture).toMatchObject({ blob: CUT, width: 450, height: 648, alt: 'Lớp học', credit: 'Cổng' });
  expect(content()?.pictures[CUT]).toMatchObject({ recipe, focus: { x: 250, y: 500 } });
  await page.getByRole('textbox', { name: 'Nội dung bài' }).click();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(picture).toMatchObject({ blob: BLOB, width: 1600, height: 900 });
});

test('a proportion and dragging lead to the same part as numbers', async () => {
  await id('picture-work').click();
  await id('proportion').selectOptions('1 : 1');
  await expect.element(id('crop-width')).toHaveValue(56.3);
  const part = document.querySelector<HTMLElement>('.stage .part')!;
  const { left, top } = part.getBoundingClientRect();
  part.dispatchEvent(new PointerEvent('pointerdown', { clientX: left + 20, clientY: top + 20, button: 0, bubbles: true }));
  window.dispatchEvent(new PointerEvent('pointermove', { clientX: left - 500, clientY: top + 20 }));
  window.dispatchEvent(new PointerEvent('pointerup', {}));
  await expect.element(id('crop-x')).toHaveValue(0);
  await id('picture-whole').click();
  await expect.element(id('crop-width')).toHaveValue(100);
});

test('a picture that cannot be opened says why and nothing is changed', async () => {
  backend.failing.set('picture_source', 'media_damaged');
  await id('picture-work').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('hỏng trên ổ đĩa');
  await expect.element(id('picture-apply')).toBeDisabled();
  await userEvent.keyboard('{Escape}');
  await expect.element(id('picture-dialog')).not.toBeInTheDocument();
  expect(picture()).toMatchObject({ blob: BLOB });
});

test.each(['light', 'dark', 'contrast'])('a picture on its way in says how far it has come in %s, of its own size where the core does not know another', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const waiting: { progress: Progress; arrive: () => void }[] = [];
  backend.slow = (progress) => new Promise((arrive) => waiting.push({ progress, arrive }));
  const chosen = new DataTransfer();
  chosen.items.add(new File(['x'.repeat(1000)], 'doi-che.png', { type: 'image/png' }));
  const input = document.querySelector<HTMLInputElement>('#image-file')!;
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  const bar = page.getByRole('progressbar', { name: 'Đang đưa ảnh “doi-che.png” vào bài…' });
  await expect.element(bar).not.toHaveAttribute('value');
  waiting[0]!.progress(450, null);
  await expect.element(bar).toHaveAttribute('value', '0.45');
  expect(await violations()).toEqual([]);
  waiting[0]!.arrive();
  await expect.element(bar).not.toBeInTheDocument();
  await expect.poll(() => document.querySelectorAll('figure')).toHaveLength(2);
  delete document.documentElement.dataset['theme'];
});
