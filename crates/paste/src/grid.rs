//! A table becomes a rectangle: every place of its grid belongs to one cell.
//!
//! Spans are what a page claims; a span that meets another cell, or the last row, ends there. Missing cells are empty ones. What a spreadsheet copies of the
//! empty columns and rows beyond its data goes.

use crate::{
    limits::{COLUMNS, ROWS},
    model::{Block, Cell, Inline, Table},
    receipt::{Receipt, Thing},
};

/// Rows that one cell may take.
const TALLEST_CELL: usize = 100;

/// The table as a rectangle; lines when it has no second cell, nothing when it is empty.
pub(crate) fn rectangle(table: Table, receipt: &mut Receipt) -> Vec<Block> {
    let Table { caption, mut rows } = table;
    let caption = banthao_document::normalise::line(caption.trim());
    if rows.len() > ROWS {
        receipt.note(Thing::TooMuch);
        rows.truncate(ROWS);
    }
    let mut rows = placed(rows, receipt);
    trim(&mut rows);
    let cells = rows.iter().flatten().count();
    if cells <= 1 {
        let line = (!caption.is_empty()).then(|| Block::line(caption));
        return line.into_iter().chain(rows.into_iter().flatten().flat_map(|(_, cell)| cell.blocks)).collect();
    }
    let mut rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| row.into_iter().map(|(_, cell)| cell).collect()).collect();
    name_columns(&mut rows);
    rows.iter_mut().flatten().filter(|cell| cell.header).for_each(weaken);
    vec![Block::Table(Table { caption, rows })]
}

/// Cells with the column that they begin in, spans mended, gaps filled.
fn placed(rows: Vec<Vec<Cell>>, receipt: &mut Receipt) -> Vec<Vec<(usize, Cell)>> {
    let count = rows.len();
    let mut taken: Vec<Vec<bool>> = vec![Vec::new(); count];
    let mut placed: Vec<Vec<(usize, Cell)>> = Vec::with_capacity(count);
    for (at, row) in rows.into_iter().enumerate() {
        let mut here = Vec::with_capacity(row.len());
        let mut column = 0;
        for mut cell in row {
            while is_taken(&taken[at], column) {
                column += 1;
            }
            if column >= COLUMNS {
                receipt.note(Thing::TooMuch);
                break;
            }
            let free = (column..COLUMNS).take_while(|column| !is_taken(&taken[at], *column)).count();
            cell.wide = cell.wide.clamp(1, free);
            cell.tall = cell.tall.clamp(1, TALLEST_CELL.min(count - at));
            for row in &mut taken[at..at + cell.tall] {
                if row.len() < column + cell.wide {
                    row.resize(column + cell.wide, false);
                }
                row[column..column + cell.wide].fill(true);
            }
            let next = column + cell.wide;
            here.push((column, cell));
            column = next;
        }
        placed.push(here);
    }
    let wide = taken.iter().map(Vec::len).max().unwrap_or_default();
    for (row, taken) in placed.iter_mut().zip(taken) {
        row.extend((0..wide).filter(|column| !is_taken(&taken, *column)).map(|column| (column, empty())));
        row.sort_by_key(|(column, _)| *column);
    }
    placed
}

fn is_taken(row: &[bool], column: usize) -> bool {
    row.get(column).copied().unwrap_or_default()
}

fn empty() -> Cell {
    Cell { header: false, wide: 1, tall: 1, blocks: Vec::new() }
}

/// Takes empty rows and columns away at the end, as long as no cell reaches into them.
fn trim(rows: &mut Vec<Vec<(usize, Cell)>>) {
    let is_plain = |cell: &Cell| cell.blocks.is_empty() && cell.wide == 1 && cell.tall == 1;
    while let Some(last) = rows.last() {
        let at = rows.len() - 1;
        let is_reached = rows.iter().enumerate().any(|(row, cells)| row < at && cells.iter().any(|(_, cell)| row + cell.tall > at));
        if is_reached || !last.iter().all(|(_, cell)| is_plain(cell)) {
            break;
        }
        rows.pop();
    }
    loop {
        let wide = rows.iter().flatten().map(|(column, cell)| column + cell.wide).max().unwrap_or_default();
        let Some(last) = wide.checked_sub(1) else { return };
        let is_empty = rows.iter().all(|row| row.iter().any(|(column, cell)| *column == last && is_plain(cell)));
        if !is_empty {
            return;
        }
        rows.iter_mut().for_each(|row| row.retain(|(column, _)| *column != last));
    }
}

/// Office programs seldom say which row names the columns; people make it bold. A first row whose every cell is bold, above rows that are not, is one.
fn name_columns(rows: &mut [Vec<Cell>]) {
    if rows.len() < 2 || rows.iter().flatten().any(|cell| cell.header) {
        return;
    }
    let (first, rest) = rows.split_at_mut(1);
    let is_alike = rest.iter().flatten().filter(|cell| !cell.blocks.is_empty()).all(is_bold);
    if first[0].iter().all(is_bold) && !is_alike {
        first[0].iter_mut().for_each(|cell| cell.header = true);
    }
}

fn is_bold(cell: &Cell) -> bool {
    !cell.blocks.is_empty()
        && cell.blocks.iter().all(|block| match block {
            Block::Paragraph(line) => line.iter().all(|piece| match piece {
                Inline::Text { text, look } => look.strong || text.trim().is_empty(),
                Inline::Break | Inline::Note(_) | Inline::Picture(_) => true,
            }),
            _ => false,
        })
}

/// A header is bold by itself.
fn weaken(cell: &mut Cell) {
    for block in &mut cell.blocks {
        let Block::Paragraph(line) = block else { continue };
        for piece in line.iter_mut() {
            if let Inline::Text { look, .. } = piece {
                look.strong = false;
            }
        }
        let mut merged: Vec<Inline> = Vec::with_capacity(line.len());
        for piece in std::mem::take(line) {
            match (merged.last_mut(), piece) {
                (Some(Inline::Text { text: there, look: same }), Inline::Text { text, look }) if *same == look => there.push_str(&text),
                (_, piece) => merged.push(piece),
            }
        }
        *line = merged;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(wide: usize, tall: usize, text: &str) -> Cell {
        let blocks = if text.is_empty() { Vec::new() } else { vec![Block::line(text)] };
        Cell { header: false, wide, tall, blocks }
    }

    /// Each row as the spans of its cells.
    fn spans(rows: Vec<Vec<Cell>>) -> Vec<Vec<(usize, usize)>> {
        let fitted = rectangle(Table { caption: String::new(), rows }, &mut Receipt::default());
        match fitted.into_iter().next() {
            Some(Block::Table(table)) => table.rows.iter().map(|row| row.iter().map(|cell| (cell.wide, cell.tall)).collect()).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn rows_of_different_lengths_are_filled() {
        assert_eq!(spans(vec![vec![cell(1, 1, "a")], vec![cell(1, 1, "b"), cell(1, 1, "c")]]), [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]);
    }

    #[test]
    fn spans_end_where_another_cell_or_the_table_does() {
        let rows = vec![vec![cell(1, 1, "a"), cell(1, 9, "b")], vec![cell(5_000_000_000, 1, "c")]];
        assert_eq!(spans(rows), vec![vec![(1, 1), (1, 2)], vec![(1, 1)]], "a cell that would be below b ends before it");
    }

    #[test]
    fn what_a_spreadsheet_copies_beyond_its_data_goes() {
        let rows = vec![
            vec![cell(1, 1, "a"), cell(1, 1, "b"), cell(1, 1, "")],
            vec![cell(1, 1, ""), cell(1, 1, "c"), cell(1, 1, "")],
            vec![cell(1, 1, ""); 3],
        ];
        assert_eq!(spans(rows), [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]);
    }

    #[test]
    fn a_table_of_one_cell_is_its_words() {
        let rows = vec![vec![cell(3, 3, "a")]];
        assert_eq!(rectangle(Table { caption: String::new(), rows }, &mut Receipt::default()), [Block::line("a")]);
    }
}
