import type { MarkSpec } from 'prosemirror-model';

export const marks: Record<string, MarkSpec> = {
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Web editors wrap whole clipboards in <b style="font-weight: normal">.
      { tag: 'b', getAttrs: (element) => (element.style.fontWeight === 'normal' ? false : null) },
      { style: 'font-weight', getAttrs: (value) => (/^(bold(er)?|[6-9]\d\d)$/.test(value) ? null : false) },
    ],
    toDOM: () => ['strong', 0],
  },
  em: {
    parseDOM: [{ tag: 'em' }, { tag: 'i', getAttrs: (element) => (element.style.fontStyle === 'normal' ? false : null) }, { style: 'font-style=italic' }],
    toDOM: () => ['em', 0],
  },
};
