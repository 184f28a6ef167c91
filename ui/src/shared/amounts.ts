// Numbers, sizes and times as readers of the app's language write them: the day first in both.
import { m } from '../paraglide/messages.js';
import { region } from './language';

/** Made when it is first asked for: the first form of a language costs milliseconds, and a start shows hardly any of them. */
function form<F>(make: (region: string) => F): () => F {
  const made = new Map<string, F>();
  return () => {
    const known = made.get(region()) ?? make(region());
    made.set(region(), known);
    return known;
  };
}

const numbers = form((region) => new Intl.NumberFormat(region, { maximumFractionDigits: 1 }));
const day = form((region) => new Intl.DateTimeFormat(region, { day: '2-digit', month: '2-digit' }));
const fullDate = form((region) => new Intl.DateTimeFormat(region, { day: '2-digit', month: '2-digit', year: 'numeric' }));
const MINUTE = 60_000;

export function number(value: number): string {
  return numbers().format(value);
}

/** A part of a whole in hundredths. */
export function percent(part: number, whole: number): string {
  return `${numbers().format(Math.min(100, Math.floor((100 * part) / Math.max(1, whole))))}%`;
}

/** A size in bytes, in the unit that reads best. */
export function bytes(size: number): string {
  if (size < 1000) return `${numbers().format(size)} B`;
  if (size < 1_000_000) return `${numbers().format(Math.round(size / 1000))} KB`;
  if (size < 1_000_000_000) return `${numbers().format(size / 1_000_000)} MB`;
  return `${numbers().format(size / 1_000_000_000)} GB`;
}

/** Hours and minutes, as Vietnamese writes them: two digits each, from 00:00 to 23:59. */
export function time(ms: number): string {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The time of today, the day of this year, the date otherwise. */
export function moment(ms: number, now = Date.now()): string {
  if (sameDay(ms, now)) return time(ms);
  return new Date(ms).getFullYear() === new Date(now).getFullYear() ? day().format(ms) : fullDate().format(ms);
}

/** The same in words for the last minute and for yesterday. */
export function lately(ms: number, now = Date.now()): string {
  if (now - ms < MINUTE && now - ms > -MINUTE) return m.just_now();
  if (sameDay(ms, now - 24 * 60 * MINUTE)) return m.yesterday();
  return moment(ms, now);
}

export function dateTime(ms: number): string {
  return `${time(ms)}, ${fullDate().format(ms)}`;
}

export function date(ms: number): string {
  return fullDate().format(ms);
}

/** A day as a list of days names it. */
export function dayName(ms: number, now = Date.now()): string {
  if (sameDay(ms, now)) return m.today();
  return sameDay(ms, now - 24 * 60 * MINUTE) ? m.yesterday() : fullDate().format(ms);
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
