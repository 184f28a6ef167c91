//! Phrases that are written for other phrases, found by their first syllable.

use std::collections::{HashMap, HashSet};

use crate::lexicon::lines;

/// One entry of the list of pairs.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// What is written, syllable by syllable.
    pub(crate) wrong: Vec<&'static str>,
    /// What is meant.
    pub(crate) right: &'static str,
    /// Syllables that make it right when one follows.
    pub(crate) unless_after: Vec<&'static str>,
    /// Syllables that make it right when one stands before.
    pub(crate) unless_before: Vec<&'static str>,
}

/// The list, by first syllable; longer phrases before shorter ones.
#[derive(Debug)]
pub(crate) struct Phrases {
    by_first: HashMap<&'static str, Vec<Phrase>>,
    wrongs: HashSet<&'static str>,
}

impl Phrases {
    /// Reads lines of `wrong > right | after, before-`.
    pub(crate) fn read(list: &'static str) -> Self {
        let mut by_first: HashMap<&str, Vec<Phrase>> = HashMap::new();
        let mut wrongs = HashSet::new();
        for line in lines(list) {
            let (line, unless) = line.split_once('|').unwrap_or((line, ""));
            let Some((wrong, right)) = line.split_once('>') else { continue };
            let (wrong, right) = (wrong.trim(), right.trim());
            let unless: Vec<&str> = unless.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
            let phrase = Phrase {
                wrong: wrong.split(' ').collect(),
                right,
                unless_after: unless.iter().copied().filter(|word| !word.ends_with('-')).collect(),
                unless_before: unless.iter().filter_map(|word| word.strip_suffix('-')).collect(),
            };
            wrongs.insert(wrong);
            by_first.entry(phrase.wrong[0]).or_default().push(phrase);
        }
        by_first.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.wrong.len())));
        Self { by_first, wrongs }
    }

    /// The phrases that begin with a syllable, the longest first.
    pub(crate) fn beginning(&self, syllable: &str) -> &[Phrase] {
        self.by_first.get(syllable).map_or(&[], Vec::as_slice)
    }

    /// Whether the list calls this a mistake.
    pub(crate) fn is_wrong(&self, phrase: &str) -> bool {
        self.wrongs.contains(phrase)
    }

    #[cfg(test)]
    pub(crate) fn rights(&self) -> impl Iterator<Item = &'static str> {
        self.by_first.values().flatten().map(|phrase| phrase.right)
    }
}
