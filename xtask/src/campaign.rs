//! Claims tried on many more cases than a test run has time for on every change: optimised, on all cores, with the seed printed.

use anyhow::Result;
use clap::ValueEnum;

use crate::log::Log;
use crate::project::Project;

/// Cases of the merge in a whole test run.
const MERGE_CASES: u64 = 2_000_000;

/// What is tried.
#[derive(Clone, Copy, ValueEnum)]
pub enum Name {
    /// The three-way merge, on generated edit histories
    Merge,
}

/// As the step of a test run.
pub fn merge(project: &Project, log: &mut Log) -> Result<()> {
    run(project, Name::Merge, MERGE_CASES, 1, log)
}

/// So many cases from this one on. A red one is printed by its number, and its number repeats it.
pub fn run(project: &Project, name: Name, cases: u64, first: u64, log: &mut Log) -> Result<()> {
    let test = match name {
        Name::Merge => ["test", "--release", "--package", "banthao-document", "--test", "merge", "--", "--nocapture"],
    };
    let mut command = project.cargo(test);
    command.env("BANTHAO_MERGE_CASES", cases.to_string()).env("BANTHAO_MERGE_SEED", first.to_string());
    log.run(&mut command)
}
