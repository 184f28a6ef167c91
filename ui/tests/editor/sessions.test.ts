import { history, undo } from 'prosemirror-history';
import { EditorState } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { Sessions } from '../../src/editor/sessions';
import { createEditor } from '../../src/editor/view';
import { doc, editorOn, paragraph } from './desk';

const host = { mediaUrl: () => '', addPicture: () => Promise.reject(new Error('none')), refused: () => undefined, changed: () => undefined, moved: () => undefined, askLink: () => undefined };
const again = (text: ReturnType<typeof doc>, earlier: EditorState) => createEditor(document.body.appendChild(document.createElement('div')), text, true, host, earlier);

test('what was written before an article was left can be undone when it is open again', () => {
  const first = editorOn(doc(paragraph('a', '1')));
  first.view.dispatch(first.view.state.tr.insertText('b', 2));
  const left = first.view.state;
  first.destroy();
  const second = again(doc(paragraph('ab', '1')), left);
  undo(second.view.state, second.view.dispatch);
  expect(second.view.state.doc.textContent).toBe('a');
  second.destroy();
});

test('but not when the text has become another meanwhile', () => {
  const first = editorOn(doc(paragraph('a', '1')));
  first.view.dispatch(first.view.state.tr.insertText('b', 2));
  const left = first.view.state;
  first.destroy();
  const second = again(doc(paragraph('ac', '1')), left);
  expect(undo(second.view.state)).toBe(false);
  second.destroy();
});

test('the articles that were left longest ago are forgotten first', () => {
  const sessions = new Sessions();
  const state = EditorState.create({ doc: doc(paragraph()), plugins: [history()] });
  for (let article = 0; article < 21; article += 1) {
    sessions.keep(String(article), state);
    sessions.keep('0', state);
  }
  expect(sessions.of('0')).toBe(state);
  expect(sessions.of('1')).toBeNull();
  expect(sessions.of('20')).toBe(state);
});
