// What a list is asked: shelf, words, filters, order. Pure; the pane edits it, the core answers it.
import type { CatalogueView, Filters, Has, SearchQuestion, Sort, StateFilter } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import { date } from '../../shared/amounts';

export const NO_FILTERS: Filters = { sections: [], kinds: [], states: [], authors: [], from_ms: null, to_ms: null, has: [] };
export const STATES: readonly StateFilter[] = ['on_device', 'sending', 'received', 'in_review', 'returned', 'published', 'trouble'];
export const HAS: readonly Has[] = ['image', 'file'];

const DAY = 24 * 60 * 60 * 1000;

export const stateNames: Record<StateFilter, () => string> = {
  on_device: m.status_on_device,
  sending: m.filter_state_sending,
  received: m.filter_state_received,
  in_review: m.filter_state_in_review,
  returned: m.status_returned,
  published: m.shelf_published,
  trouble: m.filter_state_trouble,
};

export const hasNames: Record<Has, () => string> = { image: m.has_image, file: m.has_file, link: m.has_link, table: m.has_table };

export const sortNames: Record<Sort, () => string> = {
  relevance: m.sort_relevance,
  changed: m.sort_changed,
  title: m.sort_title,
  author: m.sort_author,
  section: m.sort_section,
};

/** The orders that make sense for these words. */
export const sorts = (query: string): readonly Sort[] => [...(query === '' ? [] : (['relevance'] as const)), 'changed', 'title', 'author', 'section'];

export function isNarrowed(filters: Filters): boolean {
  return chipsOf(filters, { sections: [], kinds: [], levels: [] }).length > 0;
}

export function sameQuestion(a: SearchQuestion, b: SearchQuestion): boolean {
  const form = ({ shelf, query, filters, sort }: SearchQuestion) =>
    JSON.stringify([shelf, query, sort, filters.sections, filters.kinds, filters.states, filters.authors, filters.from_ms, filters.to_ms, filters.has]);
  return form(a) === form(b);
}

/** One value that narrows a list, and the filters without it. */
export interface Chip {
  key: string;
  label: string;
  without: Filters;
}

export function chipsOf(filters: Filters, { sections, kinds }: CatalogueView): Chip[] {
  const name = (choices: CatalogueView['sections'], code: string) => choices.find((choice) => choice.code === code)?.name ?? code;
  const each = <K extends 'sections' | 'kinds' | 'states' | 'authors' | 'has'>(field: K, label: (value: Filters[K][number]) => string): Chip[] =>
    (filters[field] as Filters[K][number][]).map((value) => ({
      key: `${field}:${value}`,
      label: label(value),
      without: { ...filters, [field]: filters[field].filter((other) => other !== value) },
    }));
  const { from_ms: from, to_ms: to } = filters;
  const period: Chip[] = from === null && to === null ? [] : [{ key: 'period', label: periodWords(from, to), without: { ...filters, from_ms: null, to_ms: null } }];
  return [
    ...each('sections', (code) => name(sections, code)),
    ...each('kinds', (code) => name(kinds, code)),
    ...each('states', (state) => stateNames[state]()),
    ...each('authors', (author) => author),
    ...period,
    ...each('has', (has) => hasNames[has]()),
  ];
}

/** Days as a person says them: the last day is part of the period, where the filter ends before the next one begins. */
function periodWords(from: number | null, to: number | null): string {
  const last = to === null ? null : to - 1;
  if (from === null) return last === null ? '' : m.filter_until({ day: date(last) });
  if (last === null) return m.filter_since({ day: date(from) });
  return date(from) === date(last) ? date(from) : m.filter_between({ from: date(from), to: date(last) });
}

/** A day as it is typed here, day first: 23/11/2026, 23-11-26, 23/11 (of this year). Null when it is no day. */
export function typedDay(text: string, now = Date.now()): number | null {
  const parts = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?\s*$/.exec(text);
  if (parts === null) return null;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const year = parts[3] === undefined ? new Date(now).getFullYear() : Number(parts[3]) + (parts[3].length === 2 ? 2000 : 0);
  const found = new Date(year, month - 1, day);
  return found.getMonth() === month - 1 && found.getDate() === day ? found.getTime() : null;
}

/** The midnight after a day: days are not all of one length where clocks change. */
export function nextDay(ms: number): number {
  const day = new Date(ms);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

/** The last `days` days, today included. */
export function lastDays(days: number, now = Date.now()): Pick<Filters, 'from_ms' | 'to_ms'> {
  const today = new Date(now);
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime();
  // Rounded to a midnight again, for a change of clocks in between.
  const first = new Date(midnight - (days - 1) * DAY + DAY / 2);
  return { from_ms: new Date(first.getFullYear(), first.getMonth(), first.getDate()).getTime(), to_ms: null };
}
