//! Three lines beside each other: what each side replaced of the base, and where the two meet.

use std::ops::Range;

use super::tokens::Line;
use crate::diff::align::{Stretch, stretches};

/// A stretch of the base that a side replaced, by nothing when it deleted it; an empty one is where it put something in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub base: Range<usize>,
    pub side: Range<usize>,
}

/// What one side changed of the base, in order. Between two changes at least one token stays.
///
/// Words are matched with words, and a space stays when it stands beside a word that does: spaces are everywhere and say nothing of where a word
/// went. What can be matched in several ways is matched as early as it can be on both sides, so that two sides that did the same are read in the
/// same way.
pub(super) fn changes(base: &Line<'_>, side: &Line<'_>) -> Vec<Change> {
    let start = base.names.iter().zip(&side.names).take_while(|(one, other)| one == other).count();
    if start == base.names.len() && start == side.names.len() {
        return Vec::new();
    }
    let (old, new) = (words(base, start), words(side, start));
    let kept = with_spaces(base, side, start, kept_words(base, side, &old, &new));
    let mut found = Vec::new();
    let (mut here, mut there) = (start, start);
    for (old, new) in kept.into_iter().chain([(base.names.len(), side.names.len())]) {
        if old > here || new > there {
            found.push(Change { base: here..old, side: there..new });
        }
        (here, there) = (old + 1, new + 1);
    }
    found
}

/// Where the words of a line stand, from a token on.
fn words(line: &Line<'_>, start: usize) -> Vec<usize> {
    (start..line.names.len()).filter(|token| !line.is_space(*token)).collect()
}

/// Words that stay, where they stand on both sides.
fn kept_words(base: &Line<'_>, side: &Line<'_>, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let name_of = |line: &Line<'_>, tokens: &[usize]| tokens.iter().map(|token| line.names[*token]).collect::<Vec<u32>>();
    let (before, after) = (name_of(base, old), name_of(side, new));
    let ends = before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one == other).count();
    let (middle, other) = (&before[..before.len() - ends], &after[..after.len() - ends]);
    let mut kept: Vec<u32> = Vec::new();
    if !middle.is_empty() && !other.is_empty() {
        for stretch in stretches(middle, other) {
            if let Stretch::Same { before, length, .. } = stretch {
                kept.extend(&middle[before..before + length]);
            }
        }
    }
    kept.extend(&before[before.len() - ends..]);
    let (mut here, mut there) = (0, 0);
    let next = |from: &[u32], start: usize, word: u32| from[start..].iter().position(|each| *each == word).map(|place| start + place);
    let earliest = kept.into_iter().filter_map(|word| {
        let (one, other) = (next(&before, here, word)?, next(&after, there, word)?);
        (here, there) = (one + 1, other + 1);
        Some((old[one], new[other]))
    });
    earliest.collect()
}

/// The same with the spaces that stay after and before them.
fn with_spaces(base: &Line<'_>, side: &Line<'_>, start: usize, words: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let is_kept = |old: usize, new: usize| {
        old < base.names.len() && new < side.names.len() && base.is_space(old) && base.names[old] == side.names[new]
    };
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(words.len() * 2);
    for (old, new) in words {
        let free = kept.last().map_or((start, start), |(here, there)| (here + 1, there + 1));
        if old > free.0 && new > free.1 && is_kept(old - 1, new - 1) {
            kept.push((old - 1, new - 1));
        }
        kept.push((old, new));
        if is_kept(old + 1, new + 1) {
            kept.push((old + 1, new + 1));
        }
    }
    kept
}

/// Changes that have to be looked at together.
pub(super) struct Group {
    /// What they take of the base.
    pub base: Range<usize>,
    pub ours: Vec<Change>,
    pub theirs: Vec<Change>,
    /// Both sides did something here that the other did not.
    pub meets: bool,
}

/// Both sides' changes as one group of the whole line.
pub(super) fn whole(base: &Line<'_>, ours: (&Line<'_>, &[Change]), theirs: (&Line<'_>, &[Change])) -> Group {
    Group { base: 0..base.names.len(), ours: ours.1.to_vec(), theirs: theirs.1.to_vec(), meets: meet(ours, theirs) }
}

/// Whether each side did something that the other did not.
fn meet(ours: (&Line<'_>, &[Change]), theirs: (&Line<'_>, &[Change])) -> bool {
    let alike =
        |one: &Change, other: &Change| one.base == other.base && ours.0.names[one.side.clone()] == theirs.0.names[other.side.clone()];
    ours.1.iter().any(|change| !theirs.1.iter().any(|other| alike(change, other)))
        && theirs.1.iter().any(|change| !ours.1.iter().any(|other| alike(other, change)))
}

/// Both sides' changes in groups that a sentence's end holds apart, in order.
pub(super) fn groups(base: &Line<'_>, ours: (&Line<'_>, &[Change]), theirs: (&Line<'_>, &[Change])) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut mine, mut other) = (ours.1.iter().peekable(), theirs.1.iter().peekable());
    loop {
        let reach = |change: &Change| (change.base.start, change.base.end);
        let is_ours = match (mine.peek(), other.peek()) {
            (None, None) => break,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(two)) => reach(one) <= reach(two),
        };
        let Some(change) = (if is_ours { mine.next() } else { other.next() }) else { break };
        let apart = groups.last().is_none_or(|group| {
            let between = group.base.end..change.base.start.max(group.base.end);
            between.clone().any(|token| base.ends_sentence(token))
        });
        if apart {
            groups.push(Group { base: change.base.clone(), ours: Vec::new(), theirs: Vec::new(), meets: false });
        }
        let Some(group) = groups.last_mut() else { break };
        group.base.end = group.base.end.max(change.base.end);
        if is_ours { group.ours.push(change.clone()) } else { group.theirs.push(change.clone()) }
    }
    for group in &mut groups {
        group.meets = meet((ours.0, &group.ours), (theirs.0, &group.theirs));
    }
    groups
}
