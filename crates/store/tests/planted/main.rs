//! The tests of the power find what they are there to find.
//!
//! Each test plants one defect, in the store, in the disk or in how the store is used, and fails when the power-loss tests do not notice.
//! Built with the feature `planted-bugs` only: `cargo xtask test` does so.

#[path = "../power/day.rs"]
mod day;
#[path = "../power/harness/mod.rs"]
mod harness;
#[macro_use]
#[path = "../power/scenarios/mod.rs"]
mod scenarios;

mod disk;
mod store;
mod usage;

use harness::{cuts::cuts, machine::Machine, scenario::Scenario};

/// The way in which these tests lose what was not synced; as many as a change is tested with.
const SEEDS: u64 = 4;

/// What is said when the scenario is cut on that machine; a test that expects trouble and sees none has failed.
fn trouble(scenario: &Scenario, machine: &mut Machine) -> String {
    match cuts(scenario, machine, SEEDS) {
        Err(violation) => violation.to_string(),
        Ok(tally) => panic!("{}: {} disks were started from, and nobody noticed", scenario.name, tally.states),
    }
}
