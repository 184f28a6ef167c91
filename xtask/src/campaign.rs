//! Claims tried on many more cases than a test has time for on every change: on all cores, with the number of each red case printed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::log::Log;
use crate::project::{EVERYTHING, Project};
use crate::stamp::Stamp;

/// What is tried.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// The three-way merge, on generated edit histories
    Merge,
    /// The sync plan, in small worlds
    Planner,
    /// Sync as a whole: devices, portal and the trouble between them, in virtual time
    Simulation,
}

impl Name {
    fn word(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Planner => "planner",
            Self::Simulation => "simulation",
        }
    }

    /// Cases in a whole test run.
    fn in_a_test_run(self) -> u64 {
        match self {
            Self::Merge | Self::Planner => 2_000_000,
            Self::Simulation => 30_000,
        }
    }

    /// Cases when nobody says how many.
    pub fn usual(self) -> u64 {
        match self {
            Self::Merge | Self::Planner => 25_000_000,
            Self::Simulation => 1_000_000,
        }
    }
}

/// The merge as the step of a test run.
pub fn merge(project: &Project, log: &mut Log) -> Result<()> {
    once(project, Name::Merge, log)
}

/// The plan as the step of a test run.
pub fn planner(project: &Project, log: &mut Log) -> Result<()> {
    once(project, Name::Planner, log)
}

/// Whole worlds as the step of a test run.
pub fn simulation(project: &Project, log: &mut Log) -> Result<()> {
    once(project, Name::Simulation, log)
}

/// A case is made from its number alone.
fn once(project: &Project, name: Name, log: &mut Log) -> Result<()> {
    let cases = name.in_a_test_run();
    unless_held(project, &format!("campaign-{}", name.word()), &["crates", "tests/simulation"], log, |log| {
        run(project, name, cases, 1, log)
    })
}

/// Work that cannot come out differently for the same code: what held of exactly this code is not tried again.
pub fn unless_held(project: &Project, name: &str, code: &[&str], log: &mut Log, work: impl FnOnce(&mut Log) -> Result<()>) -> Result<()> {
    let parts = code.iter().chain(&["Cargo.toml", "Cargo.lock", "rust-toolchain.toml"]);
    let parts: Vec<PathBuf> = parts.map(|part| project.root.join(part)).collect();
    let stamp = Stamp::of(project.target.join("xtask/stamps").join(name), &parts, &[])?;
    if stamp.holds() {
        return log.note("the same held of the same code");
    }
    work(log)?;
    stamp.keep()
}

/// So many cases from this one on. A red one is printed by its number, and its number repeats it.
pub fn run(project: &Project, name: Name, cases: u64, first: u64, log: &mut Log) -> Result<()> {
    let (cases, first) = (cases.to_string(), first.to_string());
    let mut command = match name {
        Name::Merge => {
            let mut test = project.cargo(["test", "--release", "--package", "banthao-document", "--test", "merge", "--", "--nocapture"]);
            test.env("BANTHAO_MERGE_CASES", cases).env("BANTHAO_MERGE_SEED", first);
            test
        }
        Name::Planner => {
            log.run(&mut project.build())?;
            let mut program = Command::new(project.program("plan-campaign"));
            program.args([cases, first]);
            program
        }
        Name::Simulation => {
            // As part of the workspace, so that little is compiled again.
            let mut test = project.cargo(["test", "--test", "simulation"]);
            test.args(EVERYTHING).args(["--", "--nocapture"]).env("BANTHAO_SIMULATION_SEEDS", cases).env("BANTHAO_SIMULATION_SEED", first);
            test
        }
    };
    log.run(&mut command)
}
