import { expect, test } from 'vitest';
import type { Entry } from '../../src/features/palette/entry';
import { ranked } from '../../src/features/palette/rank';

const entry = (label: string, also = ''): Entry => ({ id: label, group: 'command', label, also, act: () => undefined });
const answers = (labels: readonly (string | [string, string])[], typed: string) =>
  ranked(labels.map((each) => (typeof each === 'string' ? entry(each) : entry(...each))), typed).map(({ label }) => label);

test.each([
  ['da nang', 'Đà Nẵng mở lớp học số'],
  ['ĐÀ NẴNG', 'Đà Nẵng mở lớp học số'],
  ['lop hoc', 'Đà Nẵng mở lớp học số'],
  // A syllable under way: ê is there before its tone is.
  ['gửi duyê', 'Gửi duyệt'],
  ['duyet gui', 'Gửi duyệt'],
])('“%s” finds what it means', (typed, label) => {
  expect(answers(['Hộp gửi', 'Gửi duyệt', 'Đà Nẵng mở lớp học số'], typed)[0]).toBe(label);
});

test('what begins so stands before what has a word so, and that before other words and the middle of one', () => {
  expect(answers([['Trả lại', 'luu'], 'Bản lưu', 'Lưu ngay', 'Siêuluu'], 'luu')).toEqual(['Lưu ngay', 'Bản lưu', 'Trả lại', 'Siêuluu']);
});

test('the marks that were typed decide between names that are alike without them', () => {
  expect(answers(['Má', 'Mã', 'Ma'], 'mã')[0]).toBe('Mã');
});

test('every word has to be met, and nothing typed is met by all in their order', () => {
  expect(answers(['Gửi duyệt', 'Gửi ngay'], 'gui xyz')).toEqual([]);
  expect(answers(['b', 'a'], '  ')).toEqual(['b', 'a']);
});

test('what was met is marked where it stands, also in letters written in two parts', () => {
  const [found] = ranked([entry('Đà Nẵng'.normalize('NFD'))], 'nang');
  expect(found?.spans.map(({ start, end }) => found.label.slice(start, end))).toEqual(['Nẵng']);
});
