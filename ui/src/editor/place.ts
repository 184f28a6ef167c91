// Where a new block goes: in the place of the empty paragraph that the caret stands in, otherwise below the outermost block around it.
import { Fragment, type Node } from 'prosemirror-model';
import { TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { node } from './schema';

/** Puts blocks there. The caret goes into the first of them, or below it when nothing can be written in it. */
export function place(make: (state: EditorState) => Node | readonly Node[] | null): Command {
  return (state, dispatch) => {
    const made = make(state);
    if (made === null) return false;
    if (dispatch) dispatch(placed(state, Fragment.from(made)).scrollIntoView());
    return true;
  };
}

export function placed(state: EditorState, blocks: Fragment): Transaction {
  const { $from, $to } = state.selection;
  const { tr } = state;
  let at: number;
  if ($from.depth === 1 && $from.parent.type === node('paragraph') && $from.parent.content.size === 0) {
    at = $from.before(1);
    tr.replaceWith(at, $from.after(1), blocks);
  } else {
    at = $to.depth === 0 ? $to.pos : $to.after(1);
    tr.insert(at, blocks);
  }
  const end = at + blocks.size;
  // Below the last block there must be a line to go on writing in.
  if (end >= tr.doc.content.size && blocks.lastChild?.isTextblock !== true) tr.insert(end, node('paragraph').create());
  const inside = TextSelection.near(tr.doc.resolve(at + 1));
  return tr.setSelection(inside.from < end || blocks.firstChild?.isAtom !== true ? inside : TextSelection.near(tr.doc.resolve(end)));
}
