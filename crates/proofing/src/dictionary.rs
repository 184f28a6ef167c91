//! Words that an organisation or a person added: names of people and places, terms of a trade.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::text::Text;

/// The words that are right whatever the rules say. Capitals are of no account; a name of several words is right as a whole.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    entries: HashSet<Vec<String>>,
    /// First word, and the most words of an entry that begins so.
    longest: HashMap<String, usize>,
}

impl Dictionary {
    /// A dictionary of these entries, each of one word or several.
    pub fn new<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> Self {
        let mut dictionary = Self::default();
        for entry in entries {
            let words: Vec<String> = entry.as_ref().split_whitespace().map(|word| word.nfc().collect::<String>().to_lowercase()).collect();
            if let Some(first) = words.first().cloned() {
                let longest = dictionary.longest.entry(first).or_default();
                *longest = (*longest).max(words.len());
                dictionary.entries.insert(words);
            }
        }
        dictionary
    }

    /// The ranges of a block that are entries, in UTF-16 units.
    pub(crate) fn ranges(&self, text: &Text<'_>) -> Vec<std::ops::Range<u32>> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut ranges = Vec::new();
        for at in text.words() {
            let Some(longest) = self.longest.get(&text.tokens[at].lower) else { continue };
            let mut words = vec![text.tokens[at].lower.clone()];
            let mut last = at;
            let mut end = self.entries.contains(&words).then_some(at);
            while words.len() < *longest {
                let Some(next) = text.next(last) else { break };
                words.push(text.tokens[next].lower.clone());
                last = next;
                if self.entries.contains(&words) {
                    end = Some(last);
                }
            }
            if let Some(end) = end {
                ranges.push(text.tokens[at].start..text.tokens[end].end);
            }
        }
        ranges
    }
}
