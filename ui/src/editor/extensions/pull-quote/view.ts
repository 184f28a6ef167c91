import { setBlockType } from 'prosemirror-commands';
import type { NodeViewConstructor } from 'prosemirror-view';
import type { Command } from 'prosemirror-state';
import { m } from '../../../paraglide/messages.js';
import { around } from '../../around';
import { FieldedView } from '../../fielded';
import { node } from '../../schema';

export const pullQuoteView: NodeViewConstructor = (quote, view, getPos) => {
  const dom = document.createElement('div');
  const contentDOM = document.createElement('p');
  dom.className = 'pull-quote';
  contentDOM.dataset['hint'] = m.pull_quote_hint();
  contentDOM.className = 'hinted';
  dom.append(contentDOM);
  return new FieldedView(quote, view, getPos, { dom, contentDOM, attr: 'source', label: m.pull_quote_source(), hint: m.pull_quote_source_hint(), testid: 'quote-source', side: 'below' });
};

/** A paragraph becomes a sentence to catch the eye, and back. */
export const togglePullQuote: Command = (state, dispatch, view) => setBlockType(node(around(state, 'pull_quote') === null ? 'pull_quote' : 'paragraph'))(state, dispatch, view);
