//! The days that the power is cut in.

mod disk;
mod portal;
mod upkeep;
mod writing;

pub use disk::*;
pub use portal::*;
pub use upkeep::*;
pub use writing::*;

use banthao_store::Error;

use super::harness::machine::Machine;

/// Hands the names of all scenarios to a macro. Upgrades are apart: there is one for each schema.
macro_rules! each_scenario {
    ($tests:ident) => {
        $tests! {
            the_first_start_of_a_profile
            saving_an_article
            typing_without_a_pause
            submitting
            standing_on_another_revision
            changing_ones_mind
            two_windows_in_turns
            writing_while_somebody_reads
            pulling_two_pages
            a_request_on_its_way
            a_refusal
            media_and_their_confirmations
            changes_of_the_future
            a_portal_restored_from_a_backup
            another_portal
            checkpoints_of_every_kind
            ending_and_starting
            starting_after_a_crash_and_crashing_again
            thinning_old_revisions
            a_backup_into_another_file
            compacting
            a_document_larger_than_the_page_cache
            many_articles_at_once
            growing_into_a_quota
            an_automatic_checkpoint
        }
    };
}

/// What a raw statement's error is to the store.
fn told(error: rusqlite::Error) -> Error {
    error.into()
}

/// An open store with three articles and a portal.
fn an_office(machine: &mut Machine) -> Result<(), Error> {
    machine.opens()?;
    machine.writes(super::day::meets_the_city)?;
    for n in 0..3 {
        machine.writes(|writer| super::day::saves(writer, n, 0, 1500))?;
    }
    Ok(())
}
