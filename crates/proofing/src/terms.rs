//! Names whose capitals are laid down.

use std::collections::HashMap;

use crate::lexicon::{lines, named};

/// What kind of name, which decides when it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Looked at once its first letter is a capital.
    Agency,
    /// In any writing.
    Always,
    /// An office: capitals that do not belong, and a small first letter before a person's name.
    Title,
    /// A law, named with a capital.
    Law,
    /// A feast.
    Feast,
    /// A body that is no more.
    Old,
    /// A place.
    Place,
}

/// A name as it is to be written.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) kind: Kind,
    /// Word by word, as it is to be written.
    pub(crate) words: Vec<&'static str>,
    /// Word by word, in lower case.
    pub(crate) lower: Vec<String>,
    /// The whole of it.
    pub(crate) text: &'static str,
    /// Who took its work over; empty but for [`Kind::Old`].
    pub(crate) successor: &'static str,
}

/// Every term, by its first word; longer ones before shorter ones.
#[derive(Debug)]
pub(crate) struct Terms(HashMap<String, Vec<Term>>);

impl Terms {
    pub(crate) fn read(list: &'static str) -> Self {
        let listed = lines(list).filter_map(|line| {
            let (kind, text) = line.split_once(' ')?;
            let kind = match kind {
                "agency" => Kind::Agency,
                "always" => Kind::Always,
                "title" => Kind::Title,
                "law" => Kind::Law,
                "feast" => Kind::Feast,
                "old" => Kind::Old,
                _ => return None,
            };
            let (text, successor) = text.split_once(" > ").unwrap_or((text, ""));
            Some(term(kind, text, successor))
        });
        let places = named("place").filter(|name| name.contains(' ')).map(|name| term(Kind::Place, name, ""));
        let mut by_first: HashMap<String, Vec<Term>> = HashMap::new();
        for term in listed.chain(places) {
            by_first.entry(term.lower[0].clone()).or_default().push(term);
        }
        by_first.values_mut().for_each(|terms| terms.sort_by_key(|term| std::cmp::Reverse(term.words.len())));
        Self(by_first)
    }

    /// The terms that begin with a word, the longest first.
    pub(crate) fn beginning(&self, word: &str) -> &[Term] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

fn term(kind: Kind, text: &'static str, successor: &'static str) -> Term {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let lower = words.iter().map(|word| word.to_lowercase()).collect();
    Term { kind, words, lower, text, successor }
}
