// Numbers, sizes and times as a Vietnamese reader writes them.
import { m } from '../paraglide/messages.js';

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('vi-VN', { day: '2-digit', month: '2-digit' });
const fullDate = new Intl.DateTimeFormat('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric' });
const MINUTE = 60_000;

export function number(value: number): string {
  return numbers.format(value);
}

/** A size in bytes, in the unit that reads best. */
export function bytes(size: number): string {
  if (size < 1000) return `${numbers.format(size)} B`;
  if (size < 1_000_000) return `${numbers.format(Math.round(size / 1000))} KB`;
  return `${numbers.format(size / 1_000_000)} MB`;
}

export function time(ms: number): string {
  return clock.format(ms);
}

/** The time of today, the day of this year, the date otherwise. */
export function moment(ms: number, now = Date.now()): string {
  if (sameDay(ms, now)) return clock.format(ms);
  return new Date(ms).getFullYear() === new Date(now).getFullYear() ? day.format(ms) : fullDate.format(ms);
}

/** The same in words for the last minute and for yesterday. */
export function lately(ms: number, now = Date.now()): string {
  if (now - ms < MINUTE && now - ms > -MINUTE) return m.just_now();
  if (sameDay(ms, now - 24 * 60 * MINUTE)) return m.yesterday();
  return moment(ms, now);
}

export function dateTime(ms: number): string {
  return `${clock.format(ms)}, ${fullDate.format(ms)}`;
}

export function date(ms: number): string {
  return fullDate.format(ms);
}

/** A length of time in its largest whole unit. */
export function duration(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  if (minutes < 120) return m.minutes({ count: number(minutes) });
  if (minutes < 48 * 60) return m.hours({ count: number(Math.round(minutes / 60)) });
  return m.days({ count: number(Math.round(minutes / 60 / 24)) });
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
