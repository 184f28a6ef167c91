//! Text for finding: `duong` must find `Đường`.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without marks, đ as d. Vietnamese đ has no decomposition, so stripping marks alone leaves it.
pub fn fold(text: &str) -> String {
    text.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).map(|c| if c == 'đ' || c == 'ð' { 'd' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn a_word_typed_without_accents_matches_however_it_was_written() {
        for written in ["Đường Nguyễn Huệ", "ĐƯỜNG NGUYỄN HUỆ", "Đường Nguyễn Huệ"] {
            assert_eq!(fold(written), "duong nguyen hue", "{written:?} must be found by its bare letters");
        }
    }
}
