//! Capitals at the start of sentences, in names of people and places, of offices before a name.
//!
//! After Appendix II of Decree 30/2020/NĐ-CP (parts I to III and V): each syllable of a person's or place's name has a capital; the common
//! noun before a number has one too (`Quận 1`); `Thủ đô Hà Nội` and `Thành phố Hồ Chí Minh` are named so; an office has one before a person's name.

use crate::{
    finding::{Rule, Severity},
    lexicon::lexicon,
    reason::Reason,
    terms::Kind as Term,
    text::{Text, capital},
    token::{Case, Kind},
};

pub(crate) fn check(text: &mut Text<'_>) {
    if text.shouts {
        return;
    }
    for at in text.words() {
        sentence(text, at);
        person(text, at);
        common_noun(text, at);
        office(text, at);
    }
}

/// A small letter after a full stop.
fn sentence(text: &mut Text<'_>, at: usize) {
    if at < 3 || text.tokens[at].case != Case::Lower || text.tokens[at - 1].kind != Kind::Space || text.is_glued(at) {
        return;
    }
    let mark = match text.tokens[at - 2].kind {
        Kind::Mark(mark @ ('.' | '!' | '?')) => mark,
        _ => return,
    };
    let before = &text.tokens[at - 3];
    // v.v., TP., tr., a number of an item, three dots, a mark in quotes.
    let ends = match before.kind {
        Kind::Word => {
            before.text.chars().count() > 3
                || (before.case == Case::Lower
                    && before.text.chars().count() == 3
                    && !matches!(before.lower.as_str(), "nxb" | "tel" | "ths" | "pgs"))
                || (before.case == Case::Lower && !before.lower.is_ascii() && before.text.chars().count() > 1)
        }
        Kind::Mark(')' | '”' | '"') => mark == '.',
        _ => false,
    };
    if ends && !lexicon().is_loan(&text.tokens[at].lower) {
        let right = capital(&text.tokens[at].composed());
        text.find(at, at, Rule::SentenceCapital, Severity::Warning, Reason::SentenceStartsSmall { mark }, vec![right]);
    }
}

/// Nguyễn văn An.
fn person(text: &mut Text<'_>, at: usize) {
    if !lexicon().is_family(&text.tokens[at].composed()) {
        return;
    }
    let Some(middle) = text.next(at) else { return };
    let Some(given) = text.next(middle) else { return };
    let small = text.tokens[middle].case == Case::Lower
        && matches!(
            text.tokens[middle].lower.as_str(),
            "văn" | "thị" | "đình" | "hữu" | "đức" | "ngọc" | "xuân" | "minh" | "quang" | "thanh"
        );
    // Every other word may stand between a family name and a capital by chance; these stand there in names.
    let sure = matches!(text.tokens[middle].lower.as_str(), "văn" | "thị") || text.tokens[given].case == Case::Title;
    if small
        && sure
        && text.tokens[given].is_capital()
        && !text.before(at).is_some_and(|before| {
            text.tokens[before].is_capital() && !text.begins_sentence(before) && !lexicon().is_family(&text.tokens[before].composed())
        })
    {
        let right =
            format!("{} {} {}", text.tokens[at].composed(), capital(&text.tokens[middle].composed()), text.tokens[given].composed());
        text.find(at, given, Rule::NameCapital, Severity::Warning, Reason::PersonName, vec![right]);
    }
}

/// quận 1; thủ đô Hà Nội.
fn common_noun(text: &mut Text<'_>, at: usize) {
    let token = &text.tokens[at];
    if token.case != Case::Lower {
        return;
    }
    let number = text.tokens.get(at + 1).is_some_and(|space| space.kind == Kind::Space)
        && text.tokens.get(at + 2).is_some_and(|next| next.kind == Kind::Number);
    let before = text.lower(text.before(at));
    // “một quận 5 phường”, “các phường 3 tầng”: a number that counts is followed by what it counts.
    let counts = text.next_of(at + 2).is_some_and(|next| {
        text.tokens[next].case == Case::Lower
            && !matches!(text.tokens[next].lower.as_str(), "và" | "đã" | "sẽ" | "là" | "có" | "thuộc" | "đến" | "từ" | "với")
    });
    if matches!(token.lower.as_str(), "quận" | "phường")
        && number
        && !counts
        && !matches!(before, "các" | "những" | "số" | "mỗi" | "liên" | "của")
    {
        let right = capital(&token.composed());
        let reason = Reason::NumberedPlace { right: right.clone() };
        text.find(at, at, Rule::PlaceCapital, Severity::Hint, reason, vec![right]);
        return;
    }
    let Some(second) = text.next(at) else { return };
    let pair = (text.tokens[at].lower.as_str(), text.tokens[second].lower.as_str());
    let place = text.next(second).and_then(|one| Some((one, text.next(one)?)));
    let Some((one, two)) = place else { return };
    let named = (text.tokens[one].composed().into_owned(), text.tokens[two].composed().into_owned());
    let special =
        matches!((pair, (named.0.as_str(), named.1.as_str())), (("thủ", "đô"), ("Hà", "Nội")) | (("thành", "phố"), ("Hồ", "Chí")));
    if special {
        let right = format!("{} {}", capital(&text.tokens[at].composed()), text.tokens[second].composed());
        let reason = Reason::PlaceByDecree { right: right.clone() };
        text.find(at, second, Rule::PlaceCapital, Severity::Hint, reason, vec![right]);
    }
}

/// thủ tướng Nguyễn Văn An.
fn office(text: &mut Text<'_>, at: usize) {
    if text.tokens[at].case != Case::Lower {
        return;
    }
    let mut found = None;
    for term in lexicon().terms.beginning(&text.tokens[at].lower).iter().filter(|term| term.kind == Term::Title) {
        let mut last = at;
        let fits = term.lower[1..].iter().all(|word| match text.next(last).filter(|next| text.tokens[*next].lower == *word) {
            Some(next) => {
                last = next;
                true
            }
            None => false,
        });
        if fits {
            found = Some((term.text, last));
            break;
        }
    }
    let Some((right, last)) = found else { return };
    let Some(family) = text.next(last) else { return };
    let Some(given) = text.next(family) else { return };
    let name = lexicon().is_family(&text.tokens[family].composed()) && text.tokens[given].case == Case::Title;
    // “phó chủ tịch Hà Nội”: a place, not a person.
    let place = lexicon()
        .terms
        .beginning(&text.tokens[family].lower)
        .iter()
        .any(|term| term.kind == Term::Place && term.lower.get(1) == Some(&text.tokens[given].lower));
    if name && !place {
        text.find(at, last, Rule::TitleCapital, Severity::Warning, Reason::OfficeBeforeName, vec![right.to_owned()]);
    }
}
