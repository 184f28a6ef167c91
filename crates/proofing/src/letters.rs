//! Vietnamese letters and their tone marks.
//!
//! A vowel letter with its tone is one character in composed text: `ệ` is the letter `ê` under the tone nặng. Everything that reasons about
//! spelling needs the two apart, and everything that proposes a spelling puts them together again.

/// The six tones, named as every Vietnamese school book names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// No mark.
    Ngang,
    /// Grave.
    Huyen,
    /// Acute.
    Sac,
    /// Hook above.
    Hoi,
    /// Tilde.
    Nga,
    /// Dot below.
    Nang,
}

impl Tone {
    /// All of them, in the order in which [`VOWELS`] lists a vowel's forms.
    pub(crate) const ALL: [Self; 6] = [Self::Ngang, Self::Huyen, Self::Sac, Self::Hoi, Self::Nga, Self::Nang];
}

/// Each vowel letter under each tone.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// A lower-case letter without its tone, and the tone.
pub(crate) fn split(letter: char) -> (char, Tone) {
    for forms in &VOWELS {
        if let Some(at) = forms.iter().position(|form| *form == letter) {
            return (forms[0], Tone::ALL[at]);
        }
    }
    (letter, Tone::Ngang)
}

/// A lower-case letter under a tone; a consonant stays as it is.
pub(crate) fn join(letter: char, tone: Tone) -> char {
    let at = Tone::ALL.iter().position(|each| *each == tone).unwrap_or(0);
    VOWELS.iter().find(|forms| forms[0] == letter).map_or(letter, |forms| forms[at])
}

/// Whether a toneless lower-case letter is a vowel.
pub(crate) fn is_vowel(letter: char) -> bool {
    VOWELS.iter().any(|forms| forms[0] == letter)
}

/// Whether a lower-case letter is of the Vietnamese alphabet (29 letters, under any tone). F, J, W and Z are not.
pub(crate) fn is_vietnamese(letter: char) -> bool {
    let (base, _) = split(letter);
    is_vowel(base) || base == 'đ' || (base.is_ascii_lowercase() && !matches!(base, 'f' | 'j' | 'w' | 'z'))
}

/// The letter on an English keyboard: without tone, circumflex, breve, horn and bar.
pub(crate) fn plain(letter: char) -> char {
    match split(letter).0 {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        base => base,
    }
}

/// A lower-case word without any mark.
pub(crate) fn unmarked(word: &str) -> String {
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vowel_comes_apart_and_together_again() {
        for forms in VOWELS {
            for (at, letter) in forms.into_iter().enumerate() {
                let (base, tone) = split(letter);
                assert_eq!((base, tone), (forms[0], Tone::ALL[at]));
                assert_eq!(join(base, tone), letter);
            }
        }
        assert_eq!(unmarked("đường"), "duong");
    }
}
