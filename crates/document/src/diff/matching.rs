//! Which block of one list is which block of the other.
//!
//! The id says so where it is known and given once on each side. Blocks without a partner by id (imported, pasted, written before ids) are
//! matched when they say the same, and then, between two matched neighbours, when they say nearly the same.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use serde_json::Value;

use super::{
    align::{Stretch, stretches},
    nodes::children,
    words::tokens,
};
use crate::Body;

/// Pairs of an earlier and a later block, in the earlier order. Each block is in one pair at most.
pub(super) fn pairs(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    completed(before, after, by_id(before, after))
}

/// Pairs that somebody knows already, with those that what the blocks say gives besides.
pub(crate) fn completed(before: &[Value], after: &[Value], mut pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    by_content(before, after, &mut pairs);
    by_likeness(before, after, &mut pairs);
    pairs.sort_unstable();
    pairs
}

fn by_id(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    let (old, new) = (unique_ids(before), unique_ids(after));
    let found = old.iter().filter_map(|(id, old)| new.get(id).map(|new| (*old, *new)));
    found.filter(|(old, new)| before[*old]["type"] == after[*new]["type"] || is_text(&before[*old]) && is_text(&after[*new])).collect()
}

fn unique_ids(blocks: &[Value]) -> HashMap<&str, usize> {
    let mut found = HashMap::new();
    let mut doubled = HashSet::new();
    for (index, block) in blocks.iter().enumerate() {
        let id = block["attrs"]["id"].as_str().unwrap_or_default();
        if !id.is_empty() && found.insert(id, index).is_some() {
            doubled.insert(id);
        }
    }
    found.retain(|id, _| !doubled.contains(id));
    found
}

fn is_text(block: &Value) -> bool {
    block["type"] == "paragraph" || block["type"] == "heading"
}

/// What a reader sees of a block: all of it but the ids.
pub(crate) fn seen(block: &Value) -> String {
    let mut shown = block.clone();
    let mut waiting = vec![&mut shown];
    while let Some(node) = waiting.pop() {
        let Some(members) = node.as_object_mut() else { continue };
        if let Some(Value::Object(attributes)) = members.get_mut("attrs") {
            attributes.remove("id");
        }
        if let Some(Value::Array(inner)) = members.get_mut("content") {
            waiting.extend(inner.iter_mut());
        }
    }
    shown.to_string()
}

fn by_content(before: &[Value], after: &[Value], pairs: &mut Vec<(usize, usize)>) {
    let (old, new) = single(before, after, pairs);
    let text = |blocks: &[Value], indices: &[usize]| indices.iter().map(|index| seen(&blocks[*index])).collect::<Vec<_>>();
    for stretch in stretches(&text(before, &old), &text(after, &new)) {
        if let Stretch::Same { before, after, length } = stretch {
            pairs.extend((0..length).map(|step| (old[before + step], new[after + step])));
        }
    }
}

/// Blocks of one kind between the same neighbours that share at least this part of their words are one block.
const ALIKE_PERCENT: usize = 40;
/// How far ahead a likeness is looked for: a text of ten thousand new paragraphs is not compared each with each.
const LOOK_AHEAD: usize = 24;

fn by_likeness(before: &[Value], after: &[Value], pairs: &mut Vec<(usize, usize)>) {
    let (old, new) = single(before, after, pairs);
    let gaps = gaps(before.len(), after.len(), pairs);
    let mut taken: HashSet<usize> = HashSet::new();
    for index in old {
        let alike = new.iter().copied().filter(|there| gaps[index].contains(there) && !taken.contains(there));
        let found = alike
            .filter(|there| before[index]["type"] == after[*there]["type"] || is_text(&before[index]) && is_text(&after[*there]))
            .take(LOOK_AHEAD)
            .find(|there| is_alike(&before[index], &after[*there]));
        if let Some(there) = found {
            taken.insert(there);
            pairs.push((index, there));
        }
    }
}

/// For each earlier block the gap in the later list that its neighbours leave: after the partner of the one before, before that of the next.
fn gaps(before: usize, after: usize, pairs: &[(usize, usize)]) -> Vec<Range<usize>> {
    let fixed: HashMap<usize, usize> = pairs.iter().copied().collect();
    let mut gaps = vec![0..after; before];
    let mut floor = 0;
    for (index, gap) in gaps.iter_mut().enumerate() {
        gap.start = floor;
        floor = fixed.get(&index).map_or(floor, |partner| partner + 1);
    }
    let mut ceiling = after;
    for (index, gap) in gaps.iter_mut().enumerate().rev() {
        gap.end = ceiling;
        ceiling = fixed.get(&index).copied().unwrap_or(ceiling);
    }
    gaps
}

fn is_alike(one: &Value, other: &Value) -> bool {
    if one["type"] == "figure" {
        return one["attrs"]["blob"] == other["attrs"]["blob"];
    }
    let (one, other) = (words(one), words(other));
    let longest = one.len().max(other.len());
    if longest == 0 {
        return true;
    }
    let mut left: HashMap<&str, usize> = HashMap::new();
    one.iter().for_each(|word| *left.entry(word).or_default() += 1);
    let shared =
        other.iter().filter(|word| left.get_mut(word.as_str()).is_some_and(|count| std::mem::replace(count, count.saturating_sub(1)) > 0));
    shared.count() * 100 >= longest * ALIKE_PERCENT
}

fn words(block: &Value) -> Vec<String> {
    let body = Body(block.clone());
    let texts: Vec<&str> = body.nodes().filter_map(|node| node["text"].as_str()).collect();
    let found = texts.into_iter().flat_map(tokens).filter(|token| token.chars().any(char::is_alphanumeric));
    let mut words: Vec<String> = found.map(str::to_owned).collect();
    // A list is what its items are, even while they are empty.
    if words.is_empty() {
        words.extend(children(block).iter().map(|child| format!("\u{0}{}", child["type"])));
    }
    words
}

/// The blocks of both sides that have no partner yet.
fn single(before: &[Value], after: &[Value], pairs: &[(usize, usize)]) -> (Vec<usize>, Vec<usize>) {
    let (old, new): (HashSet<usize>, HashSet<usize>) = pairs.iter().copied().unzip();
    ((0..before.len()).filter(|index| !old.contains(index)).collect(), (0..after.len()).filter(|index| !new.contains(index)).collect())
}

/// The longest selection of distinct numbers that rises from left to right (patience sorting).
pub(crate) fn longest_rising(numbers: &[usize]) -> HashSet<usize> {
    // For each length, the position of the smallest number that ends a rising selection of that length; and for each position, the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (position, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() { ends.push(position) } else { ends[length] = position }
    }
    let mut selected = HashSet::new();
    let mut at = ends.last().copied();
    while let Some(position) = at {
        selected.insert(numbers[position]);
        at = previous[position];
    }
    selected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rising_selection_keeps_as_many_as_can_be_kept() {
        let sorted = |numbers: &[usize]| {
            let mut kept: Vec<usize> = longest_rising(numbers).into_iter().collect();
            kept.sort_unstable();
            kept
        };
        assert_eq!(sorted(&[0, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(sorted(&[3, 0, 1, 2]), [0, 1, 2], "one block moved to the front is one move");
        assert_eq!(sorted(&[1, 2, 3, 0]), [1, 2, 3]);
        assert_eq!(sorted(&[]), Vec::<usize>::new());
    }
}
