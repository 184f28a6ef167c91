import { undo } from 'prosemirror-history';
import { expect, test } from 'vitest';
import { compose, SENTENCE, unikey } from '../typing';
import { doc, editorOn, paragraph, press, typed } from './desk';

const on = (wanted = true) => {
  const editor = editorOn(doc(paragraph()), { smartPunctuation: () => wanted });
  editor.placeCaret({ anchor: 1, head: 1 });
  return editor;
};

test.each([
  ['Ông nói: "được"', 'Ông nói: “được”'],
  ['"Được" (và "chưa")', '“Được” (và “chưa”)'],
  ["'a'", '‘a’'],
  ['Hà Nội -- Huế', 'Hà Nội – Huế'],
  ['chờ...', 'chờ…'],
  ['một , hai ; ba : bốn . Hết !', 'một, hai; ba: bốn. Hết!'],
  ['10 % .', '10 %.'],
])('%s becomes %s', (keys, text) => {
  const editor = on();
  typed(editor, keys);
  expect(editor.view.state.doc.textContent).toBe(text);
  editor.destroy();
});

test('what was not asked for is not done', () => {
  const editor = on(false);
  typed(editor, '"a" -- b...');
  expect(editor.view.state.doc.textContent).toBe('"a" -- b...');
  editor.destroy();
});

test('dashes at the start of a line still draw a line', () => {
  const editor = on();
  typed(editor, '--- ');
  expect(editor.view.state.doc.firstChild?.type.name).toBe('divider');
  editor.destroy();
});

test('Backspace, and undoing, give back what was typed', () => {
  const editor = on();
  typed(editor, 'a"');
  press(editor, 'Backspace');
  expect(editor.view.state.doc.textContent).toBe('a"');
  typed(editor, ' "');
  undo(editor.view.state, editor.view.dispatch);
  expect(editor.view.state.doc.textContent.endsWith('“')).toBe(false);
  editor.destroy();
});

test.each([['a composition', compose], ['UniKey', unikey]] as const)('a sentence through %s is not touched by it', async (_way, type) => {
  const editor = on();
  typed(editor, '"');
  await type();
  await expect.poll(() => editor.view.state.doc.textContent.replaceAll('\u00a0', ' ').trim()).toBe(`“${SENTENCE}`);
  editor.destroy();
});
