// Cells from a spreadsheet: lines with tabs between the cells, as Excel and Calc put beside their HTML, with quotes around a cell that
// holds a line end. They go into the cells of a table where the caret stands in one, and become a table elsewhere.
import { Fragment, Slice } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { handlePaste, isInTable } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { node, schema } from '../../schema';
import { COLUMNS, TALLEST } from './limits';

/** The cells of a copied sheet, or null when the text is none: every row of a sheet has as many cells as the first. */
export function sheet(text: string): string[][] | null {
  if (!text.includes('\t')) return null;
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*))(\t|\r\n?|\n|$)/y;
  while (cells.lastIndex < text.length || rows.at(-1)?.length === 0) {
    const found = cells.exec(text);
    if (found === null) return null;
    rows.at(-1)?.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').normalize('NFC'));
    const end = found[3] ?? '';
    if (end === '') break;
    // Excel ends its last row like every other.
    if (end !== '\t' && cells.lastIndex < text.length) rows.push([]);
    else if (end !== '\t') break;
  }
  const width = rows[0]?.length ?? 0;
  if (width < 2 || width > COLUMNS || rows.length > TALLEST || rows.some((row) => row.length !== width)) return null;
  return rows;
}

/** The cells as rows of a table. */
export function sheetSlice(rows: string[][]): Slice {
  const cell = (text: string) => node('table_cell').create(null, text.split(/\r?\n/).map((line) => node('paragraph').create(null, line === '' ? null : schema.text(line))));
  const table = node('table').create(null, rows.map((row) => node('table_row').create(null, row.map(cell))));
  return new Slice(Fragment.from(table), 0, 0);
}

export function pasteSheet(view: EditorView, event: ClipboardEvent): boolean {
  const data = event.clipboardData;
  // Where the sheet also says its form, that says more than the bare cells; inside a table the cells alone are wanted.
  if (data === null || !view.editable || (data.getData('text/html') !== '' && !isInTable(view.state))) return false;
  const rows = sheet(data.getData('text/plain'));
  if (rows === null) return false;
  const slice = sheetSlice(rows);
  if (isInTable(view.state)) return handlePaste(view, event, slice);
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true));
  return true;
}

export const sheets = (): Plugin => new Plugin({ props: { handlePaste: pasteSheet } });
