//! Where the words of a text are, and what joins them.

use std::ops::Range;

use crate::folding::{bare, exact_word, fold_word, is_of_word};

/// Parts of a number such as `15/QĐ-BTTTT` that are looked at; what is longer is no number.
const MOST_PARTS: usize = 8;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Its bare letters; never empty, letters and digits only.
    pub folded: String,
    /// What stands between it and the next word, when that is one sign that numbers are written with.
    pub joint: Option<char>,
}

impl Word {
    /// Its exact form, given the text it stands in.
    pub fn exact(&self, text: &str) -> String {
        exact_word(&text[self.at.clone()], &self.folded)
    }
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> {
    spans(text).filter_map(|at| {
        let mut folded = String::with_capacity(at.len());
        fold_span(&text[at.clone()], &mut folded);
        if folded.is_empty() {
            return None;
        }
        let mut after = text[at.end..].chars();
        let joint = after.next().filter(|sign| matches!(sign, '/' | '-' | '.' | ','));
        let joint = joint.filter(|_| after.next().is_some_and(is_of_word));
        Some(Word { at, folded, joint })
    })
}

/// Where letters stand together.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.find(|(_, letter)| is_of_word(*letter))?;
        let mut end = text.len();
        while let Some(&(at, letter)) = rest.peek() {
            if !is_of_word(letter) {
                end = at;
                break;
            }
            rest.next();
        }
        Some(start..end)
    })
}

/// The bare letter that a span begins with, told without folding the rest; none when that takes more than a look.
pub(crate) fn first_letter(span: &str) -> Option<char> {
    span.chars().next().and_then(bare).filter(char::is_ascii_alphanumeric)
}

/// Puts the bare letters and digits of a span into `folded`; there may be none.
pub(crate) fn fold_span(span: &str, folded: &mut String) {
    fold_word(span, folded);
    if !folded.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        folded.retain(char::is_alphanumeric);
    }
}

/// The numbers among the words of a text: `15/QĐ-BTTTT`, `27/9`, `3.600`, each with how it begins from two parts on, as ranges of words.
pub(crate) fn numbers(words: &[Word]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let chains = std::iter::from_fn(move || {
        let first = start;
        let last = (first..words.len()).find(|&index| words[index].joint.is_none() || index + 1 == words.len())?;
        start = last + 1;
        Some(first..last + 1)
    });
    let of_digits = |chain: &Range<usize>| words[chain.clone()].iter().any(|word| word.folded.bytes().any(|byte| byte.is_ascii_digit()));
    chains
        .filter(|chain| chain.len() > 1 && chain.len() <= MOST_PARTS)
        .filter(of_digits)
        .flat_map(|chain| (chain.start + 2..=chain.end).map(move |end| chain.start..end))
}

/// A number in one piece, of parts in either form.
pub(crate) fn joined(words: &[Word], part: impl Fn(&Word) -> String) -> String {
    let mut whole = String::new();
    for (index, word) in words.iter().enumerate() {
        whole.push_str(&part(word));
        whole.extend(word.joint.filter(|_| index + 1 < words.len()));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let words: Vec<Word> = words(text).collect();
        numbers(&words).map(|range| joined(&words[range], |word| word.folded.clone())).collect()
    }

    #[test]
    fn a_document_number_is_one_term_and_so_are_its_beginnings() {
        assert_eq!(found("Quyết định số 15/QĐ-BTTTT."), ["15/qd", "15/qd-btttt"]);
        assert_eq!(found("ngày 27/9, đạt 3,6 lần"), ["27/9", "3,6"]);
        assert!(found("QĐ-BTTTT và/hoặc").is_empty(), "words that are only joined are words");
    }

    #[test]
    fn a_letter_that_spells_out_as_a_phrase_stays_one_word() {
        let words: Vec<Word> = words("a\u{fdfa}½ ◌̀").collect();
        assert!(words.iter().all(|word| word.folded.chars().all(char::is_alphanumeric)), "{words:?}");
    }
}
