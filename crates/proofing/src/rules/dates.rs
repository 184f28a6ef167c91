//! Dates: that they exist, and the form of official writing.
//!
//! Decree 30/2020/NĐ-CP, Appendix I, part II, point 4: a day below 10 and the months 1 and 2 are written with a nought before them.

use crate::{
    finding::{Rule, Severity},
    reason::Reason,
    text::Text,
    token::Kind,
};

pub(crate) fn check(text: &mut Text<'_>) {
    for at in 0..text.tokens.len() {
        if text.tokens[at].kind != Kind::Number {
            continue;
        }
        if !in_figures(text, at) {
            in_words(text, at);
        }
    }
}

fn number(text: &Text<'_>, at: usize) -> Option<u32> {
    let token = text.tokens.get(at).filter(|token| token.kind == Kind::Number && token.text.len() <= 4)?;
    token.text.parse().ok()
}

fn spaced(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.kind == Kind::Space)
}

/// ngày 5/3/2026, 31-2-2026.
fn in_figures(text: &mut Text<'_>, at: usize) -> bool {
    let Some(mark) = text.tokens.get(at + 1).map(|token| token.kind) else { return false };
    let Kind::Mark('/' | '-' | '.') = mark else { return false };
    if text.tokens.get(at + 3).map(|token| token.kind) != Some(mark) {
        return false;
    }
    let (Some(day), Some(month), Some(year)) = (number(text, at), number(text, at + 2), number(text, at + 4)) else { return false };
    let continues = text.tokens.get(at + 5).is_some_and(|token| matches!(token.kind, Kind::Mark('/' | '-')) || token.is_word());
    let begun = at.checked_sub(1).is_some_and(|before| matches!(text.tokens[before].kind, Kind::Mark('/' | '-' | '.') | Kind::Word));
    if continues || begun || !(1900..=2200).contains(&year) {
        return false;
    }
    judge(text, at, at + 4, day, month, Some(year), |day, month| {
        format!("{day}{0}{month}{0}{year}", if let Kind::Mark(mark) = mark { mark } else { '/' })
    });
    true
}

/// ngày 5 tháng 3 năm 2026.
fn in_words(text: &mut Text<'_>, at: usize) {
    let named = text.lower(text.before(at)) == "ngày"
        && spaced(text, at + 1)
        && text.tokens.get(at + 2).is_some_and(|token| token.lower == "tháng")
        && spaced(text, at + 3);
    if !named {
        return;
    }
    let (Some(day), Some(month)) = (number(text, at), number(text, at + 4)) else { return };
    let dated = text.next(at + 4).is_none() && spaced(text, at + 5) && text.tokens.get(at + 6).is_some_and(|token| token.lower == "năm")
        || text.next_of(at + 4).is_some_and(|next| text.tokens[next].lower == "năm");
    let year = dated.then(|| number(text, at + 8)).flatten();
    judge(text, at, at + 4, day, month, year, |day, month| format!("{day} tháng {month}"));
}

fn judge(text: &mut Text<'_>, from: usize, to: usize, day: u32, month: u32, year: Option<u32>, write: impl Fn(String, String) -> String) {
    if !exists(day, month, year) {
        text.find(from, to, Rule::Date, Severity::Error, Reason::NoSuchDate, Vec::new());
        return;
    }
    let (written_day, written_month) =
        (text.tokens[from].text, text.tokens[if text.tokens[from + 1].kind == Kind::Space { from + 4 } else { from + 2 }].text);
    let (right_day, right_month) = (padded(written_day, day < 10), padded(written_month, month < 3));
    // A full date in words is the form of a document; in figures, and without its year, prose is free.
    if year.is_some() && (right_day != written_day || right_month != written_month) {
        let right = write(right_day, right_month);
        text.find(from, to, Rule::Date, Severity::Hint, Reason::NoughtMissing, vec![right]);
    }
}

fn padded(written: &str, pad: bool) -> String {
    if pad && written.len() == 1 { format!("0{written}") } else { written.to_owned() }
}

fn exists(day: u32, month: u32, year: Option<u32>) -> bool {
    // Without a year the 29th of February may be meant.
    let leap = year.is_none_or(|year| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => {
            if leap {
                29
            } else {
                28
            }
        }
        _ => 0,
    };
    (1..=days).contains(&day)
}
