// What of a text is not the text that was: found from both ends by identity, since what a change does not touch stays the same node.
import type { Node } from 'prosemirror-model';

export interface Block {
  block: Node;
  pos: number;
}

/** The outermost blocks of `after` that are not those of `before`. */
export function changedBlocks(before: Node, after: Node): Block[] {
  if (before === after) return [];
  let first = 0;
  let pos = 0;
  const least = Math.min(before.childCount, after.childCount);
  while (first < least && before.child(first) === after.child(first)) pos += after.child(first++).nodeSize;
  let [oldEnd, newEnd] = [before.childCount, after.childCount];
  while (oldEnd > first && newEnd > first && before.child(oldEnd - 1) === after.child(newEnd - 1)) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  const changed: Block[] = [];
  for (let at = first; at < newEnd; at += 1) {
    changed.push({ block: after.child(at), pos });
    pos += after.child(at).nodeSize;
  }
  return changed;
}
