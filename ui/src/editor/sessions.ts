// What was done to each text since the program was started, so that leaving an article and coming back does not end the undoing. A history says
// what to do to the very text it was made of; for a text that changed meanwhile there is none.
import { history } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import { EditorState, type Plugin } from 'prosemirror-state';

/** Histories hold pieces of texts: of so many articles they are kept. */
const MOST = 20;

export class Sessions {
  private readonly left = new Map<string, EditorState>();

  keep(article: string, state: EditorState): void {
    this.left.delete(article);
    this.left.set(article, state);
    const [oldest] = this.left.keys();
    if (this.left.size > MOST && oldest !== undefined) this.left.delete(oldest);
  }

  /** The state that an article was left in. */
  of(article: string): EditorState | null {
    return this.left.get(article) ?? null;
  }
}

/** A state for a text, with the history of an earlier one of the same text and nothing else of it. */
export function resumed(doc: Node, plugins: readonly Plugin[], earlier: EditorState | null): EditorState {
  if (earlier === null || !earlier.doc.eq(doc)) return EditorState.create({ doc, plugins: [...plugins] });
  return earlier.reconfigure({ plugins: plugins.filter(isHistory) }).reconfigure({ plugins: [...plugins] });
}

const historyKey = history().spec.key;
const isHistory = (plugin: Plugin) => plugin.spec.key === historyKey;
