//! Numbers and signs of documents, and figures in the Vietnamese way.
//!
//! A sign is the number, the year for legal texts, and the letters of the kind of text and of the body (Decree 30/2020/NĐ-CP, Appendix I, part II, point 3;
//! Law on promulgation of legal documents): `30/2020/NĐ-CP`, `12/2025/TT-BKHCN`, `05/CĐ-TTg`. Thousands are parted by a full stop, decimals by a comma.

use crate::{
    finding::{Rule, Severity},
    reason::Reason,
    text::Text,
    token::Kind,
};

/// What is written for a sign, and the sign.
const SIGNS: &[(&str, &str)] = &[
    ("ND-CP", "NĐ-CP"),
    ("NĐCP", "NĐ-CP"),
    ("NDCP", "NĐ-CP"),
    ("NĐ-Cp", "NĐ-CP"),
    ("Nđ-CP", "NĐ-CP"),
    ("nđ-cp", "NĐ-CP"),
    ("QD-TTg", "QĐ-TTg"),
    ("QĐ-TTG", "QĐ-TTg"),
    ("QD-TTG", "QĐ-TTg"),
    ("QĐTTg", "QĐ-TTg"),
    ("QD-UBND", "QĐ-UBND"),
    ("QĐUBND", "QĐ-UBND"),
    ("QDUBND", "QĐ-UBND"),
    ("QD-BKHCN", "QĐ-BKHCN"),
    ("CT-TTG", "CT-TTg"),
    ("CTTTg", "CT-TTg"),
    ("CD-TTg", "CĐ-TTg"),
    ("CĐ-TTG", "CĐ-TTg"),
    ("NQCP", "NQ-CP"),
    ("NQTW", "NQ/TW"),
    ("NQ-TW", "NQ/TW"),
    ("CTTW", "CT/TW"),
    ("CT-TW", "CT/TW"),
    ("NQ-HDND", "NQ-HĐND"),
    ("NQHĐND", "NQ-HĐND"),
];

const KINDS: &[(&str, &str)] = &[
    ("nghị", "định"),
    ("nghị", "quyết"),
    ("quyết", "định"),
    ("thông", "tư"),
    ("chỉ", "thị"),
    ("công", "điện"),
    ("kế", "hoạch"),
    ("công", "văn"),
];

pub(crate) fn check(text: &mut Text<'_>) {
    for at in 0..text.tokens.len() {
        if text.tokens[at].kind == Kind::Number {
            sign(text, at);
            kind_of_text(text, at);
            decimal(text, at);
        }
    }
}

/// 30/2020/ND-CP.
fn sign(text: &mut Text<'_>, at: usize) {
    let slash = |at: usize| text.tokens.get(at).is_some_and(|token| token.is_mark('/'));
    if !slash(at + 1) || at.checked_sub(1).is_some_and(&slash) {
        return;
    }
    let from = if text.tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Number) && slash(at + 3) { at + 4 } else { at + 2 };
    if !text.tokens.get(from).is_some_and(|token| token.is_word()) {
        return;
    }
    let mut last = from;
    while text.tokens.get(last + 1).is_some_and(|token| matches!(token.kind, Kind::Mark('-' | '–' | '/')))
        && text.tokens.get(last + 2).is_some_and(|token| token.is_word())
    {
        last += 2;
    }
    let written = text.span(from, last);
    let hyphened = written.replace('–', "-");
    let right = SIGNS
        .iter()
        .find(|(wrong, _)| *wrong == hyphened)
        .map(|(_, right)| (*right).to_owned())
        .or_else(|| (hyphened != written).then_some(hyphened));
    if let Some(right) = right {
        let reason = Reason::DocumentSign { right: right.clone() };
        text.find(from, last, Rule::DocumentNumber, Severity::Warning, reason, vec![right]);
    }
}

/// “nghị định số 30/2020/NĐ-CP”, “Nghị Định số 30/2020/NĐ-CP”: a certain text has one capital.
fn kind_of_text(text: &mut Text<'_>, at: usize) {
    if !text.tokens.get(at + 1).is_some_and(|token| token.is_mark('/')) || text.shouts {
        return;
    }
    let Some(mut word) = at.checked_sub(2).filter(|before| text.tokens[at - 1].kind == Kind::Space && text.tokens[*before].is_word())
    else {
        return;
    };
    if text.tokens[word].lower == "số" {
        let Some(before) = text.before(word) else { return };
        word = before;
    }
    let Some(first) = text.before(word) else { return };
    let pair = (text.tokens[first].lower.clone(), text.tokens[word].lower.clone());
    if !KINDS.contains(&(pair.0.as_str(), pair.1.as_str())) {
        return;
    }
    let right = format!("{} {}", crate::text::capital(&pair.0), pair.1);
    if text.span(first, word) != right {
        let reason = Reason::DocumentKind { right: right.clone() };
        text.find(first, word, Rule::TermCapital, Severity::Warning, reason, vec![right]);
    }
}

/// 3.5 %, 12.75 tỷ: a decimal of one or two digits after a full stop.
fn decimal(text: &mut Text<'_>, at: usize) {
    let parts = text.tokens.get(at + 1).is_some_and(|token| token.is_mark('.'))
        && text.tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Number && token.text.len() <= 2);
    let alone = !at.checked_sub(1).is_some_and(|before| matches!(text.tokens[before].kind, Kind::Mark('.' | ',' | '/' | '-' | ':')))
        && !text.tokens.get(at + 3).is_some_and(|token| {
            matches!(token.kind, Kind::Mark('.' | '/' | '-' | ':')) && text.tokens.get(at + 4).is_some_and(|next| next.kind == Kind::Number)
        });
    if !parts || !alone {
        return;
    }
    let percent = text.tokens.get(at + 3).is_some_and(|token| token.is_mark('%'));
    let unit = text.next_of(at + 2).map_or("", |next| text.tokens[next].lower.as_str());
    if percent || matches!(unit, "tỷ" | "tỉ" | "triệu" | "lần" | "điểm" | "ha" | "km" | "tấn" | "mét" | "độ" | "nghìn" | "kg")
    {
        let right = text.span(at, at + 2).replace('.', ",");
        text.find(at, at + 2, Rule::Number, Severity::Warning, Reason::DecimalPoint, vec![right]);
    }
}
