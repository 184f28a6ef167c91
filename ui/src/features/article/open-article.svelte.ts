// The article on the screen: what the core last said of it, what has been typed since, and the way from one to the other.
//
// The text on the screen is the person's while they type. The core's text replaces it only when there is nothing unsaved and no syllable
// under composition; until then only what surrounds the text (status, what may be done, history) follows the core.
import type { Step } from 'prosemirror-transform';
import type { Backend } from '../../backend/backend';
import { BackendError } from '../../backend/errors';
import type { ArticleContentView, ArticleView, Blocker, May, PictureView, SettleRequest } from '../../backend/generated/protocol';
import { Sessions } from '../../editor/sessions';
import { unknown } from '../../shared/picture-work';
import { Journal } from './journal';
import { Saver, type SaveState } from './saver';

/** How the screen hands over what it holds itself. */
export interface Screen {
  body(): unknown;
  caret(): unknown;
}

/** What a new article begins with, instead of nothing. */
export interface Start {
  kind: string | null;
  content: Partial<ArticleContentView>;
}

/** The core may write a moment after a composition ended. */
const REST_MS = 20;

export class OpenArticle {
  view = $state.raw<ArticleView | null>(null);
  content = $state.raw<ArticleContentView | null>(null);
  /** Counts up whenever the screen has to be built anew from `content`. */
  generation = $state(0);
  /** Counts up whenever the core has the whole text: lists and checks follow that, not every batch of keys. */
  written = $state(0);
  save = $state.raw<SaveState>({ is: 'saved' });
  blockers = $state.raw<Blocker[] | null>(null);

  /** What can be undone in each article that was open. */
  readonly sessions = new Sessions();

  private screen: Screen | null = null;
  private composing = false;
  private refreshLater = false;
  private readonly journal = new Journal();
  private readonly saver: Saver;

  /** Starts with the article that was open last, if there is one. */
  constructor(
    private readonly backend: Backend,
    first: ArticleView | null = null,
  ) {
    this.saver = new Saver({ journal: () => this.keep(), whole: () => this.write() }, (state) => {
      this.save = state;
      if (state.is === 'saved' && this.refreshLater) void this.refresh();
    });
    if (first !== null) this.show(first);
  }

  /** Follows compositions anywhere in the window; returns the way to stop. */
  watchComposition(target: EventTarget): () => void {
    const began = () => (this.composing = true);
    const ended = () => {
      this.composing = false;
      if (this.refreshLater) setTimeout(() => void this.refresh(), REST_MS);
    };
    target.addEventListener('compositionstart', began, true);
    target.addEventListener('compositionend', ended, true);
    return () => {
      target.removeEventListener('compositionstart', began, true);
      target.removeEventListener('compositionend', ended, true);
    };
  }

  may(act: May): boolean {
    return this.view?.may.includes(act) ?? false;
  }

  get dirty(): boolean {
    return this.saver.dirty;
  }

  /** Whether nothing of what was typed is in memory only. */
  get safe(): boolean {
    return this.saver.safe;
  }

  /** All of it as plain text, to be carried elsewhere. */
  plainText(): string {
    const { title = '', sapo = '' } = this.content ?? {};
    return [title, sapo, textOf(this.body())].filter((part) => part !== '').join('\n\n');
  }

  /** The screen that shows this article. */
  attach(screen: Screen): void {
    this.screen = screen;
  }

  /** That screen goes, and hands over the text it holds: the next one, or a save that is still due, goes on from there. */
  detach(screen: Screen): void {
    if (this.screen !== screen) return;
    if (this.content !== null) this.content = { ...this.content, body: screen.body() };
    this.screen = null;
  }

  edit(patch: Partial<Omit<ArticleContentView, 'body'>>): void {
    if (this.content === null || !this.may('edit')) return;
    this.content = { ...this.content, ...patch };
    this.journal.edited(patch);
    this.saver.touch();
  }

  /** What is known of a picture of the text beside what stands in it. */
  picture(blob: string): PictureView {
    return this.content?.pictures[blob] ?? unknown;
  }

  describePicture(blob: string, facts: Partial<PictureView>): void {
    this.edit({ pictures: { ...this.content?.pictures, [blob]: { ...this.picture(blob), ...facts } } });
  }

  bodyChanged(steps: readonly Step[]): void {
    this.journal.typed(steps);
    if (this.may('edit')) this.saver.touch();
  }

  /** What the editor itself did to the text when it opened it. Nobody wrote it, so it goes only together with what somebody writes. */
  bodyPrepared(steps: readonly Step[]): void {
    this.journal.typed(steps);
  }

  flush(): Promise<boolean> {
    return this.saver.flush();
  }

  /** Keeps where the caret is, and what was typed, before the window may go. */
  keepPlace(): void {
    if (this.dirty) void this.saver.flush();
  }

  /** Opens an article. False when the one on the screen holds text that could not be saved: it stays. */
  async open(article: string): Promise<boolean> {
    if (!(await this.saver.flush())) return false;
    this.show(await this.backend.call('article_open', { article }));
    return true;
  }

  /** Begins an article. What it starts with is on the disk before it is on the screen, as everything else that the screen calls saved. */
  async create(start: Start = { kind: null, content: {} }): Promise<boolean> {
    if (!(await this.saver.flush())) return false;
    const made = await this.backend.call('article_create', { kind: start.kind });
    if (Object.keys(start.content).length === 0) {
      this.show(made);
      return true;
    }
    const content = { ...made.content, ...start.content };
    await this.backend.call('article_save', { article: made.article, content, base_hash: made.content_hash, journal_seq: 0, caret: null });
    this.show(await this.backend.call('article_open', { article: made.article }));
    return true;
  }

  /** Leaves the article, as when the profile is locked. */
  close(): void {
    this.saver.stop();
    this.journal.forget();
    this.screen = null;
    this.view = null;
    this.content = null;
    this.blockers = null;
    this.save = { is: 'saved' };
  }

  /** The core says that this article changed. */
  async refresh(): Promise<void> {
    if (this.view === null) return;
    if (this.dirty || this.composing) {
      this.refreshLater = true;
      return;
    }
    this.refreshLater = false;
    await this.take((article) => this.backend.call('article_open', { article }));
  }

  async submit(): Promise<void> {
    await this.take((article) => this.backend.call('article_submit', { article }));
  }

  async recall(): Promise<void> {
    await this.take((article) => this.backend.call('article_recall', { article }));
  }

  /** `content_hash` names the text that the person had before their eyes when they were asked. */
  async approve(content_hash: string): Promise<void> {
    await this.take((article) => this.backend.call('article_approve', { article, content_hash }));
  }

  async sendBack(content_hash: string, reason: string): Promise<void> {
    await this.take((article) => this.backend.call('article_send_back', { article, content_hash, reason }));
  }

  async choose(keep: 'mine' | 'theirs'): Promise<void> {
    await this.take((article) => this.backend.call('article_choose', { article, keep }));
  }

  async settle(request: SettleRequest): Promise<void> {
    await this.take(() => this.backend.call('conflict_settle', request));
  }

  /** Makes an earlier revision the text; what stands here is saved first. Returns the revision that undoes it. */
  async restore(revision: string): Promise<string | null> {
    const article = this.view?.article;
    if (article === undefined || !(await this.saver.flush())) return null;
    const restored = await this.backend.call('history_restore', { article, revision });
    this.adopt(restored.article);
    return restored.undo;
  }

  /** Asks what stands between the article and its submission. */
  async check(): Promise<Blocker[]> {
    const article = this.view?.article;
    if (article === undefined || !this.may('submit')) {
      this.blockers = null;
      return [];
    }
    const { blockers } = await this.backend.call('article_check', { article });
    if (this.view?.article === article) this.blockers = blockers;
    return blockers;
  }

  /** Asks the core about the article, or for an act on it, and shows what it is then. */
  private async take(ask: (article: string) => Promise<ArticleView>): Promise<void> {
    const article = this.view?.article;
    if (article === undefined) return;
    try {
      this.adopt(await this.saver.alone(() => ask(article)));
    } finally {
      // What the core told of while this answer was on its way is newer than the answer, and nothing else would ask for it.
      if (this.refreshLater) await this.refresh();
    }
  }

  private show(view: ArticleView): void {
    this.saver.stop();
    this.journal.forget();
    this.screen = null;
    this.view = view;
    this.content = view.content;
    this.blockers = null;
    this.save = { is: 'saved' };
    this.refreshLater = false;
    this.generation += 1;
  }

  private adopt(fresh: ArticleView): void {
    if (this.view?.article !== fresh.article) return;
    const sameText = fresh.content_hash === this.view.content_hash;
    if (sameText || this.dirty || this.composing) {
      this.refreshLater ||= !sameText;
      this.view = { ...fresh, content: this.view.content, content_hash: this.view.content_hash };
      return;
    }
    this.show(fresh);
  }

  private body(): unknown {
    return this.screen?.body() ?? this.content?.body;
  }

  /** Hands the core what was typed since the last time. */
  private async keep(): Promise<'kept' | 'apart'> {
    const before = this.view;
    const batch = before === null ? null : this.journal.next(() => this.body());
    if (before === null || batch === null) return 'kept';
    try {
      const { saved_ms } = await this.backend.call('article_journal', {
        article: before.article,
        base_hash: before.content_hash,
        ...batch,
        caret: this.screen?.caret() ?? null,
      });
      if (this.view?.article !== before.article) return 'kept';
      this.journal.confirm();
      this.view = { ...this.view, saved_ms };
      return 'kept';
    } catch (error) {
      this.journal.giveBack();
      if (needsWhole(error)) return 'apart';
      throw error;
    }
  }

  /** Hands the core the whole text. */
  private async write(): Promise<void> {
    const before = this.view;
    if (before === null || this.content === null) return;
    const content = { ...this.content, body: this.body() };
    this.journal.hold();
    try {
      const saved = await this.backend.call('article_save', {
        article: before.article,
        content,
        base_hash: before.content_hash,
        journal_seq: this.journal.through,
        caret: this.screen?.caret() ?? null,
      });
      if (this.view?.article !== before.article) return;
      this.journal.begin(saved.rewritten);
      // What may be done depends on the status; the core says both in one answer.
      if (saved.status.status !== this.view.status.status) this.refreshLater = true;
      this.view = { ...this.view, content, content_hash: saved.content_hash, status: saved.status, saved_ms: saved.saved_ms };
      this.written += 1;
    } catch (error) {
      this.journal.giveBack();
      throw error;
    }
  }
}

interface TextNode {
  text?: string;
  type?: string;
  content?: TextNode[];
}

/** Block by block, a line end between two. */
function textOf(node: unknown): string {
  const { text, type, content = [] } = (node ?? {}) as TextNode;
  if (type === 'hard_break') return '\n';
  const inline = content.some((child) => child.text !== undefined);
  return text ?? content.map(textOf).join(inline ? '' : '\n');
}

/** The core goes on from another text, or does not understand a step: it takes the whole text all the same. */
function needsWhole(error: unknown): boolean {
  return error instanceof BackendError && (error.code === 'content_changed' || error.code === 'bad_request');
}
