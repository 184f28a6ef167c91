//! What the simulation is worth: each of these bugs, most of them shipped by somebody once, is planted in turn and must be found.

use std::sync::atomic::{AtomicBool, Ordering};

use banthao_portal::faults as portal;
use banthao_store::{Planted, faults as store};
use banthao_sync::faults as sync;

use crate::campaign;

/// Worlds in which each bug must be found.
const ENOUGH: u64 = 10_000;

/// Whether devices sync their disks when they are told to.
static SYNCS_LATER: AtomicBool = AtomicBool::new(false);

/// The defect that every device's store has.
pub fn of_the_disk() -> Option<Planted> {
    SYNCS_LATER.load(Ordering::SeqCst).then_some(Planted::SyncsLater)
}

#[derive(Debug, Clone, Copy)]
enum Bug {
    Sync(sync::Fault),
    Store(store::Fault),
    Disk,
    Portal(portal::Fault),
}

const BUGS: [Bug; 26] = [
    Bug::Sync(sync::Fault::AcknowledgesTheBatch),
    Bug::Sync(sync::Fault::KeepsTheCursorFirst),
    Bug::Sync(sync::Fault::ComparesTimestamps),
    Bug::Sync(sync::Fault::TakesTheirs),
    Bug::Sync(sync::Fault::KeepsMine),
    Bug::Sync(sync::Fault::DeletesByAbsence),
    Bug::Sync(sync::Fault::DropsWhatIsInDoubt),
    Bug::Sync(sync::Fault::MergesOnTheWrongBase),
    Bug::Sync(sync::Fault::RetiresEdits),
    Bug::Sync(sync::Fault::BelievesTheLine),
    Bug::Sync(sync::Fault::SettlesWhatRests),
    Bug::Store(store::Fault::AcknowledgesBeforeCommit),
    Bug::Store(store::Fault::ForgetsWhatIsInflight),
    Bug::Store(store::Fault::IgnoresTheEpoch),
    Bug::Store(store::Fault::ConfirmsWhateverItsState),
    Bug::Disk,
    Bug::Portal(portal::Fault::KeepsReceiptsApart),
    Bug::Portal(portal::Fault::PagesByOffset),
    Bug::Portal(portal::Fault::ForgetsReceiptsAtOnce),
    Bug::Portal(portal::Fault::ApprovesWhateverWaits),
    Bug::Portal(portal::Fault::KeepsApprovalsOnEdits),
    Bug::Portal(portal::Fault::OverwritesHeads),
    Bug::Portal(portal::Fault::DeletesWhateverIsThere),
    Bug::Portal(portal::Fault::ConfirmsTooMuch),
    Bug::Portal(portal::Fault::TakesCursorsOfAnotherEpoch),
    Bug::Portal(portal::Fault::LosesTombstones),
];

fn plant(bug: Option<Bug>) {
    sync::plant(match bug {
        Some(Bug::Sync(fault)) => Some(fault),
        _ => None,
    });
    store::plant(match bug {
        Some(Bug::Store(fault)) => Some(fault),
        _ => None,
    });
    portal::plant(match bug {
        Some(Bug::Portal(fault)) => Some(fault),
        _ => None,
    });
    SYNCS_LATER.store(matches!(bug, Some(Bug::Disk)), Ordering::SeqCst);
}

fn name(bug: Bug) -> String {
    match bug {
        Bug::Sync(fault) => format!("sync    {fault:?}"),
        Bug::Store(fault) => format!("store   {fault:?}"),
        Bug::Disk => format!("store   {:?}", Planted::SyncsLater),
        Bug::Portal(fault) => format!("portal  {fault:?}"),
    }
}

#[test]
fn every_planted_bug_is_found() {
    let seeds: Vec<u64> = (1..=ENOUGH).collect();
    let mut missed = Vec::new();
    println!("{:<44} {:>7}  what gave it away", "bug", "worlds");
    for bug in BUGS {
        plant(Some(bug));
        let outcome = campaign::run(&seeds, |outcome| !outcome.red.is_empty());
        plant(None);
        match outcome.red.first_key_value() {
            Some((seed, broken)) => println!("{:<44} {:>7}  seed {seed}: {broken}", name(bug), outcome.worlds),
            None => {
                println!("{:<44} {:>7}  NOT FOUND", name(bug), outcome.worlds);
                missed.push(name(bug));
            }
        }
    }
    assert!(missed.is_empty(), "not found in {ENOUGH} worlds: {missed:?}");
}
