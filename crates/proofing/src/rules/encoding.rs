//! Letters that only look right, or do not even: decomposed, of another alphabet, of fonts from before Unicode.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::{
    finding::{Rule, Severity},
    reason::Reason,
    text::Text,
    token::Kind,
};

/// Characters that stand for Vietnamese letters in TCVN3 fonts and never inside a word otherwise.
const TCVN3: &str = "¸µ¶¹¨¾¼½©ª¬®×÷»";
/// TCVN 5712:1993, VN3: code and letter.
const TCVN3_LETTERS: &[(char, char)] = &[
    ('¸', 'á'),
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¹', 'ạ'),
    ('¨', 'ă'),
    ('»', 'ằ'),
    ('¾', 'ắ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('Æ', 'ặ'),
    ('©', 'â'),
    ('Ê', 'ấ'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ë', 'ậ'),
    ('Ð', 'é'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ñ', 'ẹ'),
    ('ª', 'ê'),
    ('Õ', 'ế'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Ö', 'ệ'),
    ('Ý', 'í'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Þ', 'ị'),
    ('ã', 'ó'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ä', 'ọ'),
    ('«', 'ô'),
    ('è', 'ố'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('é', 'ộ'),
    ('¬', 'ơ'),
    ('í', 'ớ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('î', 'ợ'),
    ('ó', 'ú'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ô', 'ụ'),
    ('\u{ad}', 'ư'),
    ('ø', 'ứ'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ù', 'ự'),
    ('ý', 'ý'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('þ', 'ỵ'),
    ('®', 'đ'),
];

pub(crate) fn check(text: &mut Text<'_>) {
    let vni = text.tokens.iter().filter(|token| token.is_word() && is_vni(&token.lower)).count() > 1;
    let mut at = 0;
    while at < text.tokens.len() {
        let end = at + text.tokens[at..].iter().take_while(|token| !matches!(token.kind, Kind::Space | Kind::Break)).count();
        if end > at {
            chunk(text, at, end - 1, vni);
        }
        at = end.max(at) + 1;
    }
}

/// What stands between two spaces.
fn chunk(text: &mut Text<'_>, from: usize, to: usize, vni: bool) {
    let whole = text.span(from, to);
    if whole.is_ascii() {
        return;
    }
    // Marks around the word are the sentence's.
    let (mut first, mut last) = (from, to);
    while first < last && matches!(text.tokens[first].kind, Kind::Mark('(' | '"' | '“' | '‘' | '[')) {
        first += 1;
    }
    while last > first && matches!(text.tokens[last].kind, Kind::Mark(')' | '"' | '”' | '’' | ']' | ',' | '.' | ';' | ':' | '!' | '?'))
    {
        last -= 1;
    }
    let inner = text.span(first, last);
    if is_tcvn3(&inner) {
        let decoded: String =
            inner.chars().map(|c| TCVN3_LETTERS.iter().find(|(code, _)| *code == c).map_or(c, |(_, letter)| *letter)).collect();
        let spelt = crate::syllable::read(&decoded.to_lowercase()).is_ok();
        text.find(first, last, Rule::Encoding, Severity::Error, Reason::TcvnFont, if spelt { vec![decoded] } else { Vec::new() });
        return;
    }
    for at in first..=last {
        if text.tokens[at].is_word() {
            letters(text, at, vni);
        }
    }
}

fn is_tcvn3(chunk: &str) -> bool {
    let letters: Vec<char> = chunk.chars().collect();
    let mut strange = letters.iter().enumerate().filter(|(at, c)| {
        let letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphabetic());
        let (before, after) = (letter(at.checked_sub(1)), letter(Some(at + 1)));
        match c {
            // Quotation marks stand at an edge, ® and © close a brand, µ opens a unit.
            '«' | '»' => before && after,
            '®' | '©' => after,
            'µ' => before || (after && letters.len() > 3),
            c => TCVN3.contains(**c) && (before || after),
        }
    });
    strange.next().is_some()
        && letters.iter().any(char::is_ascii_alphabetic)
        && !letters.iter().any(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'đ' | 'ơ' | 'ư' | 'ă'))
}

fn letters(text: &mut Text<'_>, at: usize, vni: bool) {
    let written = text.tokens[at].text;
    if !is_nfc(written) {
        let right: String = written.nfc().collect();
        text.find(at, at, Rule::Encoding, Severity::Error, Reason::Decomposed, vec![right]);
        return;
    }
    let latin = written.chars().any(|c| c.is_alphabetic() && !matches!(c, '\u{370}'..='\u{52f}'));
    let other: Vec<char> = written.chars().filter(|c| matches!(c, '\u{370}'..='\u{52f}')).collect();
    if latin && !other.is_empty() {
        let right: Option<String> =
            written.chars().map(|c| if matches!(c, '\u{370}'..='\u{52f}') { lookalike(c) } else { Some(c) }).collect();
        text.find(at, at, Rule::Encoding, Severity::Error, Reason::OtherAlphabet, right.into_iter().collect());
        return;
    }
    // One such word may be French or Spanish; two are a font.
    if vni && is_vni(&text.tokens[at].lower) {
        text.find(at, at, Rule::Encoding, Severity::Warning, Reason::VniFont, Vec::new());
    }
}

/// Whether a word has a vowel before one of the mark characters of VNI fonts.
fn is_vni(lower: &str) -> bool {
    let mut pairs = lower.chars().zip(lower.chars().skip(1));
    let marked = pairs.any(|(one, two)| {
        matches!(one, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ö' | 'ô')
            && matches!(two, 'ä' | 'ë' | 'ï' | 'å' | 'ø' | 'û' | 'ñ' | 'ù' | 'á' | 'à' | 'é' | 'è')
    });
    marked && lower.chars().count() <= 9 && crate::syllable::read(lower).is_err()
}

fn lookalike(c: char) -> Option<char> {
    let (there, here) = ("аеорсухіАВЕКМНОРСТХІοανΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxiABEKMHOPCTXIoavABEHIKMNOPTX");
    there.chars().position(|other| other == c).and_then(|at| here.chars().nth(at))
}
