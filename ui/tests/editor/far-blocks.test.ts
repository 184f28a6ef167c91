import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BodyEditor } from '../../src/editor/view';
import { doc, editorOn, paragraph } from './desk';

const words = 'Ủy ban nhân dân xã họp về phòng, chống thiên tai và tìm kiếm cứu nạn. ';
const long = () => editorOn(doc(...Array.from({ length: 400 }, (_, at) => paragraph(words.repeat(1 + (at % 9)), `b${at}`))));

let page: HTMLElement;
let sheets: number;

beforeEach(() => {
  sheets = document.adoptedStyleSheets.length;
  page = document.createElement('div');
  page.className = 'scroll';
  // An engine of its own accord may hold what is seen in place; WebKit's does not.
  page.style.cssText = 'height: 500px; width: 600px; overflow: auto; overflow-anchor: none';
  document.body.append(page);
});

afterEach(() => page.remove());

/** The editor's element, within a page that scrolls. */
function onPage(editor: BodyEditor): HTMLElement {
  const place = editor.view.dom.parentElement!;
  page.append(place);
  return place;
}

const block = (editor: BodyEditor, at: number) => editor.view.dom.children[at] as HTMLElement;
const isFar = (editor: BodyEditor, at: number) => getComputedStyle(block(editor, at)).contentVisibility === 'auto';
const laidOut = (place: HTMLElement) => vi.waitFor(() => expect(place.dataset['far']).toBeUndefined(), { timeout: 5_000 });

test('a long text is opened with what is far left for later, and a moment later nothing is', async () => {
  const editor = long();
  const place = onPage(editor);
  expect(isFar(editor, 5)).toBe(false);
  expect(isFar(editor, 300)).toBe(true);
  await laidOut(place);
  expect(isFar(editor, 300)).toBe(false);
  expect(document.adoptedStyleSheets.length).toBe(sheets);
  editor.destroy();
});

test('where the caret is put is near, and stays where it is seen while the rest is laid out', async () => {
  const editor = long();
  const place = onPage(editor);
  const head = editor.view.posAtDOM(block(editor, 250), 0);
  editor.placeCaret({ anchor: head, head });
  expect(isFar(editor, 250)).toBe(false);
  expect(isFar(editor, 5)).toBe(true);
  const top = () => block(editor, 250).getBoundingClientRect().top;
  const seen = top();
  expect(page.scrollTop).toBeGreaterThan(0);
  await laidOut(place);
  expect(Math.abs(top() - seen)).toBeLessThan(2);
  editor.destroy();
});

test('a text of a few screens is laid out at once, and one that is left in the middle leaves nothing', () => {
  const short = editorOn(doc(...Array.from({ length: 60 }, () => paragraph(words))));
  expect(onPage(short).dataset['far']).toBeUndefined();
  short.destroy();
  const editor = long();
  expect(document.adoptedStyleSheets.length).toBe(sheets + 1);
  editor.destroy();
  expect(document.adoptedStyleSheets.length).toBe(sheets);
});
