// A picture is named by the digest of its bytes. From the clipboard only our own figures are read: nothing a web page says can make the
// window fetch something.
import type { NodeSpec } from 'prosemirror-model';

const DIGEST = /^[0-9a-f]{64}$/;

export const nodes: Record<string, NodeSpec> = {
  figure: {
    parseDOM: [
      {
        tag: 'figure[data-blob]',
        getAttrs: (figure) => {
          const { blob = '', alt = '', credit = '', decorative, width, height } = figure.dataset;
          if (!DIGEST.test(blob)) return false;
          return { blob, alt, credit, decorative: decorative === 'true', width: pixels(width), height: pixels(height) };
        },
      },
    ],
    toDOM: ({ attrs }) => [
      'figure',
      {
        'data-blob': String(attrs['blob']),
        'data-alt': String(attrs['alt']),
        'data-credit': String(attrs['credit']),
        'data-decorative': String(attrs['decorative']),
        'data-width': String(attrs['width']),
        'data-height': String(attrs['height']),
      },
      0,
    ],
  },
  figcaption: { parseDOM: [{ tag: 'figcaption' }], toDOM: () => ['figcaption', { 'data-testid': 'caption' }, 0] },
};

function pixels(written: string | undefined): number {
  const number = Number(written ?? 0);
  return Number.isInteger(number) && number >= 0 && number < 100_000 ? number : 0;
}
