// The pages of a long list that are here, as a value: what is known, what of it is of an older moment, what to ask for next. Pure.
import type { ArticleListView, ArticleRow } from '../../backend/generated/protocol';

/** Rows that are asked for at once: more than any screen shows, and each has a text that is read to say where the words stand. */
export const PAGE = 50;
/** Pages that are kept: enough to scroll back a while, few enough to weigh nothing. */
const KEPT = 24;

export interface PageCache {
  total: number;
  pages: ReadonlyMap<number, readonly ArticleRow[]>;
  /** Pages whose rows are of an older question or an older moment: shown until the new ones are here. */
  stale: ReadonlySet<number>;
}

/** The places on the screen. */
export interface Wanted {
  first: number;
  last: number;
}

export const NOTHING: PageCache = { total: 0, pages: new Map(), stale: new Set() };

const pageOf = (index: number) => Math.floor(index / PAGE);

export function rowAt(cache: PageCache, index: number): ArticleRow | undefined {
  return cache.pages.get(pageOf(index))?.[index % PAGE];
}

/** Where an article stands among the rows that are here. */
export function placeOf(cache: PageCache, article: string): number | null {
  for (const [page, rows] of cache.pages) {
    const at = rows.findIndex((row) => row.article === article);
    if (at >= 0) return page * PAGE + at;
  }
  return null;
}

/** All of it is of an older moment from now on. */
export function aged(cache: PageCache): PageCache {
  return { ...cache, stale: new Set(cache.pages.keys()) };
}

/** The page to ask for next; none when all that is wanted is here. */
export function missing(cache: PageCache, wanted: Wanted): number | null {
  const end = pageOf(Math.max(cache.total - 1, 0));
  const lacks = (page: number) => !cache.pages.has(page) || cache.stale.has(page);
  // A list that grew shorter than where the screen was is shown at its new end.
  const first = Math.min(pageOf(wanted.first), end);
  const last = Math.min(pageOf(wanted.last), end);
  for (let page = first; page <= last; page += 1) if (lacks(page)) return page;
  return null;
}

/** With a page that came. Out of sight, what is of an older moment goes, and so does what is beyond the limit. */
export function withPage(cache: PageCache, page: number, view: ArticleListView, wanted: Wanted): PageCache {
  const pages = new Map(cache.pages);
  const stale = new Set(cache.stale);
  // Put last, so that what was looked at longest ago stands first.
  pages.delete(page);
  pages.set(page, view.rows);
  stale.delete(page);
  const inSight = (kept: number) => kept === page || (kept >= pageOf(wanted.first) && kept <= pageOf(wanted.last));
  for (const kept of [...pages.keys()]) {
    if (inSight(kept) || (!stale.has(kept) && pages.size <= KEPT)) continue;
    pages.delete(kept);
    stale.delete(kept);
  }
  return { total: view.total, pages, stale };
}
