// Headings inside an article start at the second level: the first one is the title's.
import type { NodeSpec } from 'prosemirror-model';

export const LEVELS = [2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

const read: Record<string, Level> = { h1: 2, h2: 2, h3: 3, h4: 4, h5: 4, h6: 4 };

export const nodes: Record<string, NodeSpec> = {
  heading: {
    parseDOM: Object.entries(read).map(([tag, level]) => ({ tag, attrs: { level } })),
    toDOM: (node) => [`h${Number(node.attrs['level'])}`, 0],
  },
};
