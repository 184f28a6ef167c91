// The blocks of text in a document, as the checker reads them: one UTF-16 unit of text for each position of the block.
import type { Node } from 'prosemirror-model';

export interface Block {
  /** The position of the first character. */
  readonly start: number;
  readonly text: string;
}

/** Stands for what is no text, so that no two words meet where something is between them. */
const OBJECT = '\ufffc';

export function blocksOf(doc: Node): Block[] {
  const blocks: Block[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (node.content.size > 0) {
      const text = node.textBetween(0, node.content.size, '', (leaf) => (leaf.type.name === 'hard_break' ? '\n' : OBJECT));
      blocks.push({ start: pos + 1, text });
    }
    return false;
  });
  return blocks;
}
