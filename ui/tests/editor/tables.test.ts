import { CellSelection, TableMap } from 'prosemirror-tables';
import { expect, test } from 'vitest';
import * as commands from '../../src/editor/extensions/tables/commands';
import { sheet } from '../../src/editor/extensions/tables/sheet';
import type { BodyEditor } from '../../src/editor/view';
import { compose, SENTENCE, unikey } from '../typing';
import { doc, editorOn, paragraph, pasted, press, typed } from './desk';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;
const clean = (text: string | undefined) => text?.replaceAll('\u00a0', ' ').trim();

function withTable(rows = 2, columns = 2): BodyEditor {
  const editor = editorOn(doc(paragraph()));
  editor.run(commands.insertTable(rows, columns));
  return editor;
}

const table = (editor: BodyEditor) => {
  const found = editor.view.state.doc.firstChild;
  if (found?.type.name !== 'table') throw new Error('there is no table');
  return found;
};
const cells = (editor: BodyEditor) => {
  const rows: string[][] = [];
  table(editor).forEach((row) => {
    const texts: string[] = [];
    row.forEach((cell) => texts.push(cell.textContent));
    rows.push(texts);
  });
  return rows;
};
/** Puts the caret into the cell of that number, in reading order. */
function into(editor: BodyEditor, cell: number, last = cell) {
  const { map } = TableMap.get(table(editor));
  const { tr, doc: text } = editor.view.state;
  if (last === cell) editor.placeCaret({ anchor: 1 + (map[cell] ?? 0) + 2, head: 1 + (map[cell] ?? 0) + 2 });
  else editor.view.dispatch(tr.setSelection(CellSelection.create(text, 1 + (map[cell] ?? 0), 1 + (map[last] ?? 0))));
}

test('a new table has a row of headers, the caret in its first cell and a line below it', () => {
  const editor = withTable(3, 2);
  expect(table(editor).childCount).toBe(3);
  expect(table(editor).firstChild?.firstChild?.type.name).toBe('table_header');
  expect(table(editor).child(1).firstChild?.type.name).toBe('table_cell');
  expect(editor.view.state.doc.lastChild?.type.name).toBe('paragraph');
  typed(editor, 'x');
  expect(cells(editor)[0]).toEqual(['x', '']);
  editor.destroy();
});

test('Tab goes from cell to cell, from the last into a new row, and Shift+Tab back', () => {
  const editor = withTable();
  typed(editor, 'a');
  for (const word of ['b', 'c', 'd', 'e']) {
    expect(press(editor, 'Tab')).toBe(true);
    typed(editor, word);
  }
  expect(cells(editor)).toEqual([['a', 'b'], ['c', 'd'], ['e', '']]);
  expect(press(editor, 'Tab', { shiftKey: true })).toBe(true);
  typed(editor, 'D');
  expect(cells(editor)[1]).toEqual(['c', 'D']);
  editor.destroy();
});

test('rows and columns come and go beside the caret, and the last of them takes the table with it', () => {
  const editor = withTable();
  typed(editor, 'a');
  editor.run(commands.addRowAbove);
  editor.run(commands.addColumnRight);
  expect(cells(editor)).toEqual([['', '', ''], ['a', '', ''], ['', '', '']]);
  editor.run(commands.removeColumn);
  editor.run(commands.removeRow);
  expect(cells(editor)).toEqual([['', ''], ['', '']]);
  editor.run(commands.removeRow);
  editor.run(commands.removeRow);
  expect(editor.view.state.doc.firstChild?.type.name).toBe('paragraph');
  editor.destroy();
});

test('chosen cells become one and are taken apart again', () => {
  const editor = withTable(2, 3);
  into(editor, 3, 4);
  editor.run(commands.merge);
  expect(table(editor).child(1).firstChild?.attrs['colspan']).toBe(2);
  editor.run(commands.split);
  expect(table(editor).child(1).childCount).toBe(3);
  editor.destroy();
});

test('the first row and the first column can be headers or not', () => {
  const editor = withTable();
  editor.run(commands.toggleHeaderRow);
  expect(table(editor).firstChild?.firstChild?.type.name).toBe('table_cell');
  editor.run(commands.toggleHeaderColumn);
  expect(table(editor).lastChild?.firstChild?.type.name).toBe('table_header');
  expect(table(editor).lastChild?.lastChild?.type.name).toBe('table_cell');
  editor.destroy();
});

test('a table does not grow beyond what the core takes', () => {
  const editor = withTable(1, 100);
  expect(commands.addColumnRight(editor.view.state)).toBe(false);
  expect(commands.addRowBelow(editor.view.state)).toBe(true);
  editor.destroy();
});

test.each([
  ['cells', 'a\tb\nc\td', [['a', 'b'], ['c', 'd']]],
  ['the line end after the last row', 'a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
  ['empty cells', '\t\n\tx', [['', ''], ['', 'x']]],
  ['a cell with a line end and quotes in it', '"một\nhai ""ba"""\tb', [['một\nhai "ba"', 'b']]],
  ['a quote that is none', '"a" b\tc', [['"a" b', 'c']]],
  ['decomposed letters', 'e\u0302\u0301\tb', [['ế', 'b']]],
  ['words', 'không có ô nào', null],
  ['lines with a tab now and then', 'a\tb\nc', null],
  ['more columns than a table takes', 'a\t'.repeat(100) + 'b', null],
] as const)('of a spreadsheet, %s are read', (_what, text, rows) => {
  expect(sheet(text)).toEqual(rows);
});

test('cells of a spreadsheet go into the cells where the caret stands, and the table grows with them', () => {
  const editor = withTable();
  into(editor, 3);
  pasted(editor, { 'text/plain': '1\t2\n3\t4', 'text/html': '<table><tr><td>1</td><td>2</td></tr></table>' });
  expect(cells(editor)).toEqual([['', '', ''], ['', '1', '2'], ['', '3', '4']]);
  editor.destroy();
});

test('outside a table they become one', () => {
  const editor = editorOn(doc(paragraph()));
  editor.view.focus();
  pasted(editor, { 'text/plain': 'Xã\tSố hộ\nA Lưới\t12' });
  const found: string[] = [];
  editor.view.state.doc.descendants((node) => void (node.type.name === 'table_cell' && found.push(node.textContent)));
  expect(found).toEqual(['Xã', 'Số hộ', 'A Lưới', '12']);
  editor.destroy();
});

test.each(ways)('a sentence typed in a cell through %s stands there letter by letter', async (_way, type) => {
  const editor = withTable();
  into(editor, 2);
  await type();
  await expect.poll(() => clean(cells(editor)[1]?.[0])).toBe(SENTENCE);
  expect(cells(editor)[0]).toEqual(['', '']);
  editor.destroy();
});

test.each(ways)('and in the caption of the table, through %s, as one step of undoing', async (_way, type) => {
  const editor = withTable();
  const input = editor.view.dom.querySelector<HTMLInputElement>('[data-testid="table-caption"]');
  input?.focus();
  await type();
  await expect.poll(() => table(editor).attrs['caption'] as string).toBe(SENTENCE);
  expect(document.activeElement).toBe(input);
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, new KeyboardEvent('keydown', { key: 'z', ctrlKey: true })));
  expect(table(editor).attrs['caption']).toBe('');
  editor.destroy();
});
