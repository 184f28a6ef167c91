import type { Node } from 'prosemirror-model';

export interface OutlineEntry {
  /** Where the heading begins. */
  pos: number;
  level: number;
  text: string;
}

/** The headings of a text. They stand among the outermost blocks alone, so nothing else is looked at. */
export function outline(doc: Node): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  doc.forEach((block, pos) => {
    if (block.type.name === 'heading') entries.push({ pos, level: Number(block.attrs['level']), text: block.textContent });
  });
  return entries;
}

/** Which entry the caret stands under; -1 above the first. */
export function entryAt(entries: readonly OutlineEntry[], caret: number): number {
  return entries.findLastIndex(({ pos }) => pos <= caret);
}
