import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { RecoveredView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import { shortened } from '../../src/features/recovery/words';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
});
afterEach(() => {
  document.documentElement.dataset['theme'] = 'light';
});

const id = (testid: string) => page.getByTestId(testid);

function cameBack(patch: Partial<RecoveredView> = {}): RecoveredView {
  const { article } = backend.put({ content: { ...emptyContent(), title: 'Khai mạc lớp học' } });
  return {
    article, title: 'Khai mạc lớp học', recovered_ms: 1, aside: 0,
    parts: [{ part: 'body', words: [{ is: 'same', text: 'Lớp học ' }, { is: 'removed', text: 'sáng' }, { is: 'added', text: 'mở sáng nay' }] }],
    ...patch,
  };
}

async function violations() {
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('after an unclean end the article is open, what came back is said over it, and keeping it is one key', async () => {
  backend.recovery = { check: 'sound', articles: [cameBack()] };
  backend.app = { ...backend.app, last_article: 'a1' };
  render(App, { backend });
  await expect.element(id('title')).toHaveValue('Khai mạc lớp học');
  await expect.element(id('band-recovery')).toHaveTextContent('mở sáng nay');
  expect(document.querySelector('ins')?.textContent).toContain('mở sáng nay');
  expect(document.querySelector('del')?.textContent).toContain('sáng');
  (id('band-recovery-keep').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(id('band-recovery')).not.toBeInTheDocument();
  await expect.element(id('title')).toBeVisible();
  expect(backend.calls.filter(({ command }) => command === 'recovery_resolve')).toEqual([{ command: 'recovery_resolve', request: { article: 'a1', keep: 'recovered' } }]);
});

test('going back says that what came back stays in the history', async () => {
  backend.recovery = { check: 'sound', articles: [cameBack()] };
  render(App, { backend });
  await id('see-recovery').click();
  await id('recovery-back').click();
  await expect.element(id('toast')).toHaveTextContent('vẫn nằm trong lịch sử');
  expect(backend.calls.find(({ command }) => command === 'recovery_resolve')?.request).toMatchObject({ keep: 'before' });
});

test('going back while the article is being typed into writes the last keys first, so that they are in the history', async () => {
  const came = cameBack();
  backend.recovery = { check: 'sound', articles: [came] };
  backend.app = { ...backend.app, last_article: came.article };
  render(App, { backend });
  await id('title').click();
  await userEvent.keyboard('{End} nữa');
  await id('see-recovery').click();
  await id('recovery-back').click();
  await expect.poll(() => backend.calls.some(({ command }) => command === 'recovery_resolve')).toBe(true);
  const order = backend.calls.map(({ command }) => command);
  expect(order.lastIndexOf('article_save')).toBeLessThan(order.indexOf('recovery_resolve'));
  expect(backend.articles.get(came.article)?.content.title).toBe('Khai mạc lớp học nữa');
});

test('whoever writes first finds the way back to it in a band', async () => {
  backend.recovery = { check: 'sound', articles: [cameBack()] };
  render(App, { backend });
  await id('see-recovery').click();
  await id('recovery-open').click();
  await expect.element(id('title')).toHaveValue('Khai mạc lớp học');
  await expect.element(id('band-recovery')).toHaveTextContent('1 bài');
  await id('see-recovery').click();
  await expect.element(id('recovered')).toBeVisible();
});

test('batches that could not be applied are named, and so is a damaged file', async () => {
  backend.recovery = { check: 'damaged', articles: [cameBack({ parts: [], aside: 3 })] };
  render(App, { backend });
  await id('see-recovery').click();
  await expect.element(id('recovery-aside')).toHaveTextContent('3 đoạn gõ');
  await expect.element(id('band-damaged')).toHaveTextContent('chỗ hỏng');
  await expect.element(id('recovery-back')).not.toBeInTheDocument();
});

test('a clean end shows nothing, and a check that ends later is heard of', async () => {
  render(App, { backend });
  await expect.element(id('new-article')).toBeVisible();
  await expect.element(id('recovery')).not.toBeInTheDocument();
  backend.recovery = { check: 'damaged', articles: [] };
  backend.emit({ event: 'recovery_changed' });
  await expect.element(id('band-damaged')).toBeVisible();
});

test.each([['light'], ['dark']])('no barrier in what came back, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  backend.recovery = { check: 'damaged', articles: [cameBack(), cameBack({ parts: [], aside: 2 })] };
  render(App, { backend });
  await expect.element(id('band-recovery')).toBeVisible();
  expect(await violations(), 'the band').toEqual([]);
  await id('see-recovery').click();
  await expect.element(id('recovered').first()).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('of a long text only what stands near a change is shown', () => {
  const long = 'từ '.repeat(400);
  const [before, , after] = shortened([{ is: 'same', text: long }, { is: 'added', text: 'mới ' }, { is: 'same', text: long }], 80);
  for (const piece of [before, after]) {
    expect(piece?.text.length).toBeLessThan(200);
    expect(piece?.text).toContain('…');
  }
  expect(shortened([{ is: 'same', text: 'ngắn' }], 80)[0]?.text).toBe('ngắn');
});
