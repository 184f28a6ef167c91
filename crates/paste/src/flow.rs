//! The blocks of a container while they are being read: a line that grows, and what the lines before it became.

use crate::{
    model::{Block, Figure, Inline, Look, is_blank},
    word_list::Item,
};

/// What a line becomes when it ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Paragraph,
    Heading(u8),
    /// The words of a picture or table beside it.
    Caption,
    /// An item of a list that is written as paragraphs; its marker is found in the line.
    Item {
        list: String,
        level: usize,
        marker: Option<String>,
    },
}

/// A block, or what is one only beside others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Block(Block),
    Item(Item),
    Caption(Vec<Inline>),
}

pub(crate) struct Flow {
    pieces: Vec<Piece>,
    line: Vec<Inline>,
    pub kind: Kind,
}

impl Flow {
    pub fn new() -> Self {
        Self { pieces: Vec::new(), line: Vec::new(), kind: Kind::Paragraph }
    }

    /// Adds text to the line; spaces and line ends in it are one space, as a browser shows them.
    pub fn text(&mut self, text: &str, look: &Look) {
        let mut collapsed = String::with_capacity(text.len());
        let mut after_space = self.is_after_space();
        for c in text.chars() {
            // The no-break spaces of Word stand for tabs and gaps.
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}');
            if !is_space {
                collapsed.push(c);
            } else if !after_space {
                collapsed.push(' ');
            }
            after_space = is_space;
        }
        self.push(collapsed, look);
    }

    /// Adds text whose spaces and line ends mean themselves.
    pub fn kept_text(&mut self, text: &str, look: &Look) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line_break();
            }
            self.push(line.replace(['\r', '\t', '\u{a0}'], " "), look);
        }
    }

    fn push(&mut self, text: String, look: &Look) {
        if text.is_empty() {
            return;
        }
        match self.line.last_mut() {
            Some(Inline::Text { text: there, look: same }) if same == look => there.push_str(&text),
            _ => self.line.push(Inline::Text { text, look: look.clone() }),
        }
    }

    pub fn inline(&mut self, piece: Inline) {
        self.line.push(piece);
    }

    /// Breaks the line. Two breaks are the end of a paragraph to whoever wrote them.
    pub fn line_break(&mut self) {
        if self.kind == Kind::Paragraph && matches!(self.line.last(), Some(Inline::Break)) {
            self.end_line();
        } else if !self.line.is_empty() {
            self.line.push(Inline::Break);
        }
    }

    fn is_after_space(&self) -> bool {
        match self.line.last() {
            Some(Inline::Text { text, .. }) => text.ends_with(' '),
            Some(Inline::Note(_)) => false,
            Some(Inline::Break | Inline::Picture(_)) | None => true,
        }
    }

    /// Ends the line: it becomes what its kind says, and a picture in it a block of its own.
    pub fn end_line(&mut self) {
        let mut words = Vec::new();
        for piece in std::mem::take(&mut self.line) {
            match piece {
                Inline::Picture(picture) => {
                    self.end_words(&mut words);
                    self.pieces.push(Piece::Block(Block::Figure(Figure { picture, caption: Vec::new() })));
                }
                piece => words.push(piece),
            }
        }
        self.end_words(&mut words);
    }

    fn end_words(&mut self, words: &mut Vec<Inline>) {
        let words = std::mem::take(words);
        if is_blank(&words) {
            return;
        }
        self.pieces.push(match &mut self.kind {
            Kind::Paragraph => Piece::Block(Block::Paragraph(words)),
            Kind::Heading(level) => Piece::Block(Block::Heading { level: *level, inline: words }),
            Kind::Caption => Piece::Caption(words),
            Kind::Item { list, level, marker } => {
                // The first line has the marker; what follows a picture is said without one.
                let marker = marker.take().unwrap_or_default();
                Piece::Item(Item { list: list.clone(), level: *level, marker, ordered: None, blocks: vec![Block::Paragraph(words)] })
            }
        });
    }

    /// Ends the line and adds a block.
    pub fn block(&mut self, block: Block) {
        self.piece(Piece::Block(block));
    }

    pub fn piece(&mut self, piece: Piece) {
        self.end_line();
        self.pieces.push(piece);
    }

    pub fn extend(&mut self, pieces: Vec<Piece>) {
        self.end_line();
        self.pieces.extend(pieces);
    }

    /// Everything that was read.
    pub fn into_pieces(mut self) -> Vec<Piece> {
        self.end_line();
        self.pieces
    }
}
