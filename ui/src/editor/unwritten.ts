// The places of a template at which nobody has written yet: words in square brackets, as the core knows them
// (crates/document/schema/unwritten.json holds the two against each other).
import type { Node } from 'prosemirror-model';

const PLACE = /\[[^[\]]*[^[\]\s]\s+[^[\]\s][^[\]]*\]/;

export const isUnwritten = (text: string): boolean => PLACE.test(text);

/** The first such place of a body; null when there is none. */
export function unwrittenPlace(doc: Node): { from: number; to: number } | null {
  let place: { from: number; to: number } | null = null;
  doc.descendants((node, pos) => {
    const found = place === null && node.isText ? PLACE.exec(node.text ?? '') : null;
    if (found !== null) place = { from: pos + found.index, to: pos + found.index + found[0].length };
    return place === null;
  });
  return place;
}
