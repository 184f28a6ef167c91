// The rows of a list of any length, fetched as they come into sight.
import type { ArticleListView, ArticleRow } from '../../backend/generated/protocol';
import { aged, missing, NOTHING, PAGE, placeOf, rowAt, withPage, type PageCache } from './page-cache';

/** The most that the core gives at once. */
const MOST = 500;

export class Pages {
  private cache = $state.raw<PageCache>(NOTHING);
  private wanted = { first: 0, last: 0 };
  private turn = 0;
  private running: Promise<void> | null = null;

  constructor(private readonly ask: (offset: number, limit: number) => Promise<ArticleListView>) {}

  get total(): number {
    return this.cache.total;
  }

  /** The row at a place; none while it is on its way. */
  at(index: number): ArticleRow | undefined {
    return rowAt(this.cache, index);
  }

  /** Where an article stands among the rows that are here. */
  find(article: string): number | null {
    return placeOf(this.cache, article);
  }

  /** These places are on the screen. */
  want(first: number, last: number): void {
    this.wanted = { first, last };
    // What failed to come is said, and asked for again when something moves.
    this.pump().catch(() => undefined);
  }

  /** Asks anew for what is on the screen and forgets the rest. Resolves when it is here. */
  async refresh(): Promise<void> {
    const turn = ++this.turn;
    this.cache = aged(this.cache);
    await this.running?.catch(() => undefined);
    if (turn === this.turn) await this.pump();
  }

  /** Another question: its answer begins at the top. */
  async restart(): Promise<void> {
    this.wanted = { first: 0, last: 0 };
    await this.refresh();
  }

  /** The ids from one place to another, both included, in order. */
  async ids(first: number, last: number): Promise<string[]> {
    const ids: string[] = [];
    for (let offset = first; offset <= last;) {
      const here = this.at(offset);
      if (here !== undefined) {
        ids.push(here.article);
        offset += 1;
        continue;
      }
      const { rows } = await this.ask(offset, Math.min(MOST, last - offset + 1));
      if (rows.length === 0) break;
      ids.push(...rows.map((row) => row.article));
      offset += rows.length;
    }
    return ids;
  }

  private pump(): Promise<void> {
    this.running ??= this.fetchWanted().finally(() => (this.running = null));
    return this.running;
  }

  /** One page after the other, always one that is wanted now: a thumb dragged past a thousand pages asks for few of them. */
  private async fetchWanted(): Promise<void> {
    // A list that nothing is known of is asked for its first page.
    for (let page = missing(this.cache, this.wanted); page !== null; page = missing(this.cache, this.wanted)) {
      const turn = this.turn;
      const view = await this.ask(page * PAGE, PAGE);
      // A slower answer to an older question says nothing about this one.
      if (turn === this.turn) this.cache = withPage(this.cache, page, view, this.wanted);
    }
  }
}
