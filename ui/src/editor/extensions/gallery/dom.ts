// Pictures that belong together, and a picture that tells something with the same in words.
import type { NodeSpec } from 'prosemirror-model';
import { m } from '../../../paraglide/messages.js';

export const nodes: Record<string, NodeSpec> = {
  gallery: {
    parseDOM: [{ tag: 'div.gallery', getAttrs: ({ dataset }) => ({ caption: dataset['caption'] ?? '' }), priority: 60 }],
    toDOM: ({ attrs }) => ['div', { class: 'gallery', 'data-caption': String(attrs['caption']) }, 0],
  },
  infographic: { parseDOM: [{ tag: 'div.infographic', priority: 60 }], toDOM: () => ['div', { class: 'infographic' }, 0] },
  description: { parseDOM: [{ tag: 'div.description', priority: 60 }], toDOM: () => ['div', { class: 'description', 'data-label': m.infographic_words() }, 0] },
};
