// A paragraph written in a plain field over the text, for input methods that lose letters in a text with formats and keep them in a field. The field holds
// the paragraph letter for letter: a line break is one, and what is no text, such as a footnote, stands as one sign. Only what differs is put back, so
// formats and notes around it stay what they are.
import { Fragment, type Node } from 'prosemirror-model';
import { Plugin, PluginKey, Selection, TextSelection, type EditorState, type PluginView } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { node, schema } from '../../schema';

/** Stands for what is no text: “object replacement character”. */
const THING = '\ufffc';
/** Keys with Ctrl that a field of words answers itself. */
const OWN_KEYS = new Set(['c', 'x', 'v', 'a']);

/** Where the paragraph stands that is in the field. */
type Held = number | null;
type Act = { open: Held };

const key = new PluginKey<Held>('safe-typing');

export function safeTyping(wanted: () => boolean): Plugin<Held> {
  let field: Field | null = null;
  const opens = (view: EditorView) => wanted() && view.editable && view.state.selection instanceof TextSelection && view.state.selection.empty;
  return new Plugin<Held>({
    key,
    state: {
      init: () => null,
      apply(tr, at) {
        const act = tr.getMeta(key) as Act | undefined;
        if (act !== undefined) return act.open;
        if (at === null) return null;
        const mapped = tr.mapping.mapResult(at, 1);
        return mapped.deletedAfter ? null : mapped.pos;
      },
    },
    view: (view) => (field = new Field(view)),
    props: {
      handleDOMEvents: {
        mouseup: (view) => {
          // When the click has placed the caret.
          setTimeout(() => !view.isDestroyed && opens(view) && field?.openHere());
          return false;
        },
      },
      handleKeyDown: (view, event) => {
        const writes = event.keyCode === 229 || event.key === 'Process' || ([...event.key].length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey);
        // The key itself goes on, into the field that has the focus now.
        if (writes && opens(view)) field?.openHere();
        return false;
      },
    },
  });
}

class Field implements PluginView {
  private area: HTMLTextAreaElement | null = null;

  constructor(private readonly view: EditorView) {}

  /** Puts the paragraph around the caret into the field. */
  openHere(): void {
    const { $from } = this.view.state.selection;
    if (!$from.parent.isTextblock) return;
    this.view.dispatch(this.view.state.tr.setMeta(key, { open: $from.before() } satisfies Act));
    this.area?.focus();
    this.area?.setSelectionRange($from.parentOffset, $from.parentOffset);
  }

  update(view: EditorView): void {
    const held = blockIn(view.state);
    if (held === null) return this.remove();
    const area = (this.area ??= this.make());
    if (!this.composing) this.write(area, wordsOf(held.block));
    this.lay(area, held.at);
  }

  destroy(): void {
    this.remove();
  }

  private composing = false;

  private make(): HTMLTextAreaElement {
    const area = document.createElement('textarea');
    area.className = 'safe-field';
    area.setAttribute('aria-label', m.safe_typing_label());
    area.dataset['testid'] = 'safe-field';
    area.lang = 'vi';
    area.spellcheck = false;
    area.rows = 1;
    area.addEventListener('compositionstart', () => (this.composing = true));
    area.addEventListener('compositionend', () => {
      this.composing = false;
      this.put();
    });
    area.addEventListener('input', () => !this.composing && this.put());
    area.addEventListener('keydown', (event) => this.pressed(event));
    area.addEventListener('blur', () => !this.moving && this.close());
    this.view.dom.parentElement?.append(area);
    return area;
  }

  /** The text changed elsewhere: the field shows it, with the caret where it was. */
  private write(area: HTMLTextAreaElement, words: string): void {
    if (area.value === words) return;
    const { selectionStart, selectionEnd } = area;
    area.value = words;
    area.setSelectionRange(Math.min(selectionStart, words.length), Math.min(selectionEnd, words.length));
  }

  /** Over its paragraph, in its letters. */
  private lay(area: HTMLTextAreaElement, at: number): void {
    const block = this.view.nodeDOM(at);
    const parent = this.view.dom.parentElement;
    if (!(block instanceof HTMLElement) || parent === null) return;
    const { font, textAlign, letterSpacing, paddingLeft, paddingTop } = getComputedStyle(block);
    const [over, around] = [block.getBoundingClientRect(), parent.getBoundingClientRect()];
    Object.assign(area.style, { font, textAlign, letterSpacing, paddingLeft, paddingTop, left: `${over.left - around.left + parent.scrollLeft}px`, top: `${over.top - around.top + parent.scrollTop}px`, width: `${over.width}px`, height: 'auto' });
    area.style.height = `${Math.max(over.height, area.scrollHeight)}px`;
  }

  /** Puts what was typed into the text: what is the same before and behind it is not touched. */
  private put(): void {
    const held = blockIn(this.view.state);
    const { area } = this;
    if (held === null || area === null) return;
    const { block, at } = held;
    const [before, after] = [wordsOf(block), area.value];
    const { from, to, words } = difference(before, after);
    const tr = this.view.state.tr;
    if (from !== to || words !== '') {
      const [start, end] = [at + 1 + from, at + 1 + to];
      const { doc } = this.view.state;
      const marks = doc.resolve(start).marksAcross(doc.resolve(end)) ?? doc.resolve(start).marks();
      const lines = words.replaceAll(THING, '').split('\n');
      const holdsBreaks = block.type.contentMatch.matchType(node('hard_break')) !== null;
      const pieces = holdsBreaks
        ? lines.flatMap((line, number) => [...(number > 0 ? [node('hard_break').create()] : []), ...(line === '' ? [] : [schema.text(line, marks)])])
        : lines.join(' ') === '' ? [] : [schema.text(lines.join(' '), marks)];
      tr.replaceWith(start, end, Fragment.fromArray(pieces));
    }
    const caret = Math.min(at + 1 + area.selectionEnd, tr.doc.content.size);
    this.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(caret))).scrollIntoView());
  }

  private pressed(event: KeyboardEvent): void {
    const { area } = this;
    if (area === null || this.composing || event.isComposing || event.keyCode === 229) return;
    const { selectionStart: from, selectionEnd: to, value } = area;
    const command = event.ctrlKey || event.metaKey;
    const [atStart, atEnd] = [from === to && to === 0, from === to && from === value.length];
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      this.view.focus();
    } else if ((atStart && ['ArrowUp', 'ArrowLeft'].includes(event.key)) || (atEnd && ['ArrowDown', 'ArrowRight'].includes(event.key))) {
      event.preventDefault();
      this.step(atStart && ['ArrowUp', 'ArrowLeft'].includes(event.key) ? -1 : 1);
    } else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab' || (event.key === 'Backspace' && atStart) || (event.key === 'Delete' && atEnd) || (command && !OWN_KEYS.has(event.key.toLowerCase()))) {
      this.handOver(event);
    }
  }

  /** What the editor does with a key, it does where the caret of the field stands; then the field goes where the caret is. */
  private handOver(event: KeyboardEvent): void {
    const held = blockIn(this.view.state);
    const { area } = this;
    if (held === null || area === null) return;
    const at = (offset: number) => held.at + 1 + offset;
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, at(area.selectionStart), at(area.selectionEnd))));
    if (this.view.someProp('handleKeyDown', (handle) => handle(this.view, event)) !== true) return;
    event.preventDefault();
    const { selection } = this.view.state;
    if (!(selection instanceof TextSelection)) return this.close();
    if (selection.empty) this.move();
  }

  /** To the paragraph before or behind this one. */
  private step(way: 1 | -1): void {
    const held = blockIn(this.view.state);
    if (held === null) return;
    const edge = this.view.state.doc.resolve(way === 1 ? held.at + held.block.nodeSize : held.at);
    const next = Selection.findFrom(edge, way, true);
    if (next === null) return;
    this.view.dispatch(this.view.state.tr.setSelection(next).scrollIntoView());
    this.move();
  }

  private moving = false;

  private move(): void {
    this.moving = true;
    this.openHere();
    this.moving = false;
  }

  private close(): void {
    if (!this.view.isDestroyed && key.getState(this.view.state) !== null) this.view.dispatch(this.view.state.tr.setMeta(key, { open: null } satisfies Act));
  }

  private remove(): void {
    const { area } = this;
    this.area = null;
    this.composing = false;
    area?.remove();
  }
}

/** The paragraph that is in the field. */
function blockIn(state: EditorState): { at: number; block: Node } | null {
  const at = key.getState(state) ?? null;
  const block = at === null ? null : state.doc.nodeAt(at);
  return at === null || block === null || !block.isTextblock ? null : { at, block };
}

/** A paragraph as the field holds it: one character for each place. */
export function wordsOf(block: Node): string {
  return block.textBetween(0, block.content.size, '', (leaf) => (leaf.type === node('hard_break') ? '\n' : THING));
}

/** The part of `before` that is something else in `after`, never half of a letter. */
export function difference(before: string, after: string): { from: number; to: number; words: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  if (from > 0 && /[\ud800-\udbff]/.test(before[from - 1] ?? '')) from -= 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  if (same > 0 && /[\udc00-\udfff]/.test(before[before.length - same] ?? '')) same -= 1;
  return { from, to: before.length - same, words: after.slice(from, after.length - same) };
}
