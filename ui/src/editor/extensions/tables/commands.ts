// What a person does to a table. The library's commands know how spans move; here stands what they may not do, and what a table is made of.
import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, findTable, goToNextCell, isInTable, mergeCells, selectedRect, splitCell, TableMap, toggleHeader,
} from 'prosemirror-tables';
import type { Node } from 'prosemirror-model';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { place } from '../../place';
import { node } from '../../schema';
import { COLUMNS, TALLEST } from './limits';

/** Whether a command can do anything here, for the tools to say so. */
export const can = (command: Command, state: EditorState): boolean => command(state);

const widening = (command: Command): Command => (state, dispatch) => isInTable(state) && selectedRect(state).map.width < COLUMNS && command(state, dispatch);
const growing = (command: Command): Command => (state, dispatch) => isInTable(state) && selectedRect(state).map.height < TALLEST && command(state, dispatch);

export const addRowAbove = growing(addRowBefore);
export const addRowBelow = growing(addRowAfter);
export const addColumnLeft = widening(addColumnBefore);
export const addColumnRight = widening(addColumnAfter);
export const removeRow: Command = (state, dispatch) => isInTable(state) && (takesAll(state, 'rows') ? removeTable : staying(deleteRow))(state, dispatch);
export const removeColumn: Command = (state, dispatch) => isInTable(state) && (takesAll(state, 'columns') ? removeTable : staying(deleteColumn))(state, dispatch);
export const toggleHeaderRow: Command = (state, dispatch) => isInTable(state) && toggleHeader('row')(state, dispatch);
export const toggleHeaderColumn: Command = (state, dispatch) => isInTable(state) && toggleHeader('column')(state, dispatch);
export const merge: Command = (state, dispatch) => isInTable(state) && mergeCells(state, dispatch);
export const split: Command = (state, dispatch) => isInTable(state) && splitCell(state, dispatch);

/** Whether what is chosen reaches over all rows or columns: a table of none is no table. */
function takesAll(state: EditorState, what: 'rows' | 'columns'): boolean {
  const { top, bottom, left, right, map } = selectedRect(state);
  return what === 'rows' ? bottom - top === map.height : right - left === map.width;
}

/** The caret stays in the table, where what is gone stood. */
const staying = (command: Command): Command => (state, dispatch) => {
  const { tableStart, top, left } = selectedRect(state);
  return command(state, dispatch && ((tr) => {
    const table = tr.doc.nodeAt(tableStart - 1);
    if (table?.type === node('table')) {
      const map = TableMap.get(table);
      const cell = map.map[Math.min(top, map.height - 1) * map.width + Math.min(left, map.width - 1)] ?? 0;
      tr.setSelection(TextSelection.near(tr.doc.resolve(tableStart + cell + 1)));
    }
    dispatch(tr);
  }));
};

export const removeTable: Command = (state, dispatch) => {
  const table = findTable(state.selection.$from);
  if (table === null) return false;
  if (dispatch) {
    const { tr } = state;
    // A text has at least one block.
    if (state.doc.childCount === 1) tr.replaceWith(table.pos, table.pos + table.node.nodeSize, node('paragraph').create());
    else tr.delete(table.pos, table.pos + table.node.nodeSize);
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(table.pos, tr.doc.content.size)))).scrollIntoView());
  }
  return true;
};

/** A table of empty cells, its first row of headers. */
export function blankTable(rows: number, columns: number): Node {
  const row = (kind: 'table_header' | 'table_cell') => node('table_row').create(null, Array.from({ length: columns }, () => node(kind).create(null, node('paragraph').create())));
  return node('table').create(null, Array.from({ length: rows }, (_, at) => row(at === 0 ? 'table_header' : 'table_cell')));
}

export const insertTable = (rows = 3, columns = 3): Command => place(() => blankTable(rows, columns));

/** Tab goes cell by cell and, from the last one, into a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  const { bottom, right, map } = selectedRect(state);
  if (bottom !== map.height || right !== map.width) return true;
  return addRowBelow(state, dispatch && ((tr) => {
    dispatch(tr);
    if (view) goToNextCell(1)(view.state, dispatch);
  }));
};

/** From the first cell there is nowhere to go back to; the key stays in the table all the same. */
export const previousCell: Command = (state, dispatch) => isInTable(state) && (goToNextCell(-1)(state, dispatch) || true);

export const tableKeys: Record<string, Command> = {
  Tab: nextCell,
  'Shift-Tab': previousCell,
  'Mod-Alt-ArrowUp': addRowAbove,
  'Mod-Alt-ArrowDown': addRowBelow,
  'Mod-Alt-ArrowLeft': addColumnLeft,
  'Mod-Alt-ArrowRight': addColumnRight,
  'Mod-Alt-Backspace': removeRow,
  'Mod-Alt-Shift-Backspace': removeColumn,
};
