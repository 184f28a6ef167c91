// The list of the left pane: what it is asked, what the core answers, and what is chosen of it.
import { untrack } from 'svelte';
import type { Backend } from '../../backend/backend';
import type { ArticleListView, Filters, SearchQuestion, Shelf, Sort } from '../../backend/generated/protocol';
import { sentence } from '../../shared/sentences';
import { Pages } from './pages.svelte';
import { isNarrowed, NO_FILTERS } from './question';
import { Selection } from './selection.svelte';

export const SHELVES: readonly Shelf[] = ['drafts', 'sent', 'mine', 'published', 'trash'];

export class Library {
  shelf = $state<Shelf>('drafts');
  query = $state('');
  filters = $state.raw<Filters>(NO_FILTERS);
  sort = $state<Sort>('changed');
  counts = $state.raw<Partial<Record<Shelf, number>>>({});
  trouble = $state('');
  /** Whether the rows are those of the question shown. */
  ready = $state(false);
  /** Changes with every other question: what is shown begins at the top again. */
  generation = $state(0);
  readonly selection = new Selection();
  readonly pages: Pages;
  readonly isSearching = $derived(this.query !== '' || isNarrowed(this.filters));
  /** How many articles there are in all lists, as the core counted them last. */
  readonly counted = $derived(Object.values(this.counts).reduce((sum, count) => sum + count, 0));
  /** Where the person was before they searched everywhere. */
  private home: Shelf = 'drafts';

  constructor(private readonly backend: Backend) {
    this.pages = new Pages((offset, limit) => this.ask(offset, limit));
  }

  get question(): SearchQuestion {
    return { shelf: this.shelf, query: this.query, filters: this.filters, sort: this.sort };
  }

  /** One of the lists, with the words and filters as they are. */
  async show(shelf: Shelf): Promise<void> {
    this.shelf = shelf;
    if (shelf !== 'all') this.home = shelf;
    await this.restart();
  }

  /** Words are looked for in every list, the best answer first; without words the person is back where they were. */
  async find(typed: string): Promise<void> {
    const query = typed.trim();
    if (query === this.query) return;
    if (this.query === '') {
      this.shelf = 'all';
      this.sort = 'relevance';
    } else if (query === '') {
      this.shelf = this.home;
      if (this.sort === 'relevance') this.sort = 'changed';
    }
    this.query = query;
    await this.restart();
  }

  async narrow(filters: Filters): Promise<void> {
    this.filters = filters;
    await this.restart();
  }

  async order(sort: Sort): Promise<void> {
    this.sort = sort;
    await this.restart();
  }

  /** A question that was kept. */
  async recall({ shelf, query, filters, sort }: SearchQuestion): Promise<void> {
    if (this.query === '' && this.shelf !== 'all') this.home = this.shelf;
    [this.shelf, this.query, this.filters, this.sort] = [shelf, query, filters, sort];
    await this.restart();
  }

  /** The same question again, because something changed. What is on the screen and what is chosen stay. */
  async refresh(): Promise<void> {
    // Effects ask for it too: what is read in order to ask must be no reason to ask again.
    await untrack(() => this.attempt(() => this.pages.refresh()));
  }

  /** The ids of everything that is chosen, in the list's order. */
  async chosen(): Promise<string[]> {
    const all = await this.pages.ids(0, this.pages.total - 1);
    return all.filter((article) => this.selection.has(article));
  }

  private async restart(): Promise<void> {
    this.selection.clear();
    this.ready = false;
    this.generation += 1;
    await this.attempt(() => this.pages.restart());
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    const generation = this.generation;
    try {
      await work();
      if (generation === this.generation) this.ready = true;
    } catch {
      // Said by `ask`, which every question goes through.
    }
  }

  private async ask(offset: number, limit: number): Promise<ArticleListView> {
    const generation = this.generation;
    try {
      const view = await this.backend.call('article_list', { ...this.question, offset, limit });
      this.counts = Object.fromEntries(view.counts.map(({ shelf, count }) => [shelf, count]));
      this.trouble = '';
      return view;
    } catch (thrown) {
      if (generation === this.generation) this.trouble = sentence(thrown);
      throw thrown;
    }
  }
}
