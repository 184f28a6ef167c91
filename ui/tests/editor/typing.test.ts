import { expect, test } from 'vitest';
import { doc, editorOn, paragraph, BLOB } from './desk';
import { compose, SENTENCE, unikey } from '../typing';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;
const clean = (text: string | undefined) => text?.replaceAll('\u00a0', ' ').trim();

test.each(ways)('a sentence typed through %s stands in the body letter by letter', async (_way, type) => {
  const editor = editorOn(doc(paragraph()));
  editor.view.focus();
  await type();
  await expect.poll(() => clean(editor.view.state.doc.textContent)).toBe(SENTENCE);
  editor.destroy();
});

test.each(ways)('and in a list that a dash began, through %s', async (_way, type) => {
  const editor = editorOn(doc(paragraph()));
  editor.view.focus();
  editor.view.someProp('handleTextInput', (handle) => {
    editor.view.dispatch(editor.view.state.tr.insertText('-'));
    return handle(editor.view, 2, 2, ' ', () => editor.view.state.tr.insertText(' '));
  });
  expect(editor.view.state.doc.firstChild?.type.name).toBe('bullet_list');
  await type();
  await expect.poll(() => clean(editor.view.dom.querySelector('li')?.textContent ?? '')).toBe(SENTENCE);
  editor.destroy();
});

const figure = { type: 'figure', attrs: { blob: BLOB }, content: [{ type: 'figcaption' }] };

test.each(ways)('and in the caption of a picture, through %s', async (_way, type) => {
  const editor = editorOn(doc(figure, paragraph('sau')));
  editor.placeCaret({ anchor: 2, head: 2 });
  await type();
  await expect.poll(() => clean(editor.view.state.doc.firstChild?.textContent)).toBe(SENTENCE);
  expect(editor.view.state.doc.lastChild?.textContent).toBe('sau');
  editor.destroy();
});

test.each(ways)('and in the alt text beside it, through %s, with the caret left in peace', async (_way, type) => {
  const editor = editorOn(doc(figure, paragraph('sau')));
  const input = editor.view.dom.querySelector<HTMLInputElement>('[data-testid="alt"]');
  input?.focus();
  await type();
  await expect.poll(() => editor.view.state.doc.firstChild?.attrs['alt'] as string).toBe(SENTENCE);
  expect(document.activeElement).toBe(input);
  editor.destroy();
});
