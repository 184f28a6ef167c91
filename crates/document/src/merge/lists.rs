//! Which block of three lists is which, and in what order they stand.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{
    order::{Lists, Of, Slot},
    rules::{are_alike, children, holds_words, id, is_conflict, kind},
};
use crate::{
    canonical,
    diff::matching::{self, seen},
    schema,
};

/// The blocks of three lists in their merged order.
pub(super) fn slots(base: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Slot> {
    let by_us = pairs(base, ours);
    let by_them = pairs(base, theirs);
    let side = |of: Of, index: usize| match of {
        Of::Ours => &ours[index],
        Of::Theirs => &theirs[index],
    };
    let lists = Lists {
        lengths: [base.len(), ours.len(), theirs.len()],
        new: new_on_both(ours, &by_us, theirs, &by_them),
        ours: by_us,
        theirs: by_them,
        looks: &|of, index| seen(side(of, index)),
        key: &|of, index| {
            let node = side(of, index);
            format!("{}\u{0}{}", id(node), String::from_utf8_lossy(&canonical::bytes(node)))
        },
    };
    lists.order()
}

/// Which block of one list is which of the other, in the order of the first.
fn pairs(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    let unmoved = before.len() == after.len()
        && before.iter().zip(after).all(|(one, other)| kind(one) == kind(other) && !id(one).is_empty() && id(one) == id(other));
    // Cells have no ids that survive a paste; a row of as many cells is the same cells.
    let are_cells = |list: &[Value]| list.first().is_some_and(|first| kind(first).contains("cell"));
    if (unmoved && all_differ(before)) || (before.len() == after.len() && are_cells(before) && are_cells(after)) {
        return (0..before.len()).map(|index| (index, index)).collect();
    }
    let there = by_id(after);
    let told = by_id(before).into_iter().filter_map(|(id, here)| Some((here, *there.get(id)?)));
    let told: Vec<(usize, usize)> = told.filter(|(here, place)| can_be_one(&before[*here], &after[*place])).collect();
    let mut pairs = if told.len() == before.len() || told.len() == after.len() {
        let mut pairs = told;
        pairs.sort_unstable();
        pairs
    } else {
        matching::completed(before, after, told)
    };
    // Blocks that have ids and not the same one are two blocks, however alike: half of a paragraph is not the paragraph. Only one that says exactly
    // the same was cut out here and put in there.
    pairs.retain(|(here, place)| {
        let (one, other) = (&before[*here], &after[*place]);
        id(one).is_empty() || id(other).is_empty() || id(one) == id(other) || (says_something(one) && seen(one) == seen(other))
    });
    in_place(before, after, &mut pairs);
    pairs
}

/// Blocks without ids between the same neighbours, as many as there were and of the same types: each is still the same, however it was rewritten.
fn in_place(before: &[Value], after: &[Value], pairs: &mut Vec<(usize, usize)>) {
    let mut found = Vec::new();
    let mut last = (0, 0);
    for (here, there) in pairs.iter().copied().chain([(before.len(), after.len())]) {
        if there >= last.1 {
            let (old, new) = (&before[last.0..here], &after[last.1..there]);
            let same = |(one, other): (&Value, &Value)| kind(one) == kind(other) && (id(one).is_empty() || id(other).is_empty());
            if old.len() == new.len() && old.iter().zip(new).all(same) {
                found.extend((last.0..here).zip(last.1..there));
            }
        }
        last = (here + 1, there + 1);
    }
    let taken: HashSet<usize> = pairs.iter().map(|(_, there)| *there).collect();
    pairs.extend(found.into_iter().filter(|(_, there)| !taken.contains(there)));
    pairs.sort_unstable();
}

fn can_be_one(one: &Value, other: &Value) -> bool {
    is_conflict(one) || is_conflict(other) || are_alike(kind(one), kind(other)) || (holds_words(one) && holds_words(other))
}

fn all_differ(blocks: &[Value]) -> bool {
    let mut ids = HashSet::new();
    blocks.iter().all(|block| ids.insert(id(block)))
}

/// One dividing line, and one empty paragraph, is as good as another.
fn says_something(block: &Value) -> bool {
    let mut waiting = vec![block];
    while let Some(node) = waiting.pop() {
        if node.get("text").is_some() || node.get("attrs").is_some_and(|attributes| attributes.get("blob").is_some()) {
            return true;
        }
        waiting.extend(children(node));
    }
    false
}

/// Blocks by their ids, those that are given twice left out.
fn by_id(blocks: &[Value]) -> HashMap<&str, usize> {
    let mut found: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| !id(block).is_empty()) {
        found.entry(id(block)).and_modify(|known| *known = None).or_insert(Some(index));
    }
    found.into_iter().filter_map(|(id, index)| Some((id, index?))).collect()
}

/// Blocks that the base does not have and both sides do, under one id: the other side's, come by another way.
fn new_on_both(ours: &[Value], by_us: &[(usize, usize)], theirs: &[Value], by_them: &[(usize, usize)]) -> Vec<(usize, usize)> {
    if by_us.len() == ours.len() || by_them.len() == theirs.len() {
        return Vec::new();
    }
    let known = |pairs: &[(usize, usize)]| pairs.iter().map(|(_, place)| *place).collect::<HashSet<_>>();
    let (known_here, known_there) = (known(by_us), known(by_them));
    let there = by_id(theirs);
    let mut found: Vec<(usize, usize)> = by_id(ours)
        .into_iter()
        .filter(|(_, here)| !known_here.contains(here))
        .filter_map(|(id, here)| Some((here, *there.get(id)?)))
        .filter(|(here, place)| !known_there.contains(place) && can_be_one(&ours[*here], &theirs[*place]))
        .collect();
    found.sort_unstable();
    if let ([one], [other]) = (ours, theirs)
        && found.is_empty()
        && is_same_part(one, other)
    {
        found.push((0, 0));
    }
    found
}

/// A part without an id that a block has one of, such as a picture's caption, is the same part whatever it says.
fn is_same_part(one: &Value, other: &Value) -> bool {
    kind(one) == kind(other) && id(one).is_empty() && !schema::node_attributes(kind(one)).is_some_and(|known| known.contains_key("id"))
}
