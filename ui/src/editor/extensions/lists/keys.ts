import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';
import { node, schema } from '../../schema';

const item = () => node('list_item');

export const listKeys = (): Record<string, Command> => ({
  Enter: splitListItem(item()),
  Tab: sinkListItem(item()),
  'Shift-Tab': liftListItem(item()),
});

/** Turns the paragraphs of the selection into a list, a list of the other kind into this one, and this kind back into paragraphs. */
export function toggleList(name: 'bullet_list' | 'ordered_list'): Command {
  return (state, dispatch, view) => {
    const around = innermostList(state);
    if (around === null) return wrapInList(node(name))(state, dispatch, view);
    if (around.node.type.name === name) return liftListItem(item())(state, dispatch, view);
    dispatch?.(state.tr.setNodeMarkup(around.pos, node(name), { id: around.node.attrs['id'] as string }));
    return true;
  };
}

export function innermostList(state: EditorState) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const ancestor = $from.node(depth);
    if (ancestor.type === schema.nodes['bullet_list'] || ancestor.type === schema.nodes['ordered_list']) {
      return { node: ancestor, pos: $from.before(depth) };
    }
  }
  return null;
}

