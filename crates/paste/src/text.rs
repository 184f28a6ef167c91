//! Plain text, by its lines.
//!
//! A spreadsheet, a mail and a chat all end up here when they offer nothing better. Rows of cells between tabs are a table; neighbouring lines with bullets
//! or rising numbers are a list; every other line is a paragraph, since people press Enter once.

use crate::{
    limits::{COLUMNS, ROWS},
    model::{Block, Cell, List, Table},
    receipt::{Notes, Thing},
};

/// Reads text with its tables and lists.
pub(crate) fn read(text: &str, notes: &Notes) -> (Vec<Block>, Shape) {
    if let Some(table) = table(text, notes) {
        return (vec![Block::Table(table)], Shape::Table);
    }
    (structured(text, notes), Shape::Lines)
}

/// What a text looked like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Table,
    Lines,
}

/// A paragraph for each line, and nothing else.
pub(crate) fn lines(text: &str) -> Vec<Block> {
    text.lines()
        .flat_map(|line| line.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']))
        .map(gaps)
        .filter(|line| !line.is_empty())
        .map(Block::line)
        .collect()
}

/// A line without the gaps that stood for an indent or a tab.
fn gaps(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn structured(text: &str, notes: &Notes) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run: Vec<(Option<u32>, String)> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let next = item(line);
        let goes_on = match (run.last(), &next) {
            (Some((Some(previous), _)), Some((Some(number), _))) => *number == previous.saturating_add(1),
            (Some((None, _)), Some((None, _))) | (None, _) => true,
            (Some(_), _) => false,
        };
        if !goes_on {
            end(&mut run, &mut blocks, notes);
        }
        match next {
            Some((number, words)) => run.push((number, words.to_owned())),
            None => {
                end(&mut run, &mut blocks, notes);
                blocks.extend(lines(line));
            }
        }
    }
    end(&mut run, &mut blocks, notes);
    blocks
}

/// Ends a run of items. One item alone is a line that happens to begin so.
fn end(run: &mut Vec<(Option<u32>, String)>, blocks: &mut Vec<Block>, notes: &Notes) {
    let items = std::mem::take(run);
    match items.as_slice() {
        [] => {}
        [(number, words)] => {
            let line = number.map_or(format!("- {words}"), |number| format!("{number}. {words}"));
            blocks.extend(lines(&line));
        }
        [(start, _), ..] => {
            notes.note(Thing::MadeLists);
            let start = *start;
            blocks.push(Block::List(List { start, items: items.iter().map(|(_, words)| lines(words)).collect() }));
        }
    }
}

/// The number, or none for a bullet, and the words of a line that is an item.
fn item(line: &str) -> Option<(Option<u32>, &str)> {
    let (marker, words) = line.split_once(char::is_whitespace)?;
    let words = words.trim_start();
    if words.is_empty() {
        return None;
    }
    if matches!(marker, "-" | "–" | "•" | "*" | "+" | "·" | "▪" | "●" | "○" | "") {
        return Some((None, words));
    }
    let number = marker.strip_suffix(['.', ')'])?;
    let is_number = !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| number.parse().ok()).flatten().map(|number| (Some(number), words))
}

/// A table: at least two lines, all with the same number of tabs. Programs quote a cell that holds a line end.
fn table(text: &str, notes: &Notes) -> Option<Table> {
    if !text.contains('\t') {
        return None;
    }
    let rows = rows(text);
    let wide = rows.iter().map(Vec::len).max()?;
    let is_even = rows.len() >= 2 && wide >= 2 && rows.iter().all(|row| row.len() == wide);
    let is_row = rows.len() == 1 && wide >= 3;
    if !is_even && !is_row {
        return None;
    }
    if rows.len() > ROWS || wide > COLUMNS {
        notes.note(Thing::TooMuch);
    }
    let cell = |text: String| Cell { header: false, wide: 1, tall: 1, blocks: lines(&text) };
    let rows = rows.into_iter().take(ROWS).map(|row| row.into_iter().take(COLUMNS).map(cell).collect()).collect();
    Some(Table { caption: String::new(), rows })
}

/// The cells between tabs (`text/tab-separated-values` as spreadsheets write it, with quotes as in RFC 4180).
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut rest = text.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(c) = rest.next() {
        match (c, quoted) {
            ('"', true) if rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            ('"', true) => quoted = false,
            ('"', false) if cell.is_empty() && closes(rest.clone()) => quoted = true,
            ('\t', false) => row.push(std::mem::take(&mut cell)),
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                // Far more than is kept: enough to know its shape.
                if rows.len() > 2 * ROWS {
                    return rows;
                }
            }
            ('\r', false) => {}
            (c, _) => cell.push(c),
        }
    }
    row.push(cell);
    rows.push(row);
    rows
}

/// Whether a quote at the beginning of a cell ends at the end of one; otherwise it is a quote that was written.
fn closes(rest: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let mut rest = rest.take(32_768).peekable();
    while let Some(c) = rest.next() {
        if c == '"' {
            match rest.peek() {
                Some('"') => {
                    rest.next();
                }
                None | Some('\t' | '\n' | '\r') => return true,
                Some(_) => return false,
            }
        }
    }
    false
}
