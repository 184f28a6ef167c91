//! A table as RTF tells it: rows name the right edges of their cells in twips; what spans what follows from the edges of all rows together.

use crate::{
    limits::{COLUMNS, ROWS},
    model::{Block, Cell, Table},
};

/// A cell as its row defines it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Edge {
    /// Twips from the left margin.
    pub right: i32,
    /// It is one with the cell to its left.
    pub joins_left: bool,
    /// It is one with the cell above.
    pub joins_above: bool,
}

/// A row that was read.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub left: i32,
    pub header: bool,
    pub edges: Vec<Edge>,
    pub cells: Vec<Vec<Block>>,
}

/// Twips within which two edges are one: programs round them.
const SAME: i32 = 30;

/// The rows as a table.
pub(crate) fn table(mut rows: Vec<Row>) -> Table {
    rows.truncate(ROWS + 1);
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| row.edges.iter().take(COLUMNS + 1).map(|edge| edge.right)).collect();
    edges.sort_unstable();
    edges.dedup_by(|later, earlier| later.saturating_sub(*earlier) <= SAME);
    let column = |twips: i32| edges.partition_point(|edge| edge.saturating_add(SAME) < twips);
    let mut table = Table::default();
    // Where the cells of the rows above begin: column, row and place in the row.
    let mut above: Vec<(usize, usize, usize)> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::new();
        let mut begins = Vec::new();
        let mut left = 0;
        for (place, blocks) in row.cells.into_iter().take(COLUMNS + 1).enumerate() {
            let edge = row.edges.get(place).copied();
            let right = edge.map_or(left + 1, |edge| (column(edge.right) + 1).max(left + 1));
            let wide = right - left;
            let begin = left;
            left = right;
            match (edge.unwrap_or_default(), cells.last_mut()) {
                (Edge { joins_left: true, .. }, Some(before)) => {
                    before.wide += wide;
                    before.blocks.extend(blocks);
                }
                (Edge { joins_above: true, .. }, _) if above.iter().any(|(column, ..)| *column == begin) => {
                    let found = above.iter().find(|(column, ..)| *column == begin).copied();
                    if let Some((_, row, place)) = found {
                        table.rows[row][place].tall += 1;
                        begins.push((begin, row, place));
                    }
                }
                _ => {
                    begins.push((begin, at, cells.len()));
                    cells.push(Cell { header: row.header, wide, tall: 1, blocks });
                }
            }
        }
        above = begins;
        table.rows.push(cells);
    }
    table
}
