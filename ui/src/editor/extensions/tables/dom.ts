// Tables as HTML writes them. A cell says how many columns and rows it takes; colours, widths and borders are the template's.
import type { NodeSpec } from 'prosemirror-model';
import { COLUMNS, ROWS } from './limits';

const cell = (tag: 'td' | 'th', tableRole: string): NodeSpec => ({
  tableRole,
  parseDOM: [{ tag, getAttrs: (read) => ({ colspan: span(read.getAttribute('colspan'), COLUMNS), rowspan: span(read.getAttribute('rowspan'), ROWS) }) }],
  toDOM: ({ attrs }) => [tag, { ...spans('colspan', attrs['colspan']), ...spans('rowspan', attrs['rowspan']) }, 0],
});

export const nodes: Record<string, NodeSpec> = {
  table: {
    tableRole: 'table',
    parseDOM: [{ tag: 'table', getAttrs: (read) => ({ caption: line(read.querySelector(':scope > caption')?.textContent) }) }],
    toDOM: ({ attrs }) => (attrs['caption'] === '' ? ['table', ['tbody', 0]] : ['table', { 'data-caption': String(attrs['caption']) }, ['caption', String(attrs['caption'])], ['tbody', 0]]),
  },
  table_row: { tableRole: 'row', parseDOM: [{ tag: 'tr' }, { tag: 'caption', ignore: true }, { tag: 'colgroup', ignore: true }], toDOM: () => ['tr', 0] },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
};

function span(written: string | null, most: number): number {
  const cells = Number(written ?? 1);
  return Number.isInteger(cells) && cells >= 1 && cells <= most ? cells : 1;
}

const spans = (name: string, cells: unknown): Record<string, string> => (cells === 1 ? {} : { [name]: String(cells) });

const line = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim().normalize('NFC');
