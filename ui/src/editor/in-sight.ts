// Which block of the text stands at a height of the window, and the way back from a block's id. What is shown beside the text follows that.
import type { Node, ResolvedPos } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/** Blocks that are seen as one thing elsewhere as well: what stands in them is shown with them. */
const WHOLE = new Set(['table', 'figure', 'gallery', 'infographic', 'callout', 'blockquote', 'pull_quote', 'conflict']);

/** The block at a height of the window, by its id; empty above the text. */
export function blockAt(view: EditorView, height: number): string {
  const { left, width, top, bottom } = view.dom.getBoundingClientRect();
  if (height < top || height > bottom) return height < top ? '' : lastBlock(view.state.doc);
  const found = view.posAtCoords({ left: left + Math.min(24, width / 2), top: height });
  return found === null ? '' : named(view.state.doc.resolve(found.inside >= 0 ? Math.min(found.inside + 1, view.state.doc.content.size) : found.pos));
}

/** The block that the caret stands in, by its id. */
export function blockOfCaret(view: EditorView): string {
  return named(view.state.selection.$head);
}

/** Shows a block and puts the caret into it; false when there is none of this id any more. */
export function goToBlock(view: EditorView, id: string): boolean {
  let at: number | null = null;
  view.state.doc.descendants((node, pos) => {
    if (at === null && node.attrs['id'] === id) at = pos;
    return at === null;
  });
  if (at === null) return false;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at + 1))));
  const dom = view.nodeDOM(at);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'start' });
  view.focus();
  return true;
}

function named(place: ResolvedPos): string {
  let id = '';
  for (let depth = 1; depth <= place.depth; depth += 1) {
    const node = place.node(depth);
    if (typeof node.attrs['id'] === 'string' && node.attrs['id'] !== '') id = node.attrs['id'];
    if (WHOLE.has(node.type.name)) break;
  }
  if (id === '' && place.depth === 0) return String(place.nodeAfter?.attrs['id'] ?? place.nodeBefore?.attrs['id'] ?? '');
  return id;
}

const lastBlock = (doc: Node): string => String(doc.lastChild?.attrs['id'] ?? '');
