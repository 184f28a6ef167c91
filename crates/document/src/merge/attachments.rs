//! Files beside the text: a set in an order, told by the digests of their bytes.

use std::collections::{HashMap, HashSet};

use super::{
    Conflict,
    order::{Lists, Of},
    rows::Rows,
    three::{Three, three},
};
use crate::{Attachment, BlobId, canonical};

pub(super) fn merge(base: &[Attachment], ours: &[Attachment], theirs: &[Attachment], rows: &mut Rows) -> Vec<Attachment> {
    if ours == theirs || base == theirs {
        return ours.to_vec();
    }
    if base == ours {
        return theirs.to_vec();
    }
    let (by_us, by_them) = (pairs(base, ours), pairs(base, theirs));
    let (here, there) = (new(ours, &by_us), new(theirs, &by_them));
    let both = here.iter().filter_map(|(blob, index)| Some((*index, *there.get(blob)?)));
    let side = |of: Of, index: usize| match of {
        Of::Ours => &ours[index],
        Of::Theirs => &theirs[index],
    };
    let key = |of: Of, index: usize| String::from_utf8_lossy(&canonical::bytes(side(of, index))).into_owned();
    let mut both: Vec<(usize, usize)> = both.collect();
    both.sort_unstable();
    let lists = Lists { lengths: [base.len(), ours.len(), theirs.len()], ours: by_us, theirs: by_them, new: both, looks: &key, key: &key };
    let mut merged = Vec::new();
    for slot in lists.order() {
        let was = slot.base.map(|index| &base[index]);
        let is = (slot.ours.map(|index| &ours[index]), slot.theirs.map(|index| &theirs[index]));
        match three(was, is.0, is.1) {
            Three::Is(file) => merged.extend(file.cloned()),
            Three::Differs(one, other) => {
                let Some(blob) = one.or(other).map(|file| file.blob) else { continue };
                merged.extend([one, other].into_iter().flatten().min_by_key(canonical::bytes).cloned());
                rows.file(Conflict::File { blob, base: was.cloned(), ours: one.cloned(), theirs: other.cloned() });
            }
        }
    }
    merged
}

/// The same file in two lists; one that is attached twice is told by its place among its likes.
fn pairs(before: &[Attachment], after: &[Attachment]) -> Vec<(usize, usize)> {
    let mut places: HashMap<BlobId, Vec<usize>> = HashMap::new();
    for (index, file) in after.iter().enumerate().rev() {
        places.entry(file.blob).or_default().push(index);
    }
    before.iter().enumerate().filter_map(|(index, file)| Some((index, places.get_mut(&file.blob)?.pop()?))).collect()
}

/// Files that the base does not have, the first of each.
fn new(side: &[Attachment], pairs: &[(usize, usize)]) -> HashMap<BlobId, usize> {
    let known: HashSet<usize> = pairs.iter().map(|(_, place)| *place).collect();
    let mut found = HashMap::new();
    for (index, file) in side.iter().enumerate().filter(|(index, _)| !known.contains(index)) {
        found.entry(file.blob).or_insert(index);
    }
    found
}
