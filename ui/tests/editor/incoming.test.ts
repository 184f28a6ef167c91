import { undo } from 'prosemirror-history';
import { expect, test } from 'vitest';
import type { Given, Manner, Read } from '../../src/editor/paste/incoming';
import type { BodyEditor, EditorHost } from '../../src/editor/view';
import { commit, show } from '../typing';
import { doc, editorOn, paragraph } from './desk';

const heading = (text: string) => ({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text }] });
const list = (...texts: string[]) => ({ type: 'bullet_list', content: texts.map((text) => ({ type: 'list_item', content: [paragraph(text)] })) });
const plain = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

function paste(editor: BodyEditor, flavours: Record<string, string>): ClipboardEvent {
  const data = new DataTransfer();
  for (const [type, words] of Object.entries(flavours)) data.setData(type, words);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  editor.view.dom.dispatchEvent(event);
  return event;
}

/** An editor whose pastes are read when the test says so. */
function reading(words: string, patch: Partial<EditorHost> = {}) {
  const asked: { given: Given; manner: Manner }[] = [];
  const answers: ((blocks: unknown[]) => void)[] = [];
  const editor = editorOn(doc(paragraph(words, 'a'), paragraph('sau', 'b')), {
    readPaste: (given, manner) => {
      asked.push({ given, manner });
      return new Promise<Read>((resolve) => answers.push((blocks) => resolve({ blocks })));
    },
    ...patch,
  });
  editor.placeCaret({ anchor: words.length + 1, head: words.length + 1 });
  return { editor, asked, answer: (...blocks: unknown[]) => answers.shift()?.(blocks) };
}

const texts = (editor: BodyEditor) => {
  const found: string[] = [];
  editor.view.state.doc.forEach((block) => found.push(`${block.type.name} ${block.textContent}`));
  return found;
};
const pending = (editor: BodyEditor) => editor.view.dom.querySelector('.pending-paste');

test('a paste holds its place at once, is read by the core and stands there as one step', async () => {
  const { editor, asked, answer } = reading('trước');
  const event = paste(editor, { 'text/html': '<p class=MsoNormal>x</p>', 'text/plain': 'x' });
  expect(event.defaultPrevented).toBe(true);
  expect(pending(editor), 'the mark is there before anything was read').not.toBeNull();
  expect(asked).toEqual([{ given: { html: '<p class=MsoNormal>x</p>', text: 'x', native: false }, manner: 'rich' }]);
  answer(heading('Đề'), list('một', 'hai'), plain('cuối'));
  await expect.poll(() => texts(editor)).toEqual(['paragraph trước', 'heading Đề', 'bullet_list mộthai', 'paragraph cuối', 'paragraph sau']);
  expect(pending(editor)).toBeNull();
  editor.run(undo);
  expect(texts(editor), 'one undo takes it all back').toEqual(['paragraph trước', 'paragraph sau']);
  editor.destroy();
});

test('typing goes on while a paste is read, and the paste stands where it was pasted', async () => {
  const { editor, answer } = reading('trước');
  paste(editor, { 'text/plain': 'x' });
  editor.view.dispatch(editor.view.state.tr.insertText('chữ mới ', 1));
  expect(texts(editor)[0]).toBe('paragraph chữ mới trước');
  answer(plain(' dán'));
  await expect.poll(() => texts(editor)[0]).toBe('paragraph chữ mới trước dán');
  editor.destroy();
});

test('a paste replaces what was selected, and undo brings it back', async () => {
  const { editor, answer } = reading('bỏ đi');
  editor.placeCaret({ anchor: 1, head: 6 });
  paste(editor, { 'text/plain': 'x' });
  expect(texts(editor)[0], 'the selection stays until something takes its place').toBe('paragraph bỏ đi');
  answer(plain('mới'));
  await expect.poll(() => texts(editor)[0]).toBe('paragraph mới');
  editor.run(undo);
  expect(texts(editor)[0]).toBe('paragraph bỏ đi');
  editor.destroy();
});

test('a paste that is read in the middle of a syllable waits for its end', async () => {
  const { editor, answer } = reading('chữ ');
  paste(editor, { 'text/plain': 'x' });
  await show('đươ');
  answer(heading('Đề'), plain('chữ'));
  await new Promise(requestAnimationFrame);
  expect(texts(editor).some((block) => block.includes('Đề')), 'the input method would lose its place').toBe(false);
  await show('đường');
  await commit('đường');
  await expect.poll(() => texts(editor).some((block) => block === 'heading Đề')).toBe(true);
  expect(editor.view.state.doc.textContent).toContain('đường');
  editor.destroy();
});

test('a paste that cannot be read leaves the text as it was and says why', async () => {
  let told: unknown;
  const { editor } = reading('trước', { readPaste: () => Promise.reject(new Error('hỏng')), pasteRefused: (error) => (told = error) });
  const before = editor.view.state.doc.toJSON() as unknown;
  paste(editor, { 'text/plain': 'x' });
  await expect.poll(() => told).toBeInstanceOf(Error);
  expect(editor.view.state.doc.toJSON()).toEqual(before);
  await expect.poll(() => pending(editor)).toBeNull();
  editor.destroy();
});

test('Ctrl+Shift+V asks for the words alone', () => {
  const { editor, asked } = reading('trước');
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }));
  paste(editor, { 'text/html': '<b>x</b>', 'text/plain': 'x' });
  paste(editor, { 'text/html': '<b>y</b>', 'text/plain': 'y' });
  expect(asked.map(({ manner }) => manner), 'the key counts for one paste').toEqual(['words', 'rich']);
  editor.destroy();
});

test('where the page is shown no paste for Ctrl+Shift+V, the core looks at the clipboard', () => {
  const { editor, asked } = reading('trước');
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }));
  editor.view.dom.dispatchEvent(new KeyboardEvent('keyup', { key: 'V', bubbles: true }));
  expect(asked).toEqual([{ given: { html: null, text: null, native: true }, manner: 'words' }]);
  editor.destroy();
});

test('the core is asked to look at the clipboard when the page is shown nothing, or pictures in files', () => {
  const { editor, asked } = reading('trước');
  paste(editor, {});
  paste(editor, { 'text/html': '<img src="file:///C:/a.png">', 'text/plain': ' ' });
  expect(asked.map(({ given }) => given.native)).toEqual([true, true]);
  editor.destroy();
});

test('what the editor itself copied is put back without the core', () => {
  const { editor, asked } = reading('trước');
  paste(editor, { 'text/html': '<p data-pm-slice="1 1 []">của mình</p>' });
  expect(asked).toEqual([]);
  expect(texts(editor)[0]).toBe('paragraph trướccủa mình');
  editor.destroy();
});

test('the last paste can be replaced by another reading of it, also after something was typed before it', async () => {
  const { editor, answer } = reading('trước');
  paste(editor, { 'text/html': '<h2>x</h2>' });
  answer(heading('Đề'), plain('chữ'));
  await expect.poll(() => texts(editor)).toHaveLength(4);
  editor.view.dispatch(editor.view.state.tr.insertText('mới ', 1));
  expect(editor.replacePaste([plain('Đề'), plain('chữ')])).toBe(true);
  expect(texts(editor)).toEqual(['paragraph mới trướcĐề', 'paragraph chữ', 'paragraph sau']);
  editor.run(undo);
  expect(texts(editor)[1]).toBe('heading Đề');
  editor.destroy();
});

test('a paste that was deleted stands nowhere, and nothing is replaced', async () => {
  const { editor, answer } = reading('trước');
  paste(editor, { 'text/plain': 'x' });
  answer(plain(' dán'));
  await expect.poll(() => texts(editor)[0]).toBe('paragraph trước dán');
  editor.view.dispatch(editor.view.state.tr.delete(6, 10));
  expect(editor.replacePaste([plain('khác')])).toBe(false);
  expect(texts(editor)[0]).toBe('paragraph trước');
  editor.destroy();
});

test('where a place cannot hold the blocks, no word is lost', async () => {
  const figure = { type: 'figure', attrs: { blob: 'ab'.repeat(32), width: 4, height: 3 }, content: [{ type: 'figcaption', content: [{ type: 'text', text: 'Ảnh' }] }] };
  let answer: (read: Read) => void = () => undefined;
  const editor = editorOn(doc(paragraph('trước'), figure, paragraph('sau')), { readPaste: () => new Promise((resolve) => (answer = resolve)) });
  editor.placeCaret({ anchor: 12, head: 12 });
  expect(editor.view.state.selection.$from.parent.type.name).toBe('figcaption');
  paste(editor, { 'text/plain': 'x' });
  answer({ blocks: [heading(' một'), list('hai', 'ba')] });
  await expect.poll(() => editor.view.state.doc.textContent).toBe('trướcẢnh mộthaibasau');
  editor.view.state.doc.check();
  editor.destroy();
});

test('twenty thousand words are put into the text without holding up the page for long', async () => {
  const { editor, answer } = reading('trước');
  paste(editor, { 'text/plain': 'x' });
  const blocks = Array.from({ length: 400 }, () => plain('Công bố kế hoạch năm của phường Hoa Sen. '.repeat(6).trim()));
  answer(...blocks);
  await expect.poll(() => editor.view.state.doc.childCount).toBeGreaterThan(400);
  editor.destroy();
});
