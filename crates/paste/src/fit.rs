//! Blocks of any program, made to stand where the article's schema lets them stand.
//!
//! The words always stay; what gives way is what they stand in. A heading in a cell is a bold line of it, a table in a list stands behind the list, a
//! list without words joins the one around it.

use crate::{
    grid,
    limits::LIST_DEPTH,
    model::{Block, Inline, List, is_blank, words},
    receipt::{Receipt, Thing},
    tidy,
};

/// Where blocks are to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the article itself.
    Page,
    /// Where only paragraphs and lists stand: a quotation, a cell.
    Plain,
    /// In an item of a list, so deep.
    Item(usize),
}

/// Fits the blocks of a paste.
pub(crate) fn fit(blocks: Vec<Block>, receipt: &mut Receipt) -> Vec<Block> {
    let mut blocks = numbered_headings(blocks);
    let shift = u8::from(blocks.iter().any(|block| matches!(block, Block::Heading { level: 1, .. })));
    for block in &mut blocks {
        if let Block::Heading { level, .. } = block {
            let fitted = (*level + shift).clamp(2, 4);
            if fitted != *level + shift {
                receipt.note(Thing::HeadingLevels);
            }
            *level = fitted;
        }
    }
    let mut behind = Vec::new();
    let fitted = place(blocks, Place::Page, receipt, &mut behind);
    // On the page nothing has to stand behind anything.
    debug_assert!(behind.is_empty());
    fitted
}

/// Headings that are numbered come as lists of headings; the numbers are the list's, the headings are the article's.
fn numbered_headings(blocks: Vec<Block>) -> Vec<Block> {
    let is_heading = |item: &Vec<Block>| matches!(item.first(), Some(Block::Heading { .. }));
    let mut plain = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::List(list) if !list.items.is_empty() && list.items.iter().all(is_heading) => {
                plain.extend(list.items.into_iter().flat_map(numbered_headings))
            }
            block => plain.push(block),
        }
    }
    plain
}

/// Fits blocks into a place; what cannot stand there at all is put into `behind`.
fn place(blocks: Vec<Block>, at: Place, receipt: &mut Receipt, behind: &mut Vec<Block>) -> Vec<Block> {
    let mut fitted = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (block, at) {
            (Block::Paragraph(line), _) => paragraph(line, receipt, &mut fitted),
            (Block::Heading { level, inline }, Place::Page) => {
                let mut inline = tidy::line(inline, receipt);
                weaken(&mut inline);
                let inline = tidy::line(inline, receipt);
                if !is_blank(&inline) {
                    fitted.push(Block::Heading { level, inline });
                }
            }
            (Block::Heading { mut inline, .. }, Place::Plain | Place::Item(_)) => {
                inline.iter_mut().for_each(|piece| {
                    if let Inline::Text { look, .. } = piece {
                        look.strong = true;
                    }
                });
                paragraph(inline, receipt, &mut fitted);
            }
            (Block::List(list), at) => lists(list, at, receipt, &mut fitted, behind),
            (Block::Quote(inner), Place::Page) => {
                let mut after = Vec::new();
                let inner = place(inner, Place::Plain, receipt, &mut after);
                if !inner.is_empty() {
                    fitted.push(Block::Quote(inner));
                }
                fitted.extend(after);
            }
            (Block::Quote(inner), at) => fitted.extend(place(inner, at, receipt, behind)),
            (Block::Table(table), Place::Page) => {
                let mut after = Vec::new();
                let mut table = table;
                for cell in table.rows.iter_mut().flatten() {
                    let blocks = std::mem::take(&mut cell.blocks);
                    cell.blocks = place(inside(blocks, receipt), Place::Plain, receipt, &mut after);
                }
                fitted.extend(grid::rectangle(table, receipt));
                fitted.extend(after);
            }
            (table @ Block::Table(_), _) => behind.extend(place(vec![table], Place::Page, receipt, &mut Vec::new())),
            (Block::Figure(mut figure), at) => {
                figure.caption =
                    tidy::line(figure.caption, receipt).into_iter().filter(|piece| matches!(piece, Inline::Text { .. })).collect();
                let figure = Block::Figure(figure);
                if at == Place::Page { fitted.push(figure) } else { behind.push(figure) }
            }
            // Two lines are one, and one at an end of a list or a cell divides nothing.
            (Block::Divider, Place::Page) if !matches!(fitted.last(), None | Some(Block::Divider)) => fitted.push(Block::Divider),
            (Block::Divider, _) => {}
        }
    }
    fitted
}

fn paragraph(line: Vec<Inline>, receipt: &mut Receipt, fitted: &mut Vec<Block>) {
    let line = tidy::line(line, receipt);
    if !is_blank(&line) {
        fitted.push(Block::Paragraph(line));
    }
}

/// A heading is bold by itself.
fn weaken(line: &mut [Inline]) {
    for piece in line {
        if let Inline::Text { look, .. } = piece {
            look.strong = false;
        }
    }
}

/// A list, and behind it what cannot stand in one. A list whose items have no words of their own is its inner lists.
fn lists(list: List, at: Place, receipt: &mut Receipt, fitted: &mut Vec<Block>, behind: &mut Vec<Block>) {
    let depth = match at {
        Place::Item(depth) => depth + 1,
        Place::Page | Place::Plain => 1,
    };
    let mut after = Vec::new();
    let mut items: Vec<Vec<Block>> = Vec::with_capacity(list.items.len());
    for item in list.items {
        let item = place(item, Place::Item(depth), receipt, &mut after);
        match item.first() {
            None => {}
            Some(Block::Paragraph(_)) => items.push(item),
            Some(_) => match items.last_mut() {
                Some(last) => last.extend(item),
                None => items.extend(item.into_iter().flat_map(in_items)),
            },
        }
    }
    if depth > LIST_DEPTH {
        // Too deep to be shown: its lines stay, one below the other.
        fitted.extend(items.into_iter().flatten());
    } else if !items.is_empty() {
        fitted.push(Block::List(List { start: list.start.map(|start| start.min(i32::MAX as u32)), items }));
    }
    if at == Place::Page { fitted.extend(after) } else { behind.extend(after) }
}

fn in_items(block: Block) -> Vec<Vec<Block>> {
    match block {
        Block::List(list) => list.items,
        block => vec![vec![block]],
    }
}

/// A table in a cell is written as lines of the cell.
fn inside(blocks: Vec<Block>, receipt: &mut Receipt) -> Vec<Block> {
    let mut plain = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) => {
                receipt.note(Thing::NestedTables);
                plain.extend(as_lines(table, receipt));
            }
            block => plain.push(block),
        }
    }
    plain
}

/// The rows of a table as lines: its cells with strokes between them.
pub(crate) fn as_lines(table: crate::model::Table, receipt: &mut Receipt) -> Vec<Block> {
    let mut lines = Vec::new();
    if !table.caption.is_empty() {
        lines.push(Block::line(table.caption));
    }
    for row in table.rows {
        let cells: Vec<String> = row.into_iter().map(|cell| flat(inside(cell.blocks, receipt))).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Block::line(cells.join(" | ")));
        }
    }
    lines
}

/// All words of blocks in one line.
fn flat(blocks: Vec<Block>) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        let part = match block {
            Block::Paragraph(line) | Block::Heading { inline: line, .. } => words(&line),
            Block::List(list) => list.items.into_iter().map(flat).collect::<Vec<_>>().join("; "),
            Block::Quote(inner) => flat(inner),
            Block::Table(table) => table.rows.into_iter().flatten().map(|cell| flat(cell.blocks)).collect::<Vec<_>>().join(" | "),
            Block::Figure(_) | Block::Divider => continue,
        };
        parts.push(part.trim().to_owned());
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
