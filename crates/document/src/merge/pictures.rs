//! What is known of pictures: each by itself, and what is known of one picture as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{
    rows::Rows,
    three::{Three, three},
};
use crate::{BlobId, PictureFacts, canonical};

type Facts = BTreeMap<BlobId, PictureFacts>;

/// The facts of both sides. Where they contradict each other the row has everything else that both did in either version.
pub(super) fn merge(base: &Facts, ours: &Facts, theirs: &Facts, rows: &mut Rows) -> Facts {
    let (mut merged, mut with_ours, mut with_theirs) = (Facts::new(), Facts::new(), Facts::new());
    let mut contradict = false;
    let blobs: BTreeSet<&BlobId> = ours.keys().chain(theirs.keys()).collect();
    for blob in blobs {
        let put = |into: &mut Facts, facts: Option<&PictureFacts>| {
            if let Some(facts) = facts {
                into.insert(*blob, facts.clone());
            }
        };
        match three(base.get(blob), ours.get(blob), theirs.get(blob)) {
            Three::Is(facts) => [&mut merged, &mut with_ours, &mut with_theirs].into_iter().for_each(|into| put(into, facts)),
            Three::Differs(one, other) => {
                contradict = true;
                put(&mut merged, [one, other].into_iter().flatten().min_by_key(canonical::bytes));
                put(&mut with_ours, one);
                put(&mut with_theirs, other);
            }
        }
    }
    if contradict {
        rows.field("pictures", json!(base), json!(with_ours), json!(with_theirs));
    }
    merged
}
