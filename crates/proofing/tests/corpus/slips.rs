//! Clean text with slips that were made by rule, without a look at the checker's lists.

use crate::clean::Sequence;

/// A kind of slip.
pub const KINDS: &[&str] = &["hoi-nga", "s-x", "ch-tr", "swapped", "left-out", "no-tone", "doubled"];

const PAIRS: &[(&str, &str)] = &[
    ("ả", "ã"),
    ("ẳ", "ẵ"),
    ("ẩ", "ẫ"),
    ("ẻ", "ẽ"),
    ("ể", "ễ"),
    ("ỉ", "ĩ"),
    ("ỏ", "õ"),
    ("ổ", "ỗ"),
    ("ở", "ỡ"),
    ("ủ", "ũ"),
    ("ử", "ữ"),
    ("ỷ", "ỹ"),
];
const BARE: &[(&str, &str)] = &[
    ("á", "a"),
    ("à", "a"),
    ("ạ", "a"),
    ("ắ", "ă"),
    ("ằ", "ă"),
    ("ặ", "ă"),
    ("ấ", "â"),
    ("ầ", "â"),
    ("ậ", "â"),
    ("ế", "ê"),
    ("ề", "ê"),
    ("ệ", "ê"),
    ("ố", "ô"),
    ("ồ", "ô"),
    ("ộ", "ô"),
    ("ớ", "ơ"),
    ("ờ", "ơ"),
    ("ợ", "ơ"),
    ("ứ", "ư"),
    ("ừ", "ư"),
    ("ự", "ư"),
];

fn swap_one(word: &str, pairs: &[(&str, &str)], both: bool) -> Option<String> {
    pairs.iter().find_map(|(one, other)| {
        if word.contains(one) {
            Some(word.replacen(one, other, 1))
        } else {
            (both && word.contains(other)).then(|| word.replacen(other, one, 1))
        }
    })
}

fn onset(word: &str, one: &str, other: &str) -> Option<String> {
    if word.starts_with(one) && !word.starts_with("sh") {
        return Some(word.replacen(one, other, 1));
    }
    word.starts_with(other).then(|| word.replacen(other, one, 1))
}

/// The slip of a word, or none when this kind cannot happen to it.
pub fn slip(word: &str, kind: &str, sequence: &mut Sequence) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let slipped = match kind {
        "hoi-nga" => swap_one(word, PAIRS, true),
        "s-x" => onset(word, "s", "x"),
        "ch-tr" => onset(word, "ch", "tr"),
        "no-tone" => swap_one(word, BARE, false),
        "swapped" if letters.len() >= 4 => {
            let at = 1 + sequence.below(letters.len() - 2);
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            Some(swapped.into_iter().collect())
        }
        "left-out" if letters.len() >= 5 => {
            let at = 1 + sequence.below(letters.len() - 1);
            Some(letters.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, letter)| letter).collect())
        }
        "doubled" if letters.len() >= 3 => {
            let at = sequence.below(letters.len());
            let mut longer = letters.clone();
            longer.insert(at, letters[at]);
            Some(longer.into_iter().collect())
        }
        _ => None,
    };
    slipped.filter(|slipped| slipped != word)
}

/// Tries a slip on about one small word of twenty of a paragraph: the text, and the slips with their places in UTF-16 units.
pub fn plant(paragraph: &str, sequence: &mut Sequence) -> (String, Vec<(&'static str, std::ops::Range<u32>)>) {
    let mut text = String::new();
    let mut planted = Vec::new();
    for (at, word) in paragraph.split(' ').enumerate() {
        if at > 0 {
            text.push(' ');
        }
        let plain = word.chars().all(|letter| letter.is_lowercase());
        let kind = KINDS[sequence.below(KINDS.len())];
        let slipped = (plain && sequence.below(20) == 0).then(|| slip(word, kind, sequence)).flatten();
        let start = text.encode_utf16().count() as u32;
        text.push_str(slipped.as_deref().unwrap_or(word));
        if slipped.is_some() {
            planted.push((kind, start..text.encode_utf16().count() as u32));
        }
    }
    (text, planted)
}
