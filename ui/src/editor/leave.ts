// Enter on an empty last line leaves the block that the line stands in: whoever has said all goes on below it.
import { TextSelection, type Command } from 'prosemirror-state';
import { node, type NodeName } from './schema';

/** Blocks of paragraphs, and how many levels up the block ends that they are part of. */
const LEFT: Partial<Record<NodeName, number>> = { callout: 0, answer: 1, description: 1 };

export const leaveBlock: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth < 2 || $from.parent.type !== node('paragraph') || $from.parent.content.size > 0) return false;
  const block = $from.node(-1);
  const up = LEFT[block.type.name as NodeName];
  if (up === undefined || $from.indexAfter(-1) !== block.childCount || block.childCount < 2) return false;
  if (dispatch) {
    const after = $from.after($from.depth - 1 - up);
    const below = state.doc.nodeAt(after);
    const { tr } = state;
    if (below?.type !== node('paragraph') || below.content.size > 0) tr.insert(after, node('paragraph').create());
    tr.delete($from.before(), $from.after());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(after, -1) + 1))).scrollIntoView());
  }
  return true;
};
