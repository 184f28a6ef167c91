//! Words one by one: can they be spelt so, and is there such a word.
//!
//! What is not Vietnamese is left alone: words of plain letters that are no Vietnamese syllable, words with letters of other languages, words
//! with capitals in their middle, abbreviations, and what is grown together with hyphens or digits. A capital in mid-sentence is a name, and a name
//! is only ever doubted when one slip makes it a known one.

use crate::{
    TonePlacement,
    finding::{Rule, Severity},
    letters::Tone,
    lexicon::lexicon,
    reason::Reason,
    suggest::suggest,
    syllable::{self, Fault, Placement, Syllable},
    telex,
    text::{Text, like},
    token::{Case, Kind},
};

pub(crate) fn check(text: &mut Text<'_>, placement: TonePlacement) {
    for at in 0..text.tokens.len() {
        match text.tokens[at].kind {
            Kind::Word => word(text, at, placement),
            Kind::Opaque => digits(text, at),
            Kind::Number | Kind::Space | Kind::Mark(_) | Kind::Break => {}
        }
    }
}

fn word(text: &mut Text<'_>, at: usize, placement: TonePlacement) {
    let token = &text.tokens[at];
    let (lower, case) = (token.lower.clone(), token.case);
    if case == Case::Mixed || lower.chars().count() == 1 || text.is_glued(at) || lexicon().is_loan(&lower) || lower.chars().count() > 24 {
        return;
    }
    let name = case == Case::Title && !text.begins_sentence(at);
    if (name || case == Case::Title) && lexicon().is_part(&lower) {
        return;
    }
    match syllable::read(&lower) {
        Ok(parts) => known(text, at, &parts, placement),
        Err(_) if lower.is_ascii() => plain(text, at, &lower),
        Err(fault) => broken(text, at, &lower, fault, name),
    }
}

/// A syllable that can be; whether there is such a word.
fn known(text: &mut Text<'_>, at: usize, parts: &Syllable, placement: TonePlacement) {
    let (lower, case) = (text.tokens[at].lower.clone(), text.tokens[at].case);
    if let Some((right, reason)) = other_tone(parts, &lower)
        && !in_a_name(text, at)
    {
        text.find(at, at, Rule::HoiNga, Severity::Warning, reason, vec![like(&right, case)]);
        return;
    }
    if case == Case::Lower
        && !lexicon().is_known(&syllable::write(parts.onset, parts.rhyme, parts.tone, Placement::Old))
        && let Some(right) = misheard(parts)
    {
        let reason = Reason::NoSuchWord { written: lower, right: right.clone() };
        text.find(at, at, Rule::Confusion, Severity::Warning, reason, vec![right]);
        return;
    }
    let wanted = match placement {
        TonePlacement::Either => return,
        TonePlacement::Old => Placement::Old,
        TonePlacement::New => Placement::New,
    };
    if parts.placement != Placement::Only && parts.placement != wanted {
        let right = syllable::write(parts.onset, parts.rhyme, parts.tone, wanted);
        let replacement = like(&right, case);
        text.find(at, at, Rule::TonePlacement, Severity::Hint, Reason::HousePlacesTone { right }, vec![replacement]);
    }
}

/// The syllable that words have, and why, when they have none of this one but some under the other of hỏi and ngã.
fn other_tone(parts: &Syllable, lower: &str) -> Option<(String, Reason)> {
    let other = match parts.tone {
        Tone::Hoi => Tone::Nga,
        Tone::Nga => Tone::Hoi,
        Tone::Ngang | Tone::Huyen | Tone::Sac | Tone::Nang => return None,
    };
    if lexicon().has(parts.tone, parts) || !lexicon().has(other, parts) {
        return None;
    }
    let right = syllable::write(parts.onset, parts.rhyme, other, Placement::Old);
    let (written, meant) = (lower.to_owned(), right.clone());
    let reason =
        if parts.tone == Tone::Hoi { Reason::HoiForNga { written, right: meant } } else { Reason::NgaForHoi { written, right: meant } };
    Some((right, reason))
}

/// The usual syllable that an unknown one is heard as: s for x, tr for ch.
fn misheard(parts: &Syllable) -> Option<String> {
    let other = match parts.onset {
        "s" => "x",
        "x" => "s",
        "ch" => "tr",
        "tr" => "ch",
        _ => return None,
    };
    let right = syllable::write(other, parts.rhyme, parts.tone, Placement::Old);
    lexicon().is_known(&right).then_some(right)
}

/// Whether a word stands where a person's given names do.
fn in_a_name(text: &Text<'_>, at: usize) -> bool {
    if !text.tokens[at].is_capital() || text.shouts {
        return false;
    }
    let before = text.before(at);
    [before, before.and_then(|at| text.before(at))].into_iter().flatten().any(|at| lexicon().is_family(&text.tokens[at].composed()))
}

/// Plain letters that are no Vietnamese syllable: another language, unless keys of an input method or lost marks explain them.
fn plain(text: &mut Text<'_>, at: usize, lower: &str) {
    let case = text.tokens[at].case;
    if case == Case::Upper && !text.shouts {
        return;
    }
    let marked = |at: Option<usize>| at.is_some_and(|at| is_marked(&text.tokens[at].lower));
    let ours = |at: Option<usize>| {
        at.is_none_or(|at| syllable::read(&text.tokens[at].lower).is_ok() && !lexicon().is_loan(&text.tokens[at].lower))
    };
    let among = (marked(text.before(at)) || marked(text.next(at))) && ours(text.before(at)) && ours(text.next(at));
    let (left, right) = (marked(text.before(at)), marked(text.next(at)));
    if is_chat(lower) {
        if left || right {
            chat(text, at, lower);
        }
        return;
    }
    if let Some(decoded) = telex::telex(lower) {
        let doubled = lower.as_bytes().windows(2).any(|pair| pair[0] == pair[1]) || lower.contains('w');
        let sure = lower.starts_with("dd") || (decoded.marks > 0 && decoded.tone && (doubled || case == Case::Lower));
        if (sure && (left || right || case == Case::Lower)) || (left && right && case == Case::Lower && lower.len() >= 4) {
            let replacement = like(&decoded.word, case);
            let reason = Reason::TelexKeys { written: lower.to_owned(), right: decoded.word };
            text.find(at, at, Rule::Telex, Severity::Error, reason, vec![replacement]);
            return;
        }
    }
    let spellings = lexicon().spelt(lower);
    if case == Case::Lower && lower.len() >= 4 && among && !spellings.is_empty() {
        let proposals = suggest(lower, text.lower(text.before(at)), text.lower(text.next(at)));
        text.find(at, at, Rule::MissingMarks, Severity::Warning, Reason::MarksMissing { written: lower.to_owned() }, proposals);
    }
}

/// Whether a word shows that the text around it has its marks: it has some, or keys that would be.
fn is_marked(lower: &str) -> bool {
    if lower.is_ascii() {
        syllable::read(lower).is_err() && !lexicon().is_loan(lower) && telex::telex(lower).is_some()
    } else {
        syllable::read(lower).is_ok()
    }
}

/// What people write in chats.
const CHAT: &[(&str, &str)] = &[
    ("ko", "không"),
    ("kg", "không"),
    ("k", "không"),
    ("hok", "không"),
    ("dc", "được"),
    ("đc", "được"),
    ("đk", "được"),
    ("ntn", "như thế nào"),
    ("mn", "mọi người"),
    ("vs", "với"),
    ("trc", "trước"),
    ("ng", "người"),
    ("nv", "nhân viên"),
    ("cty", "công ty"),
    ("bít", "biết"),
    ("thui", "thôi"),
    ("oy", "rồi"),
    ("wa", "quá"),
];

fn is_chat(lower: &str) -> bool {
    // The others may be units and signs as well; only what is nothing else is doubted.
    matches!(lower, "ko" | "hok" | "dc" | "đc" | "ntn" | "trc" | "wa" | "cty")
}

fn chat(text: &mut Text<'_>, at: usize, lower: &str) {
    let case = text.tokens[at].case;
    let meant = CHAT.iter().filter(|(short, _)| *short == lower).map(|(_, meant)| like(meant, case)).collect();
    text.find(at, at, Rule::ChatWord, Severity::Warning, Reason::ChatWord { written: lower.to_owned() }, meant);
}

/// Vietnamese letters that make no syllable.
fn broken(text: &mut Text<'_>, at: usize, lower: &str, fault: Fault, name: bool) {
    let case = text.tokens[at].case;
    if is_chat(lower) {
        chat(text, at, lower);
        return;
    }
    let decoded = telex::telex(lower);
    if fault == Fault::Letter && decoded.is_none() {
        return;
    }
    // UBND, TƯ, QĐ: capitals without a vowel that carries a tone are an abbreviation.
    if case == Case::Upper && matches!(fault, Fault::Shape | Fault::Letter | Fault::OnsetSpelling) && !text.shouts {
        return;
    }
    let (before, after) = (text.lower(text.before(at)).to_owned(), text.lower(text.next(at)).to_owned());
    if let Some((one, other)) = grown_together(lower) {
        let apart = format!("{one} {other}");
        if lexicon().is_compound(&apart) {
            text.find(at, at, Rule::Syllable, Severity::Error, Reason::GrownTogether, vec![like(&apart, case)]);
        }
        // Otherwise a loan word such as ôtô, kilômét.
        return;
    }
    let proposals: Vec<String> = suggest(lower, &before, &after).into_iter().map(|word| like(&word, case)).collect();
    if case == Case::Title && proposals.is_empty() && decoded.is_none() {
        // A name of another language at the start of a sentence.
        return;
    }
    if name && (proposals.is_empty() || !matches!(fault, Fault::MisplacedTone | Fault::TwoTones | Fault::OnsetSpelling | Fault::Shape)) {
        return;
    }
    let written = lower.to_owned();
    if decoded.is_some() {
        text.find(at, at, Rule::Telex, Severity::Error, Reason::KeysLeft { written }, proposals);
        return;
    }
    let (rule, reason) = match fault {
        Fault::Letter | Fault::Shape => (Rule::Syllable, Reason::NoSyllable { written }),
        Fault::OnsetSpelling => (Rule::Syllable, Reason::OnsetMisspelt { written }),
        Fault::TwoTones => (Rule::ToneMark, Reason::TwoTones { written }),
        Fault::MisplacedTone => (Rule::ToneMark, Reason::ToneMisplaced { written }),
        Fault::StoppedTone => (Rule::ToneMark, Reason::StoppedTone { written }),
    };
    let severity = if name { Severity::Warning } else { Severity::Error };
    text.find(at, at, rule, severity, reason, proposals);
}

/// A word that is two syllables without a space.
fn grown_together(word: &str) -> Option<(&str, &str)> {
    let cuts = word.char_indices().skip(1).map(|(at, _)| at);
    let halves: Vec<(&str, &str)> =
        cuts.map(|at| word.split_at(at)).filter(|(one, other)| syllable::read(one).is_ok() && syllable::read(other).is_ok()).collect();
    let compound = halves.iter().find(|(one, other)| lexicon().is_compound(&format!("{one} {other}")));
    compound
        .or_else(|| halves.iter().find(|(one, other)| one.chars().count() + other.chars().count() > 3 && has_vowels_apart(word)))
        .copied()
}

/// Whether vowels stand in two groups, as in loan words of several syllables.
fn has_vowels_apart(word: &str) -> bool {
    let mut groups = 0;
    let mut inside = false;
    for letter in word.chars() {
        let vowel = crate::letters::is_vowel(crate::letters::split(letter).0);
        groups += usize::from(vowel && !inside);
        inside = vowel;
    }
    groups > 1
}

/// Letters and digits that are VNI keys.
fn digits(text: &mut Text<'_>, at: usize) {
    let written = text.tokens[at].text;
    let lower = written.to_lowercase();
    let letters = lower.chars().filter(char::is_ascii_alphabetic).count();
    if letters < 3 || !lower.chars().all(|c| c.is_ascii_alphanumeric()) || written.chars().skip(1).any(char::is_uppercase) {
        return;
    }
    if let Some(decoded) = telex::vni(&lower).filter(|decoded| decoded.marks > 0) {
        let case = if written.starts_with(char::is_uppercase) { Case::Title } else { Case::Lower };
        let replacement = like(&decoded.word, case);
        text.find(at, at, Rule::Telex, Severity::Error, Reason::VniKeys { written: lower, right: decoded.word }, vec![replacement]);
    }
}
