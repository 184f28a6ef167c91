import { expect, test } from 'vitest';
import { chipsOf, isNarrowed, lastDays, nextDay, NO_FILTERS, sameQuestion, typedDay } from '../../src/features/library/question';

const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();
const catalogue = { sections: [{ code: 'buu-chinh', name: 'Bưu chính' }], kinds: [{ code: 'tin', name: 'Tin' }], levels: [] };

test.each([
  ['23/11/2026', day(2026, 11, 23)],
  ['1-2-26', day(2026, 2, 1)],
  [' 05.09.2025 ', day(2025, 9, 5)],
  ['23/11', day(2030, 11, 23)],
  ['29/02/2028', day(2028, 2, 29)],
])('a day typed as %s is that day, day before month', (typed, expected) => {
  expect(typedDay(typed, day(2030, 1, 1))).toBe(expected);
});

test.each(['', 'hôm nay', '31/02/2026', '11/23/2026', '2026', '1/1/1/1', '00/10/2026'])('%j is no day', (typed) => {
  expect(typedDay(typed)).toBeNull();
});

test('a period ends where the next day begins', () => {
  expect(nextDay(day(2026, 12, 31))).toBe(day(2027, 1, 1));
  expect(lastDays(7, day(2026, 11, 23) + 15 * 3_600_000)).toEqual({ from_ms: day(2026, 11, 17), to_ms: null });
});

test('every value that narrows has a chip with its name, and taking one off leaves the others', () => {
  const filters = { ...NO_FILTERS, sections: ['buu-chinh', 'xa-la'], states: ['returned' as const], authors: ['Lê Thị Ánh'], from_ms: day(2026, 11, 1), to_ms: day(2026, 12, 1), has: ['image' as const] };
  const chips = chipsOf(filters, catalogue);
  expect(chips.map(({ label }) => label)).toEqual(['Bưu chính', 'xa-la', 'Bị trả lại', 'Lê Thị Ánh', '01/11/2026 đến 30/11/2026', 'Có ảnh']);
  expect(chips[0]?.without).toEqual({ ...filters, sections: ['xa-la'] });
  expect(chips[4]?.without).toEqual({ ...filters, from_ms: null, to_ms: null });
});

test('nothing but empty fields narrows nothing', () => {
  expect(isNarrowed(NO_FILTERS)).toBe(false);
  expect(isNarrowed({ ...NO_FILTERS, to_ms: 0 })).toBe(true);
});

test('two questions are the same when every part is', () => {
  const question = { shelf: 'all' as const, query: 'số', filters: NO_FILTERS, sort: 'title' as const };
  expect(sameQuestion(question, structuredClone(question))).toBe(true);
  expect(sameQuestion(question, { ...question, filters: { ...NO_FILTERS, has: ['file'] } })).toBe(false);
  expect(sameQuestion(question, { ...question, sort: 'changed' })).toBe(false);
});
