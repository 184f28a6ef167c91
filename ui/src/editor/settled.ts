// Work that comes back later (a file, an answer of the core) may change the document only between syllables: a transaction during a
// composition makes the input method lose its place.
import type { EditorView } from 'prosemirror-view';

/** Browsers still write to the page for a moment after `compositionend`. */
const REST_MS = 20;

const waiting = new WeakMap<EditorView, Array<(view: EditorView) => void>>();

/** Runs `change` now, or 20 ms after the running composition ended. Dropped when the editor is gone by then. */
export function whenSettled(view: EditorView, change: (view: EditorView) => void): void {
  if (!view.composing) return change(view);
  const queue = waiting.get(view);
  if (queue !== undefined) {
    queue.push(change);
    return;
  }
  const changes = [change];
  waiting.set(view, changes);
  const rested = () =>
    setTimeout(() => {
      if (view.isDestroyed) return;
      // A new syllable may have begun within the rest.
      if (view.composing) return listen();
      waiting.delete(view);
      for (const next of changes) next(view);
    }, REST_MS);
  const listen = () => view.dom.addEventListener('compositionend', rested, { once: true });
  listen();
}
