//! VPS: one byte a letter, capitals included. Its few letters in the control characters are handed on by hardly any program and are read too.

/// Letters below the space.
const LOW: [(u8, char); 14] = [
    (0x02, 'Ạ'),
    (0x03, 'Ậ'),
    (0x04, 'Ặ'),
    (0x05, 'Ẹ'),
    (0x06, 'Ệ'),
    (0x10, 'Ị'),
    (0x11, 'Ọ'),
    (0x12, 'Ộ'),
    (0x13, 'Ợ'),
    (0x14, 'Ụ'),
    (0x15, 'Ự'),
    (0x19, 'Ỵ'),
    (0x1c, 'Ẫ'),
    (0x1d, 'Ữ'),
];

/// The letters of the bytes from 0x80 on; a space where Latin's own character stays.
const HIGH: &str =
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ  ỀỂỄỐỒỔ ýỷỵỚỜỞ ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ àáâãảạă èéêẽìí ĩẴĐòóôõ Ơụùúủ ỶẼỳ";

/// The text that a VPS font shows.
pub(super) fn read(text: &str) -> String {
    text.chars().map(letter).collect()
}

fn letter(c: char) -> char {
    let Some(byte) = super::byte(c) else { return c };
    match byte.checked_sub(0x80) {
        Some(at) => HIGH.chars().nth(usize::from(at)).filter(|letter| *letter != ' ').unwrap_or(c),
        None => LOW.iter().find(|(low, _)| *low == byte).map_or(c, |(_, letter)| *letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_from_0x80_on_has_its_place() {
        assert_eq!(HIGH.chars().count(), 128);
        for (byte, letter) in [
            (0x86, 'ọ'),
            (0x9a, 'ý'),
            (0xa1, 'ắ'),
            (0xb6, 'ộ'),
            (0xc7, 'đ'),
            (0xd6, 'ơ'),
            (0xdc, 'ư'),
            (0xe5, 'ạ'),
            (0xf1, 'Đ'),
            (0xf7, 'Ơ'),
            (0xfb, 'ủ'),
            (0xff, 'ỳ'),
        ] {
            assert_eq!(HIGH.chars().nth(byte - 0x80), Some(letter), "{byte:#x}");
        }
    }

    #[test]
    fn a_sentence_is_read_from_the_letters_of_latin() {
        assert_eq!(read("C¶ng hòa xã h¶i chû nghïa ViŒt Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(read("ñ¶c lÆp - T¿ do - Hånh phúc"), "Độc lập - Tự do - Hạnh phúc");
        assert_eq!(read("ÇÜ©ng NguyÍn HuŒ, quÆn Ñy ban"), "đường Nguyễn Huệ, quận Ủy ban");
    }
}
