//! TCVN 5712:1993, the third form: one byte a letter, small letters only; capitals are in fonts of their own.

/// The letters of the bytes from 0xA1 on; a space where the standard has none.
const LETTERS: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ ";

/// The text that a TCVN3 font shows.
pub(super) fn read(text: &str) -> String {
    text.chars().map(letter).collect()
}

fn letter(c: char) -> char {
    let letter = super::byte(c).and_then(|byte| byte.checked_sub(0xa1)).and_then(|at| LETTERS.chars().nth(usize::from(at)));
    letter.filter(|letter| *letter != ' ').unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_in_its_place() {
        for (byte, letter) in [
            (0xa1, 'Ă'),
            (0xa7, 'Đ'),
            (0xa8, 'ă'),
            (0xad, 'ư'),
            (0xae, 'đ'),
            (0xb5, 'à'),
            (0xb9, 'ạ'),
            (0xbb, 'ằ'),
            (0xbe, 'ắ'),
            (0xc6, 'ặ'),
            (0xc7, 'ầ'),
            (0xcb, 'ậ'),
            (0xcc, 'è'),
            (0xce, 'ẻ'),
            (0xd1, 'ẹ'),
            (0xd2, 'ề'),
            (0xd6, 'ệ'),
            (0xd7, 'ì'),
            (0xd8, 'ỉ'),
            (0xdc, 'ĩ'),
            (0xdd, 'í'),
            (0xde, 'ị'),
            (0xdf, 'ò'),
            (0xe1, 'ỏ'),
            (0xe4, 'ọ'),
            (0xe5, 'ồ'),
            (0xe9, 'ộ'),
            (0xea, 'ờ'),
            (0xee, 'ợ'),
            (0xef, 'ù'),
            (0xf1, 'ủ'),
            (0xf4, 'ụ'),
            (0xf5, 'ừ'),
            (0xf9, 'ự'),
            (0xfa, 'ỳ'),
            (0xfe, 'ỵ'),
        ] {
            assert_eq!(super::letter(char::from(byte)), letter, "{byte:#x}");
        }
    }

    #[test]
    fn the_sentence_that_every_office_knows_is_read() {
        assert_eq!(read("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), "Cộng hoà xã hội chủ nghĩa Việt Nam");
        assert_eq!(read("§éc lËp - Tù do - H¹nh phóc"), "Độc lập - Tự do - Hạnh phúc");
        assert_eq!(read("T\u{ad} t\u{ad}ëng"), "Tư tưởng", "the soft hyphen of Latin is a letter here");
    }
}
