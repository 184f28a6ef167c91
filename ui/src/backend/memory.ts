// A small core in memory, for tests and for work on components. It keeps and checks what it is given and never pretends to a portal: what
// is submitted waits. Whatever it cannot do it refuses with a reason.
import { Node } from 'prosemirror-model';
import { Step } from 'prosemirror-transform';
import { schema } from '../editor/schema';
import { isUnwritten } from '../editor/unwritten';
import type { Backend, DesktopAround, GivenFile, Progress } from './backend';
import { refusal } from './errors';
import { conflictHandlers } from './memory-conflict';
import { historyHandlers, type Kept } from './memory-history';
import { MemoryList, Shelved } from './memory-list';
import { entry, line, outboxHandlers } from './memory-outbox';
import { pasteHandlers } from './memory-paste';
import { MemoryPreview, previewHandlers } from './memory-preview';
import { MemoryProofing, proofingHandlers } from './memory-proofing';
import { MemorySafety, safetyHandlers } from './memory-safety';
import type {
  AccountView, AppEvent, AppView, ArticleContentView, ArticleView, AwayView, Blocker, CatalogueView, Commands, ConflictView, DeletedThereView, Errand, ErrorCode, JournalEntry, MannersView, MediaPlace, MediaView, NoteRequest, OutboxEntryView, PasteRequest, PasteView, RecoveryView, SavedSearchView, Status, TrayWords,
} from './generated/protocol';

/** What a test may set and look at beyond the door itself. */
export class MemoryBackend implements Backend {
  readonly calls: { command: keyof Commands; request: unknown }[] = [];
  readonly articles = new Shelved();
  searches: SavedSearchView[] = [];
  away: AwayView = { since_ms: 0, mark: { seq: 0, at_ms: 0 }, lines: [], more: 0 };
  readonly opened: string[] = [];
  /** The revisions of each article, the latest first. */
  readonly revisions = new Map<string, Kept[]>();
  outbox: OutboxEntryView[] = [];
  /** What the portal deleted, many at once. */
  deletedThere: DeletedThereView[] = [];
  catalogue: CatalogueView = { sections: [], kinds: [{ code: 'tin', name: 'Tin' }], levels: [] };
  app: AppView;
  closed = false;
  recovery: RecoveryView = { check: 'not_needed', articles: [] };
  /** Refuses the next calls of a command with this code. */
  readonly failing = new Map<keyof Commands | 'add_media' | 'save_media', ErrorCode>();
  /** Keys and snapshots, as far as there are any in memory. */
  readonly safety = new MemorySafety();
  /** Spelling, as far as a test or a demonstration says what is doubted. */
  readonly proofing = new MemoryProofing();
  /** Pages as they would look. */
  readonly preview = new MemoryPreview();
  private readonly closing = new Set<() => void>();
  private readonly errands = new Set<(errand: Errand) => void>();
  private readonly listeners = new Set<(event: AppEvent) => void>();
  /** The last batch of each article that was not yet saved whole. */
  private readonly journals = new Map<string, number>();
  private readonly media = new Map<string, string>();
  /** Where media are that are not simply here. */
  readonly places = new Map<string, MediaPlace>();
  readonly conflicts = new Map<string, ConflictView>();
  /** Holds the next files back until it is told how far they are and that they are in. */
  slow: ((progress: Progress) => Promise<void>) | null = null;
  /** What the next pastes are read as, instead of what this core makes of them. */
  pasted: ((given: PasteRequest) => PasteView) | null = null;
  private readonly lists = new MemoryList(this.articles);
  private next = 1;

  constructor(account: AccountView | null = null, readonly now: () => number = Date.now) {
    const profile = { profile: 'p1', account, portal_url: null, signed_in: account !== null };
    this.app = {
      lock: { lock: 'open', key: 'keyring' },
      profile,
      profiles: [profile],
      sync: line({ connection: account === null ? 'no_portal' : 'offline', since_ms: now() }),
      last_article: null,
      suggested_portal_url: '',
      version: '0.1.0',
      documents: '/tai-lieu',
    };
  }

  async call<K extends keyof Commands>(command: K, request: Commands[K]['request']): Promise<Commands[K]['answer']> {
    this.calls.push({ command, request });
    await Promise.resolve();
    const refused = this.failing.get(command);
    if (refused !== undefined) throw refusal(refused, 'refused as asked');
    const handler = (this.handlers as Partial<Handlers>)[command];
    if (handler === undefined) throw refusal('bad_request', `the core in memory does not do ${command}`);
    return structuredClone(handler(request));
  }

  async addMedia(file: GivenFile, progress: Progress = () => undefined): Promise<MediaView> {
    if (!(file instanceof File)) throw refusal('bad_request', 'the core in memory has no disk');
    await this.slow?.(progress);
    const refused = this.failing.get('add_media');
    if (refused !== undefined) throw refusal(refused, 'refused as asked');
    const bytes = await file.arrayBuffer();
    if (bytes.byteLength === 0) throw refusal('media_empty', 'no bytes');
    const blob = hex(await crypto.subtle.digest('SHA-256', bytes));
    this.media.set(blob, URL.createObjectURL(file));
    return { blob, media_type: file.type, bytes: file.size, file_name: file.name, width: null, height: null, notes: [] };
  }

  mediaUrl(blob: string, form?: 'thumb'): string {
    return this.media.get(blob) ?? `data:,${blob}${form === undefined ? '' : `/${form}`}`;
  }

  /** The media that were to be saved, and where the person said. */
  readonly saved: string[] = [];
  savesTo: () => string | null = () => `/nha/tep-${this.saved.length}`;

  async saveMedia(blob: string): Promise<string | null> {
    const refused = this.failing.get('save_media');
    if (refused !== undefined) throw refusal(refused, 'refused as asked');
    this.saved.push(blob);
    return this.savesTo();
  }

  previewUrl(_key: string, edition: number): string {
    return this.preview.url(edition);
  }

  onEvent(listener: (event: AppEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }

  /** What the desktop offers, and what it was asked to show. */
  manners: MannersView = { notifies: true, autostart: { on: false, file: '/nha/.config/autostart/banthao.desktop' }, tray: true, input_method: 'ibus' };
  readonly noted: NoteRequest[] = [];
  /** What the icon in the tray says; none when there is none. */
  trayWords: TrayWords | null = null;
  readonly desktop: DesktopAround = {
    offers: async () => structuredClone(this.manners),
    notify: async (note) => void this.noted.push(note),
    tray: async (words) => void (this.trayWords = words),
    setAutostart: async (on) => {
      const { autostart } = this.manners;
      if (autostart === null) throw refusal('bad_request', 'this desktop starts nothing');
      this.manners = { ...this.manners, autostart: { ...autostart, on } };
      return structuredClone(this.manners);
    },
  };

  readonly choosesPaths = true;

  async choosePath(choice: 'folder' | 'file'): Promise<string | null> {
    return choice === 'folder' ? '/o-ngoai' : '/o-ngoai/ho-so.banthao';
  }

  onClosing(listener: () => void): () => void {
    this.closing.add(listener);
    return () => this.closing.delete(listener);
  }

  close(): void {
    this.closed = true;
  }

  ready(): void {}

  onErrand(listener: (errand: Errand) => void): () => void {
    this.errands.add(listener);
    return () => this.errands.delete(listener);
  }

  /** Whether the window takes errands yet. */
  get takesErrands(): boolean {
    return this.errands.size > 0;
  }

  /** A link or a file is opened with the app. */
  asks(errand: Errand): void {
    for (const listener of this.errands) listener(errand);
  }

  /** The person presses the window's closing button. */
  asksToClose(): void {
    for (const listener of this.closing) listener();
  }

  /** Tells the window, as the core would. */
  emit(event: AppEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Puts an article there as if it had been written and sent before. */
  put(patch: Partial<ArticleView> & { content?: ArticleContentView } = {}): ArticleView {
    const article = patch.article ?? `a${this.next++}`;
    const content = patch.content ?? emptyContent();
    const status: Status = patch.status ?? { status: 'on_device' };
    const view: ArticleView = {
      article, content, content_hash: hashOf(content), status, may: mayFor(status), owner: null, saved_ms: this.now(), caret: null, history: [], theirs: null, trash: null,
      public_url: status.status === 'published' ? status.url : null, ...patch,
    };
    this.articles.set(article, view);
    return structuredClone(view);
  }

  private readonly handlers: Partial<Handlers> = {
    ...historyHandlers(this),
    ...pasteHandlers(this),
    ...previewHandlers(this),
    first_screen: () => {
      const last = this.app.last_article;
      return { app: this.app, catalogue: this.catalogue, article: last === null || !this.articles.has(last) ? null : this.find(last) };
    },
    app_state: () => this.app,
    catalogue: () => this.catalogue,
    app_unlock: ({ passphrase }) => {
      if (this.app.lock.lock === 'new_passphrase' && passphrase.length < 10) throw refusal('weak_passphrase', 'too short', { min: '10' });
      return this.opens();
    },
    sign_out: () => {
      const profile = this.app.profile === null ? null : { ...this.app.profile, signed_in: false };
      this.app = { ...this.app, profile, sync: { ...this.app.sync, connection: 'no_portal' } };
      return this.app;
    },
    article_list: (request) => this.lists.list(request, this.catalogue),
    article_create: ({ kind }) => this.put({ content: { ...emptyContent(), kind: kind ?? 'tin' } }),
    article_open: ({ article }) => {
      this.app = { ...this.app, last_article: article };
      return this.find(article);
    },
    article_save: ({ article, content, caret }) => {
      const view = this.find(article);
      if (!view.may.includes('edit')) throw refusal('wrong_state', 'not editable');
      const saved = { ...view, content: structuredClone(content), caret: structuredClone(caret), content_hash: hashOf(content), saved_ms: this.now() };
      this.articles.set(article, saved);
      this.journals.delete(article);
      return { saved_ms: saved.saved_ms, content_hash: saved.content_hash, rewritten: false, status: saved.status };
    },
    article_journal: ({ article, base_hash, seq, entries }) => {
      const view = this.find(article);
      if (!view.may.includes('edit')) throw refusal('wrong_state', 'not editable');
      if (base_hash !== view.content_hash || seq !== (this.journals.get(article) ?? 0) + 1) throw refusal('content_changed', 'another text');
      this.journals.set(article, seq);
      const saved = { ...view, content: entries.reduce(typedInto, view.content), saved_ms: this.now() };
      this.articles.set(article, saved);
      return { seq, saved_ms: saved.saved_ms };
    },
    recovery_list: () => this.recovery,
    recovery_resolve: ({ article }) => {
      this.recovery = { ...this.recovery, articles: this.recovery.articles.filter((each) => each.article !== article) };
      return this.recovery;
    },
    document_import: ({ path }) => {
      const title = path.split('/').at(-1)?.replace(/\.docx$/, '') ?? '';
      const { article } = this.put({ content: { ...emptyContent(), title } });
      return { article, kept: [{ thing: 'paragraphs', count: 3 }, { thing: 'tables', count: 1 }], changed: [], dropped: [{ thing: 'comments', count: 2 }], location_removed: false };
    },
    article_check: ({ article }) => ({ blockers: this.lacking(this.find(article)) }),
    article_submit: ({ article }) => {
      const view = this.find(article);
      if (this.lacking(view).length > 0) throw refusal('incomplete', 'something is missing');
      this.outbox.push(entry({ entry: `e${this.next++}`, article, title: view.content.title, what: 'submit', since_ms: this.now(), may: ['discard', 'open'] }));
      this.app = { ...this.app, sync: { ...this.app.sync, waiting: this.outbox.length } };
      return this.put({ ...view, status: { status: 'submit_queued' }, may: ['recall'] });
    },
    article_recall: ({ article }) => {
      this.outbox = this.outbox.filter((entry) => entry.article !== article);
      return this.put({ ...this.find(article), status: { status: 'on_device' }, may: ['edit', 'submit', 'trash'] });
    },
    article_approve: ({ article, content_hash }) => this.decide(article, content_hash, { status: 'decision_queued', decision: 'approve' }),
    article_send_back: ({ article, content_hash }) => this.decide(article, content_hash, { status: 'decision_queued', decision: 'send_back' }),
    article_choose: ({ article, keep }) => {
      const view = this.find(article);
      const content = keep === 'theirs' && view.theirs !== null ? view.theirs.content : view.content;
      return this.put({ ...view, content, content_hash: hashOf(content), theirs: null, status: { status: 'on_device' }, may: ['edit', 'submit', 'trash'] });
    },
    media_list: ({ article }) => {
      const { content } = this.find(article);
      const figures = walk(content.body as BodyNode).flatMap((node) => (node.type === 'figure' ? [String(node.attrs?.['blob'])] : []));
      const blobs = new Set([...figures, ...content.attachments.map(({ blob }) => blob)]);
      return { media: [...blobs].map((blob) => ({ blob, place: this.places.get(blob) ?? 'here' })) };
    },
    picture_source: ({ blob }) => ({ picture: { blob, media_type: 'image/jpeg', bytes: 1, file_name: 'a.jpg', width: 1600, height: 900, notes: [] }, is_original: true }),
    picture_cut: ({ blob, recipe }) => {
      // Another picture, as far as its name goes: nothing is drawn in memory.
      const turned = recipe.turns % 2 === 1;
      const crop = recipe.crop ?? { width: 10_000, height: 10_000 };
      const [width, height] = turned ? [900, 1600] : [1600, 900];
      const cut = [...blob].reverse().join('');
      return { blob: cut, media_type: 'image/jpeg', bytes: 1, file_name: 'a.jpg', width: (width * crop.width) / 10_000, height: (height * crop.height) / 10_000, notes: [] };
    },
    saved_search_list: () => ({ searches: this.searches }),
    saved_search_put: ({ search, name, question }) => {
      const kept = { search: search ?? `s${this.next++}`, name, question };
      this.searches = [...this.searches.filter((other) => other.search !== kept.search), kept].sort((a, b) => a.search.localeCompare(b.search));
      return { searches: this.searches };
    },
    saved_search_delete: ({ search }) => {
      this.searches = this.searches.filter((other) => other.search !== search);
      return { searches: this.searches };
    },
    away_digest: () => this.away,
    away_seen: ({ mark }) => {
      this.away = { since_ms: this.now(), mark, lines: [], more: 0 };
      return this.away;
    },
    ...conflictHandlers(this),
    ...outboxHandlers(this),
    ...safetyHandlers(this),
    ...proofingHandlers(this),
  };

  opens(): AppView {
    this.app = { ...this.app, lock: { lock: 'open', key: 'passphrase' } };
    return this.app;
  }

  find(article: string): ArticleView {
    const view = this.articles.get(article);
    if (view === undefined) throw refusal('article_not_found', 'no such article');
    return view;
  }

  private decide(article: string, hash: string, status: Status): ArticleView {
    const view = this.find(article);
    if (view.content_hash !== hash) throw refusal('content_changed', 'another text');
    return this.put({ ...view, status, may: [] });
  }

  private lacking({ content }: ArticleView): Blocker[] {
    const nodes = walk(content.body as BodyNode);
    const figures = nodes.filter((node) => node.type === 'figure').map((node) => node.attrs ?? {});
    const blockers: [Blocker, boolean][] = [
      ['title', content.title.trim() === ''],
      ['sapo', content.sapo.trim() === ''],
      ['section', content.section === null],
      ['body', !nodes.some((node) => (node.text ?? '').trim() !== '')],
      ['image_alt', figures.some((attrs) => (attrs['alt'] ?? '') === '' && attrs['decorative'] !== true)],
      ['image_credit', figures.some((attrs) => (attrs['credit'] ?? '') === '')],
      ['unwritten', (content.rest as { template?: unknown } | null)?.template !== undefined && [content.title, content.kicker, content.sapo, ...nodes.map((node) => node.text ?? '')].some(isUnwritten)],
      ['sign_in', this.app.profile?.signed_in !== true],
    ];
    return blockers.filter(([, missing]) => missing).map(([blocker]) => blocker);
  }
}

export type Handlers = { [K in keyof Commands]: (request: Commands[K]['request']) => Commands[K]['answer'] };

export function emptyContent(): ArticleContentView {
  return {
    schema: 1, kind: 'tin', language: 'vi', title: '', kicker: '', sapo: '', section: null, byline: '', source: '',
    body: { type: 'doc', content: [{ type: 'paragraph' }] }, attachments: [], pictures: {}, rest: {},
  };
}

/** What an entry of the journal makes of a content. */
function typedInto(content: ArticleContentView, entry: JournalEntry): ArticleContentView {
  if (entry.entry === 'fields') return { ...content, ...entry.fields };
  if (entry.entry === 'body') return { ...content, body: entry.body };
  const doc = entry.steps.reduce((now: Node, step) => {
    const { doc: next, failed } = Step.fromJSON(schema, step).apply(now);
    if (next === null) throw refusal('bad_request', failed ?? 'the step does not apply');
    return next;
  }, Node.fromJSON(schema, content.body as Parameters<typeof Node.fromJSON>[1]));
  return { ...content, body: doc.toJSON() as unknown };
}

function mayFor(status: Status): ArticleView['may'] {
  switch (status.status) {
    case 'published':
      return [];
    case 'in_review':
      return status.yours ? ['approve', 'send_back'] : ['recall'];
    case 'submit_queued':
      return ['recall'];
    case 'needs_choice':
      return ['choose'];
    case 'decision_queued':
      return [];
    default:
      return ['edit', 'submit', 'trash'];
  }
}

interface BodyNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  content?: BodyNode[];
}

function walk(node: BodyNode): BodyNode[] {
  return [node, ...(node.content ?? []).flatMap(walk)];
}

/** Not the core's digest: only different for different texts. */
export function hashOf(content: ArticleContentView): string {
  return String([...JSON.stringify(content)].reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0, 7));
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
