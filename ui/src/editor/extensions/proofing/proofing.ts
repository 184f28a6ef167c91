// Underlines under what the checker doubts. They follow the text through every edit; what was changed under an underline loses it at once, and
// the block is asked for anew when the person pauses. Nothing is dispatched while a syllable is being composed, and nothing here moves the caret.
//
// Answers are kept by the text of the block: an edit asks for one block, undoing it for none. Where there are very many, those near the screen are drawn.
import type { Node } from 'prosemirror-model';
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { whenSettled } from '../../settled';
import { blocksOf } from './blocks';
import { atCaret, proofingKeys } from './commands';
import type { Checker, Finding, Placed } from './finding';
import { placedIn, proofingKey, type Underlines } from './placed';
import { seenIn, type Span } from './seen';

/** A pause in typing, after which a check disturbs no one. */
const PAUSE_MS = 500;
/** Blocks asked for in one call: the first screens of a long article do not wait for its end, and a key not for the drawing of many underlines. */
const AT_ONCE = 50;
/** Answers kept; more than the longest article has blocks. */
const KEPT = 5_000;

/** Findings that are drawn wherever they stand. */
const FEW = 300;
/** Screens before and after the one that is seen on which findings are drawn. */
const MARGIN = 1;
/** From a turn of the wheel until it is looked what has come on the screen. */
const SCROLL_MS = 100;

/** `near` is what is on the screen or close to it. */
type Act = { show: readonly Placed[]; near: Span | null } | { near: Span | null } | { on: boolean };

function underline({ from, to, finding }: Placed): Decoration {
  return Decoration.inline(from, to, { class: `proof proof-${finding.severity}`, 'data-rule': finding.rule }, { finding, inclusiveStart: false, inclusiveEnd: false });
}

/** Takes the underlines with the text, but for those whose own text was touched. Only those at a change are looked at: a long text has hundreds. */
function follow(before: Underlines, tr: Transaction): Underlines {
  if (!tr.docChanged) return before;
  let fell = false;
  const mapped = before.set.map(tr.mapping, tr.doc, { onRemove: () => (fell = true) });
  const stale = changedRanges(tr)
    .flatMap(([from, to]) => mapped.find(from, to))
    .filter(({ from, to, spec }) => tr.doc.textBetween(from, to, '', '\ufffc') !== (spec['finding'] as Finding).text);
  // A set takes out of the array that it is given what it removes.
  const without = (set: DecorationSet) => (stale.length === 0 ? set : set.remove([...stale]));
  const set = without(mapped);
  const drawn = before.span === null ? set : without(before.drawn.map(tr.mapping, tr.doc));
  const span = before.span && { from: tr.mapping.map(before.span.from, -1), to: tr.mapping.map(before.span.to, 1) };
  return { ...before, set, drawn, span, edition: before.edition + (fell || stale.length > 0 ? 1 : 0) };
}

/** Draws all of a set, or where it is large what is near. */
function drawing(doc: Node, set: DecorationSet, near: Span | null): Pick<Underlines, 'set' | 'drawn' | 'span'> {
  const span = set.find().length > FEW ? near : null;
  return { set, span, drawn: span === null ? set : DecorationSet.create(doc, set.find(span.from, span.to)) };
}

/** What a transaction wrote or took, as places of the text that it left. */
function changedRanges({ mapping }: Transaction): [number, number][] {
  const ranges: [number, number][] = [];
  mapping.maps.forEach((map, index) => {
    const later = mapping.slice(index + 1);
    map.forEach((_from, _to, from, to) => ranges.push([later.map(from, -1), later.map(to, 1)]));
  });
  return ranges;
}

export function proofing(checker: Checker): Plugin<Underlines> {
  return new Plugin<Underlines>({
    key: proofingKey,
    state: {
      init: () => ({ on: true, set: DecorationSet.empty, drawn: DecorationSet.empty, span: null, edition: 0 }),
      apply(tr, before) {
        const act = tr.getMeta(proofingKey) as Act | undefined;
        if (act === undefined) return follow(before, tr);
        const edition = before.edition + 1;
        if ('on' in act) return { ...before, ...(act.on ? {} : drawing(tr.doc, DecorationSet.empty, null)), on: act.on, edition };
        if ('show' in act) return { ...before, ...drawing(tr.doc, DecorationSet.create(tr.doc, act.show.map(underline)), act.near), edition };
        return { ...before, ...drawing(tr.doc, before.set, act.near) };
      },
    },
    props: {
      decorations: (state) => proofingKey.getState(state)?.drawn,
      handleKeyDown: proofingKeys(checker),
      handleDOMEvents: {
        contextmenu(view, event) {
          if (!(event.target instanceof Element) || event.target.closest('.proof') === null) return false;
          const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
          const placed = pos === undefined ? undefined : atCaret(view.state, pos);
          if (placed === undefined) return false;
          event.preventDefault();
          checker.asked(placed, new DOMRect(event.clientX, event.clientY, 0, 0));
          return true;
        },
      },
    },
    view: (view) => new Watch(view, checker),
  });
}

const watches = new WeakMap<EditorView, Watch>();

/** Turns underlines on and off. */
export function setProofing(view: EditorView, on: boolean): void {
  if (proofingKey.getState(view.state)?.on === on) return;
  whenSettled(view, () => view.dispatch(view.state.tr.setMeta(proofingKey, { on } satisfies Act)));
}

/** Forgets every answer and asks anew, as when the dictionary changed. */
export function checkAnew(view: EditorView): void {
  watches.get(view)?.anew();
}

class Watch {
  private readonly answers = new Map<string, readonly Finding[]>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private scrolling: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  /** Counts dictionaries: an answer that was asked of an older one is dropped. */
  private edition = 0;
  private told: DecorationSet | undefined = DecorationSet.empty;

  constructor(private readonly view: EditorView, private readonly checker: Checker) {
    watches.set(view, this);
    // Scrolling does not bubble, and which element of the screen scrolls is not ours to know.
    document.addEventListener('scroll', this.scrolled, { capture: true, passive: true });
    this.later(0);
  }

  update(view: EditorView, before: EditorState): void {
    const switched = proofingKey.getState(before)?.on !== proofingKey.getState(view.state)?.on;
    if (switched || before.doc !== view.state.doc) this.later(switched ? 0 : PAUSE_MS);
    if (proofingKey.getState(before)?.edition !== proofingKey.getState(view.state)?.edition) this.tell();
  }

  destroy(): void {
    document.removeEventListener('scroll', this.scrolled, { capture: true });
    clearTimeout(this.timer);
    clearTimeout(this.scrolling);
  }

  anew(): void {
    this.edition += 1;
    this.answers.clear();
    this.later(0);
  }

  private readonly scrolled = (): void => {
    this.scrolling ??= setTimeout(() => {
      this.scrolling = undefined;
      whenSettled(this.view, () => this.draw());
    }, SCROLL_MS);
  };

  /** Draws what has come on the screen. */
  private draw(): void {
    if (this.view.isDestroyed) return;
    const span = proofingKey.getState(this.view.state)?.span ?? null;
    if (span === null) return;
    const seen = seenIn(this.view, 0);
    if (seen === null || (seen.from >= span.from && seen.to <= span.to)) return;
    this.view.dispatch(this.view.state.tr.setMeta(proofingKey, { near: seenIn(this.view, MARGIN) } satisfies Act).setMeta('addToHistory', false));
  }

  private later(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    if (this.asking || this.view.isDestroyed || proofingKey.getState(this.view.state)?.on !== true) return;
    const { edition } = this;
    const texts = [...new Set(blocksOf(this.view.state.doc).map(({ text }) => text))].filter((text) => !this.answers.has(text));
    this.asking = true;
    try {
      for (let at = 0; at < texts.length; at += AT_ONCE) {
        const part = texts.slice(at, at + AT_ONCE);
        const answers = await this.checker.check(part);
        if (this.view.isDestroyed || edition !== this.edition) break;
        part.forEach((text, index) => this.answers.set(text, answers[index] ?? []));
        whenSettled(this.view, () => this.show());
      }
      if (texts.length === 0) whenSettled(this.view, () => this.show());
      this.tell();
    } catch {
      // The core is locked or gone; what is underlined stays, and the next pause asks again.
    } finally {
      this.asking = false;
      if (!this.view.isDestroyed && edition !== this.edition) this.later(0);
    }
    this.forget();
  }

  /** Underlines whatever is known of the blocks as they are now. */
  private show(): void {
    const { state } = this.view;
    if (this.view.isDestroyed || proofingKey.getState(state)?.on !== true) return;
    const known = blocksOf(state.doc).flatMap(({ start, text }) =>
      (this.answers.get(text) ?? []).map((finding) => ({ from: start + finding.start, to: start + finding.end, finding })),
    );
    // What is being typed is not doubted before it is finished.
    const { empty, head } = state.selection;
    const shown = known.filter(({ from, to, finding }) => !(empty && this.view.hasFocus() && from < head && head === to && finding.severity !== 'hint' && !isCalled(state, from)));
    const same = placedIn(state);
    if (same.length === shown.length && same.every((each, at) => each.from === shown[at]?.from && each.to === shown[at]?.to && each.finding === shown[at]?.finding)) return this.draw();
    this.view.dispatch(state.tr.setMeta(proofingKey, { show: shown, near: shown.length > FEW ? seenIn(this.view, MARGIN) : null } satisfies Act).setMeta('addToHistory', false));
  }

  /** Tells what is doubted when that changed; where findings have only moved, as with every key above them, when the person pauses. */
  private tell(): void {
    const set = proofingKey.getState(this.view.state)?.set;
    if (set === this.told) return;
    this.told = set;
    this.checker.found(placedIn(this.view.state));
  }

  private forget(): void {
    for (const text of this.answers.keys()) {
      if (this.answers.size <= KEPT) return;
      this.answers.delete(text);
    }
  }
}

/** Whether a finding was underlined before the caret came to its end. */
function isCalled(state: EditorState, from: number): boolean {
  return placedIn(state).some((placed) => placed.from === from);
}
