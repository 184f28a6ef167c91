import { expect, test } from 'vitest';
import type { Picture } from '../../src/editor/extensions/pending/pending';
import { commit, show } from '../typing';
import { BLOB, doc, editorOn, paragraph } from './desk';

/** A picture whose arrival the test decides on. */
const picture = (take: () => Promise<Picture>) => [{ name: 'lop-hoc.jpg', take }];

test('a place is held while a picture is taken in, and the picture stands there after', async () => {
  let arrived: (picture: Picture) => void = () => undefined;
  const editor = editorOn(doc(paragraph('trước'), paragraph('sau')));
  editor.placeCaret({ anchor: 2, head: 2 });
  editor.insertPictures(picture(() => new Promise((resolve) => (arrived = resolve))));
  expect(editor.view.dom.querySelector('.pending-picture')?.textContent).toContain('lop-hoc.jpg');
  expect(editor.view.state.doc.childCount, 'the text holds only pictures that exist').toBe(2);
  arrived({ blob: BLOB, width: 4, height: 3 });
  await expect.poll(() => editor.view.state.doc.child(1).type.name).toBe('figure');
  expect(editor.view.dom.querySelector('.pending-picture')).toBeNull();
  editor.destroy();
});

test('a refused picture leaves the text as it was and says why', async () => {
  let told: unknown;
  const editor = editorOn(doc(paragraph('trước', 'x')), { refused: (_file, error) => (told = error) });
  editor.insertPictures(picture(() => Promise.reject(new Error('hỏng'))));
  await expect.poll(() => told).toBeInstanceOf(Error);
  expect(editor.view.state.doc.toJSON()).toEqual(doc(paragraph('trước', 'x')).toJSON());
  await expect.poll(() => editor.view.dom.querySelector('.pending-picture')).toBeNull();
  editor.destroy();
});

test('a picture that arrives in the middle of a syllable waits for its end', async () => {
  let arrived: (picture: Picture) => void = () => undefined;
  const editor = editorOn(doc(paragraph('chữ ')));
  editor.placeCaret({ anchor: 5, head: 5 });
  editor.insertPictures(picture(() => new Promise((resolve) => (arrived = resolve))));
  await show('đươ');
  arrived({ blob: BLOB, width: 4, height: 3 });
  await new Promise(requestAnimationFrame);
  expect(editor.view.state.doc.childCount, 'the input method would lose its place').toBe(1);
  await show('đường');
  await commit('đường');
  await expect.poll(() => editor.view.state.doc.childCount).toBe(3);
  expect(editor.view.state.doc.firstChild?.textContent.replaceAll('\u00a0', ' ')).toBe('chữ đường');
  editor.destroy();
});
