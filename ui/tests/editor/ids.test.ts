import { splitBlock } from 'prosemirror-commands';
import { TextSelection } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { doc, editorOn, idsOf, paragraph } from './desk';
import { commit, show } from '../typing';

const unique = (ids: string[]) => new Set(ids).size === ids.length && !ids.includes('');

test('blocks that came without ids have one as soon as they are open', () => {
  const editor = editorOn(doc(paragraph('một'), paragraph('hai')));
  expect(unique(idsOf(editor))).toBe(true);
  editor.destroy();
});

test('a split paragraph becomes two names, and the first half keeps the old one', () => {
  const editor = editorOn(doc(paragraph('một hai', 'x')));
  editor.placeCaret({ anchor: 4, head: 4 });
  editor.run(splitBlock);
  const ids = idsOf(editor);
  expect(ids[0]).toBe('x');
  expect(ids).toHaveLength(2);
  expect(unique(ids)).toBe(true);
  editor.destroy();
});

test('enter at the start of a paragraph leaves the name with the words', () => {
  const editor = editorOn(doc(paragraph('một hai', 'x')));
  editor.placeCaret({ anchor: 1, head: 1 });
  editor.run(splitBlock);
  expect(idsOf(editor)[1], 'the merge of two machines finds the words by this name').toBe('x');
  expect(unique(idsOf(editor))).toBe(true);
  editor.destroy();
});

test('a block that is pasted twice is three blocks with three names', () => {
  const editor = editorOn(doc(paragraph('một', 'x')));
  const copy = editor.view.state.doc.firstChild;
  for (let times = 0; times < 2 && copy !== null; times += 1) editor.view.dispatch(editor.view.state.tr.insert(0, copy));
  expect(idsOf(editor)).toHaveLength(3);
  expect(unique(idsOf(editor))).toBe(true);
  editor.destroy();
});

test('undo takes back the split and not the naming', () => {
  const editor = editorOn(doc(paragraph('một hai', 'x')));
  editor.view.dispatch(editor.view.state.tr.setSelection(TextSelection.create(editor.view.state.doc, 4)));
  editor.run(splitBlock);
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true, bubbles: true, cancelable: true }));
  expect(idsOf(editor)).toEqual(['x']);
  editor.destroy();
});

test('nothing is named while a syllable is under composition, and everything right after', async () => {
  const editor = editorOn(doc(paragraph('một', 'x')));
  editor.placeCaret({ anchor: 4, head: 4 });
  await show('đ');
  expect(editor.view.composing).toBe(true);
  editor.view.dispatch(editor.view.state.tr.insert(editor.view.state.doc.content.size, doc(paragraph('hai', 'x')).content));
  expect(idsOf(editor), 'touching the page now would break the syllable').toEqual(['x', 'x']);
  await commit('đi');
  await expect.poll(() => unique(idsOf(editor))).toBe(true);
  expect(editor.view.state.doc.firstChild?.textContent).toBe('mộtđi');
  editor.destroy();
});
