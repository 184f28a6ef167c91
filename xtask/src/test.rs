//! `cargo xtask test` and `check`: everything that must hold, on a fresh machine too.

use anyhow::{Context, Result, bail};

use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::project::{EVERYTHING, Project};
use crate::steps::{self, Step};
use crate::{campaign, e2e, openapi, types, ui};

/// The UI is built before the Rust code that embeds it; quick checks come before slow ones.
const STEPS: &[Step] = &[
    Step::alone("packages", system_packages),
    Step::alone("fmt", fmt),
    Step::alone("ui-install", ui_install),
    Step::alone("ui-build", ui::build),
    Step::alone("ui-check", ui_check),
    Step::alone("build", build),
    Step::alone("types", types::check),
    Step::alone("openapi", openapi::check),
    Step::alone("rust-tests", e2e::rust_tests),
    Step::alone("power", power),
    Step::beside_others("sockets", sockets),
    Step::alone("planner", campaign::planner),
    Step::alone("planted-bugs", planted_bugs),
    Step::alone("merge-cases", campaign::merge),
    Step::alone("ui-tests", ui_tests),
    Step::alone("e2e-install", e2e::install),
    Step::alone("e2e-web", e2e::web),
    Step::alone("e2e-desktop", e2e::desktop),
];

/// Longer than a whole run may take; done when they are named.
const LONG: &[Step] = &[Step::alone("simulation", campaign::simulation), Step::alone("planted-in-sync", planted_in_sync)];

/// What needs no program to be built.
const CHECKS: &[Step] = &[
    Step::alone("fmt", fmt),
    Step::alone("ui-install", ui_install),
    Step::alone("ui-build", ui::build),
    Step::alone("ui-check", ui_check),
    Step::alone("lint", lint),
    Step::alone("types", types::check),
    Step::alone("openapi", openapi::check),
];

/// Runs every step, or those that a developer asked for.
pub fn test(project: &Project, only: &[String], skip: &[String]) -> Result<()> {
    let known = || STEPS.iter().chain(LONG);
    if let Some(unknown) = only.iter().chain(skip).find(|name| !known().any(|step| step.name == **name)) {
        let names: Vec<&str> = known().map(|step| step.name).collect();
        bail!("there is no step {unknown}; the steps are {}", names.join(", "));
    }
    let is_asked = |step: &Step| only.iter().any(|name| name == step.name);
    let asked: Vec<&Step> = if only.is_empty() { STEPS.iter().collect() } else { known().filter(|step| is_asked(step)).collect() };
    let wanted: Vec<&Step> = asked.into_iter().filter(|step| !skip.iter().any(|name| name == step.name)).collect();
    steps::run_all(project, &wanted)
}

/// The quick part, for before a commit.
pub fn check(project: &Project) -> Result<()> {
    steps::run_all(project, &CHECKS.iter().collect::<Vec<_>>())
}

fn system_packages(_: &Project, log: &mut Log) -> Result<()> {
    packages::ensure(Purpose::Test)?;
    packages::check_node()?;
    log.note("everything is there")
}

fn fmt(project: &Project, log: &mut Log) -> Result<()> {
    log.run(&mut project.cargo(["fmt", "--all", "--check"])).context("run cargo fmt --all")
}

fn lint(project: &Project, log: &mut Log) -> Result<()> {
    log.run(project.cargo(["check", "--all-targets"]).args(EVERYTHING))?;
    // Left out of all targets, for its length.
    log.run(project.cargo(["check", "--test", "power"]).args(EVERYTHING))
}

fn build(project: &Project, log: &mut Log) -> Result<()> {
    log.run(&mut project.build())
}

/// The tests that plant a bug and must see it noticed; only this build has any bug to plant. As part of the workspace, so that little is compiled again.
fn planted_bugs(project: &Project, log: &mut Log) -> Result<()> {
    let with_bugs = |test: &str, which: &[&str]| {
        let mut command = project.cargo(["test"]);
        command
            .args(EVERYTHING)
            .args(["--features", "banthao-store/planted-bugs,banthao-testkit/planted-bugs", "--test", test])
            .args(which);
        command
    };
    campaign::unless_held(project, "planted-bugs", &["crates"], log, |log| {
        log.run(&mut with_bugs("power", &["planted::"]))?;
        log.run(&mut with_bugs("guards", &[]))
    })
}

/// The power cut at every write of every scenario, and every call of the disk failing: by far the longest of the Rust tests, and of the store alone.
fn power(project: &Project, log: &mut Log) -> Result<()> {
    let code = ["crates/store", "crates/document", "crates/faultfs", "crates/sqlite"];
    campaign::unless_held(project, "power", &code, log, |log| {
        let mut command = project.cargo(["test", "--test", "power"]);
        log.run(command.args(EVERYTHING))
    })
}

/// Lines that are cut, and processes that are killed: ten minutes of line, five of them beside each other.
fn sockets(project: &Project, log: &mut Log) -> Result<()> {
    let mut command = project.cargo(["test", "--test", "sockets"]);
    log.run(command.args(EVERYTHING).args(["--", "--nocapture"]).env("BANTHAO_LINK_SECONDS", "600"))
}

/// The bugs that the simulation must find. It prints in how many worlds it found each, and what gave it away.
fn planted_in_sync(project: &Project, log: &mut Log) -> Result<()> {
    let mut command = project.cargo(["test", "--test", "simulation"]);
    log.run(command.args(EVERYTHING).args(["--features", "banthao-simulation/planted-bugs", "--", "--nocapture"]))
}

fn ui_install(project: &Project, log: &mut Log) -> Result<()> {
    ui::install(project, &project.ui(), log)
}

fn ui_check(project: &Project, log: &mut Log) -> Result<()> {
    log.run(&mut project.npm(&project.ui(), ["run", "check"]))
}

fn ui_tests(project: &Project, log: &mut Log) -> Result<()> {
    let chromium = e2e::chromium(project, log)?;
    log.run(project.npm(&project.ui(), ["test"]).env("CHROMIUM", chromium))
}
