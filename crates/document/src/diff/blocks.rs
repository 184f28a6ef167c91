//! Blocks in their order: which stayed, came, went, moved.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    matching::{self, longest_rising},
    nodes::{self, NodeDiff},
};

/// What became of a block among its neighbours. Read in order without [`Added`](Self::Added) and [`MovedHere`](Self::MovedHere) it is the earlier
/// list, without [`Removed`](Self::Removed) and [`MovedAway`](Self::MovedAway) the later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "child", rename_all = "snake_case")]
pub enum Child {
    /// It stands where it stood.
    Stays {
        /// What became of it.
        diff: NodeDiff,
    },
    /// It is new.
    Added {
        /// The block.
        block: Value,
    },
    /// It is gone.
    Removed {
        /// The block.
        block: Value,
    },
    /// It stood here, and stands elsewhere now.
    MovedAway {
        /// As it was.
        block: Value,
    },
    /// It stood elsewhere.
    MovedHere {
        /// What became of it on its way.
        diff: NodeDiff,
    },
}

/// Compares two lists of blocks.
pub(super) fn diff(before: &[Value], after: &[Value]) -> Vec<Child> {
    let pairs = matching::pairs(before, after);
    let mut partner_of_old = vec![None; before.len()];
    let mut partner_of_new = vec![None; after.len()];
    for (old, new) in &pairs {
        partner_of_old[*old] = Some(*new);
        partner_of_new[*new] = Some(*old);
    }
    // Of all pairs, those that keep the most blocks in their order have stayed; the others were moved past them.
    let in_order: Vec<usize> = partner_of_old.iter().flatten().copied().collect();
    let stays = longest_rising(&in_order);
    let is_fixed = |new: usize| stays.contains(&new);

    let mut children = Vec::new();
    let mut next = 0;
    let mut arrive = |children: &mut Vec<Child>, until: usize| {
        for new in next..until {
            children.push(match partner_of_new[new] {
                Some(old) => Child::MovedHere { diff: nodes::diff(&before[old], &after[new]) },
                None => Child::Added { block: after[new].clone() },
            });
        }
        next = until + 1;
    };
    for (old, block) in before.iter().enumerate() {
        match partner_of_old[old] {
            Some(new) if is_fixed(new) => {
                arrive(&mut children, new);
                children.push(Child::Stays { diff: nodes::diff(block, &after[new]) });
            }
            Some(_) => children.push(Child::MovedAway { block: block.clone() }),
            None => children.push(Child::Removed { block: block.clone() }),
        }
    }
    arrive(&mut children, after.len());
    children
}

/// The earlier list.
pub(super) fn before(children: &[Child]) -> Vec<Value> {
    let blocks = children.iter().filter_map(|child| match child {
        Child::Stays { diff } => Some(diff.before()),
        Child::Removed { block } | Child::MovedAway { block } => Some(block.clone()),
        Child::Added { .. } | Child::MovedHere { .. } => None,
    });
    blocks.collect()
}

/// The later list.
pub(super) fn after(children: &[Child]) -> Vec<Value> {
    let blocks = children.iter().filter_map(|child| match child {
        Child::Stays { diff } | Child::MovedHere { diff } => Some(diff.after()),
        Child::Added { block } => Some(block.clone()),
        Child::Removed { .. } | Child::MovedAway { .. } => None,
    });
    blocks.collect()
}
