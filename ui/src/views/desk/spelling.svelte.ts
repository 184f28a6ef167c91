// What is doubted in the text: asked for as it is written, shown where it stands, and what the person does about it.
import { untrack } from 'svelte';
import type { ProofFinding } from '../../backend/generated/protocol';
import type { Checker, Placed } from '../../editor/extensions/proofing/finding';
import type { Item } from '../../features/spelling/proofing.svelte';
import { m } from '../../paraglide/messages.js';
import type { Desk } from './desk.svelte';

/** The fields above the text are short: asked whole, this long after the last key. */
const FIELDS_AFTER_MS = 600;

export class Spelling {
  /** The finding that was pointed at, and where it is on the screen. */
  shown = $state.raw<{ placed: Placed<ProofFinding>; near: DOMRect } | null>(null);
  readonly checker: Checker<ProofFinding>;

  constructor(private readonly desk: Desk) {
    this.checker = {
      check: (texts) => (desk.view === null ? Promise.resolve(texts.map(() => [])) : desk.proofing.check(desk.view.article, texts)),
      found: (placed) => desk.proofing.found(placed),
      asked: (placed, near) => (this.shown = { placed, near }),
    };
  }

  /** Follows what is on the screen; called once, while the desk is being built. */
  follow(): void {
    const { article, proofing } = this.desk;
    // By itself: the view is another object after every save, and what is doubted must not go with it.
    const shownArticle = $derived(article.view?.article);
    $effect(() => {
      const [id, title, sapo] = [article.view?.article, article.content?.title ?? '', article.content?.sapo ?? ''];
      void [proofing.edition, proofing.view.on];
      if (id === undefined) return;
      const asking = setTimeout(() => void proofing.checkFields(id, { title, sapo }).catch(() => undefined), FIELDS_AFTER_MS);
      return () => clearTimeout(asking);
    });
    $effect(() => {
      void [shownArticle, article.generation];
      untrack(() => {
        this.shown = null;
        proofing.clear();
      });
    });
  }

  readonly showHelp = (page: string) => {
    this.shown = null;
    this.desk.help = { open: true, page };
  };

  readonly close = (back: boolean) => {
    this.shown = null;
    if (back) this.desk.parts.page?.focusBody();
  };

  readonly next = (way: 1 | -1) => {
    const at = this.shown?.placed;
    this.shown = null;
    this.desk.parts.page?.nextFinding(way, at);
  };

  readonly mend = (item: Item, replacement: string) => {
    this.shown = null;
    const { page } = this.desk.parts;
    const { start, end } = item.finding;
    if (item.in !== 'body') page?.writeIn(item.in, start, end, replacement);
    else if (page?.mendFinding(item.placed, replacement) === false) this.desk.notices.warn(m.proof_gone());
  };

  readonly visit = (item: Item) => {
    const { page } = this.desk.parts;
    this.desk.sideOpen = false;
    if (item.in === 'body') page?.visitFinding(item.placed);
    else page?.selectIn(item.in, item.finding.start, item.finding.end);
  };

  readonly learn = (finding: ProofFinding) =>
    this.desk.attempt(async () => {
      const { proofing, notices, parts, attempt } = this.desk;
      this.shown = null;
      await proofing.learn(finding.text);
      notices.tell(m.proof_learnt({ word: finding.text }), { label: m.undo(), act: () => void attempt(() => proofing.unlearn(finding.text)) });
      parts.page?.focusBody();
    });

  readonly pass = (finding: ProofFinding) =>
    this.desk.attempt(async () => {
      const { proofing, notices, parts, attempt } = this.desk;
      const id = this.desk.view?.article;
      if (id === undefined) return;
      this.shown = null;
      await proofing.pass(id, finding);
      notices.tell(m.proof_passed({ text: finding.text.trim() || m.proof_space() }), { label: m.undo(), act: () => void attempt(() => proofing.takeUp(id, finding)) });
      parts.page?.focusBody();
    });
}
