//! What control words say.

use super::{Picture, Reader};
use crate::{
    receipt::Thing,
    rtf::{
        charset,
        state::{Destination, Paragraph},
    },
};

impl Reader<'_> {
    pub(super) fn word(&mut self, name: &str, number: Option<i32>) {
        if self.destination(name) || self.state.letters(name, number) {
            return;
        }
        match (name, number) {
            ("ansicpg", Some(page)) => {
                self.usual = charset::of_code_page(page).unwrap_or(self.usual);
                self.state.encoding = self.usual;
            }
            ("u", Some(number)) => self.unicode(number),
            ("uc", Some(count)) => self.state.stand_ins = usize::try_from(count).unwrap_or_default().min(16),
            ("f", Some(font)) if self.state.destination == Destination::Fonts => self.entry.0 = font,
            ("f", Some(font)) => self.font(font),
            ("fcharset", charset) => self.entry.1 = charset,
            ("s", Some(style)) if self.state.destination == Destination::Styles => self.entry.0 = style,
            ("outlinelevel", level) if self.state.destination == Destination::Styles => self.entry.2 = level,
            ("s", Some(style)) => self.state.paragraph.style = style,
            ("outlinelevel", level) => self.state.paragraph.outline = level.filter(|level| (0..6).contains(level)),
            ("ls", list) => self.state.paragraph.list = list,
            ("ilvl", Some(level)) => self.state.paragraph.level = level,
            ("pard", _) => self.state.paragraph = Paragraph::default(),
            ("par" | "sect" | "page", _) => self.end_paragraph(),
            ("line" | "softline", _) if self.state.destination == Destination::Body => self.flow().line_break(),
            ("pngblip" | "jpegblip", _) => self.picture.is_shown = true,
            ("cf" | "highlight" | "ul" | "strike" | "chcbpat", Some(1..) | None)
                if self.state.destination == Destination::Body && name != "cf" =>
            {
                self.notes.note(Thing::Formatting);
            }
            _ if self.table_word(name, number) => {}
            _ => self.sign(name),
        }
    }

    /// Signs that have a name.
    fn sign(&mut self, name: &str) {
        let sign = match name {
            "tab" | "emspace" | "enspace" | "qmspace" => " ",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            _ => return,
        };
        self.letters(sign);
    }

    /// Turns a group to where it goes; whether the word did so.
    fn destination(&mut self, name: &str) -> bool {
        let starred = std::mem::take(&mut self.starred);
        // What nobody reads is not read inside either.
        if self.state.destination == Destination::Nothing {
            return true;
        }
        self.state.destination = match name {
            "fonttbl" => Destination::Fonts,
            "stylesheet" => Destination::Styles,
            "listtext" | "pntext" => {
                self.marker.clear();
                Destination::Marker
            }
            "footnote" => {
                self.note.clear();
                Destination::Note
            }
            "fldinst" => {
                self.instruction.clear();
                Destination::Instruction
            }
            "pict" => {
                self.picture = Picture::default();
                Destination::Picture
            }
            "shppict" | "fldrslt" | "field" | "result" => return true,
            "shpinst" => Destination::Shape,
            "shptxt" => Destination::Body,
            "annotation" => {
                self.notes.note(Thing::Comments);
                Destination::Nothing
            }
            "colortbl" | "info" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf"
            | "nonshppict" | "filetbl" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "ftnsep" | "ftnsepc" | "aftnsep"
            | "shprslt" | "objdata" | "xe" | "tc" | "nonesttables" | "mmathPr" => Destination::Nothing,
            // A destination that this reader does not know may be passed over, says the star.
            _ if starred && self.state.destination != Destination::Styles => Destination::Nothing,
            _ => return false,
        };
        true
    }

    fn font(&mut self, number: i32) {
        self.state.font = number;
        let entry = self.fonts.get(&number).copied();
        self.state.encoding = entry.map_or(self.usual, |entry| entry.encoding);
        self.state.look.font = entry.and_then(|entry| entry.legacy);
    }

    /// The name of a font or style, which ends in a semicolon.
    pub(super) fn entry_text(&mut self, text: &str) {
        for c in text.chars() {
            if c != ';' {
                self.name.push(c);
                continue;
            }
            let name = std::mem::take(&mut self.name);
            let (number, charset, outline) = std::mem::take(&mut self.entry);
            if self.state.destination == Destination::Fonts {
                self.fonts.insert(number, charset::font(name.trim(), charset, self.usual));
            } else {
                let named = name.trim().to_ascii_lowercase().strip_prefix("heading ").and_then(|level| level.parse::<i32>().ok());
                if let Some(level) = outline.map(|level| level + 1).or(named).filter(|level| (1..=6).contains(level)) {
                    self.headings.insert(number, level as u8);
                }
            }
        }
    }
}
