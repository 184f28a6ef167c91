//! What a Vietnamese syllable can be: an onset, a rhyme, a tone.
//!
//! Written Vietnamese is regular enough to be generated: some 27 onsets, some 160 rhymes, six tones, and few rules about which of them meet.
//! [`read`] takes a word apart by these rules or says which one it breaks. It knows nothing of meaning: `chuyễn` is a fine syllable that no
//! word has; [`crate::lexicon`] knows that. Both placements of the tone in `hòa/hoà`, `khỏe/khoẻ`, `thủy/thuỷ` are right here; which of
//! them a house prefers is a rule of style. Sources: the spelling of Hoàng Phê's dictionary (Từ điển tiếng Việt, Viện Ngôn ngữ học), and for
//! i and y both habits, as the Ministry of Education's decision 240/QĐ of 1984 and common use differ.

use crate::letters::{self, Tone, is_vowel};

/// A syllable, taken apart. Onset and rhyme are as written, without the tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syllable {
    /// `ngh`, `gi`, `qu`, or nothing.
    pub onset: &'static str,
    /// From the first vowel that is not of the onset to the end.
    pub rhyme: &'static str,
    /// Its tone.
    pub tone: Tone,
    /// Where the tone mark stands.
    pub placement: Placement,
}

/// Where the tone mark stands in an open rhyme of two vowels; elsewhere there is one place only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// There is one place, or no mark.
    Only,
    /// On the first vowel: `hòa`, `thủy`.
    Old,
    /// On the second vowel: `hoà`, `thuỷ`.
    New,
}

/// The rule that a word breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A letter that Vietnamese does not have.
    Letter,
    /// Two tone marks.
    TwoTones,
    /// A tone mark on a vowel that cannot carry it, as in `đựơc`.
    MisplacedTone,
    /// A syllable that ends in p, t, c, ch carries sắc or nặng.
    StoppedTone,
    /// `c`, `k`, `q` before the wrong vowel, `g` for `gh`, `ng` for `ngh` and the like.
    OnsetSpelling,
    /// No such onset, no such rhyme.
    Shape,
}

const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s",
    "t", "v", "x", "",
];

/// Rhymes after any onset but `qu`, and after none.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân",
    "âng", "âp", "ât", "âu", "ây", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i",
    "ia", "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu", "o", "oa", "oac", "oach", "oai",
    "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi",
    "om", "on", "ong", "ooc", "oong", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u",
    "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uênh", "ui", "um", "un", "ung", "uôc", "uôi", "uôm", "uôn", "uông", "uôt",
    "uơ", "up", "ut", "uy", "uya", "uych", "uyên", "uyêt", "uynh", "uyp", "uyt", "uyu", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ươc",
    "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu", "y", "yêm", "yên", "yêng", "yêt", "yêu",
];

/// Rhymes after `qu`, whose u is of the onset.
const QU_RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "an", "ang", "anh", "ao", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "ân", "âng", "ât", "âu",
    "ây", "e", "en", "eo", "et", "ê", "êch", "ên", "ênh", "êt", "êu", "i", "it", "ơ", "ơi", "ơn", "ôc", "ôi", "y", "ych", "yên", "yêt",
    "ynh", "yt",
];

/// Takes a lower-case composed word apart.
///
/// # Errors
/// The first rule that it breaks.
pub fn read(word: &str) -> Result<Syllable, Fault> {
    let mut bare = String::with_capacity(word.len());
    let mut marks = [(0usize, Tone::Ngang); 2];
    let mut marked = 0;
    for (at, letter) in word.chars().enumerate() {
        if !letters::is_vietnamese(letter) {
            return Err(Fault::Letter);
        }
        let (base, tone) = letters::split(letter);
        bare.push(base);
        if tone != Tone::Ngang {
            if marked == 1 {
                return Err(Fault::TwoTones);
            }
            marks[marked] = (at, tone);
            marked += 1;
        }
    }
    let (onset, rhyme) = divide(&bare)?;
    let tone = marks[0].1;
    let mut placement = Placement::Only;
    if marked == 1 {
        let (place, other) = tone_places(&bare, onset, rhyme);
        let at = marks[0].0;
        placement = match other {
            Some(_) if at == place => Placement::Old,
            Some(new) if at == new => Placement::New,
            None if at == place => Placement::Only,
            Some(_) | None => return Err(Fault::MisplacedTone),
        };
    }
    if is_stopped(rhyme) && !matches!(tone, Tone::Sac | Tone::Nang) {
        return Err(Fault::StoppedTone);
    }
    Ok(Syllable { onset, rhyme, tone, placement })
}

/// Whether a rhyme ends in a stop, under which only sắc and nặng can stand.
pub(crate) fn is_stopped(rhyme: &str) -> bool {
    rhyme.ends_with(['p', 't', 'c']) || rhyme.ends_with("ch")
}

/// Onset and rhyme of a toneless word.
fn divide(bare: &str) -> Result<(&'static str, &'static str), Fault> {
    let first = bare.chars().find(|letter| is_vowel(*letter)).ok_or(Fault::Shape)?;
    let consonants = bare.find(first).unwrap_or(0);
    let (head, tail) = bare.split_at(consonants);
    if head == "q" {
        let rest = tail.strip_prefix('u').ok_or(Fault::OnsetSpelling)?;
        return Ok(("qu", known(QU_RHYMES, rest).ok_or(Fault::Shape)?));
    }
    // The i of gi is its own vowel too: gì, gìn, giếng are gi with i, in, iêng.
    if head == "g" && first == 'i' {
        let rest = &tail[1..];
        if let Some(rhyme) = known(RHYMES, rest).filter(|_| rest.starts_with(is_vowel) && !rest.starts_with(['i', 'y'])) {
            return Ok(("gi", rhyme));
        }
        return known(RHYMES, tail).map(|rhyme| ("gi", rhyme)).ok_or(Fault::Shape);
    }
    let onset = ONSETS.iter().copied().find(|onset| *onset == head).ok_or(Fault::Shape)?;
    let Some(rhyme) = known(RHYMES, tail) else {
        return Err(if fits_another(head, tail) { Fault::OnsetSpelling } else { Fault::Shape });
    };
    let front = tail.starts_with(['e', 'ê', 'i', 'y']);
    let spelt = match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "g" | "ng" => !front,
        "" => !rhyme.starts_with("iê"),
        _ => true,
    };
    if !spelt {
        return Err(Fault::OnsetSpelling);
    }
    // y alone is i after these; yê needs no onset.
    let y = match rhyme {
        "y" => matches!(onset, "" | "h" | "k" | "l" | "m" | "s" | "t" | "v" | "d"),
        rhyme if rhyme.starts_with('y') => onset.is_empty(),
        _ => true,
    };
    if y { Ok((onset, rhyme)) } else { Err(Fault::Shape) }
}

fn fits_another(head: &str, tail: &str) -> bool {
    matches!(head, "c" | "k") && tail.starts_with('u') && known(QU_RHYMES, &tail[1..]).is_some()
}

fn known(rhymes: &'static [&'static str], rhyme: &str) -> Option<&'static str> {
    rhymes.iter().copied().find(|known| *known == rhyme)
}

/// The letter, counted from the word's start, that carries the tone, and the other one that may where there are two habits.
fn tone_places(bare: &str, onset: &str, rhyme: &str) -> (usize, Option<usize>) {
    let start = bare.chars().count() - rhyme.chars().count();
    // Where gi shares its i, the rhyme begins inside the onset; counting from the end holds all the same.
    let letters: Vec<char> = rhyme.chars().collect();
    let vowels = letters.iter().take_while(|letter| is_vowel(**letter)).count();
    if let Some(at) = letters.iter().rposition(|letter| matches!(letter, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')).filter(|at| *at < vowels)
    {
        // Of ươ the second carries it; of ưa, ưi, ưu the first, being the only one of these letters.
        return (start + at, None);
    }
    match (vowels, vowels < letters.len()) {
        (1, _) => (start, None),
        (2, true) => (start + 1, None),
        (2, false) if matches!(rhyme, "oa" | "oe" | "uy") && onset != "qu" => (start, Some(start + 1)),
        (2, false) => (start, None),
        (_, _) => (start + 1, None),
    }
}

/// Writes a syllable with its tone in one of the two placements.
pub(crate) fn write(onset: &str, rhyme: &str, tone: Tone, placement: Placement) -> String {
    // gi before i is written once.
    let head = if onset == "gi" && rhyme.starts_with('i') { "g" } else { onset };
    let bare: Vec<char> = head.chars().chain(rhyme.chars()).collect();
    let text: String = bare.iter().collect();
    let (place, other) = tone_places(&text, onset, rhyme);
    let at = match (placement, other) {
        (Placement::New, Some(new)) => new,
        (Placement::Old | Placement::New | Placement::Only, _) => place,
    };
    bare.iter().enumerate().map(|(index, letter)| if index == at { letters::join(*letter, tone) } else { *letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str) -> (&'static str, &'static str, Tone) {
        let syllable = read(word).unwrap_or_else(|fault| panic!("{word}: {fault:?}"));
        (syllable.onset, syllable.rhyme, syllable.tone)
    }

    #[test]
    fn words_come_apart_as_a_school_book_takes_them_apart() {
        assert_eq!(is("nghiêng"), ("ngh", "iêng", Tone::Ngang));
        assert_eq!(is("quyết"), ("qu", "yêt", Tone::Sac));
        assert_eq!(is("quốc"), ("qu", "ôc", Tone::Sac));
        assert_eq!(is("giếng"), ("gi", "iêng", Tone::Sac));
        assert_eq!(is("gì"), ("gi", "i", Tone::Huyen));
        assert_eq!(is("gìn"), ("gi", "in", Tone::Huyen));
        assert_eq!(is("già"), ("gi", "a", Tone::Huyen));
        assert_eq!(is("được"), ("đ", "ươc", Tone::Nang));
        assert_eq!(is("yêu"), ("", "yêu", Tone::Ngang));
        assert_eq!(is("khuỷu"), ("kh", "uyu", Tone::Hoi));
        assert_eq!(is("thuở"), ("th", "uơ", Tone::Hoi));
    }

    #[test]
    fn both_habits_of_placing_the_tone_are_right_and_told_apart() {
        for (old, new) in [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("ủy", "uỷ"), ("tỏa", "toả")] {
            assert_eq!(read(old).unwrap().placement, Placement::Old, "{old}");
            assert_eq!(read(new).unwrap().placement, Placement::New, "{new}");
        }
        for only in ["quý", "hoàn", "toán", "quả", "của", "nghĩa", "mía", "giữa", "chưa", "người", "tuyển"] {
            assert_eq!(read(only).unwrap().placement, Placement::Only, "{only}");
        }
    }

    #[test]
    fn each_rule_is_broken_by_its_own_words() {
        for (word, fault) in [
            ("nghành", Fault::OnsetSpelling),
            ("ngiên", Fault::OnsetSpelling),
            ("gế", Fault::OnsetSpelling),
            ("kủa", Fault::OnsetSpelling),
            ("cế", Fault::OnsetSpelling),
            ("iêu", Fault::OnsetSpelling),
            ("truơng", Fault::Shape),
            ("thôgn", Fault::Shape),
            ("bcã", Fault::Shape),
            ("quyêt", Fault::StoppedTone),
            ("màt", Fault::StoppedTone),
            ("đựơc", Fault::MisplacedTone),
            ("hòan", Fault::MisplacedTone),
            ("qúy", Fault::MisplacedTone),
            ("cuả", Fault::MisplacedTone),
            ("tráí", Fault::TwoTones),
            ("việtj", Fault::Letter),
        ] {
            assert_eq!(read(word), Err(fault), "{word}");
        }
    }

    #[test]
    fn what_was_taken_apart_is_written_the_same() {
        for word in ["nghiêng", "quyết", "giếng", "gì", "hòa", "hoà", "thuở", "được", "quý", "ủy", "oải", "yến", "giặt", "khuỷu", "người"]
        {
            let parts = read(word).unwrap();
            assert_eq!(write(parts.onset, parts.rhyme, parts.tone, parts.placement), word);
        }
    }
}
