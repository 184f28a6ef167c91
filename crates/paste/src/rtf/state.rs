//! What holds inside a group of RTF, and is forgotten at its end.

use encoding_rs::Encoding;

use crate::model::{Height, Look};

/// Where what a group holds goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    Body,
    Fonts,
    Styles,
    /// The marker of an item.
    Marker,
    /// The words of a footnote.
    Note,
    /// The instruction of a field, such as `HYPERLINK "…"`.
    Instruction,
    Picture,
    /// A drawn shape: only its picture and the text in it are read.
    Shape,
    /// Nowhere.
    Nothing,
}

#[derive(Debug, Clone)]
pub(super) struct State {
    pub destination: Destination,
    pub look: Look,
    pub hidden: bool,
    pub deleted: bool,
    pub inserted: bool,
    pub paragraph: Paragraph,
    /// The number of the font, as the file's table has it.
    pub font: i32,
    pub encoding: &'static Encoding,
    /// How many bytes after a `\u` stand in for it.
    pub stand_ins: usize,
}

/// What holds for a paragraph until `\pard`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub style: i32,
    /// The outline level from 0; none for text.
    pub outline: Option<i32>,
    pub list: Option<i32>,
    pub level: i32,
    pub in_table: bool,
}

impl State {
    pub fn new(encoding: &'static Encoding) -> Self {
        Self {
            destination: Destination::Body,
            look: Look::default(),
            hidden: false,
            deleted: false,
            inserted: false,
            paragraph: Paragraph::default(),
            font: 0,
            encoding,
            stand_ins: 1,
        }
    }

    /// `\plain`: letters look like nothing in particular again.
    pub fn plain(&mut self) {
        self.look = Look { link: self.look.link.clone(), ..Look::default() };
        (self.hidden, self.deleted, self.inserted) = (false, false, false);
    }

    /// Obeys a word about letters; whether it was one.
    pub fn letters(&mut self, name: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match name {
            "b" => self.look.strong = on,
            "i" => self.look.em = on,
            "super" => self.look.height = if on { Height::Above } else { Height::Line },
            "sub" => self.look.height = if on { Height::Below } else { Height::Line },
            "nosupersub" => self.look.height = Height::Line,
            "v" => self.hidden = on,
            "deleted" => self.deleted = on,
            "revised" => self.inserted = on,
            "plain" => self.plain(),
            _ => return false,
        }
        true
    }
}
