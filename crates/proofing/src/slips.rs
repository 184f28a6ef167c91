//! The usual slips of Vietnamese spelling.
//!
//! People write what they say, and no region says everything that the spelling tells apart: the north says s as x, tr as ch, d, gi and r alike,
//! in places l as n; the south says hỏi and ngã alike and final n and t as ng and c. Each slip here is one such merger. Words of two
//! syllables are changed by one slip each, and what comes out and is no word itself is kept as a mistake for the word.

use std::collections::{HashMap, HashSet};

use crate::{
    letters::Tone,
    syllable::{self, Placement, Syllable},
};

/// Onsets that a region says alike.
const ONSETS: &[&[&str]] = &[&["s", "x"], &["ch", "tr"], &["d", "gi", "r"], &["l", "n"]];

/// Endings that a region says alike, and vowels before them that are mixed up.
const RHYMES: &[(&str, &str)] = &[
    ("an", "ang"),
    ("ăn", "ăng"),
    ("ân", "âng"),
    ("uôn", "uông"),
    ("ươn", "ương"),
    ("iên", "iêng"),
    ("oan", "oang"),
    ("on", "ong"),
    ("ôn", "ông"),
    ("un", "ung"),
    ("ưn", "ưng"),
    ("at", "ac"),
    ("ăt", "ăc"),
    ("ât", "âc"),
    ("uôt", "uôc"),
    ("ươt", "ươc"),
    ("iêt", "iêc"),
    ("oat", "oac"),
    ("oat", "oach"),
    ("ut", "uc"),
    ("ưt", "ưc"),
    ("it", "ich"),
    ("inh", "in"),
    ("ênh", "ên"),
    ("êch", "êt"),
    ("iêm", "im"),
    ("iêu", "iu"),
    ("ươu", "iêu"),
    ("ưu", "iu"),
    ("au", "ao"),
    ("ay", "ây"),
    ("ai", "ay"),
    ("ăc", "âc"),
    ("ăp", "âp"),
    ("om", "ôm"),
    ("ôi", "ơi"),
];

/// Every slip of one syllable that is a syllable again.
pub(crate) fn of(word: &str) -> Vec<String> {
    let Ok(parts) = syllable::read(word) else { return Vec::new() };
    let mut slips = Vec::new();
    let mut put = |onset: &str, rhyme: &str, tone: Tone| {
        let slip = syllable::write(onset, rhyme, tone, if parts.placement == Placement::New { Placement::New } else { Placement::Old });
        if slip != word && syllable::read(&slip).is_ok() && !slips.contains(&slip) {
            slips.push(slip);
        }
    };
    let Syllable { onset, rhyme, tone, .. } = parts;
    for group in ONSETS.iter().filter(|group| group.contains(&onset)) {
        group.iter().for_each(|other| put(other, rhyme, tone));
    }
    for (one, other) in RHYMES {
        if rhyme == *one {
            put(onset, other, tone);
        } else if rhyme == *other {
            put(onset, one, tone);
        }
    }
    match tone {
        Tone::Hoi => put(onset, rhyme, Tone::Nga),
        Tone::Nga => put(onset, rhyme, Tone::Hoi),
        Tone::Ngang | Tone::Huyen | Tone::Sac | Tone::Nang => {}
    }
    slips
}

/// What slips make of every compound. A slip into a syllable that stands alone in running text proves nothing: `nên tiếng` may be `nên` before
/// `tiếng`. Those that are mistakes all the same are in the list of pairs, by hand.
pub(crate) fn of_all(compounds: &HashSet<&'static str>, common: &HashMap<&'static str, usize>) -> HashMap<String, Vec<&'static str>> {
    let mut all: HashMap<String, Vec<&'static str>> = HashMap::new();
    let mut note = |wrong: String, right: &'static str| {
        if !compounds.contains(wrong.as_str()) {
            all.entry(wrong).or_default().push(right);
        }
    };
    for compound in compounds {
        let Some((first, second)) = compound.split_once(' ') else { continue };
        for slip in of(first).into_iter().filter(|slip| !common.contains_key(slip.as_str())) {
            note(format!("{slip} {second}"), compound);
        }
        for slip in of(second).into_iter().filter(|slip| !common.contains_key(slip.as_str())) {
            note(format!("{first} {slip}"), compound);
        }
    }
    // The same proposals in the same order on every machine.
    all.values_mut().for_each(|rights| rights.sort_unstable());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_slips_into_what_a_region_hears() {
        assert!(of("xử").contains(&"sử".to_owned()));
        assert!(of("trung").contains(&"chung".to_owned()));
        assert!(of("dỗ").contains(&"giỗ".to_owned()) && of("dỗ").contains(&"rỗ".to_owned()) && of("dỗ").contains(&"dổ".to_owned()));
        assert!(of("biết").contains(&"biếc".to_owned()));
        assert!(of("căn").contains(&"căng".to_owned()));
        assert!(of("năng").contains(&"lăng".to_owned()));
    }

    #[test]
    fn no_slip_leaves_the_spelling() {
        for word in ["quyết", "hoạch", "nghiêng", "giữ", "thủy", "ngã", "kiểm"] {
            for slip in of(word) {
                assert!(syllable::read(&slip).is_ok(), "{word} > {slip}");
            }
        }
    }
}
