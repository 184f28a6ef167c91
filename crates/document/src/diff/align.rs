//! The longest common order of two sequences, by whatever makes their parts equal.

use std::hash::Hash;

use imara_diff::{Algorithm, Diff, InternedInput, TokenSource};

/// A stretch of two sequences: equal in both, or only in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// As long in both, starting here and there.
    Same { before: usize, after: usize, length: usize },
    /// Only in the earlier one.
    Removed { before: usize, length: usize },
    /// Only in the later one.
    Added { after: usize, length: usize },
}

/// Both sequences from beginning to end, in stretches; of two neighbours the removed one stands first.
pub(crate) fn stretches<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<Stretch> {
    let input = InternedInput::new(Sequence(before), Sequence(after));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let mut found = Vec::new();
    let (mut here, mut there) = (0, 0);
    for hunk in diff.hunks() {
        let (gone, come) = (span(&hunk.before), span(&hunk.after));
        if gone.0 > here {
            found.push(Stretch::Same { before: here, after: there, length: gone.0 - here });
        }
        if gone.1 > 0 {
            found.push(Stretch::Removed { before: gone.0, length: gone.1 });
        }
        if come.1 > 0 {
            found.push(Stretch::Added { after: come.0, length: come.1 });
        }
        (here, there) = (gone.0 + gone.1, come.0 + come.1);
    }
    if here < before.len() {
        found.push(Stretch::Same { before: here, after: there, length: before.len() - here });
    }
    found
}

/// A slice as the library takes it in.
struct Sequence<'a, T>(&'a [T]);

impl<'a, T: Eq + Hash> TokenSource for Sequence<'a, T> {
    type Token = &'a T;
    type Tokenizer = std::slice::Iter<'a, T>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.iter()
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

fn span(range: &std::ops::Range<u32>) -> (usize, usize) {
    (range.start as usize, range.end.saturating_sub(range.start) as usize)
}
