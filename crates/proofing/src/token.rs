//! A block of text as words, numbers and marks.
//!
//! Addresses, paths, codes and the like are one [`Kind::Opaque`] token each, so that no rule about words ever sees their inside.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with the marks that combine with them.
    Word,
    /// Digits.
    Number,
    /// White space within a line.
    Space,
    /// One character that is none of the others.
    Mark(char),
    /// A line end, or something in the line that is no text.
    Break,
    /// What is not prose: an address, a path, a code.
    Opaque,
}

/// How a word uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// None.
    Lower,
    /// The first letter only.
    Title,
    /// Every letter, and there are two at least.
    Upper,
    /// Some in its middle.
    Mixed,
}

/// A piece of the block.
#[derive(Debug, Clone)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    /// As written.
    pub(crate) text: &'t str,
    /// Composed and in lower case; empty for what is no word.
    pub(crate) lower: String,
    pub(crate) case: Case,
    /// First unit and the one after the last, in UTF-16.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Token<'_> {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether the first letter is a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.is_word() && self.case != Case::Lower && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Composed, as written otherwise.
    pub(crate) fn composed(&self) -> Cow<'_, str> {
        if is_nfc(self.text) { Cow::Borrowed(self.text) } else { Cow::Owned(self.text.nfc().collect()) }
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Takes a block apart. Every character is in exactly one token.
pub(crate) fn tokens(block: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(block.len() / 3);
    let mut units = 0u32;
    let mut rest = block;
    let mut fresh = true;
    while let Some(first) = rest.chars().next() {
        let opaque = if fresh { opaque_length(rest) } else { 0 };
        let (kind, length) = if opaque > 0 { (Kind::Opaque, opaque) } else { piece(first, rest) };
        let text = &rest[..length];
        let end = units + text.encode_utf16().count() as u32;
        let (lower, case) = if kind == Kind::Word { word(text) } else { (String::new(), Case::Lower) };
        tokens.push(Token { kind, text, lower, case, start: units, end });
        fresh = matches!(kind, Kind::Space | Kind::Break | Kind::Mark('(' | '[' | '"' | '“' | '‘' | '«' | '<'));
        units = end;
        rest = &rest[length..];
    }
    tokens
}

fn piece(first: char, rest: &str) -> (Kind, usize) {
    let run = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
    if first.is_alphabetic() {
        (Kind::Word, run(|c| c.is_alphabetic() || is_combining(c)))
    } else if first.is_ascii_digit() {
        (Kind::Number, run(|c| c.is_ascii_digit()))
    } else if matches!(first, '\n' | '\r' | '\u{fffc}') {
        (Kind::Break, first.len_utf8())
    } else if first.is_whitespace() {
        (Kind::Space, run(|c| c.is_whitespace() && c != '\n' && c != '\r'))
    } else {
        (Kind::Mark(first), first.len_utf8())
    }
}

fn word(text: &str) -> (String, Case) {
    let composed: String = text.nfc().collect();
    let mut letters = composed.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let others = letters.clone().filter(|c| c.is_uppercase()).count();
    let case = match (first, others) {
        (false, 0) => Case::Lower,
        (true, 0) => Case::Title,
        (true, some) if some == letters.count() => Case::Upper,
        (_, _) => Case::Mixed,
    };
    (composed.to_lowercase(), case)
}

/// The length of an address, path or code at the start of `rest`, 0 when there is none.
fn opaque_length(rest: &str) -> usize {
    let chunk = &rest[..rest.find(|c: char| c.is_whitespace() || c == '\u{fffc}').unwrap_or(rest.len())];
    if chunk.len() < 2 {
        return 0;
    }
    // The marks after an address are the sentence's.
    let trimmed = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '”', '’', '»', '…']);
    if trimmed.is_empty() {
        return 0;
    }
    let is_address = trimmed.contains("://") || trimmed.starts_with("www.") || (trimmed.contains('@') && trimmed.is_ascii());
    let is_code =
        trimmed.contains(['_', '\\', '{', '}', '=', '#', '~']) || trimmed.contains("::") || (trimmed.starts_with('/') && trimmed.len() > 1);
    if is_address || is_code || is_domain(trimmed) || is_reference(trimmed) { trimmed.len() } else { 0 }
}

fn is_domain(chunk: &str) -> bool {
    let host = chunk.split('/').next().unwrap_or(chunk);
    let plain = host.is_ascii() && host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    plain
        && [
            "vn", "com", "org", "net", "gov", "edu", "info", "io", "eu", "int", "uk", "exe", "pdf", "docx", "doc", "xlsx", "jpg", "png",
            "zip",
        ]
        .iter()
        .any(|end| host.rsplit('.').next() == Some(end))
}

/// Letters and digits grown together: A4, H5N1, 5G, b2b, QL1A. Not `10km`, `30/2020/NĐ-CP`, nor what holds other marks.
fn is_reference(chunk: &str) -> bool {
    let mixed = chunk.chars().any(|c| c.is_ascii_digit()) && chunk.chars().any(char::is_alphabetic);
    mixed
        && chunk.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
        && !chunk.starts_with(|c: char| c.is_ascii_digit() && chunk.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(block: &str) -> Vec<(Kind, &str)> {
        tokens(block).into_iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn every_character_is_in_one_token_and_counted_as_editors_count() {
        for block in ["Hà Nội, ngày 05/3/2026 👩‍🌾 gửi a@b.vn.", "", "  \n", "“Việt” Nam…"] {
            let tokens = tokens(block);
            assert_eq!(tokens.iter().map(|token| token.text).collect::<String>(), block);
            assert_eq!(tokens.last().map_or(0, |token| token.end), block.encode_utf16().count() as u32);
        }
    }

    #[test]
    fn what_is_no_prose_stays_whole() {
        for whole in [
            "https://bo.gov.vn/tin?x=1",
            "van-thu@bo.gov.vn",
            "www.bo.gov.vn",
            "bo.gov.vn",
            "C:\\tai_lieu",
            "H5N1",
            "tep.docx",
            "QL1A",
            "so_lieu",
        ] {
            assert_eq!(kinds(&format!("xem {whole}, nhé"))[2], (Kind::Opaque, whole), "{whole}");
        }
        for prose in ["và/hoặc", "Nội,ngày", "tháng.Sau", "kinh-tế"] {
            assert_eq!(kinds(prose)[0].0, Kind::Word, "{prose}");
        }
    }

    #[test]
    fn a_decomposed_word_is_one_word() {
        let tokens = tokens("Vie\u{302}\u{323}t");
        assert_eq!((tokens.len(), tokens[0].lower.as_str(), tokens[0].case), (1, "việt", Case::Title));
    }
}
