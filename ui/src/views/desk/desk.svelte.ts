// The desk: the features that stand on it, which of them is in the middle, and how one gets from one to the other. What a person does to an article
// is in acts.ts, what concerns its spelling in spelling.svelte.ts; both work on what is shown here.
import { tick, untrack } from 'svelte';
import type { Backend } from '../../backend/backend';
import type { ArticleView } from '../../backend/generated/protocol';
import type { Insertable } from '../../editor/catalogue';
import type { Placed } from '../../editor/extensions/proofing/finding';
import { OpenArticle, type Start } from '../../features/article/open-article.svelte';
import { History } from '../../features/history/history.svelte';
import { Away } from '../../features/library/away.svelte';
import { Library } from '../../features/library/library.svelte';
import { NO_FILTERS } from '../../features/library/question';
import { SavedSearches } from '../../features/library/saved-searches.svelte';
import { Places } from '../../features/media/places.svelte';
import { Outbox } from '../../features/outbox/outbox.svelte';
import { Beside } from '../../features/preview/beside.svelte';
import { Recovery } from '../../features/recovery/recovery.svelte';
import type { Session } from '../../features/session/session.svelte';
import { Tidings } from '../../features/notify/tidings';
import { Proofing } from '../../features/spelling/proofing.svelte';
import { hasManner } from '../../shared/manners.svelte';
import { Notices } from '../../shared/notices.svelte';
import { whenAtRest } from '../../shared/rest';
import type { Safety } from '../../shared/safety.svelte';
import { sentence } from '../../shared/sentences';
import { Visits } from './visits.svelte';

/** What the middle of the window shows. */
export type Center = 'article' | 'outbox' | 'choice' | 'compare' | 'recovery';

/** The tabs of the side panel. */
export type Side = 'metadata' | 'checks' | 'history';

/** The parts of the window that others reach into, once they are on the screen. */
interface Parts {
  page: Page | undefined;
  timeline: { askName(): void } | undefined;
  search: { focus(): void } | undefined;
  pane: { focusRows(): void } | undefined;
}

/** The page, as far as others lead to places in it. */
export interface Page {
  focusTitle(): void;
  focusSapo(): void;
  mendUnwritten(): void;
  focusBody(): void;
  visitFinding(placed: Placed): void;
  nextFinding(way: 1 | -1, from?: Placed): void;
  mendFinding(placed: Placed, replacement: string): boolean;
  selectIn(place: 'title' | 'sapo', start: number, end: number): void;
  writeIn(place: 'title' | 'sapo', start: number, end: number, words: string): void;
  mendPicture(lacking: 'alt' | 'credit'): void;
  startFinding(how: 'find' | 'replace'): void;
  toggleOutline(): void;
  toggleManner(which: 'focus' | 'typewriter' | 'punctuation'): void;
  insertions(): Insertable[];
  insert(choice: Insertable): void;
}

export class Desk {
  readonly library: Library;
  readonly searches: SavedSearches;
  readonly away: Away;
  readonly beside = new Beside();
  readonly article: OpenArticle;
  readonly outbox: Outbox;
  readonly history: History;
  readonly recovery: Recovery;
  readonly notices = new Notices();
  readonly places: Places;
  readonly proofing: Proofing;
  readonly visits = new Visits();

  center = $state<Center>('article');
  side = $state<string>('metadata');
  /** Whether the side panel and the list are shown where the window is too narrow for them to stand beside the page. */
  sideOpen = $state(false);
  listOpen = $state(false);
  paletteOpen = $state(false);
  /** What new articles can begin with, once the window has come to rest. */
  templates = $state.raw<typeof import('../../features/templates/templates') | null>(null);
  signInOpen = $state(false);
  leaveOpen = $state(false);
  deleteOpen = $state(false);
  settings = $state({ open: false, tab: 'security', makesCode: false, importFrom: '' });
  help = $state({ open: false, page: '' });
  /** Whether the caret goes where it stood when the article comes onto the screen. */
  focusFirst = $state(true);
  words = $state<number | null>(null);
  characters = $state(0);
  /** How often something that was pasted was kept beside the article. */
  originalsKept = $state(0);
  readonly parts = $state<Parts>({ page: undefined, timeline: undefined, search: undefined, pane: undefined });
  /** The window's outermost element, once it stands. */
  element: HTMLElement | null = null;

  constructor(
    readonly backend: Backend,
    readonly session: Session,
    readonly safety: Safety,
    first: ArticleView | null,
  ) {
    this.library = new Library(backend);
    this.searches = new SavedSearches(backend);
    const tidings = new Tidings({
      inFront: () => document.hasFocus(),
      wanted: () => hasManner('notifies'),
      // A desktop that shows none is told of in the settings; nobody is stopped from writing by it.
      show: (note) => void backend.desktop?.notify(note).catch(() => undefined),
    });
    this.away = new Away(backend, Date.now, tidings.hear);
    this.article = new OpenArticle(backend, first);
    this.outbox = new Outbox(backend);
    this.history = new History(backend);
    this.recovery = new Recovery(backend);
    this.places = new Places(backend);
    this.proofing = new Proofing(backend);
    whenAtRest(async () => (this.templates = await import('../../features/templates/templates')));
  }

  get view() {
    return this.article.view;
  }

  get content() {
    return this.article.content;
  }

  /** Does something, and says so when it could not be done. */
  readonly attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      this.notices.warn(sentence(thrown));
    }
  };

  readonly toArticle = (): void => {
    this.center = 'article';
    this.listOpen = false;
  };

  readonly open = (id: string): Promise<void> =>
    this.attempt(async () => {
      this.focusFirst = true;
      if (id !== this.view?.article && !(await this.article.open(id))) return this.warnUnsaved();
      this.toArticle();
    });

  /** Back to the article before this one, or forward again; from elsewhere, back to the article. */
  readonly go = async (way: 1 | -1): Promise<void> => {
    if (way === -1 && this.center !== 'article' && this.view !== null) return this.toArticle();
    await this.visits.step(way, async (article) => {
      await this.open(article);
      return this.view?.article === article;
    });
  };

  readonly create = (start?: Start): Promise<void> =>
    this.attempt(async () => {
      this.focusFirst = true;
      if (!(await this.article.create(start))) return this.warnUnsaved();
      this.toArticle();
      await this.library.show('drafts');
    });

  /** What the status line, the list and the checks say follows every save and act. */
  readonly after = (): void => {
    // A save that changed something asks for this too, and what is read in order to ask is no reason to ask again.
    untrack(() => {
      void this.library.refresh();
      void this.article.check().catch(() => undefined);
      void this.places.refresh(this.view?.article ?? null);
    });
  };

  /** After an act on many articles the one on the screen may be another. */
  readonly acted = (): void => {
    this.after();
    if (this.view !== null) void this.attempt(() => this.article.refresh());
  };

  /** Does what leaves this profile or this window, after everything typed is on the disk. */
  readonly leaving = (work: () => Promise<void>): Promise<void> =>
    this.attempt(async () => {
      await this.article.flush();
      await work();
      this.after();
    });

  /** Closes the pane that lies over the page in a narrow window, and puts the keyboard back on what opened it. True when there was one. */
  closeOverlay(): boolean {
    const overlays = [{ open: this.sideOpen, pane: '.side', key: '.side-key' }, { open: this.listOpen, pane: '.list', key: '.list-key' }];
    const shown = overlays.filter(({ open, key }) => open && (this.element?.querySelector<HTMLElement>(key)?.offsetParent ?? null) !== null);
    const inside = shown.find(({ pane }) => this.element?.querySelector(pane)?.contains(document.activeElement));
    this.sideOpen = false;
    this.listOpen = false;
    if (inside !== undefined) this.element?.querySelector<HTMLElement>(inside.key)?.focus();
    return shown.length > 0;
  }

  showSide(tab: Side): void {
    this.side = tab;
    this.sideOpen = true;
  }

  readonly showSettings = (tab = 'security', makesCode = false): void => {
    this.settings = { open: true, tab, makesCode, importFrom: '' };
  };

  /** Offers to take in an export: whoever opens one may only want to know what it is. */
  readonly showImport = (path: string): void => {
    this.settings = { open: true, tab: 'data', makesCode: false, importFrom: path };
  };

  readonly openHistory = async (): Promise<void> => {
    this.toArticle();
    this.showSide('history');
    await tick();
    this.element?.querySelector<HTMLElement>('[data-testid="tab-history"]')?.focus();
  };

  readonly toggleOutbox = async (): Promise<void> => {
    this.center = this.center === 'outbox' ? 'article' : 'outbox';
    if (this.center === 'outbox') await this.attempt(() => this.outbox.refresh());
  };

  /** Where the list is an overlay, the answers would stay hidden. */
  readonly find = (query: string): void => {
    this.listOpen = query !== '';
    void this.library.find(query);
  };

  /** Everything that one person wrote. */
  readonly byPerson = async (name: string): Promise<void> => {
    this.listOpen = true;
    await this.library.recall({ shelf: 'all', query: '', filters: { ...NO_FILTERS, authors: [name] }, sort: 'changed' });
  };

  readonly toRows = async (): Promise<void> => {
    this.listOpen = true;
    await tick();
    this.parts.pane?.focusRows();
  };

  private warnUnsaved(): void {
    this.notices.warn(sentence(this.article.save.is === 'failed' ? this.article.save.error : null));
  }
}
