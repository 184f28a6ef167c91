import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Step } from 'prosemirror-transform';
import { difference } from '../../src/editor/extensions/safe-typing/safe-typing';
import type { BodyEditor } from '../../src/editor/view';
import { compose, SENTENCE, unikey } from '../typing';
import { doc, editorOn, paragraph } from './desk';

let editor: BodyEditor;
let steps: Step[];

const noted = { type: 'paragraph', attrs: { id: 'p1' }, content: [
  { type: 'text', text: 'Chữ ' }, { type: 'text', text: 'đậm', marks: [{ type: 'strong' }] }, { type: 'footnote', attrs: { text: 'theo văn bản' } }, { type: 'hard_break' }, { type: 'text', text: 'dòng hai' },
] };

beforeEach(() => {
  steps = [];
  editor = editorOn(doc(noted, paragraph('Đoạn sau', 'p2')), { safeTyping: () => true, changed: (more) => steps.push(...more) });
});
afterEach(() => {
  const place = editor.view.dom.parentElement;
  editor.destroy();
  place?.remove();
  document.querySelectorAll('.safe-field').forEach((field) => field.remove());
});

const field = () => document.querySelector<HTMLTextAreaElement>('.safe-field');
const blocks = () => editor.view.state.doc.toJSON().content as { type: string; content?: { type: string; text?: string; marks?: { type: string }[] }[] }[];
const words = (at: number) => (blocks()[at]?.content ?? []).map(({ type, text }) => text ?? `[${type}]`).join('');

async function enter(at: number): Promise<HTMLTextAreaElement> {
  const block = editor.view.dom.children[at] as HTMLElement;
  await userEvent.click(block);
  await expect.poll(() => document.activeElement === field()).toBe(true);
  const area = field()!;
  area.setSelectionRange(area.value.length, area.value.length);
  return area;
}

test('a click puts the paragraph into a field, letter for letter', async () => {
  const area = await enter(0);
  expect(area.value).toBe('Chữ đậm\ufffc\ndòng hai');
  expect(area.getAttribute('aria-label')).toContain('gõ an toàn');
  expect(steps).toEqual([]);
});

for (const [name, way] of [['a composition', compose], ['UniKey', unikey]] as const) {
  test(`what is typed by ${name} is in the text, and formats, notes and breaks around it stay`, async () => {
    const area = await enter(0);
    area.setSelectionRange(7, 7);
    await userEvent.keyboard(' ');
    await way();
    await expect.poll(() => words(0)).toBe(`Chữ đậm ${SENTENCE}[footnote][hard_break]dòng hai`);
    expect(field()?.value).toBe(`Chữ đậm ${SENTENCE}\ufffc\ndòng hai`);
    expect(blocks()[0]?.content?.[1]).toMatchObject({ text: expect.stringContaining('đậm'), marks: [{ type: 'strong' }] });
  });
}

test('Enter goes on in a new paragraph, and Backspace at its start comes back', async () => {
  const area = await enter(1);
  area.setSelectionRange(4, 4);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => [words(1), words(2)]).toEqual(['Đoạn', ' sau']);
  await expect.poll(() => field()?.value).toBe(' sau');
  await userEvent.keyboard('{Backspace}');
  await expect.poll(() => words(1)).toBe('Đoạn sau');
  await expect.poll(() => [field()?.value, field()?.selectionStart]).toEqual(['Đoạn sau', 4]);
});

test('arrows at the ends lead to the paragraphs around, Ctrl+Z takes back, and Escape leaves the field', async () => {
  await enter(1);
  await userEvent.keyboard(' thêm');
  await expect.poll(() => words(1)).toBe('Đoạn sau thêm');
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => [words(1), field()?.value]).toEqual(['Đoạn sau', 'Đoạn sau']);
  field()?.setSelectionRange(0, 0);
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => field()?.value).toContain('dòng hai');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => field()).toBeNull();
  expect(document.activeElement).toBe(editor.view.dom);
});

test('whoever begins to type opens the field, and whoever did not ask for it never sees one', async () => {
  editor.placeCaret({ anchor: editor.view.state.doc.content.size - 1, head: editor.view.state.doc.content.size - 1 });
  await userEvent.keyboard('x');
  await expect.poll(() => words(1)).toBe('Đoạn saux');
  expect(field()).not.toBeNull();
  const plain = editorOn(doc(paragraph('Thường', 'p')));
  await userEvent.click(plain.view.dom.children[0] as HTMLElement);
  await userEvent.keyboard('y');
  expect(field(), 'the other field closed and none opened').toBeNull();
  plain.destroy();
});

test('what differs is found without cutting a letter in two', () => {
  for (const [before, after, found] of [
    ['abc', 'abxc', { from: 2, to: 2, words: 'x' }],
    ['abc', 'ac', { from: 1, to: 2, words: '' }],
    ['aaa', 'aaaa', { from: 3, to: 3, words: 'a' }],
    ['😀', '😁', { from: 0, to: 2, words: '😁' }],
    ['x😀y', 'x🤀y', { from: 1, to: 3, words: '🤀' }],
    ['', '', { from: 0, to: 0, words: '' }],
  ] as const) expect(difference(before, after), `${before} → ${after}`).toEqual(found);
});
