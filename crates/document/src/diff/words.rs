//! Plain text, syllable by syllable.
//!
//! Vietnamese writes a space between syllables, so the word that a reader sees change is what stands between spaces; punctuation is apart from it.

use serde::{Deserialize, Serialize};

use super::align::{Stretch, stretches};

/// A piece of text, and on which side it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Where it stands.
    pub change: SpanChange,
    /// The text.
    pub text: String,
}

/// On which side something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanChange {
    /// On both.
    Same,
    /// On the earlier side only.
    Removed,
    /// On the later side only.
    Added,
}

/// Syllables, spaces and punctuation marks, in order. Joined, they are the text.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let class = Class::of(first);
        let end = match class {
            Class::Mark => first.len_utf8(),
            Class::Syllable | Class::Space => rest.find(|c| Class::of(c) != class).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        found.push(token);
        rest = after;
    }
    found
}

#[derive(PartialEq, Clone, Copy)]
enum Class {
    Syllable,
    Space,
    Mark,
}

impl Class {
    fn of(c: char) -> Self {
        if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') {
            Self::Syllable
        } else if c.is_whitespace() {
            Self::Space
        } else {
            Self::Mark
        }
    }
}

/// How many words a reader counts: syllables, not spaces and not punctuation.
pub fn count(text: &str) -> usize {
    tokens(text).into_iter().filter(|token| token.chars().next().is_some_and(|c| Class::of(c) == Class::Syllable)).count()
}

/// How many words stand on one side only.
pub fn count_of(spans: &[Span], change: SpanChange) -> usize {
    spans.iter().filter(|span| span.change == change).map(|span| count(&span.text)).sum()
}

/// What changed between two texts. Both can be read from it: the spans that are not added are `before`, those that are not removed `after`.
pub fn spans(before: &str, after: &str) -> Vec<Span> {
    let (old, new) = (tokens(before), tokens(after));
    let changes = readable(stretches(&old, &new), |index| old[index].trim().is_empty());
    changes
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Same { before, length, .. } => Span { change: SpanChange::Same, text: old[before..before + length].concat() },
            Stretch::Removed { before, length } => Span { change: SpanChange::Removed, text: old[before..before + length].concat() },
            Stretch::Added { after, length } => Span { change: SpanChange::Added, text: new[after..after + length].concat() },
        })
        .collect()
}

/// Where a change starts and how long it is.
type Reach = Option<(usize, usize)>;

/// Joins changes that only a space holds apart: “một hai” for “ba bốn” is one replacement, not two.
pub(super) fn readable(stretches: Vec<Stretch>, is_space: impl Fn(usize) -> bool) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    // What was removed and added since the last stretch that stays, as (start, length).
    let (mut gone, mut come): (Reach, Reach) = (None, None);
    let flush = |joined: &mut Vec<Stretch>, gone: &mut Reach, come: &mut Reach| {
        joined.extend(gone.take().map(|(before, length)| Stretch::Removed { before, length }));
        joined.extend(come.take().map(|(after, length)| Stretch::Added { after, length }));
    };
    let last = stretches.len();
    for (index, stretch) in stretches.into_iter().enumerate() {
        match stretch {
            Stretch::Same { before, after, length } => {
                let between = gone.is_some() && come.is_some() && index + 1 < last;
                if between && (before..before + length).all(&is_space) {
                    gone = gone.map(|(start, so_far)| (start, so_far + length));
                    come = come.map(|(start, so_far)| (start, so_far + length));
                } else {
                    flush(&mut joined, &mut gone, &mut come);
                    joined.push(Stretch::Same { before, after, length });
                }
            }
            Stretch::Removed { before, length } => gone = Some(gone.map_or((before, length), |(start, so_far)| (start, so_far + length))),
            Stretch::Added { after, length } => come = Some(come.map_or((after, length), |(start, so_far)| (start, so_far + length))),
        }
    }
    flush(&mut joined, &mut gone, &mut come);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let mark = |span: Span| match span.change {
            SpanChange::Same => span.text,
            SpanChange::Removed => format!("[-{}-]", span.text),
            SpanChange::Added => format!("[+{}+]", span.text),
        };
        spans(before, after).into_iter().map(mark).collect()
    }

    #[test]
    fn a_changed_syllable_is_shown_whole_and_its_neighbours_are_not() {
        for (before, after, expected) in [
            ("Bộ công bố chỉ số", "Bộ công bố chỉ tiêu", "Bộ công bố chỉ [-số-][+tiêu+]"),
            ("hoà bình", "hòa bình", "[-hoà-][+hòa+] bình"),
            ("ngày 01/12.", "ngày 02/12.", "ngày [-01-][+02+]/12."),
            ("một hai ba", "một bốn năm", "một [-hai ba-][+bốn năm+]"),
            ("", "Mới", "[+Mới+]"),
            ("Cũ", "", "[-Cũ-]"),
            ("giữ nguyên", "giữ nguyên", "giữ nguyên"),
        ] {
            assert_eq!(shown(before, after), expected);
        }
    }

    #[test]
    fn words_are_counted_as_a_reader_counts_them() {
        assert_eq!(count("Quyết định số 15/QĐ-BTTTT, ngày 01."), 8);
        assert_eq!(count(" … — "), 0);
    }
}
