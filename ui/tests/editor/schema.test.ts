import { DOMSerializer } from 'prosemirror-model';
import { expect, test } from 'vitest';
import { schema } from '../../src/editor/schema';
import { pasteParser } from '../../src/editor/paste/paste';
import { countWords, readBody } from '../../src/editor/view';
import { BLOB, paragraph } from './desk';

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
