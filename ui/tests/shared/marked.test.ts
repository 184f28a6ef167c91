import { expect, test } from 'vitest';
import { near, pieces } from '../../src/shared/marked';

const shown = (text: string, spans: [number, number][]) => pieces(text, spans.map(([start, end]) => ({ start, end }))).map(({ text: part, found }) => (found ? `[${part}]` : part)).join('');

test.each<[string, [number, number][], string]>([
  ['Đường về', [[0, 5]], '[Đường] về'],
  ['một hai ba', [[4, 7], [0, 3]], '[một] [hai] ba'],
  ['chồng lên nhau', [[0, 9], [6, 14]], '[chồng lên][ nhau]'],
  ['ngắn', [[2, 99], [-5, 1]], '[n]g[ắn]'],
  ['lộn', [[2, 1]], 'lộn'],
  ['', [[0, 3]], ''],
])('%j is cut at %j', (text, spans, expected) => {
  expect(shown(text, spans)).toBe(expected);
});

test('a line begins a little before what was found in it, at a whole word', () => {
  const text = `${'mở đầu dài dòng '.repeat(8)}rồi mới tới chỗ cần tìm`;
  const start = text.indexOf('cần tìm');
  const cut = near(text, [{ start, end: start + 7 }]);
  expect(cut.text.startsWith('…')).toBe(true);
  expect(cut.text.length).toBeLessThan(50);
  expect(text.includes(` ${cut.text.slice(1)}`)).toBe(true);
  expect(cut.text.slice(cut.spans[0]?.start, cut.spans[0]?.end)).toBe('cần tìm');
});

test('a short way to the first mark is shown whole', () => {
  expect(near('tìm ngay đây', [{ start: 4, end: 8 }]).text).toBe('tìm ngay đây');
  expect(near('không có gì', []).text).toBe('không có gì');
});
