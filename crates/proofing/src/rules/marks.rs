//! Spaces and punctuation.
//!
//! Vietnamese sets marks as English does: no space before , . ; : ? ! and one after; brackets and quotes close to what they hold.

use crate::{
    finding::{Rule, Severity},
    reason::Reason,
    text::Text,
    token::{Kind, Token},
};

pub(crate) fn check(text: &mut Text<'_>) {
    for at in 0..text.tokens.len() {
        match text.tokens[at].kind {
            Kind::Space => space(text, at),
            Kind::Mark(mark) => spot(text, at, mark),
            Kind::Word | Kind::Number | Kind::Break | Kind::Opaque => {}
        }
    }
    partners(text);
}

fn space(text: &mut Text<'_>, at: usize) {
    let inside = at > 0 && at + 1 < text.tokens.len() && text.tokens[at - 1].kind != Kind::Break && text.tokens[at + 1].kind != Kind::Break;
    if !inside {
        return;
    }
    let next = text.tokens[at + 1].kind;
    if let Kind::Mark(mark @ (',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '”' | '…' | '%')) = next {
        // “ .NET”, “ ...” that stands for what was left out, “ :)” and a lone mark in a list are not meant.
        let alone =
            matches!(text.tokens.get(at + 2).map(|token| token.kind), None | Some(Kind::Space | Kind::Break | Kind::Mark('”' | '"' | ')')));
        if mark == '%' {
            if text.tokens[at - 1].kind == Kind::Number && alone {
                text.find(at, at, Rule::Spacing, Severity::Hint, Reason::SpaceBeforePercent, vec![String::new()]);
            }
            return;
        }
        if mark == '…'
            || (mark == '.' && !alone)
            || text.tokens[at - 1].kind == Kind::Mark('.')
            || matches!(text.tokens[at - 1].kind, Kind::Mark(',' | ';'))
        {
            return;
        }
        text.find(at, at, Rule::Spacing, Severity::Warning, Reason::SpaceBeforeMark { mark }, vec![String::new()]);
        return;
    }
    if matches!(text.tokens[at - 1].kind, Kind::Mark('(' | '[' | '“')) {
        text.find(at, at, Rule::Spacing, Severity::Warning, Reason::SpaceAfterOpening, vec![String::new()]);
    } else if text.tokens[at].text.chars().count() > 1 {
        text.find(at, at, Rule::Spacing, Severity::Hint, Reason::TooManySpaces, vec![" ".to_owned()]);
    }
}

fn spot(text: &mut Text<'_>, at: usize, mark: char) {
    let next = text.tokens.get(at + 1).map(|token| token.kind);
    let before = at.checked_sub(1).map(|before| text.tokens[before].kind);
    match mark {
        ',' | ';' | ':' | '!' | '?' | '.'
            if next == Some(Kind::Word) && matches!(before, Some(Kind::Word | Kind::Mark(')' | '”' | '"'))) =>
        {
            glued(text, at, mark)
        }
        ',' | ';' if next == Some(Kind::Mark(mark)) => {
            let last = run(text, at, mark);
            if before != Some(Kind::Mark(mark)) {
                text.find(at, last, Rule::Punctuation, Severity::Warning, Reason::MarkRepeated { mark }, vec![mark.to_string()]);
            }
        }
        '.' if next == Some(Kind::Mark('.')) && before != Some(Kind::Mark('.')) => {
            let last = run(text, at, '.');
            // Three are an ellipsis; a long row is a line to be filled in.
            if last - at == 1 {
                text.find(at, last, Rule::Punctuation, Severity::Warning, Reason::TwoFullStops, vec![".".to_owned(), "...".to_owned()]);
            }
        }
        '!' | '?' if next == Some(Kind::Mark(mark)) && before != Some(Kind::Mark(mark)) => {
            let last = run(text, at, mark);
            text.find(at, last, Rule::Punctuation, Severity::Hint, Reason::OneMarkIsEnough, vec![mark.to_string()]);
        }
        '.' | ',' | ';' | ':'
            if matches!(next, Some(Kind::Mark(',' | ';' | ':')))
                && !matches!(before, Some(Kind::Mark(_)))
                && next != Some(Kind::Mark(mark))
                && !is_abbreviation(text, at) =>
        {
            text.find(at, at + 1, Rule::Punctuation, Severity::Warning, Reason::TwoMarks, vec![mark.to_string()]);
        }
        '(' | '[' | '“' if before == Some(Kind::Word) && mark != '[' && next.is_some() && !is_option(text, at) => {
            text.find(at, at, Rule::Spacing, Severity::Warning, Reason::NoSpaceBeforeOpening, vec![format!(" {mark}")]);
        }
        ')' | '”' if next == Some(Kind::Word) && !is_option(text, at) => {
            text.find(at, at, Rule::Spacing, Severity::Warning, Reason::NoSpaceAfterClosing, vec![format!("{mark} ")]);
        }
        _ => {}
    }
}

/// A mark with a word on both sides.
fn glued(text: &mut Text<'_>, at: usize, mark: char) {
    let (before, next) = (&text.tokens[at - 1], &text.tokens[at + 1]);
    // TP.Hà Nội, PGS.TS, v.v, A.B: abbreviations; 12:30 has digits and never comes here.
    let short = |token: &Token<'_>| {
        token.is_word()
            && (token.text.chars().count() == 1
                || token.case != crate::token::Case::Lower && token.text.chars().count() <= 4 && token.text.is_ascii())
    };
    if mark == '.' && (short(before) || next.text.chars().count() == 1 || is_unit(&before.lower)) {
        return;
    }
    // A ratio or an hour in letters, or a smiley.
    if mark == ':' && (short(before) && short(next)) {
        return;
    }
    text.find(at, at, Rule::Spacing, Severity::Warning, Reason::NoSpaceAfterMark { mark }, vec![format!("{mark} ")]);
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "tp" | "tx"
            | "tt"
            | "ths"
            | "ts"
            | "gs"
            | "pgs"
            | "bs"
            | "ks"
            | "cn"
            | "ông"
            | "q"
            | "p"
            | "h"
            | "x"
            | "nxb"
            | "tr"
            | "st"
            | "mr"
            | "mrs"
    )
}

/// `v.v.,` and `TS.:`: the full stop belongs to the word.
fn is_abbreviation(text: &Text<'_>, at: usize) -> bool {
    text.tokens[at].is_mark('.')
}

/// `(các)` grown to a word, as in `bên (các bên)` is not; `người(s)` is.
fn is_option(text: &Text<'_>, at: usize) -> bool {
    let one =
        |at: Option<usize>| at.and_then(|at| text.tokens.get(at)).is_some_and(|token| token.is_word() && token.text.chars().count() == 1);
    one(at.checked_sub(1)) || one(Some(at + 1)) && text.tokens[at].is_mark('(')
}

fn run(text: &Text<'_>, at: usize, mark: char) -> usize {
    at + text.tokens[at..].iter().take_while(|token| token.is_mark(mark)).count() - 1
}

/// Brackets and quotes that were opened and never closed, or the other way round. Only when the block has one such fault: a text with
/// several is of another kind, such as a list of a), b), c).
fn partners(text: &mut Text<'_>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')] {
        let mut depth: Vec<usize> = Vec::new();
        let mut stray: Vec<usize> = Vec::new();
        for (at, token) in text.tokens.iter().enumerate() {
            if token.is_mark(open) {
                depth.push(at);
            } else if token.is_mark(close) && depth.pop().is_none() {
                stray.push(at);
            }
        }
        stray.retain(|at| !is_item(text, *at));
        stray.extend(depth);
        if let [at] = stray[..] {
            let mark = if text.tokens[at].is_mark(open) { open } else { close };
            text.find(at, at, Rule::Punctuation, Severity::Hint, Reason::PartnerMissing { mark }, Vec::new());
        }
    }
}

/// `a)` or `1)` at the start of an item.
fn is_item(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &text.tokens[before]) else { return true };
    matches!(before.kind, Kind::Number) || (before.is_word() && before.text.chars().count() <= 2)
}
