// The part of a text that is on the screen. A text of fifty thousand words can have thousands of findings, and an engine lays every underline out
// whether it is seen or not.
import type { EditorView } from 'prosemirror-view';

/** Positions of whole blocks. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is on the screen, and with it as much before and after as `margin` screens hold; null where nothing scrolls, and all counts as seen. */
export function seenIn(view: EditorView, margin: number): Span | null {
  const page = view.dom.closest('.scroll')?.getBoundingClientRect();
  const { doc } = view.state;
  if (page === undefined || doc.childCount === 0) return null;
  const starts: number[] = [];
  doc.forEach((_block, at) => starts.push(at));
  const edges = (at: number): DOMRect | null => {
    const dom = view.nodeDOM(at);
    return dom instanceof Element ? dom.getBoundingClientRect() : null;
  };
  const reach = page.height * margin;
  const first = firstOf(starts, (at) => (edges(at)?.bottom ?? Infinity) >= page.top - reach);
  const behind = firstOf(starts, (at) => (edges(at)?.top ?? Infinity) > page.bottom + reach);
  return { from: starts[first] ?? doc.content.size, to: starts[behind] ?? doc.content.size };
}

/** The index of the first that holds, where all behind it hold too; the length when none does. */
function firstOf(values: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
