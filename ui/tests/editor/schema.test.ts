import { DOMSerializer } from 'prosemirror-model';
import { expect, test } from 'vitest';
import { schema } from '../../src/editor/schema';
import { pasteParser } from '../../src/editor/paste/paste';
import { countWords, readBody } from '../../src/editor/view';
import { BLOB, paragraph } from './desk';

const cell = (type: string, words: string, colspan = 1, rowspan = 1) => ({ type, attrs: { colspan, rowspan }, content: [paragraph(words)] });
const picture = (words: string) => ({ type: 'figure', attrs: { id: '', blob: BLOB, alt: words, decorative: false, credit: '', width: 0, height: 0 }, content: [{ type: 'figcaption', content: [{ type: 'text', text: words }] }] });

const whole = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { id: '', level: 3 }, content: [{ type: 'text', text: 'Ba xã' }] },
    {
      type: 'paragraph',
      attrs: { id: '' },
      content: [
        { type: 'text', text: 'Xem ' },
        { type: 'text', marks: [{ type: 'link', attrs: { href: 'https://cong.example/bai' } }, { type: 'strong' }], text: 'bài' },
        { type: 'hard_break' },
        { type: 'text', marks: [{ type: 'em' }], text: 'nghiêng' },
      ],
    },
    { type: 'ordered_list', attrs: { id: '', start: 3 }, content: [{ type: 'list_item', attrs: { id: '' }, content: [paragraph('một'), { type: 'bullet_list', attrs: { id: '' }, content: [{ type: 'list_item', attrs: { id: '' }, content: [paragraph('con')] }] }] }] },
    { type: 'blockquote', attrs: { id: '' }, content: [paragraph('lời')] },
    { type: 'divider', attrs: { id: '' } },
    {
      type: 'figure',
      attrs: { id: '', blob: BLOB, alt: 'Lớp học', decorative: false, credit: 'Trung tâm', width: 8, height: 6 },
      content: [{ type: 'figcaption', content: [{ type: 'text', text: 'Học viên' }] }],
    },
    {
      type: 'table',
      attrs: { id: '', caption: 'Số <học> viên' },
      content: [
        { type: 'table_row', attrs: { id: '' }, content: [cell('table_header', 'Xã', 1, 2), cell('table_header', 'Quý', 2)] },
        { type: 'table_row', attrs: { id: '' }, content: [cell('table_cell', 'I'), cell('table_cell', 'II')] },
      ],
    },
    { type: 'gallery', attrs: { id: '', caption: 'Buổi "lễ"' }, content: [picture('Một'), picture('Hai')] },
    { type: 'infographic', attrs: { id: '' }, content: [picture('Ba'), { type: 'description', attrs: { id: '' }, content: [paragraph('lời')] }] },
    { type: 'callout', attrs: { id: '', kind: 'warning' }, content: [paragraph('coi chừng')] },
    { type: 'pull_quote', attrs: { id: '', source: 'Một người' }, content: [{ type: 'text', text: 'câu' }, { type: 'footnote', attrs: { text: 'Nghị định "1"' } }] },
    { type: 'question_answer', attrs: { id: '' }, content: [{ type: 'question', attrs: { id: '' }, content: [{ type: 'text', text: 'hỏi' }] }, { type: 'answer', attrs: { id: '' }, content: [paragraph('đáp')] }] },
  ],
};

test('every node and mark of the schema survives the way through HTML and back', () => {
  const before = readBody(whole);
  const page = document.createElement('div');
  page.append(DOMSerializer.fromSchema(schema).serializeFragment(before.content));
  expect(pasteParser.parse(page).toJSON()).toEqual(before.toJSON());
});

test('what was written is what is stored, to the byte', () => {
  expect(readBody(whole).toJSON()).toEqual(whole);
});

test.each([
  ['a node nobody knows', { type: 'doc', content: [{ type: 'marquee' }] }],
  ['a figure without its picture', { type: 'doc', content: [{ type: 'figure', content: [{ type: 'figcaption' }] }] }],
  ['a level that is no number', { type: 'doc', content: [{ type: 'heading', attrs: { level: '2' } }] }],
  ['a picture inside a list', { type: 'doc', content: [{ type: 'bullet_list', content: [{ type: 'list_item', content: [{ type: 'divider' }] }] }] }],
])('%s is refused instead of being shown wrongly', (_what, body) => {
  expect(() => readBody(body)).toThrow();
});

test('words are counted as a Vietnamese editor counts them', () => {
  expect(countWords(readBody({ type: 'doc', content: [paragraph('Sáng 23/11, lớp học – mở'), paragraph('ở xã.')] }))).toBe(7);
});

test.each([
  ['spans beyond all tables', '<table><tr><td colspan="99999" rowspan="-3">a</td></tr></table>', ['table', 'table_row', 'table_cell', 'paragraph']],
  ['a caption with a script', '<table><caption>a<script>b</script> c</caption><tr><td>x</td></tr></table>', ['table', 'table_row', 'table_cell', 'paragraph']],
  ['handlers and styles on cells', '<table onclick="x()"><tr style="color:red"><th onmouseover="x()" class="z">a</th></tr></table>', ['table', 'table_row', 'table_header', 'paragraph']],
  ['a callout of another kind', '<aside data-kind="evil" onclick="x()"><p>a</p></aside>', ['callout', 'paragraph']],
  ['a gallery with pictures from elsewhere', '<div class="gallery"><img src="https://xau.example/a.png"><p>a</p></div>', ['paragraph']],
  ['a footnote of many lines', '<p>a<sup data-footnote="b\n<script>c</script>"></sup></p>', ['paragraph', 'footnote']],
])('from the clipboard, %s are what the schema allows and nothing more', (_what, html, names) => {
  const page = new DOMParser().parseFromString(html, 'text/html').body;
  const read = pasteParser.parse(page);
  expect(() => read.check()).not.toThrow();
  const found: string[] = [];
  read.descendants((node) => void (!node.isText && found.push(node.type.name)));
  expect(found.filter((name) => name !== 'gallery')).toEqual(names);
  const words = JSON.stringify(read.toJSON());
  expect(words).not.toMatch(/99999|evil|onclick|https:\/\/xau|\\n/);
});
