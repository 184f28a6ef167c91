//! VNI for Windows: a letter, then a character for its marks; a few letters have a character of their own.

/// The characters for marks, and what they do to the letter before them. A small one stands after small letters, a capital after capitals.
const MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// Characters that are a letter by themselves.
const LETTERS: [(char, char); 14] = [
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
];

/// The text that a VNI font shows, composed.
pub(super) fn read(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut shown = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        match marks(c).filter(|marks| takes(last, marks)) {
            Some(marks) => shown.push_str(marks),
            None => shown.push(LETTERS.iter().find(|(written, _)| *written == c).map_or(c, |(_, letter)| *letter)),
        }
        last = c;
    }
    shown.nfc().collect()
}

/// Whether a character can be the marks of the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    marks(c).is_some()
}

fn marks(c: char) -> Option<&'static str> {
    let small = c.to_lowercase().next().unwrap_or(c);
    MARKS.iter().find(|(written, _)| *written == small).map(|(_, marks)| *marks)
}

/// Which letters carry which marks: circumflex a, e, o; breve a; a tone alone any vowel but i.
fn takes(letter: char, marks: &str) -> bool {
    match (letter.to_ascii_lowercase(), marks.chars().next()) {
        ('a', _) => true,
        ('e' | 'o', first) => first != Some('\u{306}'),
        ('u' | 'y' | 'ô' | 'Ô' | 'ö' | 'Ö', first) => !matches!(first, Some('\u{306}' | '\u{302}')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_join_the_letter_before_them() {
        assert_eq!(read("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM"), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        assert_eq!(read("Ñoäc laäp - Töï do - Haïnh phuùc"), "Độc lập - Tự do - Hạnh phúc");
        assert_eq!(
            read("ñöôøng Nguyeãn, tyû leä, quyø, kyõ, lyù, thuyû, ñòa, nghæ, nghó, vì, í"),
            "đường Nguyễn, tỷ lệ, quỳ, kỹ, lý, thuỷ, địa, nghỉ, nghĩ, vì, í"
        );
        assert_eq!(read("baèng, aên, naêm, chaét, haún, maët, laõ, aâu, caáp"), "bằng, ăn, năm, chắt, hẳn, mặt, lã, âu, cấp");
    }

    #[test]
    fn a_mark_without_a_letter_stays_what_it_is() {
        assert_eq!(read("ù, 5â, nâ"), "ù, 5â, nâ");
    }
}
