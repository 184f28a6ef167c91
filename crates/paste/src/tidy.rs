//! A line as the article keeps it: letters of today, one spelling of each, no two neighbours that look alike.

use banthao_document::normalise;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::{
    legacy::{self, Charset},
    model::{Height, Inline, Look},
    receipt::{Receipt, Thing},
};

/// Brings a line into the article's form. Empty when it says nothing.
pub(crate) fn line(line: Vec<Inline>, receipt: &mut Receipt) -> Vec<Inline> {
    let line = whole_letters(line);
    let mut tidied: Vec<Inline> = Vec::with_capacity(line.len());
    for piece in line {
        match piece {
            Inline::Text { text, look } => push(&mut tidied, read(&text, look, receipt)),
            Inline::Note(words) => {
                let words = normalise::line(words.trim());
                if !words.is_empty() {
                    tidied.push(Inline::Note(words));
                }
            }
            Inline::Break => tidied.push(Inline::Break),
            Inline::Picture(_) => {}
        }
    }
    trim(&mut tidied);
    tidied
}

/// A letter and its marks that stand in two runs, as where a spelling checker underlined half a word, are put into one: the marks join their letter.
fn whole_letters(line: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(line.len());
    for mut piece in line {
        if let (Some(Inline::Text { text: before, look: before_look }), Inline::Text { text, look }) = (joined.last_mut(), &mut piece) {
            let font = look.font.filter(|font| Some(*font) == before_look.font);
            let is_mark =
                |c: char| unicode_normalization::char::is_combining_mark(c) || font.is_some_and(|font| legacy::is_mark(c, font.charset));
            let ends_in_letter = before.chars().next_back().is_some_and(char::is_alphabetic);
            if ends_in_letter && text.chars().next().is_some_and(is_mark) {
                let marks: String = text.chars().take_while(|c| is_mark(*c)).take(if font.is_some() { 1 } else { 8 }).collect();
                before.push_str(&marks);
                text.drain(..marks.len());
            }
        }
        joined.push(piece);
    }
    joined
}

/// The text of a run in letters of today.
fn read(text: &str, look: Look, receipt: &mut Receipt) -> (String, Look) {
    let mut text = match look.font {
        Some(font) => {
            let shown = legacy::shown(text, font);
            if shown != text {
                receipt.note(match font.charset {
                    Charset::Tcvn3 => Thing::Tcvn3,
                    Charset::Vni => Thing::Vni,
                    Charset::Vps => Thing::Vps,
                });
            }
            shown
        }
        None => text.to_owned(),
    };
    if text.contains(is_fancy) {
        receipt.note(Thing::FancyLetters);
        text = text.chars().flat_map(|c| if is_fancy(c) { std::iter::once(c).nfkc().next() } else { Some(c) }).collect();
        text = text.nfc().collect();
    }
    if !is_nfc(&text) {
        receipt.note(Thing::Recomposed);
    }
    if look.height != Height::Line && !text.trim().is_empty() {
        match shifted(&text, look.height) {
            Some(shifted) => text = shifted,
            None => receipt.note(Thing::Heights),
        }
    }
    // What stands in a line is one line; breaks are pieces of their own.
    (normalise::line(&text), Look { font: None, height: Height::Line, ..look })
}

/// Mathematical letters (U+1D400 to U+1D7FF), which people use for bold where there is none: nobody can search for them or have them read out.
fn is_fancy(c: char) -> bool {
    matches!(c, '\u{1d400}'..='\u{1d7ff}')
}

/// Raised or lowered digits have letters of their own in Unicode: m², CO₂.
fn shifted(text: &str, height: Height) -> Option<String> {
    let place = |c: char| match c {
        '0'..='9' => Some(c as usize - '0' as usize),
        '+' => Some(10),
        '-' | '−' => Some(11),
        '(' => Some(12),
        ')' => Some(13),
        'n' => Some(14),
        ' ' => Some(15),
        _ => None,
    };
    let signs = match height {
        Height::Above => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ ",
        Height::Below => "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ ",
        Height::Line => return None,
    };
    text.chars().map(|c| signs.chars().nth(place(c)?)).collect()
}

fn push(line: &mut Vec<Inline>, (text, look): (String, Look)) {
    if text.is_empty() {
        return;
    }
    let opens_with_space = text.starts_with(' ');
    match line.last_mut() {
        Some(Inline::Text { text: there, look: same }) if *same == look => {
            there.push_str(if opens_with_space && there.ends_with(' ') { &text[1..] } else { &text });
            // A mark at the seam joins its letter, and marks that meet there find their order.
            if !is_nfc(there) {
                *there = normalise::line(there);
            }
        }
        Some(Inline::Text { text: there, .. }) if opens_with_space && there.ends_with(' ') => {
            if text.len() > 1 {
                line.push(Inline::Text { text: text[1..].to_owned(), look });
            }
        }
        _ => line.push(Inline::Text { text, look }),
    }
}

/// Takes away what is at the ends of a line and says nothing, and spaces beside breaks.
fn trim(line: &mut Vec<Inline>) {
    loop {
        match line.first_mut() {
            Some(Inline::Break) => {
                line.remove(0);
            }
            Some(Inline::Text { text, .. }) if text.starts_with(char::is_whitespace) => {
                *text = text.trim_start().to_owned();
                if text.is_empty() {
                    line.remove(0);
                }
            }
            _ => break,
        }
    }
    loop {
        match line.last_mut() {
            Some(Inline::Break) => {
                line.pop();
            }
            Some(Inline::Text { text, .. }) if text.ends_with(char::is_whitespace) => {
                text.truncate(text.trim_end().len());
                if text.is_empty() {
                    line.pop();
                }
            }
            _ => break,
        }
    }
    let is_break = |piece: Option<&Inline>| matches!(piece, Some(Inline::Break));
    for at in 0..line.len() {
        let (before, after) = (at > 0 && is_break(line.get(at - 1)), is_break(line.get(at + 1)));
        if let Inline::Text { text, .. } = &mut line[at] {
            if before {
                *text = text.trim_start().to_owned();
            }
            if after {
                text.truncate(text.trim_end().len());
            }
        }
    }
    line.retain(|piece| !matches!(piece, Inline::Text { text, .. } if text.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::legacy::Font;

    fn text(text: &str, look: Look) -> Inline {
        Inline::Text { text: text.to_owned(), look }
    }

    fn tidied(pieces: Vec<Inline>) -> (String, Receipt) {
        let mut receipt = Receipt::default();
        let line = line(pieces, &mut receipt);
        let written = line.iter().map(|piece| match piece {
            Inline::Text { text, look } if look.strong => format!("<{text}>"),
            Inline::Text { text, .. } => text.clone(),
            Inline::Break => "|".to_owned(),
            Inline::Note(words) => format!("[{words}]"),
            Inline::Picture(_) => "?".to_owned(),
        });
        (written.collect(), receipt)
    }

    #[test]
    fn marks_of_a_legacy_letter_that_stand_in_the_next_run_are_read_with_it() {
        let font = Some(Font { charset: Charset::Vni, capitals: false });
        let (written, receipt) =
            tidied(vec![text("Vie", Look { font, ..Look::default() }), text("ät Nam", Look { font, strong: true, ..Look::default() })]);
        assert_eq!(written, "Việ<t Nam>");
        assert_eq!(receipt.count(Thing::Vni), 1);
    }

    #[test]
    fn a_mark_alone_at_the_beginning_of_a_run_joins_its_letter() {
        let (written, receipt) = tidied(vec![Inline::plain("Viê"), text("\u{323}t", Look { strong: true, ..Look::default() })]);
        assert_eq!(written, "Việ<t>");
        assert_eq!(receipt.count(Thing::Recomposed), 1);
    }

    #[test]
    fn digits_above_and_below_the_line_stay_there() {
        let at = |height| Look { height, ..Look::default() };
        let (written, receipt) = tidied(vec![
            Inline::plain("m"),
            text("2", at(Height::Above)),
            Inline::plain(" CO"),
            text("2", at(Height::Below)),
            Inline::plain(" 1"),
            text("er", at(Height::Above)),
        ]);
        assert_eq!(written, "m² CO₂ 1er");
        assert_eq!(receipt.count(Thing::Heights), 1);
    }

    #[test]
    fn a_line_begins_and_ends_with_words() {
        let (written, _) = tidied(vec![
            Inline::Break,
            Inline::plain("  a "),
            Inline::Break,
            Inline::plain(" b "),
            text(" c", Look { strong: true, ..Look::default() }),
            Inline::Break,
            Inline::plain(" \u{200b}"),
        ]);
        assert_eq!(written, "a|b <c>");
    }
}
