//! The one way through a file.

mod lines;
mod words;

use std::collections::HashMap;

use banthao_document::link;
use encoding_rs::Encoding;

use super::{
    charset::FontEntry,
    state::{Destination, State},
    table::{Edge, Row},
    token::{Token, Tokens},
};
use crate::{
    flow::{Flow, Piece},
    limits::RTF_DEPTH,
    model::Inline,
    receipt::{Notes, Thing},
};

/// Takes a picture and gives its number in the paste.
type TakePicture<'p> = &'p mut dyn FnMut(Vec<u8>) -> Option<usize>;

pub(super) struct Reader<'a> {
    notes: &'a Notes,
    /// Whether pictures that nobody can show are given too, as nothing.
    pub keeps_all_pictures: bool,
    state: State,
    stack: Vec<State>,
    /// Groups that are open beyond the deepest one.
    too_deep: usize,
    usual: &'static Encoding,
    fonts: HashMap<i32, FontEntry>,
    /// Heading levels by style.
    headings: HashMap<i32, u8>,
    /// The number and the charset of the font or style that is being read, and its name so far.
    entry: (i32, Option<i32>, Option<i32>),
    name: String,
    /// Bytes that wait to be decoded together: a letter may be two.
    bytes: Vec<u8>,
    /// The first half of a letter beyond the sixteen bits of `\u`.
    high: Option<u16>,
    skipped: usize,
    starred: bool,
    /// What the last letters were counted as.
    counted: Option<Thing>,
    marker: String,
    note: String,
    instruction: String,
    picture: Picture,
    page: Flow,
    cell: Flow,
    row: Row,
    edge: Edge,
    rows: Vec<Row>,
}

#[derive(Default)]
struct Picture {
    is_shown: bool,
    digits: Vec<u8>,
    bytes: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub fn new(notes: &'a Notes) -> Self {
        let usual = encoding_rs::WINDOWS_1252;
        Self {
            notes,
            keeps_all_pictures: false,
            state: State::new(usual),
            stack: Vec::new(),
            too_deep: 0,
            usual,
            fonts: HashMap::new(),
            headings: HashMap::new(),
            entry: (0, None, None),
            name: String::new(),
            bytes: Vec::new(),
            high: None,
            skipped: 0,
            starred: false,
            counted: None,
            marker: String::new(),
            note: String::new(),
            instruction: String::new(),
            picture: Picture::default(),
            page: Flow::new(),
            cell: Flow::new(),
            row: Row::default(),
            edge: Edge::default(),
            rows: Vec::new(),
        }
    }

    pub fn run(&mut self, file: &[u8], take: TakePicture<'_>) {
        for token in Tokens(file) {
            // What stands in for a letter of Unicode is passed over, whatever it is written as.
            if self.skipped > 0 {
                match token {
                    Token::Hex(_) => {
                        self.skipped -= 1;
                        continue;
                    }
                    Token::Text(text) => {
                        let passed = self.skipped.min(text.len());
                        self.skipped -= passed;
                        self.text(&text[passed..]);
                        continue;
                    }
                    Token::Open | Token::Close | Token::Word(..) | Token::Symbol(_) | Token::Binary(_) => self.skipped = 0,
                }
            }
            if !matches!(token, Token::Hex(_) | Token::Text(_)) {
                self.decode();
            }
            match token {
                Token::Open if self.stack.len() >= RTF_DEPTH => self.too_deep += 1,
                Token::Open => self.stack.push(self.state.clone()),
                Token::Close if self.too_deep > 0 => self.too_deep -= 1,
                Token::Close => self.close(take),
                Token::Word(name, number) => self.word(name, number),
                Token::Symbol(b'*') => {
                    self.starred = true;
                    continue;
                }
                Token::Symbol(symbol) => self.symbol(symbol),
                Token::Hex(byte) => self.byte(byte),
                Token::Text(text) => self.text(text),
                Token::Binary(bytes) if self.state.destination == Destination::Picture => self.picture.bytes.extend_from_slice(bytes),
                Token::Binary(_) => {}
            }
            self.starred = false;
        }
        self.decode();
    }

    pub fn finish(mut self) -> Vec<Piece> {
        self.end_line();
        self.end_table();
        self.page.into_pieces()
    }

    fn byte(&mut self, byte: u8) {
        match self.state.destination {
            Destination::Picture => self.picture.digits.push(byte),
            Destination::Nothing | Destination::Shape => {}
            _ => self.bytes.push(byte),
        }
    }

    fn text(&mut self, text: &[u8]) {
        match self.state.destination {
            Destination::Picture => self.picture.digits.extend_from_slice(text),
            Destination::Nothing | Destination::Shape => {}
            _ => self.bytes.extend_from_slice(text),
        }
    }

    /// Makes letters of the bytes that wait.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.state.encoding.decode_without_bom_handling(&bytes);
        self.letters(&text);
    }

    fn unicode(&mut self, number: i32) {
        // Negative numbers are the upper half of sixteen bits.
        let unit = number as u16;
        let letter = match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                None
            }
            (Some(high), 0xdc00..=0xdfff) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            (_, unit) => char::from_u32(u32::from(unit)),
        };
        if let Some(letter) = letter {
            self.letters(letter.encode_utf8(&mut [0; 4]));
        }
        self.skipped = self.state.stand_ins;
    }

    fn letters(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body if self.state.hidden || self.state.deleted => {
                self.once(if self.state.deleted { Thing::Deletions } else { Thing::Hidden }, text);
            }
            Destination::Body => {
                if self.state.inserted {
                    self.once(Thing::Insertions, text);
                } else {
                    self.counted = None;
                }
                let look = self.state.look.clone();
                self.begin_line();
                self.flow().text(text, &look);
            }
            Destination::Fonts | Destination::Styles => self.entry_text(text),
            Destination::Marker => self.marker.push_str(text),
            Destination::Note if !self.state.hidden && !self.state.deleted => match self.state.look.font {
                Some(font) => self.note.push_str(&crate::legacy::shown(text, font)),
                None => self.note.push_str(text),
            },
            Destination::Instruction if self.instruction.len() < 4096 => self.instruction.push_str(text),
            Destination::Note | Destination::Instruction | Destination::Picture | Destination::Shape | Destination::Nothing => {}
        }
    }

    /// Counts a piece of text of a kind; what follows it directly is the same piece.
    fn once(&mut self, thing: Thing, text: &str) {
        if !text.trim().is_empty() && self.counted != Some(thing) {
            self.counted = Some(thing);
            self.notes.note(thing);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.letters(" "),
            b'_' => self.letters("-"),
            b'\\' | b'{' | b'}' => self.letters(char::from(symbol).encode_utf8(&mut [0; 4])),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, take: TakePicture<'_>) {
        let Some(outer) = self.stack.pop() else { return };
        let closed = std::mem::replace(&mut self.state, outer);
        if closed.destination == self.state.destination {
            return;
        }
        match closed.destination {
            Destination::Note => {
                let words = self.note.split_whitespace().collect::<Vec<_>>().join(" ");
                if self.state.destination == Destination::Body && !words.is_empty() {
                    self.begin_line();
                    self.flow().inline(Inline::Note(words));
                }
            }
            Destination::Instruction => self.state.look.link = address(&self.instruction, self.notes),
            Destination::Picture => self.end_picture(take),
            Destination::Body
            | Destination::Fonts
            | Destination::Styles
            | Destination::Marker
            | Destination::Shape
            | Destination::Nothing => {}
        }
    }

    fn end_picture(&mut self, take: TakePicture<'_>) {
        let Picture { is_shown, digits, mut bytes } = std::mem::take(&mut self.picture);
        if bytes.is_empty() {
            let nibbles: Vec<u8> = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)).map(|nibble| nibble as u8).collect();
            bytes = nibbles.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect();
        }
        if !is_shown {
            self.notes.note(Thing::BrokenPictures);
            bytes.clear();
        }
        if (bytes.is_empty() && !self.keeps_all_pictures) || self.state.hidden || self.state.deleted {
            return;
        }
        if let Some(picture) = take(bytes) {
            self.begin_line();
            self.flow().inline(Inline::Picture(picture));
        }
    }
}

/// The address in `HYPERLINK "…"`.
fn address(instruction: &str, notes: &Notes) -> Option<std::rc::Rc<str>> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    // `\l` is a place of the same document.
    let href = rest.strip_prefix('"')?.split('"').next()?.trim().replace(' ', "%20");
    if href.is_empty() {
        return None;
    }
    if link::target(&href).is_none() {
        notes.note(Thing::BadLinks);
        return None;
    }
    Some(href.into())
}
