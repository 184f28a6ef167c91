// The list of the core in memory: narrowed, ordered, cut into pages. Words are looked for in title and sapo; the core reads more.
import type { ArticleListRequest, ArticleListView, ArticleRow, ArticleView, CatalogueView, Filters, FoundView, Has, Shelf, Span, StateFilter, Status } from './generated/protocol';

const SHELVES: readonly Shelf[] = ['drafts', 'sent', 'mine', 'published', 'trash'];
const order = new Intl.Collator('vi');

/** Articles by id that can say whether they changed, so that a question asked again is not worked out again. */
export class Shelved extends Map<string, ArticleView> {
  changes = 0;

  override set(article: string, view: ArticleView): this {
    this.changes += 1;
    return super.set(article, view);
  }

  override delete(article: string): boolean {
    this.changes += 1;
    return super.delete(article);
  }
}

interface Known {
  /** Worked out when words are looked for. */
  texts: { title: Folded; sapo: Folded } | null;
  shelf: Shelf;
  state: StateFilter;
  author: string;
  has: ReadonlySet<Has>;
}

export class MemoryList {
  private readonly known = new WeakMap<ArticleView, Known>();
  private answer: { key: string; views: ArticleView[] } = { key: '', views: [] };
  private sorted: { key: number; views: readonly ArticleView[] } = { key: -1, views: [] };
  private counted: { key: number; counts: ArticleListView['counts'] } = { key: -1, counts: [] };

  constructor(private readonly articles: Shelved) {}

  list({ shelf, query, filters, sort, offset, limit }: ArticleListRequest, catalogue: CatalogueView): ArticleListView {
    const words = fold(query).text.split(/\s+/).filter((word) => word !== '');
    const key = JSON.stringify([this.articles.changes, shelf, words, filters, sort, catalogue]);
    if (this.answer.key !== key) {
      const views = this.byChange().filter((view) => this.answers(view, shelf, words, filters));
      this.answer = { key, views: this.ordered(views, sort, words, catalogue) };
    }
    const { views } = this.answer;
    const rows = views.slice(offset, offset + Math.min(limit, 500)).map((view) => this.row(view, words, catalogue));
    return { rows, total: views.length, counts: this.counts(), offset };
  }

  /** All of them, the last changed first: what every order falls back to. */
  private byChange(): readonly ArticleView[] {
    if (this.sorted.key !== this.articles.changes) this.sorted = { key: this.articles.changes, views: [...this.articles.values()].sort((a, b) => b.saved_ms - a.saved_ms) };
    return this.sorted.views;
  }

  private answers(view: ArticleView, shelf: Shelf, words: readonly string[], filters: Filters): boolean {
    const known = this.know(view);
    const any = <T>(wanted: readonly T[], value: T | null) => wanted.length === 0 || (value !== null && wanted.includes(value));
    return (
      (shelf === 'all' ? known.shelf !== 'trash' : known.shelf === shelf) &&
      (words.length === 0 || this.holds(view, words)) &&
      any(filters.sections, view.content.section) &&
      any(filters.kinds, view.content.kind) &&
      any(filters.states, known.state) &&
      (filters.authors.length === 0 || filters.authors.some((author) => known.author.includes(fold(author).text))) &&
      (filters.from_ms === null || view.saved_ms >= filters.from_ms) &&
      (filters.to_ms === null || view.saved_ms < filters.to_ms) &&
      filters.has.every((has) => known.has.has(has))
    );
  }

  private holds(view: ArticleView, words: readonly string[]): boolean {
    const { title, sapo } = this.texts(view);
    return words.every((word) => title.text.includes(word) || sapo.text.includes(word));
  }

  private texts(view: ArticleView): { title: Folded; sapo: Folded } {
    const known = this.know(view);
    return (known.texts ??= { title: fold(view.content.title), sapo: fold(view.content.sapo) });
  }

  private ordered(views: ArticleView[], sort: ArticleListRequest['sort'], words: readonly string[], catalogue: CatalogueView): ArticleView[] {
    const by = (name: (view: ArticleView) => string) => views.sort((a, b) => order.compare(name(a), name(b)));
    switch (sort) {
      case 'changed':
        return views;
      case 'relevance': {
        const inTitle = (view: ArticleView) => words.filter((word) => this.texts(view).title.text.includes(word)).length;
        const scored = views.map((view) => ({ view, score: inTitle(view) }));
        return scored.sort((a, b) => b.score - a.score).map(({ view }) => view);
      }
      case 'title':
        return by((view) => view.content.title);
      case 'author':
        // People are found by the last word of their name.
        return by((view) => (view.owner ?? view.content.byline).split(' ').reverse().join(' '));
      case 'section':
        return by((view) => named(catalogue.sections, view.content.section) ?? '');
    }
  }

  private row(view: ArticleView, words: readonly string[], catalogue: CatalogueView): ArticleRow {
    const { article, content, owner, saved_ms, status, trash } = view;
    const { has } = this.know(view);
    return {
      article, title: content.title, kind: named(catalogue.kinds, content.kind) ?? '', section: named(catalogue.sections, content.section), owner, changed_ms: saved_ms, trash, status,
      has_image: has.has('image'), has_file: has.has('file'), found: words.length === 0 ? null : this.found(view, words),
    };
  }

  private found(view: ArticleView, words: readonly string[]): FoundView {
    const { title, sapo } = this.texts(view);
    const marks = spans(sapo, words);
    return { title: spans(title, words), snippet: marks.length === 0 ? '' : view.content.sapo, marks };
  }

  private counts(): ArticleListView['counts'] {
    if (this.counted.key !== this.articles.changes) {
      const counts = new Map<Shelf, number>(SHELVES.map((shelf) => [shelf, 0]));
      for (const view of this.articles.values()) {
        const { shelf } = this.know(view);
        counts.set(shelf, (counts.get(shelf) ?? 0) + 1);
      }
      this.counted = { key: this.articles.changes, counts: [...counts].map(([shelf, count]) => ({ shelf, count })) };
    }
    return this.counted.counts;
  }

  private know(view: ArticleView): Known {
    let known = this.known.get(view);
    if (known === undefined) {
      const { content } = view;
      const nodes = JSON.stringify(content.body);
      const holds: [Has, boolean][] = [['image', nodes.includes('"type":"figure"')], ['file', content.attachments.length > 0], ['link', nodes.includes('"type":"link"')], ['table', nodes.includes('"type":"table"')]];
      known = {
        texts: null, shelf: view.trash === null ? shelfOf(view.status) : 'trash', state: stateOf(view.status), author: fold(`${content.byline} ${view.owner ?? ''}`).text,
        has: new Set(holds.filter(([, there]) => there).map(([has]) => has)),
      };
      this.known.set(view, known);
    }
    return known;
  }
}

export function shelfOf(status: Status): Shelf {
  switch (status.status) {
    case 'published':
      return 'published';
    case 'in_review':
      return status.yours ? 'mine' : 'sent';
    case 'submit_queued':
    case 'decision_queued':
      return 'sent';
    default:
      return 'drafts';
  }
}

const states: Record<Status['status'], StateFilter> = {
  on_device: 'on_device', sending: 'sending', submit_queued: 'sending', decision_queued: 'sending', received: 'received', in_review: 'in_review', returned: 'returned',
  published: 'published', needs_choice: 'trouble', refused: 'trouble',
};
const stateOf = (status: Status) => states[status.status];

const named = (choices: CatalogueView['kinds'], code: string | null) => choices.find((choice) => choice.code === code)?.name ?? code;

/** A text without marks and case, and where each of its letters came from. */
interface Folded {
  text: string;
  from: readonly number[] | null;
}

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

function fold(original: string): Folded {
  const whole = bare(original);
  // Mostly each letter stays one letter, and then its place is its own.
  if (whole.length === original.normalize('NFC').length) return { text: whole, from: null };
  let text = '';
  const from: number[] = [];
  let at = 0;
  for (const letter of original.normalize('NFC')) {
    const letters = bare(letter);
    for (let unit = 0; unit < letters.length; unit += 1) from.push(at);
    text += letters;
    at += letter.length;
  }
  from.push(at);
  return { text, from };
}

function spans({ text, from }: Folded, words: readonly string[]): Span[] {
  const found: Span[] = [];
  const place = (at: number) => (from === null ? at : (from[at] ?? at));
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push({ start: place(at), end: place(at + word.length) });
  }
  return found.sort((a, b) => a.start - b.start);
}
