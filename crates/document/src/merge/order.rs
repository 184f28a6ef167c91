//! Three lists become one order.
//!
//! What both sides left in its place holds the others apart: between two such parts lie what each side put in and what it moved there. A part
//! that one side moved goes where it moved it; one that both moved, or both put in, stands where it comes first. Where both put something between
//! the same neighbours, which of the two stands first is decided by what they are and not by whose they are.

use std::collections::{BTreeMap, HashSet};

use crate::diff::{
    align::{Stretch, stretches},
    matching::longest_rising,
};

/// A part of the merged list, by where it stands in the three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Slot {
    pub base: Option<usize>,
    pub ours: Option<usize>,
    pub theirs: Option<usize>,
}

/// Whose part is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Ours,
    Theirs,
}

/// Three lists as far as their order needs them.
pub(super) struct Lists<'f> {
    /// How many parts the base, ours and theirs have.
    pub lengths: [usize; 3],
    /// Which part of the base is which of ours.
    pub ours: Vec<(usize, usize)>,
    /// Which part of the base is which of theirs.
    pub theirs: Vec<(usize, usize)>,
    /// Parts that are new on both sides and one, ours first.
    pub new: Vec<(usize, usize)>,
    /// What a reader sees of a part: two new ones at one place that look the same are one.
    pub looks: &'f dyn Fn(Of, usize) -> String,
    /// Tells which of two new parts stands first.
    pub key: &'f dyn Fn(Of, usize) -> String,
}

impl Lists<'_> {
    /// The merged order; parts that a side deleted are in it, for whoever decides what becomes of them.
    pub fn order(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = (0..self.lengths[0]).map(|base| Slot { base: Some(base), ..Slot::default() }).collect();
        let mut mine = vec![usize::MAX; self.lengths[1]];
        let mut other = vec![usize::MAX; self.lengths[2]];
        for (base, ours) in &self.ours {
            (slots[*base].ours, mine[*ours]) = (Some(*ours), *base);
        }
        for (base, theirs) in &self.theirs {
            (slots[*base].theirs, other[*theirs]) = (Some(*theirs), *base);
        }
        for (ours, theirs) in &self.new {
            (mine[*ours], other[*theirs]) = (slots.len(), slots.len());
            slots.push(Slot { base: None, ours: Some(*ours), theirs: Some(*theirs) });
        }
        for (index, slot) in mine.iter_mut().enumerate().filter(|(_, slot)| **slot == usize::MAX) {
            *slot = slots.len();
            slots.push(Slot { ours: Some(index), ..Slot::default() });
        }
        for (index, slot) in other.iter_mut().enumerate().filter(|(_, slot)| **slot == usize::MAX) {
            *slot = slots.len();
            slots.push(Slot { theirs: Some(index), ..Slot::default() });
        }

        let (moved_here, moved_there) = (moved(&self.ours), moved(&self.theirs));
        let is_shared = |slot: usize| slots[slot].ours.is_some() && slots[slot].theirs.is_some();
        let mut is_fixed: HashSet<usize> = in_agreement(&mine, &slots).collect();
        is_fixed.extend((0..self.lengths[0]).filter(|slot| is_shared(*slot) && !moved_here.contains(slot) && !moved_there.contains(slot)));
        let fixed: Vec<usize> = mine.iter().copied().filter(|slot| is_fixed.contains(slot)).collect();
        let (mut ours, mut theirs) = (runs(&mine, &is_fixed), runs(&other, &is_fixed));
        // What one side alone moved goes where that side moved it.
        for slot in (0..self.lengths[0]).filter(|slot| is_shared(*slot) && !is_fixed.contains(slot)) {
            let stays = |runs: &[Vec<usize>]| {
                let gap = runs.iter().position(|run| run.contains(&slot)).unwrap_or(0);
                fixed.iter().enumerate().all(|(place, other)| slots[*other].base.is_none() || (place < gap) == (*other < slot))
            };
            match (stays(&ours), stays(&theirs)) {
                (true, false) => ours.iter_mut().for_each(|run| run.retain(|each| *each != slot)),
                (false, true) => theirs.iter_mut().for_each(|run| run.retain(|each| *each != slot)),
                (true, true) | (false, false) => {}
            }
        }
        keep_the_first(&mut ours, &mut theirs);

        let mut order = Vec::with_capacity(slots.len());
        let mut placed = HashSet::new();
        let mut put = |order: &mut Vec<usize>, slot: usize| {
            if placed.insert(slot) {
                order.push(slot);
            }
        };
        for (gap, (mine, other)) in ours.iter().zip(&theirs).enumerate() {
            for slot in self.between(mine, other, &mut slots) {
                put(&mut order, slot);
            }
            if let Some(slot) = fixed.get(gap) {
                put(&mut order, *slot);
            }
        }
        order.into_iter().map(|slot| slots[slot]).collect()
    }

    /// The order of what stands between the same two neighbours on both sides.
    fn between(&self, mine: &[usize], other: &[usize], slots: &mut [Slot]) -> Vec<usize> {
        if mine.is_empty() || other.is_empty() {
            return [mine, other].concat();
        }
        let keys = |run: &[usize], of: Of| {
            let index = |slot: usize| match of {
                Of::Ours => slots[slot].ours,
                Of::Theirs => slots[slot].theirs,
            };
            run.iter().filter_map(|slot| Some(((self.key)(of, index(*slot)?), slots[*slot].base))).collect::<Vec<_>>()
        };
        let mine_first = keys(mine, Of::Ours) <= keys(other, Of::Theirs);
        let (first, second) = if mine_first { (mine, other) } else { (other, mine) };
        let known = |slot: usize| match slots[slot] {
            Slot { base: None, ours: Some(index), theirs: None } => Key::Looks((self.looks)(Of::Ours, index)),
            Slot { base: None, ours: None, theirs: Some(index) } => Key::Looks((self.looks)(Of::Theirs, index)),
            _ => Key::Slot(slot),
        };
        let known = |run: &[usize]| run.iter().map(|slot| known(*slot)).collect::<Vec<_>>();
        let found = stretches(&known(first), &known(second));
        let mut order = Vec::new();
        for stretch in found {
            match stretch {
                Stretch::Removed { before, length } => order.extend(&first[before..before + length]),
                Stretch::Added { after, length } => order.extend(&second[after..after + length]),
                Stretch::Same { before, after, length } => {
                    for (one, two) in first[before..before + length].iter().zip(&second[after..after + length]) {
                        // Two new ones that look the same become one.
                        let (one, two) = if mine_first { (*one, *two) } else { (*two, *one) };
                        slots[one].theirs = slots[two].theirs;
                        order.push(one);
                    }
                }
            }
        }
        order
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Slot(usize),
    Looks(String),
}

/// Parts that both sides have and that stand on both before and after the same others, whoever moved them there.
fn in_agreement(mine: &[usize], slots: &[Slot]) -> impl Iterator<Item = usize> {
    let shared: Vec<(usize, usize)> = mine.iter().filter_map(|slot| Some((*slot, slots[*slot].theirs?))).collect();
    let mut least = usize::MAX;
    let before_the_rest = |(_, place): &(usize, usize)| {
        let after = least;
        least = least.min(*place);
        after
    };
    let mut after: Vec<usize> = shared.iter().rev().map(before_the_rest).collect();
    after.reverse();
    let mut most = None;
    shared.into_iter().zip(after).filter_map(move |((slot, place), after)| {
        let agrees = most.is_none_or(|most| most < place) && place < after;
        most = most.max(Some(place));
        agrees.then_some(slot)
    })
}

/// What lies between the fixed parts of a list, one run more than there are of them.
fn runs(list: &[usize], is_fixed: &HashSet<usize>) -> Vec<Vec<usize>> {
    let mut runs = vec![Vec::new()];
    for slot in list {
        match runs.last_mut() {
            Some(run) if !is_fixed.contains(slot) => run.push(*slot),
            Some(_) | None => runs.push(Vec::new()),
        }
    }
    runs
}

/// Parts of the base that a side moved past others that it left alone.
fn moved(pairs: &[(usize, usize)]) -> HashSet<usize> {
    if pairs.windows(2).all(|pair| pair[0].1 < pair[1].1) {
        return HashSet::new();
    }
    let places: Vec<usize> = pairs.iter().map(|(_, place)| *place).collect();
    let stay = longest_rising(&places);
    pairs.iter().filter(|(_, place)| !stay.contains(place)).map(|(base, _)| *base).collect()
}

/// Of a part that both sides put somewhere, only the first place stays.
fn keep_the_first(ours: &mut [Vec<usize>], theirs: &mut [Vec<usize>]) {
    let place = |runs: &[Vec<usize>]| {
        let each = runs.iter().enumerate().flat_map(|(gap, run)| run.iter().map(move |slot| (*slot, gap)));
        each.collect::<BTreeMap<usize, usize>>()
    };
    let (here, there) = (place(ours), place(theirs));
    for (slot, gap) in here {
        match there.get(&slot) {
            Some(other) if *other < gap => ours[gap].retain(|each| *each != slot),
            Some(other) if *other > gap => theirs[*other].retain(|each| *each != slot),
            Some(_) | None => {}
        }
    }
}
