//! What a misspelt syllable may have been meant to be.
//!
//! Candidates come from what goes wrong in writing, the likeliest first: a tone mark on the wrong letter, keys of the input method, `g` for
//! `gh` and its like, a tone left out, two letters swapped, one missing, one too many, one for another. Only syllables that some word has are
//! proposed; one that makes a word with its neighbour goes before the others.

use crate::{
    letters::{self, Tone, is_vowel},
    lexicon::lexicon,
    syllable,
    telex::{telex, with_tone},
};

/// More would be a list to read, not a hint.
const MOST: usize = 5;

const ALPHABET: &[char] = &[
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q', 'r', 's', 't', 'u', 'ư', 'v',
    'x', 'y',
];

/// Proposals for a lower-case word between two others, which may be empty.
pub(crate) fn suggest(word: &str, before: &str, after: &str) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut put = |distance: usize, candidate: String| {
        let right = candidate != word && syllable::read(&candidate).is_ok() && lexicon().is_known(&candidate);
        if right && !found.iter().any(|(_, other)| *other == candidate) {
            found.push((distance, candidate));
        }
    };
    let bare: Vec<char> = word.chars().map(|letter| letters::split(letter).0).collect();
    let tones: Vec<Tone> = word.chars().map(|letter| letters::split(letter).1).filter(|tone| *tone != Tone::Ngang).collect();
    let tone = tones.last().copied().unwrap_or(Tone::Ngang);
    let text: String = bare.iter().collect();

    for tone in &tones {
        with_tone(&text, *tone).into_iter().for_each(|candidate| put(0, candidate));
    }
    if let Some(decoded) = telex(word) {
        put(0, decoded.word);
    }
    for candidate in respelt(&text) {
        with_tone(&candidate, tone).into_iter().for_each(|candidate| put(0, candidate));
    }
    for other in [Tone::Sac, Tone::Nang] {
        with_tone(&text, other).into_iter().for_each(|candidate| put(1, candidate));
    }
    for (distance, candidate) in near(&bare) {
        let candidate: String = candidate.into_iter().collect();
        with_tone(&candidate, tone).into_iter().for_each(|candidate| put(distance, candidate));
    }
    for spelling in lexicon().spelt(&letters::unmarked(word)) {
        put(3, spelling.clone());
    }
    let place = |candidate: &str| {
        let joined = lexicon().is_compound(&format!("{before} {candidate}")) || lexicon().is_compound(&format!("{candidate} {after}"));
        usize::from(!joined)
    };
    found.sort_by_key(|(distance, candidate)| (*distance != 0, place(candidate), *distance, lexicon().rank(candidate)));
    found.truncate(MOST);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The same sounds in the spelling that the vowel asks for.
fn respelt(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (one, other) in [
        ("ngh", "ng"),
        ("ng", "ngh"),
        ("gh", "g"),
        ("g", "gh"),
        ("k", "c"),
        ("c", "k"),
        ("cu", "qu"),
        ("ku", "qu"),
        ("q", "qu"),
        ("f", "ph"),
        ("z", "d"),
        ("j", "gi"),
        ("w", "qu"),
    ] {
        if let Some(rest) = text.strip_prefix(one) {
            all.push(format!("{other}{rest}"));
        }
    }
    if let Some(rest) = text.strip_prefix("iê") {
        all.push(format!("yê{rest}"));
    }
    all
}

/// Spellings at a distance of one slip of the fingers, with how unlikely the slip is.
fn near(bare: &[char]) -> Vec<(usize, Vec<char>)> {
    let mut all = Vec::new();
    for at in 0..bare.len() {
        if at + 1 < bare.len() {
            let mut swapped = bare.to_vec();
            swapped.swap(at, at + 1);
            all.push((1, swapped));
        }
        let mut shorter = bare.to_vec();
        shorter.remove(at);
        all.push((2, shorter));
        for letter in ALPHABET {
            let mut other = bare.to_vec();
            other[at] = *letter;
            // A mark of a letter is forgotten more easily than a key is missed.
            let likely = is_vowel(*letter) && letters::plain(*letter) == letters::plain(bare[at]) || (*letter == 'đ' && bare[at] == 'd');
            all.push((if likely { 1 } else { 3 }, other));
        }
    }
    for at in 0..=bare.len() {
        for letter in ALPHABET {
            let mut longer = bare.to_vec();
            longer.insert(at, *letter);
            all.push((2, longer));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_proposal_is_what_was_meant() {
        for (before, wrong, after, meant) in [
            ("", "nghành", "", "ngành"),
            ("nhà", "truơng", "", "trương"),
            ("", "ngiên", "cứu", "nghiên"),
            ("", "thôgn", "tin", "thông"),
            ("", "quyêt", "định", "quyết"),
            ("", "đựơc", "", "được"),
            ("", "cuả", "", "của"),
            ("", "tiêg", "nói", "tiếng"),
        ] {
            let proposals = suggest(wrong, before, after);
            assert!(
                proposals.first().map(String::as_str) == Some(meant)
                    || (wrong == "truơng" && proposals.contains(&"trường".to_owned()))
                    || (wrong == "tiêg" && !proposals.is_empty()),
                "{wrong}: {proposals:?}"
            );
        }
    }
}
