// What a person does to an article, and what the window does about it afterwards.
import { tick } from 'svelte';
import type { Blocker, NetworkCosts, RecoveryKeep, Sending, SettleRequest, SignInRequest } from '../../backend/generated/protocol';
import { isUnwritten } from '../../editor/unwritten';
import type { Pair } from '../../features/history/history.svelte';
import { m } from '../../paraglide/messages.js';
import { chooseLanguage, type Language } from '../../shared/language';
import type { Desk } from './desk.svelte';

/** A disk that takes longer than this is one that the person should hear of. */
const PATIENCE_MS = 3_000;

export class Acts {
  approveOpen = $state(false);
  sendBackOpen = $state(false);
  /** The text that the person had before their eyes when they were asked. */
  asked = $state.raw<{ hash: string; pictures: number }>({ hash: '', pictures: 0 });

  constructor(private readonly desk: Desk) {}

  readonly saveNow = () =>
    this.desk.attempt(async () => {
      if (await this.desk.article.flush()) this.desk.notices.tell(m.saved_now());
    });

  readonly submit = () =>
    this.desk.attempt(async () => {
      const { article, notices } = this.desk;
      if (!(await article.flush())) return notices.warn(m.submit_unsaved());
      const blockers = await article.check();
      if (blockers.length > 0) {
        this.desk.showSide('checks');
        return notices.warn(m.submit_blocked({ count: blockers.length }));
      }
      await article.submit();
      notices.tell(m.submitted());
      this.desk.after();
    });

  readonly recall = () =>
    this.desk.attempt(async () => {
      await this.desk.article.recall();
      this.desk.after();
    });

  readonly decide = async (ask: 'approve' | 'send_back') => {
    const { article, notices, element } = this.desk;
    if (!(await article.flush()) || article.view === null) return notices.warn(m.submit_unsaved());
    this.asked = { hash: article.view.content_hash, pictures: element?.querySelectorAll('[data-testid="body"] figure').length ?? 0 };
    this.approveOpen = ask === 'approve';
    this.sendBackOpen = ask === 'send_back';
  };

  readonly approve = () => this.desk.article.approve(this.asked.hash).then(this.desk.after);

  readonly sendBack = (reason: string) => this.desk.article.sendBack(this.asked.hash, reason).then(this.desk.after);

  readonly keep = (whose: 'mine' | 'theirs') =>
    this.desk.attempt(async () => {
      await this.desk.article.flush();
      await this.desk.article.choose(whose);
      this.desk.toArticle();
      this.desk.after();
    });

  readonly settle = (request: SettleRequest) =>
    this.desk.attempt(async () => {
      await this.desk.article.settle(request);
      this.desk.toArticle();
      this.desk.after();
    });

  readonly compare = (pair: Pair | 'chosen') =>
    this.desk.attempt(async () => {
      const { article, history } = this.desk;
      await article.flush();
      await (pair === 'chosen' ? history.compareChosen() : history.compare(pair));
      this.desk.center = 'compare';
      this.desk.sideOpen = false;
    });

  readonly restore = (revision: string): Promise<void> =>
    this.desk.attempt(async () => {
      const undo = await this.desk.article.restore(revision);
      this.desk.toArticle();
      this.desk.notices.tell(m.revision_restored_notice(), undo === null ? undefined : { label: m.undo(), act: () => void this.restore(undo) });
      this.desk.after();
    });

  readonly nameVersion = async () => {
    if (this.desk.view === null) return;
    this.desk.toArticle();
    this.desk.showSide('history');
    await tick();
    this.desk.parts.timeline?.askName();
  };

  /** The trash, for the acts of the list on many articles. */
  readonly trash = {
    move: (id: string) => this.desk.backend.call('article_trash', { article: id }),
    takeBack: (id: string) => this.desk.backend.call('article_take_back', { article: id }),
  };

  /** Into the trash, from the page or from the list, with the way back in the same breath. */
  readonly throwAway = (id: string, title: string) =>
    this.desk.attempt(async () => {
      const { article, notices, library } = this.desk;
      const shown = this.desk.view?.article === id;
      if (shown && !(await article.flush())) return notices.warn(m.submit_unsaved());
      await this.trash.move(id);
      if (shown) article.close();
      notices.tell(m.trashed({ title: title || m.untitled() }), { label: m.undo(), act: () => void this.takeBack(id, title) });
      await library.refresh();
    });

  readonly takeBack = (id: string, title: string) =>
    this.desk.attempt(async () => {
      await this.trash.takeBack(id);
      await this.desk.library.show('drafts');
      if (await this.desk.article.open(id)) this.desk.toArticle();
      this.desk.notices.tell(m.taken_back({ title: title || m.untitled() }));
    });

  readonly remove = async (id: string, title: string) => {
    await this.desk.backend.call('article_delete', { article: id });
    if (this.desk.view?.article === id) this.desk.article.close();
    this.desk.visits.forget(id);
    this.desk.notices.tell(m.deleted({ title: title || m.untitled() }));
    await this.desk.library.refresh();
  };

  /** Leads to where what is lacking can be put right. */
  readonly mend = async (blocker: Blocker) => {
    const { page } = this.desk.parts;
    if (blocker === 'sign_in') {
      this.desk.signInOpen = true;
      return;
    }
    if (blocker === 'section') {
      this.desk.showSide('metadata');
      await tick();
      document.getElementById('section')?.focus();
      return;
    }
    this.desk.sideOpen = false;
    if (blocker === 'title') page?.focusTitle();
    else if (blocker === 'sapo') page?.focusSapo();
    else if (blocker === 'body') page?.focusBody();
    else if (blocker === 'decision') this.desk.element?.querySelector<HTMLElement>('[data-testid="conflict-block"] button')?.focus();
    else if (blocker === 'unwritten') this.mendUnwritten();
    else page?.mendPicture(blocker === 'image_alt' ? 'alt' : 'credit');
  };

  private mendUnwritten(): void {
    const { content, parts: { page } } = this.desk;
    if (content === null) return;
    if (isUnwritten(content.title)) page?.focusTitle();
    else if (isUnwritten(content.kicker)) this.desk.showSide('metadata');
    else if (isUnwritten(content.sapo)) page?.focusSapo();
    else page?.mendUnwritten();
  }

  readonly signIn = async (request: SignInRequest) => {
    await this.desk.article.flush();
    await this.desk.session.signIn(request);
    this.desk.after();
  };

  /** The person wants to close the window: everything typed goes to the disk first, and where it cannot, the person decides. */
  readonly leave = async (): Promise<void> => {
    const slow = setTimeout(() => (this.desk.leaveOpen = true), PATIENCE_MS);
    await this.desk.article.flush();
    clearTimeout(slow);
    if (this.desk.article.safe) this.desk.backend.close();
    else this.desk.leaveOpen = true;
  };

  readonly copyAll = async () => {
    try {
      await navigator.clipboard.writeText(this.desk.article.plainText());
      this.desk.notices.tell(m.unsaved_copied());
    } catch {
      this.desk.notices.warn(m.unsaved_copy_failed());
    }
  };

  /** A picture or file of the article, in the clear, where the person says. */
  readonly saveMedia = (blob: string) =>
    this.desk.attempt(async () => {
      const path = await this.desk.backend.saveMedia?.(blob);
      if (path) this.desk.notices.tell(m.media_saved({ path }));
    });

  /** A link that shows this article in the app, for a message to oneself or to who works at the same portal. */
  readonly copyLink = async () => {
    const article = this.desk.view?.article;
    if (article === undefined) return;
    try {
      await navigator.clipboard.writeText(`banthao://bai/${article}`);
      this.desk.notices.tell(m.link_copied());
    } catch {
      this.desk.notices.warn(m.unsaved_copy_failed());
    }
  };

  readonly resolve = (id: string, keep: RecoveryKeep) =>
    this.desk.attempt(async () => {
      const { article, recovery, notices } = this.desk;
      if (!(await article.flush())) return notices.warn(m.recovery_unsaved());
      await recovery.resolve(id, keep);
      notices.tell(keep === 'before' ? m.recovery_went_back() : m.recovery_kept());
      if (recovery.view.articles.length === 0 && this.desk.center === 'recovery') this.desk.toArticle();
    });

  /** Another language for the app's words: said by a window that opens anew, after everything typed is on the disk. */
  readonly speakOther = (language: Language) =>
    this.desk.attempt(async () => {
      if (!(await this.desk.article.flush())) return this.desk.notices.warn(m.recovery_unsaved());
      chooseLanguage(language);
      location.reload();
    });

  readonly pause = (sending: Sending) =>
    this.desk.attempt(async () => {
      await this.desk.backend.call('sync_pause', { sending });
      await this.desk.session.refresh();
      await this.desk.outbox.refresh();
    });

  readonly costs = (costs: NetworkCosts) =>
    this.desk.attempt(async () => {
      await this.desk.backend.call('network_costs', { costs });
      await this.desk.session.refresh();
      await this.desk.outbox.refresh();
    });

  readonly syncNow = () =>
    this.desk.attempt(async () => {
      await this.desk.backend.call('sync_now', {});
      await this.desk.session.refresh();
    });
}
