import { undo } from 'prosemirror-history';
import { expect, test } from 'vitest';
import { footnotes, insertFootnote, removeFootnote, writeFootnote } from '../../src/editor/extensions/footnotes/footnotes';
import { node } from '../../src/editor/schema';
import { compose, SENTENCE, unikey } from '../typing';
import { BLOB, doc, editorOn, paragraph, press, typed } from './desk';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;
const clean = (text: string | undefined) => text?.replaceAll('\u00a0', ' ').trim();
const noted = (before: string, note: string, after: string) => ({
  type: 'paragraph',
  attrs: { id: '' },
  content: [...(before === '' ? [] : [{ type: 'text', text: before }]), { type: 'footnote', attrs: { text: note } }, ...(after === '' ? [] : [{ type: 'text', text: after }])],
});

test('notes are numbered in reading order, wherever they stand, and their places are those of the text', () => {
  const cell = { type: 'table_cell', content: [noted('ô', 'hai', '')] };
  const text = doc(noted('một', 'một', '.'), { type: 'table', attrs: {}, content: [{ type: 'table_row', attrs: {}, content: [cell] }] }, noted('', 'ba', ''));
  const found = footnotes(text);
  expect(found.map(({ number, text: words }) => [number, words])).toEqual([[1, 'một'], [2, 'hai'], [3, 'ba']]);
  for (const { pos, text: words } of found) expect(text.nodeAt(pos)?.attrs['text']).toBe(words);
});

test('a note is put behind the selection, written, and taken out again', () => {
  const editor = editorOn(doc(paragraph('Theo luật')));
  editor.placeCaret({ anchor: 6, head: 10 });
  editor.run(insertFootnote);
  const at = editor.view.state.selection.from;
  expect(at).toBe(10);
  const write = (text: string, first: boolean) => {
    const change = writeFootnote(editor.view.state, at, text, first);
    if (change !== null) editor.view.dispatch(change);
  };
  write('N', true);
  write('Nghị định', false);
  expect(footnotes(editor.view.state.doc)[0]?.text).toBe('Nghị định');
  undo(editor.view.state, editor.view.dispatch);
  expect(footnotes(editor.view.state.doc)[0]?.text, 'one sitting is one step').toBe('');
  const gone = removeFootnote(editor.view.state, at);
  if (gone !== null) editor.view.dispatch(gone);
  expect(footnotes(editor.view.state.doc)).toEqual([]);
  editor.destroy();
});

test('a caption takes no note', () => {
  const editor = editorOn(doc({ type: 'figure', attrs: { blob: BLOB }, content: [{ type: 'figcaption' }] }, paragraph()));
  editor.placeCaret({ anchor: 2, head: 2 });
  expect(insertFootnote(editor.view.state)).toBe(false);
  editor.destroy();
});

test('the arrow keys choose a note and Enter opens it; the keys of an input method do not', async () => {
  const opened: number[] = [];
  const editor = editorOn(doc(noted('a', 'x', 'b')), { world: { writeFootnote: (pos) => opened.push(pos) } });
  editor.placeCaret({ anchor: 2, head: 2 });
  const { NodeSelection } = await import('prosemirror-state');
  editor.view.dispatch(editor.view.state.tr.setSelection(NodeSelection.create(editor.view.state.doc, 2)));
  press(editor, 'Enter', { keyCode: 229 });
  expect(opened).toEqual([]);
  press(editor, 'Enter');
  expect(opened).toEqual([2]);
  editor.destroy();
});

test.each(ways)('a sentence typed right behind a note through %s is whole, and so is the note', async (_way, type) => {
  const editor = editorOn(doc(noted('Luật', 'ghi chú', ' sau')));
  editor.placeCaret({ anchor: 6, head: 6 });
  await type();
  await expect.poll(() => clean(editor.view.state.doc.textContent)).toBe(`Luật${SENTENCE} sau`);
  expect(editor.view.state.doc.firstChild?.child(1).type).toBe(node('footnote'));
  editor.destroy();
});

test('typing beside notes does not look for them again in blocks that did not change', () => {
  const editor = editorOn(doc(paragraph('a'), noted('b', 'x', '')));
  const before = footnotes(editor.view.state.doc);
  editor.placeCaret({ anchor: 2, head: 2 });
  typed(editor, 'z');
  expect(footnotes(editor.view.state.doc)[0]?.pos).toBe((before[0]?.pos ?? 0) + 1);
  editor.destroy();
});
