//! Claims tried on many more cases than a test has time for on every change: on all cores, with the number of each red case printed.

use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::log::Log;
use crate::project::{EVERYTHING, Project};
use crate::stamp::Stamp;

/// Cases of each campaign in a whole test run.
const CASES: u64 = 2_000_000;

/// What is tried.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// The three-way merge, on generated edit histories
    Merge,
    /// The sync plan, in small worlds
    Planner,
}

impl Name {
    fn word(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Planner => "planner",
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

/// A case is made from its number alone and cannot come out differently for the same code: what held of exactly this code is not tried again.
fn once(project: &Project, name: Name, log: &mut Log) -> Result<()> {
    let code = ["crates", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml"].map(|part| project.root.join(part));
    let stamp = Stamp::of(project.target.join("xtask/stamps").join(format!("campaign-{}", name.word())), &code, &[])?;
    if stamp.holds() {
        return log.note(&format!("the same {CASES} cases held of the same code"));
    }
    run(project, name, CASES, 1, log)?;
    stamp.keep()
}

/// So many cases from this one on. A red one is printed by its number, and its number repeats it.
pub fn run(project: &Project, name: Name, cases: u64, first: u64, log: &mut Log) -> Result<()> {
    let (cases, first) = (cases.to_string(), first.to_string());
    let mut command = match name {
        Name::Merge => {
            // As part of the workspace, so that nothing is compiled again; the article is optimised there too (Cargo.toml).
            let mut test = project.cargo(["test", "--test", "merge"]);
            test.args(EVERYTHING).args(["--", "--nocapture"]).env("BANTHAO_MERGE_CASES", cases).env("BANTHAO_MERGE_SEED", first);
            test
        }
        Name::Planner => {
            log.run(project.cargo(["build", "--bin", "plan-campaign"]).args(EVERYTHING))?;
            let mut program = Command::new(project.program("plan-campaign"));
            program.args([cases, first]);
            program
        }
    };
    log.run(&mut command)
}
