import { expect, test } from 'vitest';
import { slashMenu } from '../../src/editor/extensions/slash/slash';
import type { BodyEditor } from '../../src/editor/view';
import { commit, show, unikeyWord } from '../typing';
import { doc, editorOn, paragraph, pasted, press, typed } from './desk';

const on = (text = '') => {
  const editor = editorOn(doc(paragraph(text)));
  editor.placeCaret({ anchor: 1 + text.length, head: 1 + text.length });
  return editor;
};
const menu = (editor: BodyEditor) => slashMenu(editor.view.state);
const names = (editor: BodyEditor) => menu(editor)?.choices.map(({ id }) => id) ?? null;

test('a slash at the start of a line or behind a space opens the menu, and one within a word does not', () => {
  const editor = on();
  typed(editor, '/');
  expect(names(editor)).toContain('table');
  expect(names(editor)).toContain('footnote');
  editor.destroy();
  const dated = on('ngày 24');
  typed(dated, '/11');
  expect(menu(dated)).toBeNull();
  dated.destroy();
  const spaced = on('xem ');
  typed(spaced, '/');
  expect(menu(spaced)).not.toBeNull();
  spaced.destroy();
});

test.each([
  ['bang', 'table'],
  ['bảng', 'table'],
  ['BANG', 'table'],
  ['hỏi', 'question'],
  ['anh', 'picture'],
  ['h2', 'heading-2'],
  ['canh bao', 'warning'],
])('“/%s” offers %s first or near the top, with or without marks', (query, id) => {
  const editor = on();
  typed(editor, `/${query}`);
  expect(names(editor)?.slice(0, 3)).toContain(id);
  editor.destroy();
});

test('Enter puts in what stands out, without the words that asked for it', () => {
  const editor = on();
  typed(editor, '/bang');
  expect(press(editor, 'Enter')).toBe(true);
  expect(editor.view.state.doc.firstChild?.type.name).toBe('table');
  expect(editor.view.state.doc.textContent).toBe('');
  editor.destroy();
});

test('the arrows go through the list, and a screen reader is told where they are', () => {
  const editor = on();
  typed(editor, '/');
  const first = editor.view.dom.getAttribute('aria-activedescendant');
  press(editor, 'ArrowDown');
  expect(menu(editor)?.at).toBe(1);
  expect(editor.view.dom.getAttribute('aria-activedescendant')).not.toBe(first);
  press(editor, 'ArrowUp');
  press(editor, 'ArrowUp');
  expect(menu(editor)?.at).toBe((menu(editor)?.choices.length ?? 0) - 1);
  editor.destroy();
});

test('Escape leaves the words as text, and so does a name that nothing has', () => {
  const editor = on();
  typed(editor, '/ba');
  press(editor, 'Escape');
  expect(menu(editor)).toBeNull();
  expect(editor.view.state.doc.textContent).toBe('/ba');
  typed(editor, 'n');
  expect(menu(editor), 'closed is closed').toBeNull();
  editor.destroy();
  const path = on();
  typed(path, '/etc/passwd');
  expect(menu(path)).toBeNull();
  expect(press(path, 'Enter'), 'Enter is a new line again').toBe(true);
  expect(path.view.state.doc.childCount).toBe(2);
  path.destroy();
});

test('what is pasted opens nothing', () => {
  const editor = on();
  editor.view.focus();
  pasted(editor, { 'text/plain': '/' });
  expect(editor.view.state.doc.textContent).toBe('/');
  expect(menu(editor)).toBeNull();
  editor.destroy();
});

test('a name can be composed, and the keys of the composition are not the menu’s', async () => {
  const editor = on();
  typed(editor, '/');
  editor.view.focus();
  await show('ba');
  await show('bả');
  expect(press(editor, 'Enter', { keyCode: 229 }), 'the key belongs to the input method').toBe(false);
  expect(editor.view.state.doc.textContent).toContain('/bả');
  await show('bảng');
  await commit('bảng');
  await expect.poll(() => names(editor)?.[0]).toBe('table');
  await expect.poll(() => editor.view.composing).toBe(false);
  press(editor, 'Enter');
  expect(editor.view.state.doc.firstChild?.type.name).toBe('table');
  editor.destroy();
});

test('and typed through UniKey', async () => {
  const editor = on();
  typed(editor, '/');
  editor.view.focus();
  await unikeyWord(['b', 'ba', 'bả', 'bản', 'bảng']);
  await expect.poll(() => menu(editor)?.query).toBe('bảng');
  expect(names(editor)?.[0]).toBe('table');
  editor.destroy();
});
