//! What another program put on the clipboard or into a Word document, read as text of an article.
//!
//! A clipboard offers the same words in several flavours: HTML as Word means it, RTF, plain text. [`read`] takes the best of them and returns what the
//! article can hold together with a [`Receipt`]: what was kept, changed and dropped. Pictures come out as bytes; whoever keeps media takes them in and
//! says so to [`Pasted::write`], which gives the blocks in the words of the schema.
//!
//! [`document`] reads a Word document into the same form.
//!
//! The crate is pure and bounded. It fetches nothing, reads no clock, and answers any bytes at all with a valid document, in time and memory that the
//! limits in this crate set. No markup of the source goes through: blocks are built from what was understood, never by cleaning what was there.

#![deny(missing_docs)]

mod docx;
mod fit;
mod flow;
mod fold;
mod grid;
mod html;
mod legacy;
mod limits;
mod model;
mod picture;
mod receipt;
mod rtf;
mod text;
mod tidy;
mod word_list;
mod write;

use serde_json::Value;

pub use docx::{Document, Unreadable, document};
pub use legacy::Charset;
pub use picture::Picture;
pub use receipt::{Fate, Receipt, Thing};
pub use write::Taken;

use model::{Block, Inline};
use picture::Pictures;
use receipt::Notes;
use write::{Dialect, Writer};

/// The flavours of a clipboard or of something dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clip {
    /// `text/html`.
    pub html: Option<String>,
    /// `text/rtf`, or the “Rich Text Format” of Windows.
    pub rtf: Option<Vec<u8>>,
    /// `text/plain`.
    pub text: Option<String>,
    /// A picture alone, as an image file.
    pub picture: Option<Vec<u8>>,
}

/// How a clip is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// With all that the article can say.
    #[default]
    Rich,
    /// The words alone, a paragraph for each line.
    Words,
}

/// Where a clip came from, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Microsoft Word, on the desk or on the web.
    Word,
    /// Microsoft Excel.
    Excel,
    /// LibreOffice or OpenOffice.
    LibreOffice,
    /// Google Docs or Sheets.
    GoogleDocs,
    /// A web page, a mail, a chat.
    Page,
    /// RTF of any program.
    Rtf,
    /// Cells between tabs.
    Cells,
    /// Plain text.
    Text,
    /// A picture.
    Picture,
    /// Nothing that could be read.
    Nothing,
}

/// What a clip was read as.
#[derive(Debug, Clone, PartialEq)]
pub struct Pasted {
    blocks: Vec<Block>,
    /// The pictures that came along, in the order of the text.
    pub pictures: Vec<Picture>,
    /// What was changed and dropped in reading. [`Pasted::write`] adds what was kept.
    pub receipt: Receipt,
    /// Where it came from.
    pub source: Source,
    /// The charset that the text seems to have been written in without saying so. The person is asked.
    pub suspect: Option<Charset>,
}

/// Reads a clip. `charset` is the one that a person says a text without fonts is written in.
pub fn read(clip: &Clip, manner: Manner, charset: Option<Charset>) -> Pasted {
    let notes = Notes::default();
    let (blocks, pictures, source) = match manner {
        Manner::Rich => rich(clip, &notes),
        Manner::Words => words(clip, &notes),
    };
    let mut blocks = blocks;
    // Only text whose fonts nobody knows can be doubted.
    let has_fonts = !matches!(source, Source::Text | Source::Cells);
    if let Some(charset) = charset {
        of_charset(&mut blocks, charset);
    }
    let suspect = match (has_fonts, charset, &clip.text) {
        (false, None, Some(text)) => legacy::suspect(limits::within(text, limits::TEXT_BYTES).0),
        _ => None,
    };
    let mut receipt = notes.into_receipt();
    let blocks = fit::fit(blocks, &mut receipt);
    Pasted { blocks, pictures, receipt, source, suspect }
}

impl Pasted {
    /// The blocks in the words of the schema, with the pictures that were taken in: one entry for each of [`Pasted::pictures`]. What was kept is added to the receipt.
    pub fn write(&mut self, taken: &[Option<Taken>]) -> Vec<Value> {
        self.write_as(Dialect::of_this_build(), taken)
    }

    fn write_as(&mut self, dialect: Dialect, taken: &[Option<Taken>]) -> Vec<Value> {
        let lost = self.pictures.iter().enumerate().filter(|(at, _)| taken.get(*at).is_none_or(Option::is_none)).count();
        self.receipt.add(Thing::BrokenPictures, u32::try_from(lost).unwrap_or(u32::MAX));
        let alts = self.pictures.iter().map(|picture| picture.alt.as_str()).collect();
        Writer::new(dialect, taken, alts, &mut self.receipt).blocks(&self.blocks)
    }
}

/// The best flavour that says anything.
fn rich(clip: &Clip, notes: &Notes) -> (Vec<Block>, Vec<Picture>, Source) {
    if let Some(html) = clip.html.as_deref().filter(|html| !html.trim().is_empty()) {
        // The HTML of Word names files of its own where the RTF beside it holds the pictures.
        let beside = match &clip.rtf {
            Some(rtf) if html.contains("file:/") || html.contains(":\\") => rtf::pictures(rtf),
            Some(_) | None => Vec::new(),
        };
        let mut pictures = Pictures::beside(beside);
        let page = html::read(html, &mut pictures, notes);
        let blocks = fold::fold(page.pieces, notes);
        if !blocks.is_empty() || (clip.rtf.is_none() && clip.text.is_none() && clip.picture.is_none()) {
            return (blocks, pictures.into_taken(), page.source);
        }
    }
    if let Some(rtf) = clip.rtf.as_deref().filter(|rtf| rtf::is_rtf(rtf)) {
        let mut pictures = Pictures::default();
        let blocks = fold::fold(rtf::read(rtf, &mut pictures, notes), notes);
        if !blocks.is_empty() {
            return (blocks, pictures.into_taken(), Source::Rtf);
        }
    }
    if let Some(text) = clip.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let (text, complete) = limits::within(text, limits::SOURCE_BYTES);
        notes.add(Thing::TooMuch, u32::from(!complete));
        let (blocks, shape) = text::read(text, notes);
        let source = if shape == text::Shape::Table { Source::Cells } else { Source::Text };
        return (blocks, Vec::new(), source);
    }
    if let Some(bytes) = &clip.picture {
        let mut pictures = Pictures::default();
        let picture = pictures.take(bytes.clone(), "", notes);
        let figure = picture.map(|picture| Block::Figure(model::Figure { picture, caption: Vec::new() }));
        return (figure.into_iter().collect(), pictures.into_taken(), Source::Picture);
    }
    (Vec::new(), Vec::new(), Source::Nothing)
}

/// The words alone, of the plainest flavour there is.
fn words(clip: &Clip, notes: &Notes) -> (Vec<Block>, Vec<Picture>, Source) {
    if let Some(text) = clip.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let (text, complete) = limits::within(text, limits::SOURCE_BYTES);
        notes.add(Thing::TooMuch, u32::from(!complete));
        return (text::lines(text), Vec::new(), Source::Text);
    }
    // What other flavours drop is of no interest to whoever wants words: only their text is.
    let (blocks, _, source) = rich(&Clip { picture: None, ..clip.clone() }, &Notes::default());
    let mut lines = Vec::new();
    write::plain(&fit::fit(blocks, &mut Receipt::default()), &mut lines);
    (lines.into_iter().filter(|line| !line.trim().is_empty()).map(Block::line).collect(), Vec::new(), source)
}

/// Says of every run that it is written in a charset.
fn of_charset(blocks: &mut [Block], charset: Charset) {
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Heading { inline: line, .. } => {
                for piece in line {
                    if let Inline::Text { look, .. } = piece {
                        look.font = Some(legacy::Font { charset, capitals: false });
                    }
                }
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| of_charset(item, charset)),
            Block::Quote(inner) => of_charset(inner, charset),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| of_charset(&mut cell.blocks, charset)),
            Block::Figure(_) | Block::Divider => {}
        }
    }
}

#[cfg(test)]
mod tests;
