//! The readable part of an address: Vietnamese without its marks, words joined by hyphens.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer addresses are cut by what people paste them into.
const LONGEST: usize = 80;

/// The slug of a title; `bai` when no letter or digit of it can be kept.
pub fn of(title: &str) -> String {
    let mut slug = String::new();
    for character in title.nfd().filter(|character| !is_combining_mark(*character)) {
        match character {
            // The stroke of đ is no combining mark, so NFD leaves it.
            'đ' | 'Đ' => slug.push('d'),
            _ if character.is_ascii_alphanumeric() => slug.push(character.to_ascii_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    if slug.len() > LONGEST {
        slug.truncate(LONGEST);
        if let Some(end) = slug.rfind('-') {
            slug.truncate(end);
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "bai".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_lose_their_marks_and_d_its_stroke() {
        assert_eq!(of("Đường đến “xã vùng cao”: 62 học viên!"), "duong-den-xa-vung-cao-62-hoc-vien");
    }

    #[test]
    fn composed_and_decomposed_titles_have_one_address() {
        assert_eq!(of("Ti\u{1EBF}ng Vi\u{1EC7}t"), of("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"));
    }

    #[test]
    fn a_title_without_letters_still_has_an_address() {
        assert_eq!(of("«…»"), "bai");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let slug = of(&"chuyển đổi số ".repeat(20));
        assert_eq!(slug.len(), 76, "the next word would not fit");
        assert!(slug.ends_with("-so-chuyen"), "{slug}");
    }
}
