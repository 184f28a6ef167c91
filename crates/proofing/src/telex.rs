//! Keys of an input method that reached the text as letters.
//!
//! In Telex a doubled letter or a w after a vowel is a mark and s f r x j after it is a tone; in VNI digits are both. Where the input method was off or
//! another program took its keys, the keys stay: `vieetj`, `ddang`, `vie65t`.

use crate::{
    letters::{self, Tone, is_vowel},
    lexicon::lexicon,
    syllable::{self, Placement},
};

/// What keys say, and how surely.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The syllable.
    pub(crate) word: String,
    /// How many marks of letters were typed.
    pub(crate) marks: usize,
    /// Whether a tone was typed.
    pub(crate) tone: bool,
}

/// Reads a lower-case word as Telex keys. None when that gives no known syllable, or nothing else than what is there.
pub(crate) fn telex(word: &str) -> Option<Decoded> {
    let mut keys = Keys::default();
    for letter in word.chars() {
        let (base, tone) = letters::split(letter);
        if tone != Tone::Ngang {
            keys.tone = tone;
        }
        match base {
            's' if keys.vowel() => keys.sound(Tone::Sac),
            'f' if keys.vowel() => keys.sound(Tone::Huyen),
            'r' if keys.vowel() => keys.sound(Tone::Hoi),
            'x' if keys.vowel() => keys.sound(Tone::Nga),
            'j' if keys.vowel() => keys.sound(Tone::Nang),
            'd' if keys.bare.first() == Some(&'d') => keys.mark(0, 'đ'),
            'a' | 'e' | 'o' if keys.bare.contains(&base) && !is_next_vowel(&keys.bare, base) => keys.roof(base)?,
            'w' => keys.horn()?,
            _ => keys.bare.push(base),
        }
    }
    keys.done(word)
}

/// Reads letters and digits as VNI keys.
pub(crate) fn vni(word: &str) -> Option<Decoded> {
    let mut keys = Keys::default();
    for letter in word.chars() {
        match letter {
            '1' => keys.sound(Tone::Sac),
            '2' => keys.sound(Tone::Huyen),
            '3' => keys.sound(Tone::Hoi),
            '4' => keys.sound(Tone::Nga),
            '5' => keys.sound(Tone::Nang),
            '6' => {
                let base = *keys.bare.iter().rev().find(|letter| matches!(letter, 'a' | 'e' | 'o'))?;
                keys.roof(base)?;
            }
            '7' => keys.horn()?,
            '8' => {
                let at = keys.bare.iter().rposition(|letter| *letter == 'a')?;
                keys.mark(at, 'ă');
            }
            '9' if keys.bare.first() == Some(&'d') => keys.mark(0, 'đ'),
            'a'..='z' => keys.bare.push(letter),
            _ => return None,
        }
    }
    keys.done(word)
}

/// Whether `base` would stand beside an equal vowel only as part of another rhyme, as in `oo` of `xoong`, which Telex types as `ooo`.
fn is_next_vowel(bare: &[char], base: char) -> bool {
    bare.last().is_some_and(|last| is_vowel(*last) && *last != base && bare.iter().filter(|letter| **letter == base).count() > 1)
}

struct Keys {
    bare: Vec<char>,
    tone: Tone,
    marks: usize,
    sounded: bool,
    twice: bool,
}

impl Default for Keys {
    fn default() -> Self {
        Self { bare: Vec::new(), tone: Tone::Ngang, marks: 0, sounded: false, twice: false }
    }
}

impl Keys {
    fn vowel(&self) -> bool {
        self.bare.iter().any(|letter| is_vowel(*letter))
    }

    fn sound(&mut self, tone: Tone) {
        self.twice |= self.sounded;
        self.sounded = true;
        self.tone = tone;
    }

    fn mark(&mut self, at: usize, letter: char) {
        self.bare[at] = letter;
        self.marks += 1;
    }

    fn roof(&mut self, base: char) -> Option<()> {
        let at = self.bare.iter().rposition(|letter| *letter == base)?;
        let roofed = match base {
            'a' => 'â',
            'e' => 'ê',
            'o' => 'ô',
            _ => return None,
        };
        self.mark(at, roofed);
        Some(())
    }

    fn horn(&mut self) -> Option<()> {
        let at = self.bare.iter().rposition(|letter| matches!(letter, 'a' | 'o' | 'u'))?;
        match self.bare[at] {
            'a' => self.mark(at, 'ă'),
            'o' => {
                self.mark(at, 'ơ');
                if at > 0 && self.bare[at - 1] == 'u' && self.bare.first() != Some(&'q') {
                    self.bare[at - 1] = 'ư';
                }
            }
            _ => self.mark(at, 'ư'),
        }
        Some(())
    }

    fn done(self, word: &str) -> Option<Decoded> {
        if self.twice {
            return None;
        }
        let bare: String = self.bare.iter().collect();
        let syllable = with_tone(&bare, self.tone)?;
        (syllable != word && (self.marks > 0 || self.sounded) && lexicon().is_known(&syllable)).then_some(Decoded {
            word: syllable,
            marks: self.marks,
            tone: self.sounded,
        })
    }
}

/// A toneless syllable under a tone, if it is one.
pub(crate) fn with_tone(bare: &str, tone: Tone) -> Option<String> {
    // A stopped rhyme is no syllable without its tone, so it is read with one.
    let marked: Vec<String> = bare
        .chars()
        .enumerate()
        .filter(|(_, letter)| is_vowel(*letter))
        .map(|(at, _)| {
            bare.chars().enumerate().map(|(index, letter)| if index == at { letters::join(letter, tone) } else { letter }).collect()
        })
        .collect();
    let parts = marked.iter().find_map(|spelling| syllable::read(spelling).ok())?;
    Some(syllable::write(parts.onset, parts.rhyme, tone, Placement::Old))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_the_syllable_they_were_meant_for() {
        for (keys, word) in [
            ("vieetj", "việt"),
            ("vietej", "việt"),
            ("ddang", "đang"),
            ("tieengs", "tiếng"),
            ("dduowcj", "được"),
            ("nguwowif", "người"),
            ("nuowcs", "nước"),
            ("chinhs", "chính"),
            ("hooij", "hội"),
            ("thuwr", "thử"),
            ("đươcj", "được"),
            ("quyeets", "quyết"),
            ("giuwx", "giữ"),
        ] {
            assert_eq!(telex(keys).map(|decoded| decoded.word).as_deref(), Some(word), "{keys}");
        }
        assert_eq!(vni("vie65t").map(|decoded| decoded.word).as_deref(), Some("việt"));
        assert_eq!(vni("d9uo7c5").map(|decoded| decoded.word).as_deref(), Some("được"));
    }

    #[test]
    fn what_no_keys_can_mean_is_no_telex() {
        for word in ["google", "press", "windows", "việt", "thuyền", "xyz", "tools"] {
            assert_eq!(telex(word), None, "{word}");
        }
    }
}
