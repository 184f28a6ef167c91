import type { NodeSpec } from 'prosemirror-model';

export const nodes: Record<string, NodeSpec> = {
  pull_quote: {
    parseDOM: [{ tag: 'div.pull-quote', getAttrs: ({ dataset }) => ({ source: dataset['source'] ?? '' }), priority: 60 }],
    toDOM: ({ attrs }) => ['div', { class: 'pull-quote', 'data-source': String(attrs['source']) }, 0],
  },
};
