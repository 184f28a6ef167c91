import type { MarkSpec } from 'prosemirror-model';
import { allowedHref } from './allowed';

export const marks: Record<string, MarkSpec> = {
  link: {
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => {
          const href = allowedHref(element.getAttribute('href') ?? '');
          return href === null ? false : { href };
        },
      },
    ],
    // A document from the portal is checked there and in the core; this is the last door before the page.
    toDOM: (mark) => ['a', { href: allowedHref(String(mark.attrs['href'])) ?? '#', rel: 'noopener noreferrer nofollow' }, 0],
  },
};
