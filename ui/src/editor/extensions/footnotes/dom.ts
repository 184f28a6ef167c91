// A footnote is one place in the text with its words as an attribute. A place that could be typed in inside a line of text makes input methods
// lose letters, so the words are written in a field of their own. Numbers are counted by the style sheet: they are nobody's data.
import type { NodeSpec } from 'prosemirror-model';

export const nodes: Record<string, NodeSpec> = {
  footnote: {
    parseDOM: [{ tag: 'sup[data-footnote]', getAttrs: ({ dataset }) => ({ text: (dataset['footnote'] ?? '').replace(/\s+/g, ' ').normalize('NFC') }), priority: 60 }],
    toDOM: ({ attrs }) => ['sup', { class: attrs['text'] === '' ? 'footnote empty' : 'footnote', 'data-footnote': String(attrs['text']), title: String(attrs['text']) }],
  },
};
