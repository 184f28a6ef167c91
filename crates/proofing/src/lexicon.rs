//! What the language has, beyond what its spelling allows.
//!
//! The lists lie in `data/`, written for this project; they are read once and turned into the tables that the rules ask. The largest is not
//! written by hand at all: [`Lexicon::slips`] holds, for every word of two syllables, what the usual slips of Vietnamese spelling make of it.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{letters::unmarked, phrases::Phrases, slips, syllable, terms::Terms};

/// Every table.
pub(crate) struct Lexicon {
    /// Syllables that a word has under hỏi and under ngã, tone placement as the lists write it.
    hoi: HashSet<&'static str>,
    nga: HashSet<&'static str>,
    /// Rank in frequency of syllables that stand alone; the lowest is the most frequent.
    common: HashMap<&'static str, usize>,
    /// Syllables known from any list.
    known: HashSet<String>,
    compounds: HashSet<&'static str>,
    /// What a slip makes of a compound, and the compounds it may have been.
    slips: HashMap<String, Vec<&'static str>>,
    /// Spelt alike but for the marks.
    by_unmarked: HashMap<String, Vec<String>>,
    pub(crate) pairs: Phrases,
    pub(crate) terms: Terms,
    /// Syllables that are attested and otherwise in no list.
    onsets: HashSet<&'static str>,
    loans: HashSet<&'static str>,
    twice: HashSet<&'static str>,
    families: HashSet<&'static str>,
    parts: HashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The tables, made when first asked for (some milliseconds).
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The words of a list: what stands between white space and commas, without comments.
fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    lines(list).flat_map(|line| line.split([' ', ','])).filter(|word| !word.is_empty())
}

/// The lines of a list that say something.
pub(crate) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What stands between commas in the lines of `names.txt` that begin with `kind`.
pub(crate) fn named(kind: &'static str) -> impl Iterator<Item = &'static str> {
    let rest = lines(include_str!("../data/names.txt")).filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' '));
    rest.flat_map(|rest| rest.split(',')).map(str::trim)
}

impl Lexicon {
    fn read() -> Self {
        let pairs = Phrases::read(include_str!("../data/pairs.txt"));
        let common: HashMap<&str, usize> =
            words(include_str!("../data/common.txt")).enumerate().fold(HashMap::new(), |mut ranks, (at, word)| {
                ranks.entry(word).or_insert(at);
                ranks
            });
        let compounds: HashSet<&str> = lines(include_str!("../data/compounds.txt"))
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .filter(|word| !pairs.is_wrong(word))
            .collect();
        let hoi: HashSet<&str> = words(include_str!("../data/hoi.txt")).collect();
        let nga: HashSet<&str> = words(include_str!("../data/nga.txt")).collect();
        let families: Vec<&str> = named("family").collect();
        let mut known: HashSet<String> = compounds.iter().flat_map(|word| word.split(' ')).map(str::to_owned).collect();
        known.extend(hoi.iter().chain(&nga).chain(common.keys()).map(|word| (*word).to_owned()));
        known.extend(families.iter().map(|name| name.to_lowercase()));
        known.extend(named("place").flat_map(|name| name.split(' ')).map(str::to_lowercase));
        let mut by_unmarked: HashMap<String, Vec<String>> = HashMap::new();
        for word in &known {
            by_unmarked.entry(unmarked(word)).or_default().push(word.clone());
        }
        by_unmarked.values_mut().for_each(|spellings| spellings.sort());
        Self {
            slips: slips::of_all(&compounds, &common),
            terms: Terms::read(include_str!("../data/terms.txt")),
            onsets: words(include_str!("../data/onsets.txt")).collect(),
            loans: words(include_str!("../data/loans.txt")).collect(),
            twice: words(include_str!("../data/twice.txt")).collect(),
            families: families.into_iter().collect(),
            parts: named("part").flat_map(|list| list.split(' ')).collect(),
            hoi,
            nga,
            common,
            known,
            compounds,
            by_unmarked,
            pairs,
        }
    }

    /// Whether two syllables in this order are a word.
    pub(crate) fn is_compound(&self, word: &str) -> bool {
        self.compounds.contains(word)
    }

    /// The words that a slip may have made `word` of.
    pub(crate) fn slip_of(&self, word: &str) -> &[&'static str] {
        self.slips.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether some word is known to have this syllable.
    pub(crate) fn is_known(&self, syllable: &str) -> bool {
        self.known.contains(syllable) || self.parts.contains(syllable) || self.onsets.contains(syllable)
    }

    /// Whether a syllable under hỏi or ngã belongs to a word, the placement of the tone being of no account.
    pub(crate) fn has(&self, tone: crate::letters::Tone, parts: &syllable::Syllable) -> bool {
        let list = match tone {
            crate::letters::Tone::Hoi => &self.hoi,
            crate::letters::Tone::Nga => &self.nga,
            crate::letters::Tone::Ngang | crate::letters::Tone::Huyen | crate::letters::Tone::Sac | crate::letters::Tone::Nang => {
                return true;
            }
        };
        let old = syllable::write(parts.onset, parts.rhyme, tone, syllable::Placement::Old);
        if list.contains(old.as_str()) {
            return true;
        }
        // i and y are two spellings of one sound in an open syllable.
        let other = match parts.rhyme {
            "i" => "y",
            "y" => "i",
            _ => return false,
        };
        list.contains(syllable::write(parts.onset, other, tone, syllable::Placement::Old).as_str())
    }

    /// How usual a syllable is as a word of its own: the lower, the more so.
    pub(crate) fn rank(&self, syllable: &str) -> usize {
        self.common.get(syllable).copied().unwrap_or(usize::MAX / 2 + usize::from(!self.known.contains(syllable)))
    }

    /// Whether a syllable is among those that stand alone in running text.
    pub(crate) fn is_common(&self, syllable: &str) -> bool {
        self.common.contains_key(syllable)
    }

    /// The known syllables that are `bare` without their marks.
    pub(crate) fn spelt(&self, bare: &str) -> &[String] {
        self.by_unmarked.get(bare).map_or(&[], Vec::as_slice)
    }

    /// Whether a word of another language or an abbreviation may stand in Vietnamese text.
    pub(crate) fn is_loan(&self, word: &str) -> bool {
        self.loans.contains(word)
    }

    /// Whether a syllable is said twice on purpose.
    pub(crate) fn is_twice(&self, syllable: &str) -> bool {
        self.twice.contains(syllable)
    }

    /// Whether this is a family name, with its capital.
    pub(crate) fn is_family(&self, name: &str) -> bool {
        self.families.contains(name)
    }

    /// Whether a syllable belongs to names of places and peoples that follow no rule of spelling.
    pub(crate) fn is_part(&self, syllable: &str) -> bool {
        self.parts.contains(syllable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::Tone;

    fn all_compounds() -> impl Iterator<Item = &'static str> {
        lexicon().compounds.iter().flat_map(|compound| compound.split(' '))
    }

    #[test]
    fn every_syllable_of_the_lists_follows_the_rules_of_spelling() {
        let lists = words(include_str!("../data/hoi.txt")).chain(words(include_str!("../data/nga.txt"))).chain(all_compounds());
        let wrong: HashSet<&str> = lists.filter(|word| syllable::read(word).is_err()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn the_tone_lists_hold_only_their_tone() {
        for (list, tone) in [(include_str!("../data/hoi.txt"), Tone::Hoi), (include_str!("../data/nga.txt"), Tone::Nga)] {
            let wrong: Vec<&str> = words(list).filter(|word| syllable::read(word).is_ok_and(|parts| parts.tone != tone)).collect();
            assert!(wrong.is_empty(), "{wrong:?}");
        }
    }

    #[test]
    fn what_a_compound_needs_the_tone_lists_have() {
        let missing: HashSet<&str> =
            all_compounds().filter(|word| syllable::read(word).is_ok_and(|parts| !lexicon().has(parts.tone, &parts))).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn no_word_is_right_in_one_list_and_wrong_in_another() {
        for compound in &lexicon().compounds {
            assert!(lexicon().slip_of(compound).is_empty(), "{compound}");
        }
        for right in lexicon().pairs.rights() {
            assert!(!lexicon().pairs.is_wrong(right), "{right}");
        }
    }
}
