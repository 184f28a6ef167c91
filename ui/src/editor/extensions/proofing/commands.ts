// Going from finding to finding by keyboard, and mending one.
import { closeHistory } from 'prosemirror-history';
import { TextSelection, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema } from '../../schema';
import type { Checker, Placed } from './finding';
import { placedIn, placeNow } from './placed';

/** The finding around a position. */
export function atCaret(state: EditorState, pos = state.selection.from): Placed | undefined {
  return placedIn(state).find(({ from, to }) => from <= pos && pos <= to);
}

/** The finding after the caret, or before it; past the last comes the first. */
export function neighbour(state: EditorState, way: 1 | -1, place: { from: number; to: number } = state.selection): Placed | undefined {
  const all = placedIn(state);
  const { from, to } = place;
  return way === 1 ? (all.find((each) => each.from >= to && each.from !== from) ?? all[0]) : (all.findLast((each) => each.to <= from) ?? all.at(-1));
}

/** Selects a finding's text, wherever it stands by now, and shows what is to be said of it. */
export function visit(view: EditorView, placed: Placed, checker: Checker): void {
  const now = placeNow(view.state, placed);
  if (now === null) return view.focus();
  const { from, to } = now;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
  view.focus();
  const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to)];
  checker.asked(now, new DOMRect(start.left, start.top, Math.max(0, end.right - start.left), start.bottom - start.top));
}

/** F7 and Shift+F7 go on, Ctrl+. asks about the place of the caret. */
export function proofingKeys(checker: Checker) {
  return (view: EditorView, event: KeyboardEvent): boolean => {
    if (view.composing || event.isComposing || event.keyCode === 229) return false;
    const mod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const placed =
      event.key === 'F7' ? neighbour(view.state, event.shiftKey ? -1 : 1) : mod && event.key === '.' ? (atCaret(view.state) ?? neighbour(view.state, 1)) : undefined;
    if (placed === undefined) return event.key === 'F7';
    event.preventDefault();
    visit(view, placed, checker);
    return true;
  };
}

/** Writes a replacement in the place of a finding, in the marks that its first letter has: one step back undoes it. False when the text is not there any more. */
export function mend(view: EditorView, placed: Placed, replacement: string): boolean {
  const { state } = view;
  const now = placeNow(state, placed);
  if (now === null || !view.editable || view.composing) return false;
  const { from, to } = now;
  const tr = closeHistory(state.tr);
  if (replacement === '') tr.delete(from, to);
  else tr.replaceWith(from, to, schema.text(replacement, state.doc.resolve(from + 1).marks()));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + replacement.length)).scrollIntoView());
  // What is typed next is a step of its own.
  view.dispatch(closeHistory(view.state.tr));
  view.focus();
  return true;
}
