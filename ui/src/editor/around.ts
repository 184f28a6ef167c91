// The nearest block of a kind around the caret.
import type { Node } from 'prosemirror-model';
import { NodeSelection, type EditorState } from 'prosemirror-state';
import { node, type NodeName } from './schema';

export interface Around {
  node: Node;
  pos: number;
  depth: number;
}

export function around(state: EditorState, name: NodeName): Around | null {
  const { selection } = state;
  const { $from } = selection;
  if (selection instanceof NodeSelection && selection.node.type === node(name)) return { node: selection.node, pos: selection.from, depth: $from.depth + 1 };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === node(name)) return { node: $from.node(depth), pos: $from.before(depth), depth };
  }
  return null;
}
