//! From pieces to blocks: items become lists, captions join what they are captions of.

use crate::{
    flow::Piece,
    model::{Block, Inline, is_blank, words},
    receipt::Notes,
    word_list,
};

/// Makes blocks of the pieces of one container.
pub(crate) fn fold(pieces: Vec<Piece>, notes: &Notes) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut items = Vec::new();
    // Words above a table, until it is known whether one follows.
    let mut caption: Option<Vec<Inline>> = None;
    for piece in pieces {
        if let Piece::Item(item) = piece {
            blocks.extend(caption.take().map(Block::Paragraph));
            items.push(item);
            continue;
        }
        blocks.extend(word_list::fold(std::mem::take(&mut items), notes));
        match captioned(piece, blocks.last()) {
            Piece::Caption(line) => {
                blocks.extend(caption.take().map(Block::Paragraph));
                caption = joins_last(&mut blocks, line);
            }
            Piece::Block(mut block) => {
                if let Some(line) = caption.take()
                    && let Some(line) = joins(&mut block, line)
                {
                    blocks.push(Block::Paragraph(line));
                }
                blocks.push(block);
            }
            Piece::Item(_) => {}
        }
    }
    blocks.extend(word_list::fold(items, notes));
    blocks.extend(caption.map(Block::Paragraph));
    blocks
}

/// “Ảnh 1. …” below a picture and “Bảng 2. …” are captions, whatever style they have.
fn captioned(piece: Piece, above: Option<&Block>) -> Piece {
    let Piece::Block(Block::Paragraph(line)) = piece else { return piece };
    let written = words(&line).to_lowercase();
    let mut parts = written.split_whitespace();
    let names_picture =
        matches!(parts.next(), Some("ảnh" | "hình")) && matches!(above, Some(Block::Figure(figure)) if figure.caption.is_empty());
    let names_table = written.starts_with("bảng ");
    let number = written.split_whitespace().nth(1).unwrap_or_default();
    let is_numbered = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(['.', ':']);
    if (names_picture || names_table) && is_numbered && written.chars().count() <= 200 {
        Piece::Caption(line)
    } else {
        Piece::Block(Block::Paragraph(line))
    }
}

/// Gives a caption to the picture right above it; the words again when there is none.
fn joins_last(blocks: &mut [Block], line: Vec<Inline>) -> Option<Vec<Inline>> {
    match blocks.last_mut() {
        Some(block @ Block::Figure(_)) => joins(block, line),
        Some(_) | None => Some(line),
    }
}

/// Gives a caption to a picture or table that has none.
fn joins(block: &mut Block, line: Vec<Inline>) -> Option<Vec<Inline>> {
    match block {
        Block::Figure(figure) if is_blank(&figure.caption) => figure.caption = line,
        Block::Table(table) if table.caption.is_empty() => table.caption = words(&line),
        _ => return Some(line),
    }
    None
}
