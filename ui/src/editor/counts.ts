// Words and characters, counted block by block and remembered with the block: after a key only the blocks around it are counted anew.
import type { Node } from 'prosemirror-model';

export interface Counts {
  /** As a Vietnamese editor counts them: syllables between spaces. */
  words: number;
  /** Letters, signs and spaces as a reader counts them, whatever they are made of. */
  characters: number;
}

const counted = new WeakMap<Node, Counts>();
const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });

export function count(node: Node): Counts {
  const known = counted.get(node);
  if (known !== undefined) return known;
  const sums = node.isTextblock ? countText(node.textBetween(0, node.content.size, ' ', ' ')) : { words: 0, characters: 0 };
  if (!node.isTextblock) {
    node.forEach((child) => {
      const { words, characters } = count(child);
      sums.words += words;
      sums.characters += characters;
    });
  }
  counted.set(node, sums);
  return sums;
}

export function countText(text: string): Counts {
  return { words: text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0, characters: lengthOf(text) };
}

/** How long a text is for a reader. Composed Vietnamese has one unit for each letter, and only other texts need to be taken apart. */
export function lengthOf(text: string): number {
  return /^[\u0000-\u02ff\u1e00-\u1eff\u2010-\u2027]*$/.test(text) ? text.length : [...letters.segment(text)].length;
}
