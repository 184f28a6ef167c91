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
pub(super) fn changes(base: &[u32], side: &[u32]) -> Vec<Change> {
    let start = base.iter().zip(side).take_while(|(one, other)| one == other).count();
    let (old, new) = (&base[start..], &side[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Change> = Vec::new();
    if old.is_empty() || new.is_empty() {
        found.push(Change { base: start..start + old.len(), side: start..start + new.len() });
    } else {
        let (mut here, mut there) = (start, start);
        let mut open = false;
        for stretch in stretches(old, new) {
            let (gone, come) = match stretch {
                Stretch::Same { length, .. } => {
                    (here, there, open) = (here + length, there + length, false);
                    continue;
                }
                Stretch::Removed { length, .. } => (length, 0),
                Stretch::Added { length, .. } => (0, length),
            };
            match found.last_mut().filter(|_| open) {
                Some(last) => {
                    last.base.end += gone;
                    last.side.end += come;
                }
                None => found.push(Change { base: here..here + gone, side: there..there + come }),
            }
            (here, there, open) = (here + gone, there + come, true);
        }
    }
    settle(base, side, &mut found);
    found
}

/// “a a” after “a” may be the first or the second one put in: it is always the last that it can be, so that two sides that did the same agree.
fn settle(base: &[u32], side: &[u32], changes: &mut [Change]) {
    for index in (0..changes.len()).rev() {
        let limit = changes.get(index + 1).map_or(base.len(), |next| next.base.start.saturating_sub(1));
        let change = &mut changes[index];
        if !change.base.is_empty() && !change.side.is_empty() {
            continue;
        }
        while change.base.end < limit
            && (if change.base.is_empty() {
                side[change.side.start] == base[change.base.end]
            } else {
                base[change.base.start] == base[change.base.end]
            })
        {
            change.base = change.base.start + 1..change.base.end + 1;
            change.side = change.side.start + 1..change.side.end + 1;
        }
    }
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

/// Both sides' changes in groups that a sentence's end holds apart, in order.
pub(super) fn groups(base: &Line<'_>, ours: (&Line<'_>, &[Change]), theirs: (&Line<'_>, &[Change])) -> Vec<Group> {
    let alike = |one: &Change, other: &Change| {
        one.base == other.base && ours.0.names[one.side.clone()] == theirs.0.names[other.side.clone()]
    };
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
        let own = |one: &[Change], two: &[Change], same: &dyn Fn(&Change, &Change) -> bool| {
            one.iter().any(|change| !two.iter().any(|other| same(change, other)))
        };
        group.meets =
            own(&group.ours, &group.theirs, &alike) && own(&group.theirs, &group.ours, &|change, other| alike(other, change));
    }
    groups
}
