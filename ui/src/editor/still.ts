// A text that is only read: the same nodes drawn once, without an editor behind them.
import { DOMSerializer } from 'prosemirror-model';
import type { FigureHost } from './extensions/figure/view';
import { schema } from './schema';
import { readBody } from './view';

/** Throws when this version does not know the text's form. */
export function still(body: unknown, host: FigureHost): DocumentFragment {
  const page = document.createDocumentFragment();
  page.append(DOMSerializer.fromSchema(schema).serializeFragment(readBody(body).content));
  for (const figure of page.querySelectorAll<HTMLElement>('figure[data-blob]')) {
    const image = document.createElement('img');
    image.src = host.mediaUrl(figure.dataset['blob'] ?? '');
    image.alt = figure.dataset['decorative'] === 'true' ? '' : (figure.dataset['alt'] ?? '');
    figure.prepend(image);
    const credit = figure.dataset['credit'] ?? '';
    if (credit !== '') {
      const small = document.createElement('small');
      small.textContent = credit;
      figure.append(small);
    }
  }
  return page;
}
