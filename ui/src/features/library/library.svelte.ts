// The lists of the left pane, as the core tells them.
import type { Backend } from '../../backend/backend';
import type { ArticleRow, Filters, Shelf } from '../../backend/generated/protocol';
import { sentence } from '../../shared/sentences';

/** The lists that have a place in the pane. */
export type Listed = Exclude<Shelf, 'trash' | 'all'>;

export const SHELVES: readonly Listed[] = ['drafts', 'sent', 'mine', 'published'];

const NO_FILTERS: Filters = { sections: [], kinds: [], states: [], authors: [], from_ms: null, to_ms: null, has: [] };

export class Library {
  shelf = $state<Listed>('drafts');
  query = $state('');
  rows = $state.raw<ArticleRow[]>([]);
  counts = $state.raw<Partial<Record<Shelf, number>>>({});
  trouble = $state('');
  /** Whether the rows are those of the shelf and query shown. */
  ready = $state(false);
  private turn = 0;

  constructor(private readonly backend: Backend) {}

  async show(shelf: Listed): Promise<void> {
    this.shelf = shelf;
    this.ready = false;
    await this.refresh();
  }

  async find(query: string): Promise<void> {
    this.query = query;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const turn = ++this.turn;
    try {
      const list = await this.backend.call('article_list', {
        shelf: this.shelf,
        query: this.query.trim(),
        filters: NO_FILTERS,
        sort: this.query.trim() === '' ? 'changed' : 'relevance',
        offset: 0,
        limit: 500,
      });
      // A slower answer to an older question says nothing about this one.
      if (turn !== this.turn) return;
      this.rows = list.rows;
      this.counts = Object.fromEntries(list.counts.map(({ shelf, count }) => [shelf, count]));
      this.trouble = '';
      this.ready = true;
    } catch (thrown) {
      if (turn === this.turn) this.trouble = sentence(thrown);
    }
  }
}
