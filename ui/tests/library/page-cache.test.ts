import { expect, test } from 'vitest';
import type { ArticleListView, ArticleRow } from '../../src/backend/generated/protocol';
import { aged, missing, NOTHING, PAGE, placeOf, rowAt, withPage, type PageCache } from '../../src/features/library/page-cache';

const row = (article: string): ArticleRow => ({ article, title: article, kind: '', section: null, owner: null, changed_ms: 0, trash: null, status: { status: 'on_device' }, has_image: false, has_file: false, found: null });
const page = (number: number, total: number, name = 'a'): ArticleListView => ({
  rows: Array.from({ length: Math.max(Math.min(PAGE, total - number * PAGE), 0) }, (_, at) => row(`${name}${number * PAGE + at}`)), total, counts: [], offset: number * PAGE,
});
const with_ = (cache: PageCache, number: number, total: number, wanted = { first: number * PAGE, last: number * PAGE + 9 }) => withPage(cache, number, page(number, total), wanted);

test('of a list of which nothing is known, the first page is asked for, and an empty one is asked once', () => {
  expect(missing(NOTHING, { first: 0, last: 20 })).toBe(0);
  expect(missing(with_(NOTHING, 0, 0), { first: 0, last: 20 })).toBeNull();
});

test('what is on the screen is asked for and nothing between', () => {
  const cache = with_(NOTHING, 0, 100_000);
  // Over the end of a page.
  const seen = { first: 501 * PAGE - 10, last: 501 * PAGE + 10 };
  expect(missing(cache, seen)).toBe(500);
  const middle = with_(cache, 500, 100_000, seen);
  expect(missing(middle, seen)).toBe(501);
  const place = 500 * PAGE + 42;
  expect(rowAt(middle, place)?.article).toBe(`a${place}`);
  expect(placeOf(middle, `a${place}`)).toBe(place);
});

test('rows of an older moment are shown until the new ones come, and are forgotten out of sight', () => {
  const wanted = { first: PAGE, last: PAGE + 10 };
  const old = aged(with_(with_(NOTHING, 0, 300), 1, 300));
  expect(rowAt(old, PAGE + 5)?.article).toBe(`a${PAGE + 5}`);
  expect(missing(old, wanted)).toBe(1);
  const fresh = withPage(old, 1, page(1, 301, 'b'), wanted);
  expect([rowAt(fresh, PAGE + 5)?.article, rowAt(fresh, 5), fresh.total]).toEqual([`b${PAGE + 5}`, undefined, 301]);
});

test('a list that grew shorter than the place on the screen is shown at its end', () => {
  const seen = { first: 9 * PAGE, last: 9 * PAGE + 10 };
  const cache = aged(with_(NOTHING, 9, 10 * PAGE));
  const shorter = withPage(cache, 9, page(9, PAGE + 20), seen);
  expect(missing(shorter, seen)).toBe(1);
});

test('a long way through the list leaves a bounded number of pages behind', () => {
  let cache = NOTHING;
  for (let number = 0; number < 200; number += 1) cache = with_(cache, number, 100_000);
  expect(cache.pages.size * PAGE).toBeLessThanOrEqual(1200);
  const last = 199 * PAGE + 20;
  expect(rowAt(cache, last)?.article).toBe(`a${last}`);
});
