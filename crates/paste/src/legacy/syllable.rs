//! Whether a word can be a Vietnamese syllable: an onset, a rime, one tone at most. Loose on purpose: it tells text from noise, not right from wrong.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s",
    "t", "v", "x", "",
];
const NUCLEI: [&str; 47] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iê", "iêu", "iu",
    "oa", "oai", "oay", "oă", "oe", "oi", "ôi", "ơi", "ua", "uâ", "uây", "uê", "ui", "uô", "uôi", "uy", "uya", "uyê", "ưa", "ưi", "ươ",
    "ươi", "yê",
];
const CODAS: [&str; 9] = ["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];

/// Whether a word is one syllable as Vietnamese builds them.
pub(super) fn is_one(word: &str) -> bool {
    let mut tones = 0;
    // The circumflex, the breve and the horn make letters; what is left of the marks are tones.
    let letters: String = word
        .to_lowercase()
        .nfd()
        .filter(|c| {
            let is_tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(is_tone);
            !is_tone
        })
        .nfc()
        .collect();
    tones <= 1 && ONSETS.iter().any(|onset| letters.strip_prefix(onset).is_some_and(is_rime))
}

fn is_rime(rime: &str) -> bool {
    CODAS.iter().any(|coda| {
        rime.strip_suffix(coda).is_some_and(|nucleus| NUCLEI.contains(&nucleus) || matches!(nucleus, "uơ" | "yêu" | "ưu" | "ươu" | "uyu"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_what_is_none() {
        for word in [
            "Việt",
            "Nam",
            "nghiêng",
            "đường",
            "Nguyễn",
            "thuở",
            "quyết",
            "giữa",
            "gì",
            "khuya",
            "ươm",
            "yêu",
            "hươu",
            "ngoằn",
            "xoáy",
            "Ủy",
            "uỷ",
        ] {
            assert!(is_one(word), "{word}");
        }
        for word in ["hoµ", "nghÜa", "ViÖt", "street", "VIEÄT", "hôï", "strasse", "ñöôøng", "ấấ", "xyz", "résumé"] {
            assert!(!is_one(word), "{word}");
        }
    }
}
