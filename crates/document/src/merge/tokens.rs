//! A line of text in the pieces that a merge moves: words, spaces, marks of punctuation, and what stands among words like a letter.
//!
//! A piece never ends inside what a reader sees as one letter (Unicode Standard Annex 29), whether it is written composed, decomposed or as a
//! sequence of emoji, and whatever text nodes it is spread over. Pieces are compared after NFC; their bytes stay as they are.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use serde_json::Value;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// One letter as a reader sees it, or a node that stands in its place.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Atom<'a> {
    pub what: What<'a>,
    pub marks: &'a [Value],
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum What<'a> {
    Letter(&'a str),
    Node(&'a Value),
}

/// A line in atoms, and the words that they make.
#[derive(Default)]
pub(super) struct Line<'a> {
    pub atoms: Vec<Atom<'a>>,
    /// For each token its name, equal for equal tokens of all lines that one [`Names`] has read.
    pub names: Vec<u32>,
    /// Where each token ends among the atoms.
    ends: Vec<usize>,
}

impl<'a> Line<'a> {
    /// The atoms of one token.
    pub fn token(&self, index: usize) -> &[Atom<'a>] {
        &self.atoms[self.reach(index..index + 1)]
    }

    /// The atoms of several.
    pub fn tokens(&self, tokens: Range<usize>) -> &[Atom<'a>] {
        &self.atoms[self.reach(tokens)]
    }

    fn reach(&self, tokens: Range<usize>) -> Range<usize> {
        let start = |token: usize| token.checked_sub(1).map_or(0, |before| self.ends[before]);
        start(tokens.start)..start(tokens.end)
    }

    /// Whether a token is space between words.
    pub fn is_space(&self, index: usize) -> bool {
        self.token(index).first().is_some_and(|atom| Class::of(atom.what) == Class::Space)
    }

    /// Whether a token says something of its own: a word or what stands for one. Spaces, marks of punctuation and line breaks are everywhere.
    pub fn says_something(&self, index: usize) -> bool {
        self.token(index).first().is_some_and(|atom| match atom.what {
            What::Node(node) => node["type"] != "hard_break",
            What::Letter(_) => Class::of(atom.what) == Class::Word,
        })
    }

    /// The same tokens as a line of their own.
    pub fn part(&self, tokens: Range<usize>) -> Self {
        let reach = self.reach(tokens.clone());
        Self {
            atoms: self.atoms[reach.clone()].to_vec(),
            names: self.names[tokens.clone()].to_vec(),
            ends: self.ends[tokens].iter().map(|end| end - reach.start).collect(),
        }
    }

    /// Whether a sentence ends with this token: a stop before a space or before nothing, or a line break.
    pub fn ends_sentence(&self, index: usize) -> bool {
        let is_stop = match self.token(index).last().map(|atom| atom.what) {
            Some(What::Node(node)) => return node["type"] == "hard_break",
            Some(What::Letter(letter)) => letter.starts_with(['.', '!', '?', '…', '。']),
            None => false,
        };
        let next = || self.token(index + 1).first().map(|atom| Class::of(atom.what));
        is_stop && (index + 1 == self.names.len() || matches!(next(), Some(Class::Space | Class::Node)))
    }
}

/// Names for tokens.
#[derive(Default)]
pub(super) struct Names<'a> {
    known: HashMap<Cow<'a, str>, u32>,
}

impl<'a> Names<'a> {
    /// Reads a line that stands in inline nodes.
    pub fn line(&mut self, nodes: &'a [Value]) -> Line<'a> {
        let mut atoms = Vec::new();
        for node in nodes {
            let marks = node.get("marks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            match node.get("text").and_then(Value::as_str) {
                Some(text) => letters(text, |letter| atoms.push(Atom { what: What::Letter(letter), marks })),
                None => atoms.push(Atom { what: What::Node(node), marks }),
            }
        }
        self.in_tokens(atoms)
    }

    /// Reads a line of plain text.
    pub fn plain(&mut self, text: &'a str) -> Line<'a> {
        let mut atoms = Vec::new();
        letters(text, |letter| atoms.push(Atom { what: What::Letter(letter), marks: &[] }));
        self.in_tokens(atoms)
    }

    fn in_tokens(&mut self, atoms: Vec<Atom<'a>>) -> Line<'a> {
        let mut line = Line { atoms, ..Line::default() };
        let mut start = 0;
        while let Some(first) = line.atoms.get(start) {
            let class = Class::of(first.what);
            let mut end = start + 1;
            if class.joins() {
                end += line.atoms[end..].iter().take_while(|atom| Class::of(atom.what) == class).count();
            }
            let name = self.name(&line.atoms[start..end]);
            line.names.push(name);
            line.ends.push(end);
            start = end;
        }
        line
    }

    fn name(&mut self, token: &[Atom<'a>]) -> u32 {
        let text: Cow<'a, str> = match token {
            [Atom { what: What::Letter(letter), .. }] => Cow::Borrowed(*letter),
            [Atom { what: What::Node(node), .. }] => Cow::Owned(without_marks(node)),
            letters => {
                let letters = letters.iter().filter_map(|atom| match atom.what {
                    What::Letter(letter) => Some(letter),
                    What::Node(_) => None,
                });
                Cow::Owned(letters.collect())
            }
        };
        let text = if text.is_ascii() || is_nfc(&text) { text } else { Cow::Owned(text.nfc().collect()) };
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(text).or_insert(next)
    }
}

/// What a node is, whatever its marks; no text can be mistaken for it, since text holds no control characters.
fn without_marks(node: &Value) -> String {
    let mut bare = node.clone();
    if let Some(members) = bare.as_object_mut() {
        members.remove("marks");
    }
    format!("\u{0}{bare}")
}

fn letters<'a>(text: &'a str, mut take: impl FnMut(&'a str)) {
    if text.chars().all(stands_alone) {
        for (start, c) in text.char_indices() {
            take(&text[start..start + c.len_utf8()]);
        }
    } else {
        text.graphemes(true).for_each(take);
    }
}

/// Characters that neither join the one before nor are joined by the next of their kind: composed Vietnamese and common punctuation.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{af}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Mark,
    Node,
}

impl Class {
    fn of(what: What<'_>) -> Self {
        match what {
            What::Node(_) => Self::Node,
            What::Letter(letter) => match letter.chars().next() {
                Some(c) if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') => Self::Word,
                Some(c) if c.is_whitespace() => Self::Space,
                Some(_) | None => Self::Mark,
            },
        }
    }

    /// Whether neighbours of this class are one token.
    fn joins(self) -> bool {
        match self {
            Self::Word | Self::Space => true,
            Self::Mark | Self::Node => false,
        }
    }
}
