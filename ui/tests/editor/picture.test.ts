import { expect, test } from 'vitest';
import type { Picture, Progress } from '../../src/editor/extensions/pending/pending';
import type { BodyEditor } from '../../src/editor/view';
import { commit, show } from '../typing';
import { BLOB, doc, editorOn, paragraph } from './desk';

/** A picture whose arrival the test decides on. */
const picture = (take: () => Promise<Picture>) => [{ name: 'lop-hoc.jpg', take }];

/** Pictures on their way in, of which the test says how far they are. */
function onTheWay(...names: string[]) {
  const ways: { tells: Progress; arrives: () => void; fails: () => void }[] = [];
  const take = (tells: Progress) =>
    new Promise<Picture>((done, refuse) => ways.push({ tells, arrives: () => done({ blob: BLOB, width: 4, height: 3 }), fails: () => refuse(new Error('hỏng')) }));
  return { sources: names.map((name) => ({ name, take })), ways };
}

const bars = (editor: BodyEditor) => [...editor.view.dom.querySelectorAll('progress')];

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

test('each picture says by itself how far it has come, until it stands in the text', async () => {
  const editor = editorOn(doc(paragraph('trước')));
  const { sources, ways } = onTheWay('mot.jpg', 'hai.jpg');
  editor.insertPictures(sources);
  expect(bars(editor).map(({ position }) => position), 'nothing is known yet').toEqual([-1, -1]);
  expect(bars(editor)[1]?.getAttribute('aria-label')).toBe('Đang đưa ảnh “hai.jpg” vào bài…');
  ways[1]!.tells(300, 1000);
  expect(bars(editor).map(({ position }) => position)).toEqual([-1, 0.3]);
  ways[1]!.arrives();
  await expect.poll(() => bars(editor)).toHaveLength(1);
  ways[0]!.arrives();
  await expect.poll(() => bars(editor)).toHaveLength(0);
  editor.destroy();
});

test('how far a picture has come is told in the middle of a syllable, which goes on as if nothing were', async () => {
  const editor = editorOn(doc(paragraph('chữ ')));
  editor.placeCaret({ anchor: 5, head: 5 });
  const { sources, ways } = onTheWay('lop-hoc.jpg');
  editor.insertPictures(sources);
  const [bar] = bars(editor);
  await show('đươ');
  const before = editor.view.state;
  for (let done = 0; done <= 700; done += 1) ways[0]!.tells(done, 1000);
  await new Promise(requestAnimationFrame);
  expect(bar?.position).toBe(0.7);
  expect(editor.view.state, 'no transaction tells it').toBe(before);
  expect(editor.view.composing).toBe(true);
  await show('đường');
  await commit('đường');
  await expect.poll(() => editor.view.state.doc.textContent.replaceAll('\u00a0', ' ')).toBe('chữ đường');
  expect(bars(editor), 'it is still the one that is told').toEqual([bar]);
  ways[0]!.arrives();
  await expect.poll(() => bars(editor)).toHaveLength(0);
  editor.destroy();
});

test('pictures that belong together come as one, also when one of them is refused', async () => {
  const refused: string[] = [];
  const editor = editorOn(doc(paragraph('trước')), { refused: ({ name }) => refused.push(name) });
  const { sources, ways } = onTheWay('mot.jpg', 'hai.jpg', 'ba.jpg', 'bon.jpg');
  editor.insertTogether(sources, 'gallery');
  const [bar, ...others] = bars(editor);
  expect([bar?.position, others.length]).toEqual([-1, 0]);
  ways[0]!.tells(500, 1000);
  expect(bar?.position).toBe(0.125);
  ways[1]!.tells(3, 4);
  ways[2]!.fails();
  await expect.poll(() => bar?.position).toBe(0.5625);
  for (const { arrives } of ways) arrives();
  await expect.poll(() => bars(editor)).toHaveLength(0);
  expect([refused, editor.view.state.doc.child(1).childCount]).toEqual([['ba.jpg'], 3]);
  editor.destroy();
});
