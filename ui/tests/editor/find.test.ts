import { undo } from 'prosemirror-history';
import { expect, test } from 'vitest';
import { ask, found, replaceAll, replaceOne, step, stopFinding } from '../../src/editor/extensions/find/find';
import { finder, type Question } from '../../src/editor/extensions/find/match';
import { commit, show } from '../typing';
import { doc, editorOn, paragraph, typed } from './desk';

const asked = (text: string, how: Partial<Question> = {}): Question => ({ text, exact: false, matchCase: false, wholeWord: false, ...how });
const sought = (text: string, question: Question) => finder(question)?.(text).map(({ from, to }) => text.slice(from, to)) ?? null;

test.each([
  ['a word without marks finds all words under it', 'Tiếng, tiềng và tieng', asked('tieng'), ['Tiếng', 'tiềng', 'tieng']],
  ['d finds đ', 'Đà Nẵng đẹp, Da Nang', asked('da nang'), ['Đà Nẵng', 'Da Nang']],
  ['a letter with marks is that letter', 'mã, má, ma', asked('mã'), ['mã']],
  ['a letter with a hat and no tone is that letter, and the ones beside it any', 'tiêng tiếng tiêng', asked('tiêng'), ['tiêng', 'tiêng']],
  ['exactly, a word without marks is that word', 'mã, má, ma', asked('ma', { exact: true }), ['ma']],
  ['case is looked at when asked', 'Bộ và bộ', asked('bộ', { matchCase: true }), ['bộ']],
  ['without case, capital marks are found', 'ĐẶNG và đặng', asked('đặng'), ['ĐẶNG', 'đặng']],
  ['a whole word is not part of one', 'xã, xãhội, xa', asked('xa', { wholeWord: true }), ['xã', 'xa']],
  ['decomposed text is found by composed letters', 'Vie\u0323\u0302t Nam', asked('việt'), ['Vie\u0323\u0302t']],
  ['and by letters without marks, marks and all', 'Vie\u0323\u0302t', asked('viet'), ['Vie\u0323\u0302t']],
  ['composed text is found by decomposed letters', 'Việt', asked('vie\u0323\u0302t'), ['Việt']],
  ['matches do not overlap', 'aaaa', asked('aa'), ['aa', 'aa']],
  ['signs are signs', 'a.b (c) a*b', asked('(c)'), ['(c)']],
  ['emoji keep places', '👩‍🌾 xã 👩‍🌾 xã', asked('xa'), ['xã', 'xã']],
  ['letters that grow when they are made small keep places', 'İİ xã', asked('xa'), ['xã']],
  ['nothing finds nothing', 'abc', asked(''), null],
] as const)('%s', (_why, text, question, matches) => {
  expect(sought(text, question)).toEqual(matches);
});

const marks = (editor: ReturnType<typeof editorOn>) => [...editor.view.dom.querySelectorAll('.found')].map((mark) => mark.textContent);

test('matches are marked in every kind of block, gone through round the end, and forgotten', () => {
  const cell = { type: 'table_cell', content: [paragraph('một xã')] };
  const editor = editorOn(doc(paragraph('Xã A'), { type: 'table', attrs: {}, content: [{ type: 'table_row', attrs: {}, content: [cell] }] }, paragraph('hết')));
  ask(editor.view, asked('xa'));
  expect(marks(editor)).toEqual(['Xã', 'xã']);
  step(editor.view, 1);
  expect(editor.view.state.doc.textBetween(editor.view.state.selection.from, editor.view.state.selection.to)).toBe('xã');
  step(editor.view, 1);
  expect(found(editor.view.state)?.current).toBe(0);
  stopFinding(editor.view);
  expect(marks(editor)).toEqual([]);
  editor.destroy();
});

test('everything replaced is one step of undoing, in the form of what was replaced', () => {
  const bold = { type: 'paragraph', attrs: { id: 'b' }, content: [{ type: 'text', marks: [{ type: 'strong' }], text: 'bổ xung' }, { type: 'text', text: ' và bổ xung' }] };
  const editor = editorOn(doc(bold, paragraph('Bổ xung.', 'c')));
  const before = editor.view.state.doc.toJSON();
  ask(editor.view, asked('bổ xung'));
  expect(replaceAll(editor.view, 'bổ sung')).toBe(3);
  expect(editor.view.state.doc.textContent).toBe('bổ sung và bổ sungbổ sung.');
  expect(editor.view.state.doc.firstChild?.firstChild?.marks.map(({ type }) => type.name)).toEqual(['strong']);
  undo(editor.view.state, editor.view.dispatch);
  expect(editor.view.state.doc.toJSON()).toEqual(before);
  editor.destroy();
});

test('one replaced goes on to the next, and a replacement that holds the word is not found in itself for ever', () => {
  const editor = editorOn(doc(paragraph('a a a')));
  ask(editor.view, asked('a'));
  replaceOne(editor.view, 'aa');
  expect(editor.view.state.doc.textContent).toBe('aa a a');
  replaceOne(editor.view, 'b');
  expect(editor.view.state.doc.textContent).toBe('aa b a');
  editor.destroy();
});

test('typing moves the marks along and finds the new words after a pause', async () => {
  const editor = editorOn(doc(paragraph('xã')));
  ask(editor.view, asked('xa'));
  editor.placeCaret({ anchor: 1, head: 1 });
  typed(editor, 'xa ');
  expect(marks(editor)).toEqual(['xã']);
  await expect.poll(() => marks(editor)).toEqual(['xa', 'xã']);
  editor.destroy();
});

test('nothing is sought while a syllable is being composed', async () => {
  const editor = editorOn(doc(paragraph('xã ')));
  ask(editor.view, asked('xa'));
  editor.placeCaret({ anchor: 4, head: 4 });
  await show('xa');
  expect(editor.view.composing).toBe(true);
  await new Promise((done) => setTimeout(done, 250));
  expect(found(editor.view.state)?.stale, 'the marks wait for the end of the syllable').toBe(true);
  await commit('xá');
  await expect.poll(() => found(editor.view.state)?.matches.length).toBe(2);
  expect(editor.view.state.doc.textContent.replaceAll('\u00a0', ' ')).toBe('xã xá');
  editor.destroy();
});
