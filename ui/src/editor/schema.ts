// The article's schema: the core's own file, plus how each node is read from and written to HTML. The file decides what may exist; the
// extensions decide only how it looks.
import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import written from '$schema';
import * as callout from './extensions/callout/dom';
import * as conflict from './extensions/conflict/dom';
import * as divider from './extensions/divider/dom';
import * as figure from './extensions/figure/dom';
import * as footnotes from './extensions/footnotes/dom';
import * as gallery from './extensions/gallery/dom';
import * as headings from './extensions/headings/dom';
import * as link from './extensions/link/dom';
import * as lists from './extensions/lists/dom';
import * as marks from './extensions/marks/dom';
import * as pullQuote from './extensions/pull-quote/dom';
import * as questionAnswer from './extensions/question-answer/dom';
import * as quote from './extensions/quote/dom';
import * as tables from './extensions/tables/dom';

const paragraph: NodeSpec = { parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] };
const hard_break: NodeSpec = { parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] };

const nodeDom: Record<string, NodeSpec> = {
  paragraph, hard_break, ...headings.nodes, ...lists.nodes, ...quote.nodes, ...figure.nodes, ...divider.nodes,
  ...callout.nodes, ...conflict.nodes, ...footnotes.nodes, ...gallery.nodes, ...pullQuote.nodes, ...questionAnswer.nodes, ...tables.nodes,
};
const markDom: Record<string, MarkSpec> = { ...link.marks, ...marks.marks };

export const schema = new Schema({
  topNode: written.topNode,
  nodes: withDom(written.nodes as Record<string, NodeSpec>, nodeDom),
  marks: withDom(written.marks as Record<string, MarkSpec>, markDom),
});

export type NodeName = keyof typeof written.nodes;

/** A node or mark of the schema by the name it has in the file. */
export function node(name: NodeName) {
  const type = schema.nodes[name];
  if (type === undefined) throw new Error(`the schema has no node ${name}`);
  return type;
}

export function mark(name: keyof typeof written.marks) {
  const type = schema.marks[name];
  if (type === undefined) throw new Error(`the schema has no mark ${name}`);
  return type;
}

function withDom<Spec extends object>(specs: Record<string, Spec>, dom: Record<string, Spec>): Record<string, Spec> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, { ...spec, ...dom[name] }]));
}
