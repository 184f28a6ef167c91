import { expect, test } from 'vitest';
import { bytes, date, dateTime, moment, number, time } from '../../src/shared/amounts';

const at = (hours: number, minutes: number, day = 7) => new Date(2026, 1, day, hours, minutes).getTime();

test('a time has two digits each and knows no twenty-fourth hour', () => {
  expect([at(9, 5), at(0, 0), at(23, 59)].map(time)).toEqual(['09:05', '00:00', '23:59']);
});

test('a time is written as the language writes it', () => {
  const language = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  for (let minute = 0; minute < 24 * 60; minute += 7) expect(time(at(0, minute))).toBe(language.format(at(0, minute)));
});

test('of today the hour is said, of another day the date', () => {
  expect(moment(at(9, 5), at(20, 0))).toBe('09:05');
  expect(moment(at(9, 5), at(20, 0, 20))).toMatch(/^0?7[-/]0?2$/);
  expect(dateTime(at(9, 5))).toBe(`09:05, ${date(at(9, 5))}`);
});

test('numbers and sizes have a Vietnamese comma', () => {
  expect(number(100_000.5)).toBe('100.000,5');
  expect(bytes(1_500_000)).toBe('1,5 MB');
});
