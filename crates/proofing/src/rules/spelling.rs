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
    let other = match parts.tone {
        Tone::Hoi => Some((Tone::Nga, "dấu hỏi", "dấu ngã")),
        Tone::Nga => Some((Tone::Hoi, "dấu ngã", "dấu hỏi")),
        Tone::Ngang | Tone::Huyen | Tone::Sac | Tone::Nang => None,
    };
    if let Some((tone, written, meant)) = other
        && !lexicon().has(parts.tone, parts)
        && lexicon().has(tone, parts)
        && !in_a_name(text, at)
    {
        let right = syllable::write(parts.onset, parts.rhyme, tone, Placement::Old);
        let message = format!("“{lower}” mang {written}; tiếng Việt chỉ có “{right}” mang {meant}.");
        text.find(at, at, Rule::HoiNga, Severity::Warning, message, vec![like(&right, case)]);
        return;
    }
    if case == Case::Lower
        && !lexicon().is_known(&syllable::write(parts.onset, parts.rhyme, parts.tone, Placement::Old))
        && let Some(right) = misheard(parts)
    {
        let message = format!("Tiếng Việt không dùng “{lower}”; có lẽ là “{right}”.");
        text.find(at, at, Rule::Confusion, Severity::Warning, message, vec![right]);
        return;
    }
    let wanted = match placement {
        TonePlacement::Either => return,
        TonePlacement::Old => Placement::Old,
        TonePlacement::New => Placement::New,
    };
    if parts.placement != Placement::Only && parts.placement != wanted {
        let right = syllable::write(parts.onset, parts.rhyme, parts.tone, wanted);
        let message = format!("Cơ quan thống nhất đặt dấu thanh như “{right}”.");
        text.find(at, at, Rule::TonePlacement, Severity::Hint, message, vec![like(&right, case)]);
    }
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
    if let Some(message) = chat(lower) {
        let meant = CHAT.iter().filter(|(short, _)| *short == lower).map(|(_, meant)| like(meant, case)).collect();
        if left || right {
            text.find(at, at, Rule::ChatWord, Severity::Warning, message, meant);
        }
        return;
    }
    if let Some(decoded) = telex::telex(lower) {
        let doubled = lower.as_bytes().windows(2).any(|pair| pair[0] == pair[1]) || lower.contains('w');
        let sure = lower.starts_with("dd") || (decoded.marks > 0 && decoded.tone && (doubled || case == Case::Lower));
        if (sure && (left || right || case == Case::Lower)) || (left && right && case == Case::Lower && lower.len() >= 4) {
            let message = format!("“{lower}” là phím gõ Telex chưa thành chữ, có lẽ là “{}”.", decoded.word);
            text.find(at, at, Rule::Telex, Severity::Error, message, vec![like(&decoded.word, case)]);
            return;
        }
    }
    let spellings = lexicon().spelt(lower);
    if case == Case::Lower && lower.len() >= 4 && among && !spellings.is_empty() {
        let proposals = suggest(lower, text.lower(text.before(at)), text.lower(text.next(at)));
        text.find(at, at, Rule::MissingMarks, Severity::Warning, format!("“{lower}” có lẽ thiếu dấu."), proposals);
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

fn chat(lower: &str) -> Option<String> {
    // These may be units and signs as well; only what is nothing else is doubted.
    let sure = matches!(lower, "ko" | "hok" | "dc" | "đc" | "ntn" | "trc" | "wa" | "cty");
    sure.then(|| format!("“{lower}” là cách viết tắt khi nhắn tin, không dùng trong văn bản."))
}

/// Vietnamese letters that make no syllable.
fn broken(text: &mut Text<'_>, at: usize, lower: &str, fault: Fault, name: bool) {
    let case = text.tokens[at].case;
    if let Some(message) = chat(lower) {
        let meant = CHAT.iter().filter(|(short, _)| *short == lower).map(|(_, meant)| like(meant, case)).collect();
        text.find(at, at, Rule::ChatWord, Severity::Warning, message, meant);
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
            text.find(at, at, Rule::Syllable, Severity::Error, "Hai tiếng viết dính vào nhau.".to_owned(), vec![like(&apart, case)]);
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
    if decoded.is_some() {
        let message = format!("“{lower}” còn sót phím gõ của bộ gõ.");
        text.find(at, at, Rule::Telex, Severity::Error, message, proposals);
        return;
    }
    let (rule, message) = match fault {
        Fault::Letter | Fault::Shape => (Rule::Syllable, format!("“{lower}” không phải là một tiếng của tiếng Việt.")),
        Fault::OnsetSpelling => (
            Rule::Syllable,
            format!("Viết sai phụ âm đầu trong “{lower}”: gh, ngh, k đứng trước e, ê, i; g, ng, c đứng trước các nguyên âm khác."),
        ),
        Fault::TwoTones => (Rule::ToneMark, format!("“{lower}” có hai dấu thanh.")),
        Fault::MisplacedTone => (Rule::ToneMark, format!("Dấu thanh trong “{lower}” đặt sai chữ.")),
        Fault::StoppedTone => {
            (Rule::ToneMark, format!("Tiếng kết thúc bằng p, t, c, ch chỉ mang dấu sắc hoặc dấu nặng: “{lower}” sai dấu hoặc thiếu dấu."))
        }
    };
    let severity = if name { Severity::Warning } else { Severity::Error };
    text.find(at, at, rule, severity, message, proposals);
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
        let message = format!("“{lower}” là phím gõ VNI chưa thành chữ, có lẽ là “{}”.", decoded.word);
        text.find(at, at, Rule::Telex, Severity::Error, message, vec![like(&decoded.word, case)]);
    }
}
