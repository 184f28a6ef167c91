//! Text for finding: `duong` must find `Đường`, `hoà` must find `hòa`, `quản lí` must find `quản lý`.
//!
//! A word has two forms. The *exact* one is in lower case with its accents, in one spelling: the tone where the old style puts it (`hòa`, not
//! `hoà`) and a lone final `y` as `i`. The *folded* one is the exact one without any mark, đ as d. What is typed with accents is looked for
//! exactly first; what is typed without, by its bare letters only.

use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Everything below this is folded by table; Vietnamese and the rest of Latin lie here.
const TABLED: usize = 0x1f00;
/// In [`BARE`], for a character that folds to none or to several.
const ODD: char = '\0';

static BARE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let bare = |code: usize| {
        let Some(letter) = char::from_u32(code as u32) else { return ODD };
        let mut folded = spelled_out(letter);
        match (folded.next(), folded.next()) {
            (Some(one), None) => one,
            _ => ODD,
        }
    };
    (0..TABLED).map(bare).collect()
});

/// The bare letters of one character, the slow way.
fn spelled_out(letter: char) -> impl Iterator<Item = char> {
    let lower: Vec<char> = std::iter::once(letter).nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect();
    // Lower case may bring a mark of its own, as that of İ does.
    lower.into_iter().nfkd().filter(|&c| !is_combining_mark(c)).map(|c| if matches!(c, 'đ' | 'ð') { 'd' } else { c })
}

/// The bare letter of a character that has exactly one and is of the usual ones.
pub(crate) fn bare(letter: char) -> Option<char> {
    BARE.get(letter as usize).copied().filter(|bare| *bare != ODD)
}

/// Adds the bare letters of a character.
pub(crate) fn push_bare(letter: char, onto: &mut String) {
    match bare(letter) {
        Some(bare) => onto.push(bare),
        None => onto.extend(spelled_out(letter)),
    }
}

/// Which characters below [`TABLED`] belong to a word.
static OF_WORD: LazyLock<Vec<bool>> =
    LazyLock::new(|| (0..TABLED).map(|code| char::from_u32(code as u32).is_some_and(looked_up_of_word)).collect());

/// Whether a character belongs to a word.
pub(crate) fn is_of_word(letter: char) -> bool {
    OF_WORD.get(letter as usize).copied().unwrap_or_else(|| looked_up_of_word(letter))
}

fn looked_up_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// Lower case without marks, đ as d, a lone final y as i. Applying it twice is applying it once.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut word, mut letters) = (String::new(), String::new());
    for letter in text.chars() {
        letters.clear();
        push_bare(letter, &mut letters);
        // What belongs to a word is asked of what a character comes apart into: ½ is of a word and its stroke is not, 🅊 is a sign and its letters are.
        for bare in letters.chars() {
            if is_of_word(bare) {
                word.push(bare);
            } else {
                end_word(&mut word, &mut folded);
                folded.push(bare);
            }
        }
    }
    end_word(&mut word, &mut folded);
    folded
}

fn end_word(word: &mut String, onto: &mut String) {
    if ends_in_lone_y(word) {
        word.pop();
        word.push('i');
    }
    onto.push_str(word);
    word.clear();
}

/// Puts the folded form of one word into `folded`.
pub(crate) fn fold_word(word: &str, folded: &mut String) {
    folded.clear();
    word.chars().for_each(|letter| push_bare(letter, folded));
    if ends_in_lone_y(folded) {
        folded.pop();
        folded.push('i');
    }
}

/// Whether a folded word is consonants and then y: `ly`, `ky`, and not `thuy`, `quy` or `y`.
fn ends_in_lone_y(folded: &str) -> bool {
    let Some(start) = folded.strip_suffix('y') else { return false };
    !start.is_empty() && start.bytes().all(|b| b.is_ascii_lowercase() && !matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

/// The exact form of one word.
pub(crate) fn exact_word(word: &str, folded: &str) -> String {
    let lower: String = word.nfc().flat_map(char::to_lowercase).nfc().collect();
    let movable = ["oa", "oe", "uy"].iter().any(|end| folded.ends_with(end)) && !folded.ends_with("quy");
    let lone_y = folded.ends_with('i') && lower.nfd().filter(|&c| !is_combining_mark(c)).last() == Some('y');
    if !movable && !lone_y {
        return lower;
    }
    let mut letters: Vec<char> = lower.nfd().collect();
    if lone_y && let Some(y) = letters.iter_mut().rev().find(|letter| **letter == 'y') {
        *y = 'i';
    }
    if movable && letters.last().is_some_and(|&mark| is_tone(mark)) && letters.len() >= 3 && !is_combining_mark(letters[letters.len() - 2])
    {
        // h o a ◌̀ becomes h o ◌̀ a.
        let last = letters.len() - 1;
        letters.swap(last, last - 1);
    }
    letters.into_iter().nfc().collect()
}

fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(word: &str) -> String {
        let mut folded = String::new();
        fold_word(word, &mut folded);
        exact_word(word, &folded)
    }

    #[test]
    fn a_word_typed_without_accents_matches_however_it_was_written() {
        for written in ["Đường Nguyễn Huệ", "ĐƯỜNG NGUYỄN HUỆ", "Đường Nguyễn Huệ", "Ðường Nguyễn Huệ"] {
            assert_eq!(fold(written), "duong nguyen hue", "{written:?} must be found by its bare letters");
        }
        assert_eq!(fold("𝐓𝐡𝐨̂𝐧𝐠 𝐛𝐚́𝐨"), "thong bao", "letters from social media are letters");
    }

    #[test]
    fn the_place_of_the_tone_makes_no_other_word() {
        for (new, old) in [("hoà", "hòa"), ("Thuỷ", "thủy"), ("khoẻ", "khỏe"), ("XOÁ", "xóa"), ("hoạ", "họa"), ("uỷ", "ủy")]
        {
            assert_eq!(exact(new), old);
            assert_eq!(exact(old), old);
        }
        for kept in ["quý", "hoàn", "toán", "quà", "khuya"] {
            assert_eq!(exact(kept), kept, "{kept} has one form");
        }
    }

    #[test]
    fn a_lone_final_y_is_an_i() {
        assert_eq!((exact("lý"), exact("lí"), fold("Quản lý kỹ thuật")), ("lí".into(), "lí".into(), "quan li ki thuat".into()));
        assert_eq!(fold("Thủy quý y tế"), "thuy quy y te");
    }

    #[test]
    fn what_comes_apart_into_letters_or_into_signs_is_folded_once() {
        for (text, folded) in [("🅊Y:", "hvi:"), ("½y", "1⁄2y"), ("L½y", "l1⁄2y"), ("⒧y", "(l)y")] {
            assert_eq!(fold(text), folded);
            assert_eq!(fold(folded), folded);
        }
    }

    #[test]
    fn six_tones_stay_six_words() {
        let words: std::collections::BTreeSet<String> = ["ma", "má", "mà", "mả", "mã", "mạ"].into_iter().map(exact).collect();
        assert_eq!(words.len(), 6);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn folding_twice_is_folding_once(text in prop_oneof![any::<String>(), "[a-yđĐÐàáảãạâôơưýỳỷỹỵ ̣̂́q/.-]{0,16}"]) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn an_exact_form_is_its_own_and_folds_as_its_word_does(word in "[a-zđàáảãạâầấăằắêềếôồốơờớưừứýỳỷỹỵùúòóèé]{1,8}") {
            let once = exact(&word);
            prop_assert_eq!(exact(&once), once.clone());
            prop_assert_eq!(fold(&once), fold(&word));
        }
    }
}
