//! A word, or a word of two syllables, twice in a row.
//!
//! Vietnamese doubles words on purpose (`luôn luôn`, `ngày ngày`); those are known and left alone. So are names and whatever carries a capital.

use crate::{
    finding::{Rule, Severity},
    lexicon::lexicon,
    reason::Reason,
    text::Text,
    token::Case,
};

pub(crate) fn check(text: &mut Text<'_>) {
    let mut at = 0;
    while at < text.tokens.len() {
        at = if text.tokens[at].is_word() { twice(text, at).unwrap_or(at + 1) } else { at + 1 };
    }
}

/// Returns where to go on when something was found.
fn twice(text: &mut Text<'_>, at: usize) -> Option<usize> {
    let next = text.next(at)?;
    let (word, again) = (&text.tokens[at], &text.tokens[next]);
    if word.lower == again.lower {
        // What people double on purpose is seldom a word that stands alone everywhere: run run, lăn tăn.
        let intended = !lexicon().is_common(&word.lower)
            || lexicon().is_twice(&word.lower)
            || again.case != Case::Lower
            || word.case == Case::Upper
            || text.tokens[at + 1].text != " ";
        // đi đi lại lại, cười cười nói nói
        let after = text.next(next);
        let paired = after.and_then(|one| text.next(one)).is_some_and(|other| text.tokens[other].lower == text.lower(after));
        let before = text.before(at);
        let paired = paired
            || before
                .and_then(|one| text.before(one))
                .is_some_and(|other| text.tokens[other].lower == text.lower(before) && text.lower(before) != text.tokens[at].lower);
        // chuyển giao | giao dịch
        let borders = lexicon().is_compound(&format!("{} {}", text.lower(before), text.tokens[at].lower))
            && lexicon().is_compound(&format!("{} {}", text.tokens[at].lower, text.lower(after)));
        if intended || paired || borders {
            return Some(next + 1);
        }
        let (reason, keep) = (Reason::WrittenTwice { written: word.lower.clone() }, word.text.to_owned());
        text.find(at, next, Rule::DoubledWord, Severity::Warning, reason, vec![keep]);
        return Some(next + 1);
    }
    // thực hiện thực hiện
    let third = text.next(next)?;
    let fourth = text.next(third)?;
    let same = text.tokens[third].lower == word.lower && text.tokens[fourth].lower == again.lower && text.tokens[third].case == Case::Lower;
    if !same || !lexicon().is_compound(&format!("{} {}", word.lower, again.lower)) {
        return None;
    }
    let keep = text.span(at, next);
    let reason = Reason::WrittenTwice { written: keep.to_lowercase() };
    text.find(at, fourth, Rule::DoubledWord, Severity::Warning, reason, vec![keep]);
    Some(fourth + 1)
}
