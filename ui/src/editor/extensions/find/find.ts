// Finding and replacing in the body. Matches are sought block by block and remembered with the block, so that a change costs one block and not
// the text; while a syllable is being composed nothing is sought, the marks only move along.
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { whenSettled } from '../../settled';
import { finder, type Match, type Question } from './match';

export interface Found {
  question: Question;
  matches: readonly Match[];
  /** Which of them is the one that the person stands at; -1 before the first step. */
  current: number;
  marks: DecorationSet;
  /** The text changed since they were sought. */
  stale: boolean;
}

type Act = { act: 'ask'; question: Question } | { act: 'stop' } | { act: 'again' } | { act: 'stand'; at: number };

const key = new PluginKey<Found | null>('find');
/** From the last change until the text is sought through again. */
const AGAIN_MS = 150;

export const found = (state: EditorState): Found | null => key.getState(state) ?? null;

export function findInText(): Plugin<Found | null> {
  return new Plugin<Found | null>({
    key,
    state: {
      init: () => null,
      apply(tr, before) {
        const act = tr.getMeta(key) as Act | undefined;
        if (act?.act === 'stop') return null;
        if (act?.act === 'ask') return seek(tr.doc, act.question, nearest(tr.selection.from));
        if (before === null) return null;
        if (act?.act === 'again') return seek(tr.doc, before.question, (matches) => same(matches, before.matches[before.current]));
        if (act?.act === 'stand') return marked(tr.doc, { ...before, current: act.at });
        if (!tr.docChanged) return before;
        const moved = (pos: number, side: number) => tr.mapping.map(pos, side);
        const matches = before.matches.map(({ from, to }) => ({ from: moved(from, 1), to: moved(to, -1) }));
        return { ...before, matches, marks: before.marks.map(tr.mapping, tr.doc), stale: true };
      },
    },
    props: { decorations: (state) => key.getState(state)?.marks },
    view() {
      let due: ReturnType<typeof setTimeout> | undefined;
      return {
        update(view) {
          if (key.getState(view.state)?.stale !== true) return;
          clearTimeout(due);
          due = setTimeout(() => {
            if (!view.isDestroyed) whenSettled(view, again);
          }, AGAIN_MS);
        },
        destroy: () => clearTimeout(due),
      };
    },
  });
}

function again(view: EditorView): void {
  if (key.getState(view.state)?.stale === true) view.dispatch(view.state.tr.setMeta(key, { act: 'again' } satisfies Act));
}

const told = (view: EditorView, act: Act) => view.dispatch(view.state.tr.setMeta(key, act));

export const ask = (view: EditorView, question: Question): void => told(view, question.text === '' ? { act: 'stop' } : { act: 'ask', question });
export const stopFinding = (view: EditorView): void => told(view, { act: 'stop' });

/** Stands at the next match from here, or the one before, round the end of the text. */
export function step(view: EditorView, by: 1 | -1): void {
  again(view);
  const now = key.getState(view.state);
  if (now === null || now === undefined || now.matches.length === 0) return;
  const count = now.matches.length;
  const at = now.current < 0 ? (by > 0 ? 0 : count - 1) : (now.current + by + count) % count;
  stand(view, at);
}

function stand(view: EditorView, at: number): void {
  const match = key.getState(view.state)?.matches[at];
  if (match === undefined) return;
  const { tr } = view.state;
  view.dispatch(tr.setMeta(key, { act: 'stand', at } satisfies Act).setSelection(TextSelection.create(tr.doc, match.from, match.to)).scrollIntoView());
}

/** Replaces the match that the person stands at and goes on to the next. */
export function replaceOne(view: EditorView, text: string): void {
  again(view);
  const now = key.getState(view.state);
  const match = now?.matches[now.current];
  if (now === null || now === undefined || match === undefined) return step(view, 1);
  const { tr } = view.state;
  write(tr, match, text);
  view.dispatch(tr);
  again(view);
  const after = key.getState(view.state)?.matches ?? [];
  const next = after.findIndex(({ from }) => from >= match.from + text.length);
  if (after.length > 0) stand(view, next < 0 ? 0 : next);
}

/** Replaces every match in one step of the history; says how many there were. */
export function replaceAll(view: EditorView, text: string): number {
  again(view);
  const matches = key.getState(view.state)?.matches ?? [];
  if (matches.length === 0) return 0;
  const { tr } = view.state;
  for (const match of [...matches].reverse()) write(tr, match, text);
  view.dispatch(tr.scrollIntoView());
  again(view);
  return matches.length;
}

/** The new words look as the old ones began. */
function write(tr: Transaction, { from, to }: Match, text: string): void {
  const composed = text.normalize('NFC');
  const marks = tr.doc.resolve(from + 1).marks();
  if (composed === '') tr.delete(from, to);
  else tr.replaceWith(from, to, tr.doc.type.schema.text(composed, marks));
}

type Remembered = WeakMap<Node, readonly Match[]>;
let remembered: { of: string; blocks: Remembered } = { of: '', blocks: new WeakMap() };

function seek(doc: Node, question: Question, where: (matches: readonly Match[]) => number): Found | null {
  const find = finder(question);
  if (find === null) return null;
  const of = JSON.stringify(question);
  if (remembered.of !== of) remembered = { of, blocks: new WeakMap() };
  const { blocks } = remembered;
  const matches: Match[] = [];
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return true;
    let inside = blocks.get(block);
    // What is no text (a note, a line end) parts words.
    if (inside === undefined) blocks.set(block, (inside = find(block.textBetween(0, block.content.size, undefined, '\ufffc'))));
    for (const { from, to } of inside) matches.push({ from: pos + 1 + from, to: pos + 1 + to });
    return false;
  });
  return marked(doc, { question, matches, current: where(matches), marks: DecorationSet.empty, stale: false });
}

function marked(doc: Node, state: Found): Found {
  const marks = state.matches.map(({ from, to }, at) => Decoration.inline(from, to, { class: at === state.current ? 'found here' : 'found' }));
  return { ...state, marks: DecorationSet.create(doc, marks) };
}

/** The first match from a place on. */
const nearest = (from: number) => (matches: readonly Match[]) => {
  const next = matches.findIndex((match) => match.from >= from);
  return next < 0 ? (matches.length > 0 ? 0 : -1) : next;
};

const same = (matches: readonly Match[], was: Match | undefined) => matches.findIndex(({ from, to }) => from === was?.from && to === was.to);
