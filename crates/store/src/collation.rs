//! Vietnamese order, as bytes that SQL can compare.
//!
//! Letters stand a ă â b c d đ e ê …, tones after letters (ICU `vi`). People are ordered by their given name, which comes last.

use std::convert::Infallible;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

/// Characters of a text that take part in its order; no list is read that far to tell two titles apart.
const LONGEST: usize = 80;

thread_local! {
    /// None only if this build had been made without the data of Vietnamese.
    static VIETNAMESE: Option<CollatorBorrowed<'static>> = Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok();
}

/// The key of a text: keys compare as the texts do.
pub fn key(text: &str) -> Vec<u8> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    VIETNAMESE.with(|collator| {
        let Some(collator) = collator else { return text.as_bytes()[..end].to_vec() };
        let mut key = Vec::with_capacity(end * 2);
        let Ok::<(), Infallible>(()) = collator.write_sort_key_to(text[..end].trim(), &mut key);
        key
    })
}

/// The key of a person's name: the given name first, then the rest from the left.
pub fn person_key(name: &str) -> Vec<u8> {
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((before, given)) => key(&format!("{given} {before}")),
        None => key(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_order_of_a_vietnamese_dictionary() {
        let ordered = [
            "an",
            "ao",
            "ào",
            "ảo",
            "ão",
            "áo",
            "ạo",
            "ăn",
            "âm",
            "Bạc Liêu",
            "Bắc Ninh",
            "Cà Mau",
            "Cần Thơ",
            "Dầu Tiếng",
            "dương",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "đường",
            "em",
            "eo",
            "ê",
            "Hà Nội",
            "Hải Phòng",
            "Huế",
            "Hưng Yên",
            "on",
            "ốc",
            "ông",
            "ơn",
            "un",
            "ưu",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by_key(|word| key(word));
        assert_eq!(sorted, ordered);
    }

    #[test]
    fn people_are_ordered_by_given_name_and_then_by_the_rest() {
        let ordered = ["Trần Văn An", "Lê Thị Bình", "Nguyễn Đăng", "Nguyễn Văn Đức", "Phạm Văn Đức", "Ông"];
        let mut sorted = ordered;
        sorted.sort_by_key(|name| name.len());
        sorted.sort_by_key(|name| person_key(name));
        assert_eq!(sorted, ordered);
    }
}
