//! A table is a rectangle: every place of its grid belongs to exactly one cell.
//!
//! The schema lets rows hold any number of cells of any span. A reader who hears a table cell by cell, and a program that copies it into a
//! sheet, need each cell to have one row and one column, so spans may neither overlap, nor leave gaps, nor reach beyond the last row.

use serde_json::Value;

use super::{Invalid, refuse, require};

/// Columns of a table.
pub(super) const WIDEST: usize = 100;
/// Rows of a table.
pub(super) const TALLEST: usize = 2_000;

pub(super) fn check(rows: &[Value]) -> Result<(), Invalid> {
    require(rows.len() <= TALLEST, "a table has too many rows")?;
    // For each column, the rows below the present one that a cell above still covers.
    let mut covered: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells(row) {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let (wide, tall) = (span(cell, "colspan"), span(cell, "rowspan"));
            require(column + wide <= WIDEST, "a table has too many columns")?;
            require(at + tall <= rows.len(), "a cell reaches below the last row of its table")?;
            if covered.len() < column + wide {
                require(at == 0, "the rows of a table are not equally long")?;
                covered.resize(column + wide, 0);
            }
            for rows in &mut covered[column..column + wide] {
                require(*rows == 0, "two cells of a table overlap")?;
                *rows = tall;
            }
            column += wide;
        }
        if covered.contains(&0) || covered.is_empty() {
            return refuse("the rows of a table are not equally long");
        }
        covered.iter_mut().for_each(|rows| *rows -= 1);
    }
    Ok(())
}

fn cells(row: &Value) -> &[Value] {
    row["content"].as_array().map_or(&[], Vec::as_slice)
}

/// How many columns or rows a cell takes. What is no number is refused where attributes are checked; here it is one.
fn span(cell: &Value, name: &str) -> usize {
    let written = cell["attrs"][name].as_u64().and_then(|cells| usize::try_from(cells).ok());
    written.unwrap_or(1).clamp(1, TALLEST + 1)
}
