//! Which old revisions may go.
//!
//! Pure: a list of revisions and a time in, a list of those to take away out. Only what an article saved by itself, in a pause, is ever thinned
//! out; what somebody named, submitted, approved, chose, restored or received stays, and so does whatever the portal is known to have.

use std::collections::HashSet;

use banthao_document::RevisionId;
use banthao_store::revisions::{Listed, Origin};

use crate::keeping::Keeping;

/// Midnight before a Monday in Việt Nam, where stretches of time are counted from: hours, days and weeks are those of the newsroom.
const A_MONDAY_MS: i64 = (4 * 24 - 7) * 60 * 60 * 1000;

/// The revisions of one article that may go, given those that something stands on.
pub(crate) fn surplus(listed: &[Listed], held: &HashSet<RevisionId>, now_ms: i64, keeping: &Keeping) -> Vec<RevisionId> {
    let mut seen: HashSet<(i64, i64)> = HashSet::new();
    let mut surplus = Vec::new();
    // From the latest to the earliest, so that the first one met in a stretch of time is its newest.
    for revision in listed.iter().rev() {
        let stays = held.contains(&revision.id) || is_lasting(revision.origin);
        let Some(stride_ms) = keeping.stride_ms(now_ms - revision.made_at_ms) else { continue };
        // Stretches begin at fixed moments, not at `now`: otherwise each run would find other newest ones and a little more would go each day.
        let first = seen.insert((stride_ms, (revision.made_at_ms - A_MONDAY_MS).div_euclid(stride_ms)));
        if !first && !stays {
            surplus.push(revision.id);
        }
    }
    surplus
}

fn is_lasting(origin: Origin) -> bool {
    match origin {
        Origin::Autosave => false,
        Origin::Named | Origin::Submitted | Origin::Approved | Origin::Merged | Origin::Remote | Origin::Restored => true,
    }
}

#[cfg(test)]
mod tests {
    use banthao_document::ContentHash;

    use super::*;

    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    /// A Monday at seven in the evening, in Việt Nam.
    const NOW: i64 = 1_795_435_200_000;

    fn made(ago_ms: i64, origin: Origin) -> Listed {
        let name = format!("{ago_ms} {origin:?}");
        Listed {
            id: RevisionId::of(name.as_bytes()),
            origin,
            made_at_ms: NOW - ago_ms,
            content_hash: ContentHash::of(name.as_bytes()),
            parents: Vec::new(),
        }
    }

    /// How long ago those that stay were made, in the order of the list.
    fn kept(listed: &[Listed], held: &[usize]) -> Vec<i64> {
        let held = held.iter().map(|index| listed[*index].id).collect();
        let gone = surplus(listed, &held, NOW, &Keeping::default());
        listed.iter().filter(|one| !gone.contains(&one.id)).map(|one| NOW - one.made_at_ms).collect()
    }

    fn autosaves(ago: &[i64]) -> Vec<Listed> {
        ago.iter().map(|ago| made(*ago, Origin::Autosave)).collect()
    }

    #[test]
    fn the_older_a_stretch_of_writing_the_fewer_of_its_revisions_stay() {
        for (why, ago, stay) in [
            ("each of the last hour", vec![50 * MINUTE, 20 * MINUTE, MINUTE], vec![50 * MINUTE, 20 * MINUTE, MINUTE]),
            (
                "the newest of each hour of the last day",
                vec![5 * HOUR + 50 * MINUTE, 5 * HOUR + 10 * MINUTE, 4 * HOUR + 50 * MINUTE, 4 * HOUR + 20 * MINUTE],
                vec![5 * HOUR + 10 * MINUTE, 4 * HOUR + 20 * MINUTE],
            ),
            (
                "the newest of each day of the last month",
                vec![10 * DAY + 9 * HOUR, 10 * DAY + HOUR, 9 * DAY + 3 * HOUR, 9 * DAY],
                vec![10 * DAY + HOUR, 9 * DAY],
            ),
            (
                "the newest of each week after that",
                vec![64 * DAY, 63 * DAY, 60 * DAY, 58 * DAY, 52 * DAY],
                vec![64 * DAY, 58 * DAY, 52 * DAY],
            ),
        ] {
            assert_eq!(kept(&autosaves(&ago), &[]), stay, "{why}");
        }
    }

    #[test]
    fn what_somebody_meant_to_make_is_never_thinned_out() {
        for origin in [Origin::Named, Origin::Submitted, Origin::Approved, Origin::Merged, Origin::Remote, Origin::Restored] {
            let listed = [made(400 * DAY + 2 * HOUR, origin), made(400 * DAY, Origin::Autosave)];
            assert_eq!(kept(&listed, &[]).len(), 2, "{origin:?}");
        }
    }

    #[test]
    fn what_something_stands_on_is_never_thinned_out() {
        let listed = autosaves(&[400 * DAY + 3 * HOUR, 400 * DAY + 2 * HOUR, 400 * DAY]);
        assert_eq!(kept(&listed, &[1]), [400 * DAY + 2 * HOUR, 400 * DAY]);
    }

    #[test]
    fn thinning_what_was_thinned_takes_nothing_more_away() {
        let ago: Vec<i64> = (0..2000).rev().map(|step| step * 37 * MINUTE).collect();
        let listed = autosaves(&ago);
        let gone = surplus(&listed, &HashSet::new(), NOW, &Keeping::default());
        let left: Vec<Listed> = listed.into_iter().filter(|one| !gone.contains(&one.id)).collect();
        assert!(!gone.is_empty());
        assert_eq!(surplus(&left, &HashSet::new(), NOW, &Keeping::default()), []);
    }

    #[test]
    fn a_revision_of_a_clock_that_runs_ahead_stays() {
        assert_eq!(kept(&autosaves(&[-3 * DAY, -3 * DAY + 1]), &[]).len(), 2);
    }
}
