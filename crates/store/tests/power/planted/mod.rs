//! The tests of the power find what they are there to find.
//!
//! Each test plants one defect, in the store, in the disk or in how the store is used, and fails when the power-loss tests do not notice. The
//! store commits defects only when it is built with the feature `planted-bugs`, as `cargo xtask test` does for these tests alone.

mod disk;
#[cfg(feature = "planted-bugs")]
mod store;
mod usage;

use crate::harness::{cuts::cuts, machine::Machine, scenario::Scenario};

/// As many ways to lose what was not synced as every change is tested with.
const SEEDS: u64 = crate::cuts::SEEDS;

/// What is said when the scenario is cut on that machine; a test that expects trouble and sees none has failed.
fn trouble(scenario: &Scenario, machine: &mut Machine) -> String {
    match cuts(scenario, machine, SEEDS) {
        Err(violation) => violation.to_string(),
        Ok(tally) => panic!("{}: {} disks were started from, and nobody noticed", scenario.name, tally.states),
    }
}
