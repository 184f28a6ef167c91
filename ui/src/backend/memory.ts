// A small core in memory, for tests and for work on components. It keeps and checks what it is given and never pretends to a portal: what
// is submitted waits. Whatever it cannot do it refuses with a reason.
import type { Backend } from './backend';
import { refusal } from './errors';
import { MemorySafety, safetyHandlers } from './memory-safety';
import type {
  AccountView, AppEvent, AppView, ArticleContentView, ArticleRow, ArticleView, Blocker, CatalogueView, Commands, ErrorCode, MediaView, OutboxEntryView, Shelf, Status,
} from './generated/protocol';

/** What a test may set and look at beyond the door itself. */
export class MemoryBackend implements Backend {
  readonly calls: { command: keyof Commands; request: unknown }[] = [];
  readonly articles = new Map<string, ArticleView>();
  readonly opened: string[] = [];
  outbox: OutboxEntryView[] = [];
  catalogue: CatalogueView = { sections: [], kinds: [{ code: 'tin', name: 'Tin' }], levels: [] };
  app: AppView;
  /** Refuses the next calls of a command with this code. */
  readonly failing = new Map<keyof Commands | 'add_media', ErrorCode>();
  /** Keys and snapshots, as far as there are any in memory. */
  readonly safety = new MemorySafety();
  private readonly listeners = new Set<(event: AppEvent) => void>();
  private readonly media = new Map<string, string>();
  private next = 1;

  constructor(account: AccountView | null = null, private readonly now: () => number = Date.now) {
    const profile = { profile: 'p1', account, portal_url: null, signed_in: account !== null };
    this.app = {
      lock: { lock: 'open', key: 'keyring' },
      profile,
      profiles: [profile],
      sync: { connection: account === null ? 'no_portal' : 'offline', since_ms: now(), sending: 'automatic', waiting: 0, progress: null, clock_skew_ms: null },
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

  async addMedia(file: File): Promise<MediaView> {
    const refused = this.failing.get('add_media');
    if (refused !== undefined) throw refusal(refused, 'refused as asked');
    const bytes = await file.arrayBuffer();
    if (bytes.byteLength === 0) throw refusal('media_empty', 'no bytes');
    const blob = hex(await crypto.subtle.digest('SHA-256', bytes));
    this.media.set(blob, URL.createObjectURL(file));
    return { blob, media_type: file.type, bytes: file.size, file_name: file.name, width: null, height: null, notes: [] };
  }

  mediaUrl(blob: string): string {
    return this.media.get(blob) ?? `data:,${blob}`;
  }

  onEvent(listener: (event: AppEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }

  readonly choosesPaths = true;

  async choosePath(choice: 'folder' | 'file'): Promise<string | null> {
    return choice === 'folder' ? '/o-ngoai' : '/o-ngoai/ho-so.banthao';
  }

  ready(): void {}

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
      article, content, content_hash: hashOf(content), status, may: mayFor(status), owner: null, saved_ms: this.now(), caret: null, history: [], theirs: null,
      public_url: status.status === 'published' ? status.url : null, ...patch,
    };
    this.articles.set(article, view);
    return structuredClone(view);
  }

  private readonly handlers: Partial<Handlers> = {
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
    article_list: ({ shelf, query }) => {
      const rows = [...this.articles.values()].filter((view) => fold(`${view.content.title} ${view.content.sapo}`).includes(fold(query)));
      const shelves: Shelf[] = ['drafts', 'sent', 'mine', 'published'];
      return {
        rows: rows.filter((view) => shelfOf(view.status) === shelf).sort((a, b) => b.saved_ms - a.saved_ms).map((view) => this.row(view)),
        counts: shelves.map((each) => ({ shelf: each, count: [...this.articles.values()].filter((view) => shelfOf(view.status) === each).length })),
      };
    },
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
      return { saved_ms: saved.saved_ms, content_hash: saved.content_hash, status: saved.status };
    },
    article_check: ({ article }) => ({ blockers: this.lacking(this.find(article)) }),
    article_submit: ({ article }) => {
      const view = this.find(article);
      if (this.lacking(view).length > 0) throw refusal('incomplete', 'something is missing');
      this.outbox.push({ entry: `e${this.next++}`, article, title: view.content.title, what: 'submit', state: 'waiting', trouble: null, bytes: 0, may: ['discard', 'open'] });
      this.app = { ...this.app, sync: { ...this.app.sync, waiting: this.outbox.length } };
      return this.put({ ...view, status: { status: 'submit_queued' }, may: ['recall'] });
    },
    article_recall: ({ article }) => {
      this.outbox = this.outbox.filter((entry) => entry.article !== article);
      return this.put({ ...this.find(article), status: { status: 'on_device' }, may: ['edit', 'submit'] });
    },
    article_approve: ({ article, content_hash }) => this.decide(article, content_hash, { status: 'decision_queued', decision: 'approve' }),
    article_send_back: ({ article, content_hash }) => this.decide(article, content_hash, { status: 'decision_queued', decision: 'send_back' }),
    article_choose: ({ article, keep }) => {
      const view = this.find(article);
      const content = keep === 'theirs' && view.theirs !== null ? view.theirs.content : view.content;
      return this.put({ ...view, content, content_hash: hashOf(content), theirs: null, status: { status: 'on_device' }, may: ['edit', 'submit'] });
    },
    outbox_list: () => ({ entries: this.outbox, bytes: this.outbox.reduce((sum, entry) => sum + entry.bytes, 0) }),
    outbox_discard: ({ entry }) => {
      this.outbox = this.outbox.filter((each) => each.entry !== entry);
      return { entries: this.outbox, bytes: 0 };
    },
    ...safetyHandlers(this),
    sync_pause: ({ sending }) => {
      this.app = { ...this.app, sync: { ...this.app.sync, sending } };
      return this.app.sync;
    },
  };

  opens(): AppView {
    this.app = { ...this.app, lock: { lock: 'open', key: 'passphrase' } };
    return this.app;
  }

  private find(article: string): ArticleView {
    const view = this.articles.get(article);
    if (view === undefined) throw refusal('article_not_found', 'no such article');
    return view;
  }

  private decide(article: string, hash: string, status: Status): ArticleView {
    const view = this.find(article);
    if (view.content_hash !== hash) throw refusal('content_changed', 'another text');
    return this.put({ ...view, status, may: [] });
  }

  private row({ article, content, owner, saved_ms, status }: ArticleView): ArticleRow {
    const named = (choices: { code: string; name: string }[], code: string | null) => choices.find((choice) => choice.code === code)?.name ?? code;
    return { article, title: content.title, kind: named(this.catalogue.kinds, content.kind) ?? '', section: named(this.catalogue.sections, content.section), owner, changed_ms: saved_ms, status };
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
      ['sign_in', this.app.profile?.signed_in !== true],
    ];
    return blockers.filter(([, missing]) => missing).map(([blocker]) => blocker);
  }
}

export type Handlers = { [K in keyof Commands]: (request: Commands[K]['request']) => Commands[K]['answer'] };

export function emptyContent(): ArticleContentView {
  return {
    schema: 1, kind: 'tin', language: 'vi', title: '', kicker: '', sapo: '', section: null, byline: '', source: '',
    body: { type: 'doc', content: [{ type: 'paragraph' }] }, attachments: [], rest: {},
  };
}

function shelfOf(status: Status): Shelf {
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
      return ['edit', 'submit'];
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

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().trim();

/** Not the core's digest: only different for different texts. */
function hashOf(content: ArticleContentView): string {
  return String([...JSON.stringify(content)].reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0, 7));
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
