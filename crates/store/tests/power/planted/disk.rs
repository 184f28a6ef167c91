//! Disks that acknowledge a sync and do not do it: as if the store had left that one out.

use banthao_faultfs::Lie;

use super::trouble;
use crate::{harness::machine::Machine, scenarios};

fn lying(lie: Lie) -> Machine {
    let machine = Machine::new();
    machine.fs.lies(Some(lie));
    machine
}

#[test]
fn a_sync_that_is_skipped_everywhere_is_found() {
    trouble(&scenarios::saving_an_article(), &mut lying(Lie::AboutEverything));
}

#[test]
fn a_commit_whose_journal_is_not_synced_is_found() {
    trouble(&scenarios::submitting(), &mut lying(Lie::AboutJournals));
}

#[test]
fn a_checkpoint_that_does_not_sync_the_database_is_found() {
    trouble(&scenarios::checkpoints_of_every_kind(), &mut lying(Lie::AboutDatabases));
}

#[test]
fn an_end_that_does_not_sync_the_database_is_found() {
    trouble(&scenarios::ending_and_starting(), &mut lying(Lie::AboutDatabases));
}
