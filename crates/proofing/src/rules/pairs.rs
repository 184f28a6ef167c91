//! Words that are written as other words: every syllable is right, the word is not.

use crate::{
    finding::{Rule, Severity},
    lexicon::lexicon,
    phrases::Phrase,
    reason::Reason,
    text::{Text, like},
    token::Case,
};

pub(crate) fn check(text: &mut Text<'_>) {
    let mut at = 0;
    while at < text.tokens.len() {
        if !text.tokens[at].is_word() {
            at += 1;
            continue;
        }
        let last = listed(text, at).or_else(|| slipped(text, at));
        at = last.unwrap_or(at) + 1;
    }
}

/// Looks the words from `at` on up in the list of pairs. Returns the last token of what was found.
fn listed(text: &mut Text<'_>, at: usize) -> Option<usize> {
    let phrases = lexicon().pairs.beginning(&text.tokens[at].lower);
    let (phrase, last) = phrases.iter().find_map(|phrase| ends(text, at, phrase).map(|last| (phrase, last)))?;
    let after = text.lower(text.next(last));
    if phrase.unless_after.contains(&after) || phrase.unless_before.contains(&text.lower(text.before(at))) {
        return None;
    }
    // The first syllable may end a word of its own, and so may the last begin one.
    if phrase.wrong.len() == 2 && belongs_elsewhere(text, at, last) {
        return None;
    }
    tell(text, at, last, Severity::Error, &[phrase.right]);
    Some(last)
}

fn ends(text: &Text<'_>, at: usize, phrase: &Phrase) -> Option<usize> {
    let mut last = at;
    for word in &phrase.wrong[1..] {
        last = text.next(last).filter(|next| text.tokens[*next].lower == *word)?;
    }
    Some(last)
}

/// Looks two words up among what slips make of words.
fn slipped(text: &mut Text<'_>, at: usize) -> Option<usize> {
    let last = text.next(at)?;
    // A name is no word of the language.
    if text.tokens[last].case == Case::Title && !text.shouts {
        return None;
    }
    let pair = format!("{} {}", text.tokens[at].lower, text.tokens[last].lower);
    let rights = lexicon().slip_of(&pair);
    if rights.is_empty() || belongs_elsewhere(text, at, last) {
        return None;
    }
    tell(text, at, last, Severity::Warning, rights);
    Some(last)
}

/// Whether one of two words makes a word with its other neighbour.
fn belongs_elsewhere(text: &Text<'_>, at: usize, last: usize) -> bool {
    let (first, second) = (&text.tokens[at].lower, &text.tokens[last].lower);
    let before = text.lower(text.before(at));
    let after = text.lower(text.next(last));
    lexicon().is_compound(&format!("{before} {first}")) || lexicon().is_compound(&format!("{second} {after}"))
}

fn tell(text: &mut Text<'_>, at: usize, last: usize, severity: Severity, rights: &[&'static str]) {
    let written = text.span(at, last).to_lowercase();
    let case = text.tokens[at].case;
    let capitals: Vec<Case> = (at..=last).filter(|at| text.tokens[*at].is_word()).map(|at| text.tokens[at].case).collect();
    let dress = |right: &str| -> String {
        let words = right.split(' ').enumerate();
        words
            .map(|(index, word)| like(word, capitals.get(index).copied().unwrap_or(if case == Case::Upper { case } else { Case::Lower })))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let right = rights.first().copied().unwrap_or_default();
    let reason = Reason::Confused { written, right: right.to_owned() };
    text.find(at, last, Rule::Confusion, severity, reason, rights.iter().map(|right| dress(right)).collect());
}
