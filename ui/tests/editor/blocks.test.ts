import { undo } from 'prosemirror-history';
import { Node } from 'prosemirror-model';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { moveBlock, moveTo } from '../../src/editor/extensions/blocks/move';
import { toggleCallout } from '../../src/editor/extensions/callout/commands';
import { describePicture, gatherPictures, scatterPictures } from '../../src/editor/extensions/gallery/gallery';
import { togglePullQuote } from '../../src/editor/extensions/pull-quote/view';
import { insertQuestion } from '../../src/editor/extensions/question-answer/commands';
import { count } from '../../src/editor/counts';
import { entryAt, outline } from '../../src/editor/outline';
import { schema } from '../../src/editor/schema';
import type { BodyEditor } from '../../src/editor/view';
import { compose, SENTENCE, unikey } from '../typing';
import { BLOB, doc, editorOn, idsOf, paragraph, press, typed } from './desk';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;
const clean = (text: string | undefined) => text?.replaceAll('\u00a0', ' ').trim();
const shape = (editor: BodyEditor) => {
  const names: string[] = [];
  editor.view.state.doc.forEach((block) => names.push(block.textContent === '' ? block.type.name : `${block.type.name}:${block.textContent}`));
  return names;
};
const figure = (caption: string) => ({ type: 'figure', attrs: { blob: BLOB, alt: caption }, content: [{ type: 'figcaption', content: [{ type: 'text', text: caption }] }] });
const gallery = (...captions: string[]) => ({ type: 'gallery', attrs: { caption: '' }, content: captions.map(figure) });
const item = (text: string) => ({ type: 'list_item', attrs: {}, content: [paragraph(text)] });
function choose(editor: BodyEditor, pos: number) {
  editor.view.dispatch(editor.view.state.tr.setSelection(NodeSelection.create(editor.view.state.doc, pos)));
}

test('a paragraph is set apart, changes its kind and comes back', () => {
  const editor = editorOn(doc(paragraph('Chú ý'), paragraph('sau')));
  editor.placeCaret({ anchor: 2, head: 2 });
  editor.run(toggleCallout('note'));
  editor.run(toggleCallout('warning'));
  expect(editor.view.state.doc.firstChild?.attrs['kind']).toBe('warning');
  editor.run(toggleCallout('warning'));
  expect(shape(editor)).toEqual(['paragraph:Chú ý', 'paragraph:sau']);
  editor.destroy();
});

test('Enter on an empty last line leaves a callout, and an answer, and goes on below the whole', () => {
  const editor = editorOn(doc({ type: 'callout', attrs: { kind: 'note' }, content: [paragraph('a')] }));
  editor.placeCaret({ anchor: 3, head: 3 });
  press(editor, 'Enter');
  press(editor, 'Enter');
  typed(editor, 'b');
  expect(shape(editor)).toEqual(['callout:a', 'paragraph:b']);
  editor.destroy();

  const asked = editorOn(doc(paragraph()));
  asked.run(insertQuestion);
  typed(asked, 'h');
  press(asked, 'Enter');
  typed(asked, 'đ');
  press(asked, 'Enter');
  press(asked, 'Enter');
  typed(asked, 'x');
  expect(shape(asked)).toEqual(['question_answer:hđ', 'paragraph:x']);
  asked.destroy();
});

test('Backspace does not melt an answer into its question, and takes an empty pair away', () => {
  const editor = editorOn(doc(paragraph()));
  editor.run(insertQuestion);
  typed(editor, 'h');
  press(editor, 'Enter');
  expect(press(editor, 'Backspace')).toBe(true);
  expect(editor.view.state.doc.firstChild?.childCount).toBe(2);
  editor.placeCaret({ anchor: 3, head: 3 });
  editor.view.dispatch(editor.view.state.tr.delete(2, 3));
  press(editor, 'Backspace');
  expect(shape(editor)[0]).toBe('paragraph');
  editor.destroy();
});

test('a pull quote is a paragraph in another form', () => {
  const editor = editorOn(doc(paragraph('Câu hay')));
  editor.placeCaret({ anchor: 2, head: 2 });
  editor.run(togglePullQuote);
  expect(shape(editor)).toEqual(['pull_quote:Câu hay']);
  editor.run(togglePullQuote);
  expect(shape(editor)).toEqual(['paragraph:Câu hay']);
  editor.destroy();
});

test('pictures in a row are gathered and scattered', () => {
  const editor = editorOn(doc(paragraph('x'), figure('a'), figure('b'), figure('c'), paragraph('y')));
  choose(editor, 3 + 5);
  editor.run(gatherPictures);
  expect(shape(editor)).toEqual(['paragraph:x', 'gallery:abc', 'paragraph:y']);
  choose(editor, 4);
  editor.run(scatterPictures);
  expect(shape(editor)).toEqual(['paragraph:x', 'figure:a', 'figure:b', 'figure:c', 'paragraph:y']);
  editor.destroy();
});

test('a gallery that is left with one picture is that picture, in the same step of undoing', () => {
  const editor = editorOn(doc(gallery('a', 'b'), paragraph('x')));
  const size = editor.view.state.doc.firstChild?.firstChild?.nodeSize ?? 0;
  editor.view.dispatch(editor.view.state.tr.delete(1, 1 + size));
  expect(shape(editor)).toEqual(['figure:b', 'paragraph:x']);
  undo(editor.view.state, editor.view.dispatch);
  expect(shape(editor)).toEqual(['gallery:ab', 'paragraph:x']);
  editor.destroy();
});

test('an infographic without its picture is the words that told it', () => {
  const editor = editorOn(doc(figure('a'), paragraph('x')));
  choose(editor, 0);
  editor.run(describePicture);
  expect(shape(editor)[0]).toBe('infographic:a');
  const size = editor.view.state.doc.firstChild?.firstChild?.nodeSize ?? 0;
  editor.placeCaret({ anchor: size + 3, head: size + 3 });
  typed(editor, 'lời');
  editor.view.dispatch(editor.view.state.tr.delete(1, 1 + size));
  expect(shape(editor)).toEqual(['paragraph:lời', 'paragraph:x']);
  editor.destroy();
});

test('Alt and an arrow move a paragraph, keep the caret in it, and keep every id', () => {
  const editor = editorOn(doc(paragraph('a', '1'), paragraph('bc', '2'), paragraph('d', '3')));
  editor.placeCaret({ anchor: 5, head: 5 });
  press(editor, 'ArrowUp', { altKey: true });
  expect(shape(editor)).toEqual(['paragraph:bc', 'paragraph:a', 'paragraph:d']);
  expect(idsOf(editor)).toEqual(['2', '1', '3']);
  typed(editor, '!');
  expect(shape(editor)[0]).toBe('paragraph:b!c');
  expect(press(editor, 'ArrowUp', { altKey: true }), 'at the top there is nowhere to go, and the key does nothing else').toBe(true);
  editor.destroy();
});

test('an item moves in its list and the list as a whole from its end', () => {
  const editor = editorOn(doc({ type: 'bullet_list', attrs: {}, content: [item('a'), item('b')] }, paragraph('x')));
  editor.placeCaret({ anchor: 4, head: 4 });
  editor.run(moveBlock(1));
  expect(shape(editor)).toEqual(['bullet_list:ba', 'paragraph:x']);
  editor.run(moveBlock(1));
  expect(shape(editor)).toEqual(['paragraph:x', 'bullet_list:ba']);
  editor.destroy();
});

test.each([[0, 3, 'bca'], [2, 0, 'cab'], [0, 2, 'bac']])('a block dragged from %i to before %i stands there', (from, to, order) => {
  const editor = editorOn(doc(paragraph('a'), paragraph('b'), paragraph('c')));
  const moved = moveTo(editor.view.state, from, to);
  if (moved !== null) editor.view.dispatch(moved);
  expect(editor.view.state.doc.textContent).toBe(order);
  expect(moveTo(editor.view.state, 1, 2), 'to where it stands').toBeNull();
  editor.destroy();
});

test('the outline lists headings with their places, and knows which one the caret is under', () => {
  const text = doc(paragraph('a'), { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Một' }] }, paragraph('b'), { type: 'heading', attrs: { level: 3 } });
  const entries = outline(text);
  expect(entries).toEqual([{ pos: 3, level: 2, text: 'Một' }, { pos: 11, level: 3, text: '' }]);
  expect([0, 3, 9, 12].map((caret) => entryAt(entries, caret))).toEqual([-1, 0, 0, 1]);
});

test('words and characters are counted as a reader counts them, in every block', () => {
  const cell = { type: 'table_cell', content: [paragraph('hai ô')] };
  const text = doc(paragraph('Bão số 3'), { type: 'table', attrs: {}, content: [{ type: 'table_row', attrs: {}, content: [cell] }] }, paragraph('👩‍🌾 e\u0302\u0301'));
  expect(count(text)).toEqual({ words: 6, characters: 8 + 5 + 3 });
});

test('a caret in a field is no step of the history, and undoing has no end', () => {
  const editor = editorOn(doc(paragraph()));
  for (let step = 0; step < 400; step += 1) editor.view.dispatch(editor.view.state.tr.insertText('a', 1).setTime(step * 10_000));
  for (let step = 0; step < 400; step += 1) undo(editor.view.state, editor.view.dispatch);
  expect(editor.view.state.doc.textContent).toBe('');
  editor.destroy();
});

const asking = { type: 'question_answer', attrs: {}, content: [{ type: 'question', attrs: {} }, { type: 'answer', attrs: {}, content: [paragraph()] }] };
test.each(ways.flatMap(([way, type]) => [
  [way, 'a question', asking, 2, type],
  [way, 'an answer', asking, 5, type],
  [way, 'a callout', { type: 'callout', attrs: { kind: 'note' }, content: [paragraph()] }, 2, type],
  [way, 'a pull quote', { type: 'pull_quote', attrs: { source: '' } }, 1, type],
  [way, 'a caption in a gallery', gallery('x', 'y'), 4, type],
] as const))('through %s, %s takes a sentence letter by letter', async (_way, _what, block, at, type) => {
  const editor = editorOn(doc(block, paragraph('sau')));
  const before = editor.view.state.doc.firstChild?.textContent ?? '';
  editor.view.dispatch(editor.view.state.tr.setSelection(TextSelection.create(editor.view.state.doc, at)));
  editor.view.focus();
  await type();
  await expect.poll(() => clean(editor.view.state.doc.firstChild?.textContent)?.replace(before, '') ?? '').toContain(SENTENCE);
  expect(editor.view.state.doc.lastChild?.textContent).toBe('sau');
  editor.destroy();
});

test.each(ways.flatMap(([way, type]) => [[way, 'gallery-caption', gallery('x', 'y'), 'caption', type], [way, 'quote-source', { type: 'pull_quote', attrs: { source: '' } }, 'source', type]] as const))(
  'through %s, the field %s takes one as well',
  async (_way, testid, block, attr, type) => {
    const editor = editorOn(doc(block, paragraph('sau')));
    editor.view.dom.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`)?.focus();
    await type();
    await expect.poll(() => editor.view.state.doc.firstChild?.attrs[attr] as string).toBe(SENTENCE);
    editor.destroy();
  },
);

test('nothing that holds text is positioned or floats: WebKit deletes such an element with the last of its text', () => {
  const empty = Object.values(schema.nodes).filter((type) => type.isInGroup('block')).map((type) => type.createAndFill(type.spec.attrs?.['blob'] === undefined ? null : { blob: BLOB }));
  const editor = editorOn(schema.node('doc', null, [...empty, Node.fromJSON(schema, figure('Ảnh')), Node.fromJSON(schema, gallery('Ảnh'))].filter((block) => block !== null)));
  editor.view.dom.parentElement?.classList.add('article-text');
  const holders = new Set<Element>();
  editor.view.state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    const { node: place } = editor.view.domAtPos(pos + 1);
    for (let at = place instanceof Element ? place : place.parentElement; at !== null && at !== editor.view.dom; at = at.parentElement) holders.add(at);
  });
  expect(holders.size).toBeGreaterThan(20);
  const lifted = [...holders].filter((each) => getComputedStyle(each).position !== 'static' || getComputedStyle(each).float !== 'none');
  expect(lifted.map((each) => `${each.tagName} ${each.className}`)).toEqual([]);
});
