import type { Node } from 'prosemirror-model';
import { tableEditing } from 'prosemirror-tables';
import type { NodeViewConstructor } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { FieldedView } from '../../fielded';

/** A table in a frame that scrolls by itself: a wide one must not make the page scroll sideways. */
export const tableView: NodeViewConstructor = (table: Node, view, getPos) => {
  const dom = document.createElement('div');
  const frame = document.createElement('div');
  const grid = document.createElement('table');
  const contentDOM = document.createElement('tbody');
  dom.className = 'table-block';
  frame.className = 'table-frame';
  grid.append(contentDOM);
  frame.append(grid);
  dom.append(frame);
  return new FieldedView(table, view, getPos, { dom, contentDOM, attr: 'caption', label: m.table_caption(), hint: m.table_caption_hint(), testid: 'table-caption', side: 'above' });
};

/** The library's part: selecting cells, keys between them, and mending what an edit left ragged. */
export const tableEditor = () => tableEditing();
