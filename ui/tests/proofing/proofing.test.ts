import axe from 'axe-core';
import { undo } from 'prosemirror-history';
import { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import { blocksOf } from '../../src/editor/extensions/proofing/blocks';
import { mend, neighbour } from '../../src/editor/extensions/proofing/commands';
import type { Checker, Finding, Placed } from '../../src/editor/extensions/proofing/finding';
import { placedIn } from '../../src/editor/extensions/proofing/placed';
import { checkAnew, setProofing } from '../../src/editor/extensions/proofing/proofing';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';
import { doc, editorOn, paragraph } from '../editor/desk';
import { commit, show } from '../typing';

const doubt = (text: string, at: number): Finding => ({ start: at, end: at + text.length, rule: 'confusion', severity: 'error', text });
const known: [string, string][] = [['sử lý', 'xử lý'], ['bổ xung', 'bổ sung']];

function checker(): Checker & { asks: string[][] } {
  const asks: string[][] = [];
  return {
    asks,
    check: async (texts) => {
      asks.push([...texts]);
      return texts.map((text) => known.flatMap(([wrong]) => [...text.matchAll(new RegExp(wrong, 'g'))].map(({ index }) => doubt(wrong, index))).sort((a, b) => a.start - b.start));
    },
    found: () => undefined,
    asked: vi.fn(),
  };
}

const underlined = (editor: ReturnType<typeof editorOn>) => placedIn(editor.view.state).map(({ finding }) => finding.text);

beforeEach(() => document.body.replaceChildren());

test('a line break and a picture part words but keep every position', () => {
  const [block] = blocksOf(doc({ type: 'paragraph', attrs: { id: '' }, content: [{ type: 'text', text: 'một' }, { type: 'hard_break' }, { type: 'text', text: 'hai' }] }));
  expect(block).toEqual({ start: 1, text: 'một\nhai' });
});

test('what is doubted is underlined where it stands, in every block', async () => {
  const editor = editorOn(doc(paragraph('Cần sử lý ngay'), paragraph('và bổ xung')), { checker: checker() });
  await expect.poll(() => underlined(editor)).toEqual(['sử lý', 'bổ xung']);
  expect([...editor.view.dom.querySelectorAll('.proof')].map((each) => each.textContent)).toEqual(['sử lý', 'bổ xung']);
});

test('an underline goes with its text, and falls when its text is touched', async () => {
  const editor = editorOn(doc(paragraph('Cần sử lý ngay')), { checker: checker() });
  await expect.poll(() => underlined(editor)).toEqual(['sử lý']);
  editor.view.dispatch(editor.view.state.tr.insertText('Rất ', 1));
  expect(placedIn(editor.view.state)[0]).toMatchObject({ from: 9, to: 14 });
  editor.view.dispatch(editor.view.state.tr.insertText('u', 10));
  expect(underlined(editor)).toEqual([]);
});

test('a key in a long text looks at none of the findings that it does not touch', async () => {
  const editor = editorOn(doc(...Array.from({ length: 300 }, (_, at) => paragraph('Cần sử lý ngay', `b${at}`))), { checker: checker() });
  await expect.poll(() => underlined(editor).length).toBe(300);
  const reads = vi.spyOn(Node.prototype, 'textBetween');
  editor.view.dispatch(editor.view.state.tr.insertText('Rất ', 1));
  expect(reads.mock.calls.length).toBeLessThan(5);
  expect(underlined(editor)).toHaveLength(300);
  reads.mockRestore();
});

/** An editor on a page that scrolls, with one finding in each of so many blocks. */
async function longPage(blocks: number) {
  const editor = editorOn(doc(...Array.from({ length: blocks }, (_, at) => paragraph(`Cần sử lý ngay ${at}`, `b${at}`))), { checker: checker() });
  const scroll = document.createElement('div');
  scroll.className = 'scroll';
  Object.assign(scroll.style, { height: '400px', overflow: 'auto' });
  const place = editor.view.dom.parentElement!;
  place.replaceWith(scroll);
  scroll.append(place);
  await expect.poll(() => underlined(editor).length).toBe(blocks);
  const drawn = () => [...editor.view.dom.querySelectorAll('.proof')];
  const inSight = () => {
    const { top, bottom } = scroll.getBoundingClientRect();
    return [...editor.view.dom.children].filter((block) => block.getBoundingClientRect().bottom > top && block.getBoundingClientRect().top < bottom);
  };
  return { editor, scroll, drawn, isWhole: () => inSight().every((block) => block.querySelector('.proof') !== null) };
}

test('of very many findings those near the screen are drawn, wherever it goes', async () => {
  const { editor, scroll, drawn, isWhole } = await longPage(1_000);
  await expect.poll(isWhole).toBe(true);
  expect(drawn().length).toBeLessThan(300);
  for (const top of [scroll.scrollHeight, scroll.scrollHeight / 2, 0]) {
    scroll.scrollTop = top;
    await expect.poll(isWhole).toBe(true);
    expect(drawn().length).toBeLessThan(300);
  }
  expect(underlined(editor)).toHaveLength(1_000);
});

test('an underline near the screen goes with its text and falls with it, also where not all are drawn', async () => {
  const { editor, drawn, isWhole } = await longPage(1_000);
  await expect.poll(isWhole).toBe(true);
  const before = drawn().length;
  editor.view.dispatch(editor.view.state.tr.insertText('Rất ', 1));
  expect(drawn()[0]?.textContent).toBe('sử lý');
  expect(drawn()).toHaveLength(before);
  editor.view.dispatch(editor.view.state.tr.insertText('u', 10));
  expect(drawn()).toHaveLength(before - 1);
  expect(underlined(editor)).toHaveLength(999);
});

test('what comes on the screen when a text above it is taken out is drawn', async () => {
  const { editor, isWhole } = await longPage(1_000);
  await expect.poll(isWhole).toBe(true);
  const { doc: text } = editor.view.state;
  editor.view.dispatch(editor.view.state.tr.delete(0, text.content.size - 100 * text.lastChild!.nodeSize));
  await expect.poll(isWhole).toBe(true);
});

test('a few findings are drawn wherever they are', async () => {
  const { drawn } = await longPage(200);
  await expect.poll(() => drawn().length).toBe(200);
});

test('a finding that moved since it was listed is mended where it stands now', async () => {
  const found: Placed[][] = [];
  const editor = editorOn(doc(paragraph('Cần sử lý ngay')), { checker: { ...checker(), found: (placed) => found.push([...placed]) } });
  await expect.poll(() => found.at(-1)?.length).toBe(1);
  const listed = found.at(-1)![0]!;
  editor.view.dispatch(editor.view.state.tr.insertText('Hôm nay ', 1));
  expect(mend(editor.view, listed, 'xử lý')).toBe(true);
  expect(editor.view.state.doc.textContent).toBe('Hôm nay Cần xử lý ngay');
  await expect.poll(() => found.at(-1)).toEqual([]);
});

test('an edit asks for its own block only', async () => {
  const asking = checker();
  const editor = editorOn(doc(paragraph('Cần sử lý ngay'), paragraph('và bổ xung')), { checker: asking });
  await expect.poll(() => underlined(editor).length).toBe(2);
  editor.view.dispatch(editor.view.state.tr.insertText('Rất ', 1));
  await expect.poll(() => asking.asks.length).toBe(2);
  expect(asking.asks[1]).toEqual(['Rất Cần sử lý ngay']);
});

test('a replacement keeps the marks and is one step back', async () => {
  const bold = { type: 'paragraph', attrs: { id: 'a' }, content: [{ type: 'text', text: 'Cần ' }, { type: 'text', text: 'sử lý', marks: [{ type: 'strong' }] }] };
  const editor = editorOn(doc(bold), { checker: checker() });
  await expect.poll(() => underlined(editor)).toEqual(['sử lý']);
  editor.view.dispatch(editor.view.state.tr.insertText(' ngay', editor.view.state.doc.content.size - 1));
  const [placed] = placedIn(editor.view.state);
  if (placed === undefined) throw new Error('nothing is underlined');
  expect(mend(editor.view, placed, 'xử lý')).toBe(true);
  expect(editor.view.dom.querySelector('strong')?.textContent).toBe('xử lý ngay');
  expect(editor.view.state.doc.textContent).toBe('Cần xử lý ngay');
  undo(editor.view.state, editor.view.dispatch);
  expect(editor.view.state.doc.textContent, 'only the replacement goes back').toBe('Cần sử lý ngay');
});

test('a replacement for a text that is gone changes nothing', async () => {
  const editor = editorOn(doc(paragraph('Cần sử lý ngay')), { checker: checker() });
  await expect.poll(() => underlined(editor)).toEqual(['sử lý']);
  const [placed] = placedIn(editor.view.state);
  editor.view.dispatch(editor.view.state.tr.insertText('X', 6));
  expect(placed !== undefined && mend(editor.view, placed, 'xử lý')).toBe(false);
  expect(editor.view.state.doc.textContent).toBe('Cần sXử lý ngay');
});

test('going on from the last finding leads to the first, and back again', async () => {
  const editor = editorOn(doc(paragraph('sử lý rồi bổ xung nhé')), { checker: checker() });
  await expect.poll(() => underlined(editor).length).toBe(2);
  const at = (pos: number) => editor.view.dispatch(editor.view.state.tr.setSelection(TextSelection.create(editor.view.state.doc, pos)));
  at(8);
  expect(neighbour(editor.view.state, 1)?.finding.text).toBe('bổ xung');
  expect(neighbour(editor.view.state, -1)?.finding.text).toBe('sử lý');
  at(20);
  expect(neighbour(editor.view.state, 1)?.finding.text).toBe('sử lý');
});

test('nothing is underlined while a syllable is composed, and the caret stays', async () => {
  const editor = editorOn(doc(paragraph('Cần sử lý ')), { checker: checker() });
  editor.view.focus();
  editor.placeCaret({ anchor: 11, head: 11 });
  await expect.poll(() => underlined(editor)).toEqual(['sử lý']);
  const dispatched = vi.spyOn(editor.view, 'dispatch');
  await show('n');
  checkAnew(editor.view);
  await show('ngà');
  await new Promise((done) => setTimeout(done, 50));
  const during = dispatched.mock.calls.filter(([tr]) => Object.keys(tr).length > 0 && !tr.docChanged && !tr.selectionSet);
  expect(during).toEqual([]);
  await commit('ngày');
  await expect.poll(() => editor.view.state.doc.textContent).toBe('Cần sử lý ngày');
  expect(editor.view.state.selection.head).toBe(15);
});

test('switched off, nothing is underlined and nothing is asked', async () => {
  const asking = checker();
  const editor = editorOn(doc(paragraph('Cần sử lý ngay')), { checker: asking });
  await expect.poll(() => underlined(editor).length).toBe(1);
  setProofing(editor.view, false);
  expect(underlined(editor)).toEqual([]);
  setProofing(editor.view, true);
  await expect.poll(() => underlined(editor).length).toBe(1);
  expect(asking.asks.length, 'the answers were kept').toBe(1);
});

async function desk() {
  const backend = new MemoryBackend({ id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] });
  backend.proofing.doubts = known.map(([text, right]) => ({ text, reason: { because: 'confused', written: text, right }, replacements: [right] }));
  const text = { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'Cần sử lý và bổ xung ngay.' }] }] };
  backend.put({ content: { ...emptyContent(), title: 'Tin bổ xung', body: text } });
  render(App, { backend });
  await page.getByTestId('row').first().click();
  await expect.poll(() => document.querySelectorAll('.proof').length).toBe(2);
  return backend;
}

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

test('F7 shows a finding, Enter takes the first proposal, and the text is mended', async () => {
  await desk();
  await page.getByRole('textbox', { name: 'Nội dung bài' }).click();
  await userEvent.keyboard('{Control>}{Home}{/Control}{F7}');
  await expect.element(page.getByRole('dialog', { name: 'Chỗ cần xem: sử lý' })).toBeVisible();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('textbox', { name: 'Nội dung bài' })).toHaveTextContent('Cần xử lý và bổ xung ngay.');
  await userEvent.keyboard('{F7}');
  await expect.element(page.getByRole('dialog', { name: 'Chỗ cần xem: bổ xung' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.activeElement?.classList.contains('ProseMirror')).toBe(true);
});

test('a word goes into the dictionary and, undone, out of it', async () => {
  const backend = await desk();
  await page.getByTestId('tab-checks').click();
  await expect.element(page.getByTestId('proof-count')).toHaveTextContent('3 chỗ cần xem');
  expect(await violations()).toEqual([]);
  await page.getByTestId('proof-learn').first().click();
  expect(backend.proofing.view.words).toEqual(['bổ xung']);
  await expect.element(page.getByTestId('proof-count')).toHaveTextContent('1 chỗ cần xem');
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
  await expect.element(page.getByTestId('proof-count')).toHaveTextContent('3 chỗ cần xem');
});

test('what was passed over stays so in this article, and comes back when undone', async () => {
  await desk();
  await page.getByTestId('tab-checks').click();
  await expect.poll(() => document.querySelectorAll('[data-testid="proof-item"]').length).toBe(3);
  await page.getByTestId('proof-pass').nth(1).click();
  await expect.poll(() => document.querySelectorAll('[data-testid="proof-item"]').length).toBe(2);
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
  await expect.poll(() => document.querySelectorAll('[data-testid="proof-item"]').length).toBe(3);
});

test('the title is mended from the list, as if typed', async () => {
  const backend = await desk();
  await page.getByTestId('tab-checks').click();
  await expect.poll(() => document.querySelectorAll('[data-testid="proof-item"]').length).toBe(3);
  await page.getByTestId('proof-replace').first().click();
  await expect.element(page.getByTestId('title')).toHaveValue('Tin bổ sung');
  await expect.poll(() => [...backend.articles.values()][0]?.content.title).toBe('Tin bổ sung');
});

test('the switch takes every underline away', async () => {
  const backend = await desk();
  await page.getByTestId('tab-checks').click();
  await page.getByTestId('proof-switch').click();
  await expect.poll(() => document.querySelectorAll('.proof').length).toBe(0);
  await expect.poll(() => backend.proofing.view.on).toBe(false);
});

test('every warning leads to a page of help', async () => {
  await desk();
  await page.getByTestId('tab-checks').click();
  await page.getByTestId('proof-help').first().click();
  await expect.element(page.getByTestId('help-page')).toHaveTextContent('Từ dễ lẫn');
  expect(await violations()).toEqual([]);
});
