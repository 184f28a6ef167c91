//! Whether a text without fonts was written for a legacy one.
//!
//! Only asked of plain text, and only answered with a suspicion: the person is offered the other reading and decides. A word counts when it holds a letter
//! beyond ASCII; the text is suspect when nearly all of those words are no syllables as they stand and are syllables in another charset.

use super::{Charset, Font, is_unicode_vietnamese, shown, syllable};

/// Words that are judged; a longer text is no different further on.
const WORDS: usize = 400;
/// Fewer words than this are no evidence.
const FEWEST: usize = 3;

/// The charset that a text seems to have been written in.
pub(crate) fn suspect(text: &str) -> Option<Charset> {
    if text.chars().take(100_000).any(is_unicode_vietnamese) {
        return None;
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).filter(|word| !word.is_ascii()).take(WORDS).collect();
    if words.len() < FEWEST {
        return None;
    }
    let share = |fits: &dyn Fn(&str) -> bool| words.iter().filter(|word| fits(word)).count() * 100 / words.len();
    if share(&|word| syllable::is_one(word)) > 40 {
        return None;
    }
    let charsets = [Charset::Tcvn3, Charset::Vni, Charset::Vps];
    let read = charsets.map(|charset| (share(&|word| syllable::is_one(&shown(word, Font { charset, capitals: false }))), charset));
    read.into_iter().max_by_key(|(share, _)| *share).filter(|(share, _)| *share >= 80).map(|(_, charset)| charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_each_charset_is_suspected_of_it() {
        assert_eq!(suspect("Céng hoµ x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc"), Some(Charset::Tcvn3));
        assert_eq!(suspect("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM. Ñoäc laäp - Töï do - Haïnh phuùc"), Some(Charset::Vni));
        assert_eq!(suspect("C¶ng hòa xã h¶i chû nghïa ViŒt Nam, ñ¶c lÆp, t¿ do, hånh phúc"), Some(Charset::Vps));
    }

    #[test]
    fn text_of_today_and_of_other_languages_is_not() {
        for text in [
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
            "cà phê sữa", // a few words with Latin letters alone
            "Hà bé có già, và là quà cá",
            "Das Mädchen hört schöne Lieder über Flüsse, Straßen und Bäume",
            "La réunion s’est déroulée à l’hôtel près de la forêt",
            "plain English only",
            "",
        ] {
            assert_eq!(suspect(text), None, "{text}");
        }
    }
}
