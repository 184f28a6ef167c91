// Every place of a text where words are written, typed in by both ways in which Vietnamese arrives, with a checker that doubts every word at every
// key: its underlines come and go around the syllable that is being made, and no letter may be lost or come twice.
import type { Node } from 'prosemirror-model';
import { beforeEach, expect, test } from 'vitest';
import { toggleStrong } from '../../src/editor/toolbar';
import type { Checker, Finding } from '../../src/editor/extensions/proofing/finding';
import { checkAnew } from '../../src/editor/extensions/proofing/proofing';
import type { BodyEditor } from '../../src/editor/view';
import { BLOB, doc, editorOn } from '../editor/desk';
import { compose, SENTENCE, unikey } from '../typing';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;

const text = (words: string) => ({ type: 'text', text: words });
const block = (type: string, ...content: object[]) => ({ type, content });
const paragraph = (...content: object[]) => block('paragraph', ...content);
const figure = (...caption: object[]) => ({ type: 'figure', attrs: { blob: BLOB }, content: [block('figcaption', ...caption)] });
const row = (kind: string, ...content: object[]) => block('table_row', block(kind, paragraph(...content)), block(kind, paragraph(text('ô bên'))));

/** A text with one place to write in, which holds `content`. */
const places: Record<string, (content: object[]) => object> = {
  'a paragraph': (content) => paragraph(...content),
  'a heading': (content) => ({ type: 'heading', attrs: { level: 3 }, content }),
  'an item of a list': (content) => block('bullet_list', block('list_item', paragraph(...content))),
  'an item of a list in a list': (content) => block('ordered_list', block('list_item', paragraph(text('mục')), block('bullet_list', block('list_item', paragraph(...content))))),
  'a quotation': (content) => block('blockquote', paragraph(...content)),
  'a pull quote': (content) => block('pull_quote', ...content),
  'a callout': (content) => block('callout', paragraph(...content)),
  'a question': (content) => block('question_answer', block('question', ...content), block('answer', paragraph(text('trả lời')))),
  'an answer': (content) => block('question_answer', block('question', text('câu hỏi')), block('answer', paragraph(...content))),
  'a cell of a table': (content) => block('table', row('table_cell', ...content)),
  'a head of a table': (content) => block('table', row('table_header', ...content)),
  'a caption': (content) => figure(...content),
  'a caption in a gallery': (content) => block('gallery', figure(...content), figure()),
  'the words of an infographic': (content) => block('infographic', figure(), block('description', paragraph(...content))),
};

/** Doubts every word of every block. */
const doubtful: Checker = {
  check: async (texts) =>
    texts.map((each) =>
      [...each.matchAll(/[\p{L}\p{M}]+/gu)].map(
        ({ 0: word, index }): Finding => ({ start: index, end: index + word.length, rule: 'confusion', severity: 'hint', text: word }),
      ),
    ),
  found: () => undefined,
  asked: () => undefined,
};

/** An editor in which every change is followed by new underlines, as a checker without any patience would draw them. */
function doubted(content: object): BodyEditor {
  const editor: BodyEditor = editorOn(doc(paragraph(text('đoạn trước')), content, paragraph(text('đoạn sau'))), {
    checker: doubtful,
    changed: () => queueMicrotask(() => checkAnew(editor.view)),
  });
  return editor;
}

/** The caret into the first place that is empty, or behind `words`. */
function writeAt(editor: BodyEditor, words: string): void {
  let at = -1;
  editor.view.state.doc.descendants((node: Node, pos: number) => {
    if (at >= 0 || !node.isTextblock || (words === '' ? node.content.size > 0 : !node.textContent.startsWith(words))) return;
    at = pos + 1 + words.length;
  });
  expect(at, 'there is such a place').toBeGreaterThan(0);
  editor.placeCaret({ anchor: at, head: at });
}

const clean = (words: string) => words.replaceAll('\u00a0', ' ');

/** Every textblock's words, in the order of the text. */
function blocksOf(editor: BodyEditor): string[] {
  const found: string[] = [];
  editor.view.state.doc.descendants((node) => {
    if (!node.isTextblock) return true;
    found.push(clean(node.textContent));
    return false;
  });
  return found;
}

/** What the document says must be what the page shows, letter by letter. */
function shown(editor: BodyEditor): string {
  return clean([...editor.view.dom.querySelectorAll('p, h2, h3, h4, .caption, .question, [data-question]')].map((each) => each.textContent).join('\n'));
}

beforeEach(() => document.body.replaceChildren());

const cases = Object.keys(places).flatMap((place) => ways.map(([way, type]) => [place, way, type] as const));

test.each(cases)('%s that is empty takes a sentence through %s', async (place, _way, type) => {
  const editor = doubted(places[place]!([]));
  const before = blocksOf(editor);
  writeAt(editor, '');
  await type();
  const wanted = [...before];
  wanted[before.indexOf('')] = SENTENCE;
  await expect.poll(() => blocksOf(editor)).toEqual(wanted);
  expect(shown(editor)).toContain(SENTENCE);
  editor.destroy();
});

test.each(cases)('%s takes it in the middle of doubted words through %s', async (place, _way, type) => {
  const editor = doubted(places[place]!([text('Nghĩa  trang')]));
  const before = blocksOf(editor);
  await expect.poll(() => editor.view.dom.querySelectorAll('.proof').length).toBeGreaterThan(0);
  writeAt(editor, 'Nghĩa ');
  await type();
  await expect.poll(() => blocksOf(editor)).toEqual(before.map((words) => (words === 'Nghĩa  trang' ? `Nghĩa ${SENTENCE} trang` : words)));
  editor.destroy();
});

const bold = cases.filter(([place]) => !['a heading', 'a pull quote'].includes(place));

test.each(bold)('%s takes it in bold through %s', async (place, _way, type) => {
  const editor = doubted(places[place]!([text('Nghĩa ')]));
  writeAt(editor, 'Nghĩa ');
  editor.run(toggleStrong);
  await type();
  await expect.poll(() => blocksOf(editor)).toContain(`Nghĩa ${SENTENCE}`);
  await expect.poll(() => clean([...editor.view.dom.querySelectorAll('strong')].map((each) => each.textContent).join(''))).toBe(SENTENCE);
  editor.destroy();
});

test.each(ways)('the text behind a footnote takes it through %s', async (_way, type) => {
  const editor = doubted(paragraph(text('Theo kế hoạch'), { type: 'footnote', attrs: { text: 'Kế hoạch của xã' } }));
  const at = 'đoạn trước'.length + 2 + 'Theo kế hoạch'.length + 2;
  editor.placeCaret({ anchor: at, head: at });
  await type();
  await expect.poll(() => blocksOf(editor)[1]).toBe(`Theo kế hoạch${SENTENCE}`);
  editor.destroy();
});

const fields: [string, string, object, (doc: Node) => unknown][] = [
  ['the caption of a table', 'table-caption', block('table', row('table_cell')), (doc) => doc.child(1).attrs['caption']],
  ['the caption of a gallery', 'gallery-caption', block('gallery', figure(), figure()), (doc) => doc.child(1).attrs['caption']],
  ['who said a pull quote', 'quote-source', block('pull_quote', text('Câu nói')), (doc) => doc.child(1).attrs['source']],
  ['the alt text of a picture', 'alt', figure(), (doc) => doc.child(1).attrs['alt']],
  ['the credit of a picture', 'credit', figure(), (doc) => doc.child(1).attrs['credit']],
];

test.each(fields.flatMap((field) => ways.map(([way, type]) => [field[0], way, type, field] as const)))(
  '%s takes it through %s',
  async (_place, _way, type, [, testid, content, read]) => {
    const editor = doubted(content);
    const input = editor.view.dom.querySelector<HTMLInputElement>(`[data-testid="${testid}"]`);
    input?.focus();
    await type();
    await expect.poll(() => read(editor.view.state.doc)).toBe(SENTENCE);
    expect(input?.value).toBe(SENTENCE);
    expect(document.activeElement, 'the caret stays in the field').toBe(input);
    editor.destroy();
  },
);
