//! What was read, before it is written in the schema's words.
//!
//! The readers of HTML, RTF and plain text all end here, so that what becomes of a hidden word, a legacy font or a list in a table cell is
//! decided once, in [`tidy`](crate::tidy), [`fit`](crate::fit) and [`write`](crate::write). A value of these types can be anything; only what `write` makes of it is an article.

use std::rc::Rc;

use crate::legacy::Font;

/// A block as some other program meant it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(Vec<Inline>),
    /// Levels as HTML counts them, 1 to 6.
    Heading {
        level: u8,
        inline: Vec<Inline>,
    },
    List(List),
    Quote(Vec<Block>),
    Figure(Figure),
    Table(Table),
    Divider,
}

/// A list, numbered from `start` or not at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct List {
    pub start: Option<u32>,
    pub items: Vec<Vec<Block>>,
}

/// A picture by its place in [`Pasted::pictures`](crate::Pasted::pictures), with the words below it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub picture: usize,
    pub caption: Vec<Inline>,
}

/// A table as it was written; [`fit`](crate::fit) makes it a rectangle.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    pub caption: String,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell and the places of the grid that it takes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    pub header: bool,
    pub wide: usize,
    pub tall: usize,
    pub blocks: Vec<Block>,
}

/// What stands in a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inline {
    Text {
        text: String,
        look: Look,
    },
    Break,
    /// The text of a footnote, where it is referred to.
    Note(String),
    /// A picture in the line; it leaves the line before anything is written.
    Picture(usize),
}

/// How a piece of text looked, as far as the article can say it or its letters depend on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Look {
    pub strong: bool,
    pub em: bool,
    pub height: Height,
    pub link: Option<Rc<str>>,
    /// The legacy font that the letters are meant for.
    pub font: Option<Font>,
}

/// Above or below the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Height {
    #[default]
    Line,
    Above,
    Below,
}

impl Inline {
    /// Text that looks like nothing in particular.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), look: Look::default() }
    }
}

impl Block {
    /// A paragraph of one plain text.
    pub fn line(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Inline::plain(text)])
    }
}

/// The words of a line, with breaks as spaces.
pub(crate) fn words(inline: &[Inline]) -> String {
    let mut words = String::new();
    for piece in inline {
        match piece {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::Break => words.push(' '),
            Inline::Note(_) | Inline::Picture(_) => {}
        }
    }
    words
}

/// Whether a line says nothing.
pub(crate) fn is_blank(inline: &[Inline]) -> bool {
    inline.iter().all(|piece| match piece {
        Inline::Text { text, .. } => text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'),
        Inline::Break => true,
        Inline::Note(_) | Inline::Picture(_) => false,
    })
}
