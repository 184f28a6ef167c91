// What was pasted or dropped on its way through the core: a mark where it will stand, the blocks once they are read, and the place of the last paste for as long
// as it may be pasted in another way. Typing goes on meanwhile; every place is mapped through what is typed.
import { closeHistory } from 'prosemirror-history';
import { Fragment, Slice } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { m } from '../../paraglide/messages.js';
import { node, schema } from '../schema';
import { whenSettled } from '../settled';

/** What a clipboard or something dropped gave the page. */
export interface Given {
  html: string | null;
  text: string | null;
  /** Whether the core is to look at the system's clipboard as well. */
  native: boolean;
}

export type Manner = 'rich' | 'words';

/** What the core read: blocks of the schema. */
export interface Read {
  readonly blocks: readonly unknown[];
}

interface Range {
  from: number;
  to: number;
}

interface Held {
  waiting: DecorationSet;
  /** Where the last paste stands. */
  last: Range | null;
}

type Act = { add: string; range: Range } | { done: string; last: Range | null };

const key = new PluginKey<Held>('incoming');

export function incomingPastes(): Plugin<Held> {
  return new Plugin<Held>({
    key,
    state: {
      init: () => ({ waiting: DecorationSet.empty, last: null }),
      apply(tr, { waiting, last }) {
        const act = tr.getMeta(key) as Act | undefined;
        const mapped = waiting.map(tr.mapping, tr.doc);
        const place = last === null ? null : { from: tr.mapping.map(last.from, 1), to: tr.mapping.map(last.to, -1) };
        const kept = place !== null && place.to > place.from ? place : null;
        if (act === undefined) return { waiting: mapped, last: kept };
        if ('done' in act) return { waiting: mapped.remove(marks(mapped, act.done)), last: act.last };
        const { from, to } = act.range;
        const drawn = [Decoration.widget(to, placeholder, { id: act.add, side: 1 })];
        if (to > from) drawn.push(Decoration.inline(from, to, { class: 'being-replaced' }, { id: act.add, inclusiveStart: false, inclusiveEnd: false }));
        return { waiting: mapped.add(tr.doc, drawn), last: kept };
      },
    },
    props: { decorations: (state) => key.getState(state)?.waiting },
  });
}

/** Whether something is still being read. */
export function isReading(state: EditorState): boolean {
  return (key.getState(state)?.waiting.find().length ?? 0) > 0;
}

/** Marks the place, reads, and puts what was read there as one step. Rejects when it could not be read; the text is as it was then. */
export async function insertRead<Answer extends Read>(view: EditorView, read: () => Promise<Answer>, at?: number): Promise<Answer> {
  const id = crypto.randomUUID();
  whenSettled(view, () => {
    const { from, to } = view.state.selection;
    const range = at === undefined ? { from, to } : { from: at, to: at };
    view.dispatch(view.state.tr.setMeta(key, { add: id, range } satisfies Act));
  });
  let answer: Answer | null = null;
  try {
    answer = await read();
    return answer;
  } finally {
    const blocks = answer?.blocks ?? [];
    if (!view.isDestroyed) whenSettled(view, () => view.dispatch(place(view.state, id, blocks)));
  }
}

/** Puts other blocks where the last paste stands, as one step; false when it stands nowhere any more. */
export function replaceLast(view: EditorView, blocks: readonly unknown[]): boolean {
  const last = key.getState(view.state)?.last;
  if (last === null || last === undefined || !view.editable) return false;
  const tr = inserted(view.state, last, blocks);
  view.dispatch(closeHistory(tr.setMeta(key, { done: '', last: covered(tr, last) } satisfies Act)).scrollIntoView());
  view.focus();
  return true;
}

function place(state: EditorState, id: string, blocks: readonly unknown[]): Transaction {
  const [inline, widget] = [marks(key.getState(state)?.waiting, id).find((each) => each.to > each.from), marks(key.getState(state)?.waiting, id).find((each) => each.to === each.from)];
  const to = inline?.to ?? widget?.to;
  if (blocks.length === 0 || to === undefined) return state.tr.setMeta(key, { done: id, last: key.getState(state)?.last ?? null } satisfies Act);
  const range = { from: inline?.from ?? to, to };
  const tr = inserted(state, range, blocks);
  const last = covered(tr, range);
  // The caret goes behind what came, unless the person is already writing elsewhere.
  if (state.selection.to === range.to) tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(last.to, tr.doc.content.size)), -1)).scrollIntoView();
  // A step of its own for undo, whatever was typed just before.
  return closeHistory(tr.setMeta(key, { done: id, last } satisfies Act));
}

/** Replaces a range by blocks as far as its place can hold them; where it cannot, their words. */
function inserted(state: EditorState, range: Range, blocks: readonly unknown[]): Transaction {
  const fragment = Fragment.fromArray(blocks.map((block) => schema.nodeFromJSON(block)));
  const first = fragment.firstChild;
  const last = fragment.lastChild;
  const slice = new Slice(fragment, first?.type === node('paragraph') || (first?.isTextblock === true && fragment.childCount === 1) ? 1 : 0, last?.type === node('paragraph') || (last?.isTextblock === true && fragment.childCount === 1) ? 1 : 0);
  const words = (size: (from: number, to: number) => string, end: number) => size(0, end).replace(/\s/g, '').length;
  const { doc } = state;
  const before = words((from, to) => doc.textBetween(from, to, ' ', ' '), range.from) + doc.textBetween(range.to, doc.content.size, ' ', ' ').replace(/\s/g, '').length;
  const incoming = fragment.textBetween(0, fragment.size, ' ', ' ').replace(/\s/g, '').length;
  const tr = state.tr.replaceRange(range.from, range.to, slice);
  // A caption or a cell takes no tables, and ProseMirror leaves out what does not fit.
  const after = tr.doc.textBetween(0, tr.doc.content.size, ' ', ' ').replace(/\s/g, '').length;
  if (after >= before + incoming) return tr;
  const lines: string[] = [];
  fragment.descendants((each) => {
    if (!each.isTextblock) return true;
    if (each.textContent !== '') lines.push(each.textContent);
    return false;
  });
  return state.tr.insertText(lines.join(' '), range.from, range.to);
}

/** Where a replaced range is afterwards. */
function covered(tr: Transaction, { from, to }: Range): Range {
  return { from: tr.mapping.map(from, -1), to: tr.mapping.map(to, 1) };
}

function marks(set: DecorationSet | undefined, id: string): Decoration[] {
  return set?.find(undefined, undefined, (spec) => spec['id'] === id) ?? [];
}

function placeholder(): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'pending-paste';
  mark.setAttribute('role', 'status');
  mark.textContent = m.paste_pending();
  return mark;
}
