// What an article said before, as the core tells it, and the two texts that are being compared.
import type { Backend } from '../../backend/backend';
import type { CompareView, HistoryView, RevisionRow } from '../../backend/generated/protocol';

/** Two texts; none stands for nothing at all before the first revision, and for the text on the screen after the last. */
export interface Pair {
  before: string | null;
  after: string | null;
}

export class History {
  article = $state.raw<string | null>(null);
  view = $state.raw<HistoryView | null>(null);
  /** Revisions chosen for a comparison, at most two. */
  chosen = $state.raw<string[]>([]);
  pair = $state.raw<Pair | null>(null);
  compared = $state.raw<CompareView | null>(null);
  private turn = 0;

  constructor(private readonly backend: Backend) {}

  /** Reads the first page anew; another article begins without anything chosen. */
  async show(article: string): Promise<void> {
    if (this.article !== article) {
      this.article = article;
      this.view = null;
      this.chosen = [];
    }
    const turn = ++this.turn;
    const view = await this.backend.call('history_list', { article, below: null });
    if (turn === this.turn) this.view = view;
  }

  async older(): Promise<void> {
    const { article, view } = this;
    const below = view?.rows.at(-1)?.revision;
    if (article === null || view === null || below === undefined) return;
    const turn = ++this.turn;
    const more = await this.backend.call('history_list', { article, below });
    if (turn === this.turn) this.view = { ...more, unsaved: view.unsaved, rows: [...view.rows, ...more.rows] };
  }

  /** None names the text on the screen. */
  async name(revision: string | null, name: string): Promise<void> {
    if (this.article === null) return;
    this.view = await this.backend.call('history_name', { article: this.article, revision, name });
  }

  choose(revision: string, yes: boolean): void {
    const others = this.chosen.filter((one) => one !== revision);
    this.chosen = yes ? [...others, revision].slice(-2) : others;
  }

  async compare(pair: Pair): Promise<void> {
    if (this.article === null) return;
    this.compared = await this.backend.call('history_compare', { article: this.article, ...pair });
    this.pair = pair;
  }

  /** The two chosen ones, the earlier first; one alone against the text on the screen. */
  async compareChosen(): Promise<void> {
    const rows = this.view?.rows ?? [];
    const [later, earlier] = rows.filter(({ revision }) => this.chosen.includes(revision));
    if (later === undefined) return;
    await this.compare(earlier === undefined ? { before: later.revision, after: null } : { before: earlier.revision, after: later.revision });
  }

  row(revision: string | null): RevisionRow | null {
    return this.view?.rows.find((row) => row.revision === revision) ?? null;
  }
}
