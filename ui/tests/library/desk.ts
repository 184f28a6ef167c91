// The window over the core in memory, for stories about the list.
import axe from 'axe-core';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AccountView, ArticleContentView } from '../../src/backend/generated/protocol';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

// As in the window, what is shown is as high as the screen and no higher: a list without an end would draw all of its rows.
document.head.append(Object.assign(document.createElement('style'), { textContent: 'body > div { height: 100vh }' }));

const officer: AccountView = { id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] };
const text = (words: string) => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: words }] }] });

/** A content that could be submitted. */
export const full = (patch: Partial<ArticleContentView> = {}): ArticleContentView => ({ ...emptyContent(), title: 'Khai mạc', sapo: 'Một đoạn.', section: 's', body: text('Nội dung.'), ...patch });

export function newBackend(): MemoryBackend {
  const backend = new MemoryBackend(officer);
  backend.catalogue = {
    kinds: [{ code: 'tin', name: 'Tin' }, { code: 'thong-cao', name: 'Thông cáo báo chí' }],
    sections: [{ code: 's', name: 'Chuyển đổi số' }, { code: 'buu-chinh', name: 'Bưu chính' }],
    levels: ['Chờ đơn vị duyệt'],
  };
  return backend;
}

/** So many drafts, the first of them the last changed. */
export function fill(backend: MemoryBackend, count: number): void {
  const like = backend.put({ article: 'r1', content: full() });
  // Each by itself would be hashed and cloned, which for a hundred thousand takes longer than any test may.
  for (let number = 1; number <= count; number += 1) {
    backend.articles.set(`r${number}`, { ...like, article: `r${number}`, saved_ms: 1_790_000_000_000 - number * 60_000, content: { ...like.content, title: `Bài số ${number} về chuyển đổi số` } });
  }
}

export const open = (backend: MemoryBackend) => render(App, { backend });
export const id = (testid: string) => page.getByTestId(testid);
export const rows = () => document.querySelector<HTMLElement>('[data-testid="rows"]')!;
export const rowAt = (index: number) => document.querySelector<HTMLElement>(`[data-index="${index}"]`);
export const titles = () => [...document.querySelectorAll('[data-testid="row"] .name')].map((name) => name.textContent);

/** The next frame that is on the screen. */
export const frame = () => new Promise<number>((done) => requestAnimationFrame(done));

export async function violations(): Promise<string[]> {
  // Let what fades in arrive, or its colours are measured half way.
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
