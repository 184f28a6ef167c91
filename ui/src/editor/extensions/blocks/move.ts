// Blocks change places: by keys one step at a time, by the handle anywhere. An item of a list moves in its list, a picture in its gallery, and
// everything else as a whole among the outermost blocks.
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { node } from '../../schema';

const INNER = () => new Set([node('list_item'), node('table_row')]);

/** The depth of what would move: an item or a row that has a neighbour there, else the outermost block. */
function movable(state: EditorState, by: 1 | -1): number | null {
  const { $from, $to } = state.selection;
  const inner = INNER();
  for (let depth = $from.depth; depth > 1; depth -= 1) {
    const here = $from.node(depth);
    if (inner.has(here.type) && $to.depth >= depth && $to.node(depth) === here && $from.node(depth - 1).maybeChild($from.index(depth - 1) + by)) {
      // Rows with cells that reach into others cannot leave them.
      if (here.type !== node('table_row') || isPlainTable(state, depth)) return depth;
    }
  }
  if (state.selection instanceof NodeSelection && $from.depth === 0) return 1;
  return $from.depth > 0 ? 1 : null;
}

function isPlainTable(state: EditorState, rowDepth: number): boolean {
  let plain = true;
  state.selection.$from.node(rowDepth - 1).forEach((row) => row.forEach((cell) => (plain &&= cell.attrs['rowspan'] === 1)));
  return plain;
}

export const moveBlock = (by: 1 | -1): Command => (state, dispatch) => {
  const depth = movable(state, by);
  if (depth === null) return false;
  const { $from } = state.selection;
  const parent = $from.node(depth - 1);
  const index = $from.index(depth - 1);
  const other = parent.maybeChild(index + by);
  const block = parent.maybeChild(index);
  if (!block || !other) return true;
  if (dispatch) {
    const start = $from.depth >= depth ? $from.before(depth) : $from.pos;
    const from = by < 0 ? start - other.nodeSize : start;
    const tr = state.tr.replaceWith(from, from + block.nodeSize + other.nodeSize, by < 0 ? [block, other] : [other, block]);
    dispatch(follow(tr, state, by < 0 ? -other.nodeSize : other.nodeSize).scrollIntoView());
  }
  return true;
};

/** Moves the outermost block at one place of the order to another; `to` counts as the order is before. */
export function moveTo(state: EditorState, from: number, to: number): Transaction | null {
  if (to === from || to === from + 1) return null;
  const block = state.doc.maybeChild(from);
  if (!block) return null;
  const [source, target] = [placeOf(state, from), placeOf(state, to)];
  const tr = state.tr.delete(source, source + block.nodeSize);
  const at = tr.mapping.map(target);
  tr.insert(at, block);
  return tr.setSelection(NodeSelection.isSelectable(block) ? NodeSelection.create(tr.doc, at) : TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView();
}

/** Where the outermost block of that number begins. */
export function placeOf(state: EditorState, index: number): number {
  let pos = 0;
  for (let at = 0; at < Math.min(index, state.doc.childCount); at += 1) pos += state.doc.child(at).nodeSize;
  return pos;
}

/** The selection goes with the block. */
function follow(tr: Transaction, { selection }: EditorState, by: number): Transaction {
  if (selection instanceof NodeSelection) return tr.setSelection(NodeSelection.create(tr.doc, selection.from + by));
  return tr.setSelection(TextSelection.create(tr.doc, selection.anchor + by, selection.head + by));
}

/** One more of the block, below it. */
export const copyBlock: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const block = state.doc.maybeChild($from.index(0));
  if (!block) return false;
  const start = placeOf(state, $from.index(0));
  dispatch?.(state.tr.insert(start + block.nodeSize, block).scrollIntoView());
  return true;
};

export const blockKeys: Record<string, Command> = { 'Alt-ArrowUp': moveBlock(-1), 'Alt-ArrowDown': moveBlock(1), 'Mod-Shift-d': copyBlock };
