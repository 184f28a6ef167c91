//! A Word document (DOCX, ECMA-376), read: the file itself instead of what Word would put on the clipboard.
//!
//! A document is a ZIP of XML files. [`package`] opens it within limits, [`tree`] reads one file of it, [`styles`] and [`numbering`] say what
//! paragraphs mean, and [`body`] makes of them the same pieces that clipboards become. Nothing outside the file is read, and no program in it.

mod body;
mod notes;
mod numbering;
mod package;
mod styles;
mod tree;

use crate::{
    Pasted, Source, fit, fold,
    model::{Block, Inline},
    picture::Pictures,
    receipt::{Notes, Receipt},
    tidy,
};

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no Word document, or a damaged one.
    Foreign,
    /// It is built to need far more memory than any document does.
    Hostile,
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The heading that it begins with, in one line; empty when it begins otherwise.
    pub title: String,
    /// The rest of it.
    pub text: Pasted,
}

/// Reads a Word document.
///
/// # Errors
/// When it is none, or asks for more than a document may.
pub fn document(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = package::Package::open(bytes)?;
    let notes = Notes::default();
    let mut pictures = Pictures::default();
    let pieces = body::read(&mut package, &mut pictures, &notes)?;
    let mut blocks = fold::fold(pieces, &notes);
    let mut receipt = notes.into_receipt();
    let title = title(&mut blocks, &mut receipt);
    let blocks = fit::fit(blocks, &mut receipt);
    Ok(Document { title, text: Pasted { blocks, pictures: pictures.into_taken(), receipt, source: Source::Word, suspect: None } })
}

/// Takes the first heading off, when the document begins with it.
fn title(blocks: &mut Vec<Block>, receipt: &mut Receipt) -> String {
    let Some(Block::Heading { level: 1, inline }) = blocks.first_mut() else { return String::new() };
    let line = tidy::line(std::mem::take(inline), receipt);
    blocks.remove(0);
    let words: String = line
        .iter()
        .map(|piece| match piece {
            Inline::Text { text, .. } => text.as_str(),
            Inline::Break => " ",
            Inline::Note(_) | Inline::Picture(_) => "",
        })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
