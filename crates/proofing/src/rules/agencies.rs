//! Names of agencies, laws, feasts and places whose capitals are laid down, and bodies that are no more.
//!
//! After parts III to V of Appendix II of Decree 30/2020/NĐ-CP. A name is compared once it is clear that a name is meant: its first letter is a
//! capital, or a word before it says so (`tỉnh hà tĩnh`).

use crate::{
    finding::{Rule, Severity},
    lexicon::lexicon,
    reason::Reason,
    terms::{Kind as Of, Term},
    text::{Text, capital},
    token::{Case, Kind},
};

pub(crate) fn check(text: &mut Text<'_>) {
    if text.shouts {
        return;
    }
    let mut at = 0;
    while at < text.tokens.len() {
        at = if text.tokens[at].is_word() { look(text, at).unwrap_or(at) + 1 } else { at + 1 };
    }
}

/// Returns the last token of a name that was recognised, right or wrong.
fn look(text: &mut Text<'_>, at: usize) -> Option<usize> {
    let terms = lexicon().terms.beginning(&text.tokens[at].lower);
    let (term, words) = terms.iter().find_map(|term| Some((term, fits(text, at, term)?)))?;
    if !is_meant(text, at, &words, term) {
        return None;
    }
    let last = *words.last()?;
    if term.kind == Of::Old {
        former(text, at, last, term);
        return Some(last);
    }
    let wrong = words.iter().zip(&term.words).any(|(at, right)| differs(text, *at, right, term.kind));
    if !wrong {
        return Some(last);
    }
    let right = dressed(text, at, &words, term);
    let model = term.text.to_owned();
    let (rule, reason) = match term.kind {
        Of::Agency => (Rule::TermCapital, Reason::AgencyName { right: model }),
        Of::Always => (Rule::TermCapital, Reason::ProperName { right: model }),
        Of::Title => (Rule::TitleCapital, Reason::OfficeName { right: model }),
        Of::Law => (Rule::TermCapital, Reason::LawName { right: model }),
        Of::Feast => (Rule::TermCapital, Reason::FeastName { right: model }),
        Of::Place => (Rule::PlaceCapital, Reason::PlaceName { right: model }),
        Of::Old => return Some(last),
    };
    text.find(at, last, rule, Severity::Warning, reason, vec![right]);
    Some(last)
}

/// The positions of a term's words from `at` on: spaces between them, and commas and hyphens where a name has them.
fn fits(text: &Text<'_>, at: usize, term: &Term) -> Option<Vec<usize>> {
    let mut words = vec![at];
    let mut now = at;
    for word in &term.lower[1..] {
        let next = (now + 1..text.tokens.len().min(now + 5)).find(|next| text.tokens[*next].is_word())?;
        let gap_is_fine = text.tokens[now + 1..next].iter().all(|token| matches!(token.kind, Kind::Space | Kind::Mark(',' | '-' | '–')));
        if !gap_is_fine
            || text.tokens[next].lower != *word
            || (text.tokens[now + 1..next].iter().any(|token| token.kind != Kind::Space) && !term.text.contains([',', '-']))
        {
            return None;
        }
        words.push(next);
        now = next;
    }
    Some(words)
}

fn is_meant(text: &Text<'_>, at: usize, words: &[usize], term: &Term) -> bool {
    let first = &text.tokens[at];
    if first.case == Case::Mixed || (first.case == Case::Upper && words.len() > 1) {
        return false;
    }
    match term.kind {
        Of::Always => true,
        Of::Feast => words.len() > 1 || first.case != Case::Upper,
        Of::Agency | Of::Title | Of::Old => first.is_capital() && !(text.begins_sentence(at) && term.kind == Of::Title && words.len() == 1),
        // At the start of a sentence the capital says nothing: “Luật đất đai” is then no name unless another capital follows.
        Of::Law => first.is_capital(),
        Of::Place => {
            let named = matches!(text.lower(text.before(at)), "tỉnh" | "phố" | "tp");
            let other = text.next(words[words.len() - 1]).is_some_and(|next| text.tokens[next].case == Case::Title);
            let inside = text.before(at).is_some_and(|before| {
                text.tokens[before].is_capital()
                    && !text.begins_sentence(before)
                    && !matches!(text.lower(Some(before)), "tỉnh" | "phố" | "tp")
            });
            if first.is_capital() {
                !(inside || other && !named)
                    && (named || !text.begins_sentence(at) || words[1..].iter().all(|at| text.tokens[*at].is_capital()))
            } else {
                named && words.iter().all(|at| text.tokens[*at].case == Case::Lower)
            }
        }
    }
}

/// Whether a word's first letter is written against the model. A first word that begins a sentence, or is small where that is allowed, is right.
fn differs(text: &Text<'_>, at: usize, right: &str, kind: Of) -> bool {
    let token = &text.tokens[at];
    let wanted = right.starts_with(char::is_uppercase);
    match kind {
        // Only capitals that do not belong: “Phó chủ tịch” is a habit of many houses.
        Of::Title => token.case == Case::Title && !wanted,
        Of::Agency | Of::Always | Of::Law | Of::Feast | Of::Old | Of::Place => token.is_capital() != wanted && token.case != Case::Upper,
    }
}

/// What is written, with the capitals of the term and the marks between its words as they are.
fn dressed(text: &Text<'_>, at: usize, words: &[usize], term: &Term) -> String {
    let last = words[words.len() - 1];
    (at..=last)
        .map(|at| match words.iter().position(|word| *word == at) {
            Some(index) => {
                let lower = text.tokens[at].lower.clone();
                if term.words[index].starts_with(char::is_uppercase) { capital(&lower) } else { lower }
            }
            None => text.tokens[at].text.to_owned(),
        })
        .collect()
}

/// A body that another one has taken over, unless the text says that it speaks of the past.
fn former(text: &mut Text<'_>, at: usize, last: usize, term: &Term) {
    let before = text.lower(text.before(at));
    let after: Vec<&str> =
        text.tokens[last + 1..].iter().filter(|token| token.is_word()).take(2).map(|token| token.lower.as_str()).collect();
    let told = matches!(before, "nguyên" | "cựu" | "cũ") || matches!(after[..], ["cũ", ..] | ["trước", "đây"] | ["trước", "kia"]);
    if !told {
        let successor = term.successor.to_owned();
        let reason = Reason::FormerName { name: term.text.to_owned(), successor: successor.clone() };
        text.find(at, last, Rule::FormerName, Severity::Hint, reason, vec![successor]);
    }
}
