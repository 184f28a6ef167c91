//! Defects of the store itself.

use banthao_store::{Planted, SCHEMA_VERSION, Settings};

use super::trouble;
use crate::{
    harness::{machine::Machine, scenario::Scenario},
    scenarios,
};

fn with(bug: Planted) -> Machine {
    let mut machine = Machine::new();
    machine.settings = Settings { planted: Some(bug), ..machine.settings.clone() };
    machine
}

fn finds(bug: Planted, scenario: &Scenario, words: &str) {
    let said = trouble(scenario, &mut with(bug));
    assert!(said.contains(words), "{bug:?} was found for another reason: {said}");
}

#[test]
fn a_store_that_never_syncs_is_found() {
    finds(Planted::NeverSyncs, &scenarios::saving_an_article(), "something else than any step left");
}

#[test]
fn a_store_that_syncs_with_the_next_checkpoint_is_found() {
    finds(Planted::SyncsLater, &scenarios::saving_an_article(), "something else than any step left");
}

#[test]
fn a_store_whose_journal_is_in_memory_is_found() {
    trouble(&scenarios::many_articles_at_once(), &mut with(Planted::JournalsInMemory));
}

#[test]
fn an_acknowledgement_before_the_commit_is_found() {
    finds(Planted::AcknowledgesFirst, &scenarios::saving_an_article(), "it cannot be written to");
}

#[test]
fn a_submission_in_more_than_one_transaction_is_found() {
    finds(Planted::CommitsEachStatement, &scenarios::submitting(), "something else than any step left");
}

#[test]
fn a_page_and_its_cursor_in_more_than_one_transaction_are_found() {
    finds(Planted::CommitsEachStatement, &scenarios::pulling_two_pages(), "something else than any step left");
}

#[test]
fn a_rollback_that_undoes_nothing_is_found() {
    finds(Planted::CommitsEachStatement, &scenarios::changing_ones_mind(), "it changed what the store says");
}

#[test]
fn a_migration_whose_number_is_another_transaction_is_found() {
    finds(Planted::NumbersApart, &scenarios::the_first_start_of_a_profile(), "does not open");
}

/// Of every schema but the newest, which nothing migrates.
#[test]
fn a_copy_before_a_migration_that_is_not_synced_is_found() {
    for scenario in scenarios::upgrades().iter().take(2 * (SCHEMA_VERSION as usize - 1)) {
        trouble(scenario, &mut with(Planted::CopiesLoosely));
    }
}
