//! `cargo xtask test` and `check`: everything that must hold, on a fresh machine too.

use anyhow::{Context, Result, bail};

use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::project::{EVERYTHING, Project};
use crate::steps::{self, Step};
use crate::{campaign, e2e, openapi, types, ui};

/// The UI is built before the Rust code that embeds it; quick checks come before slow ones.
const STEPS: &[Step] = &[
    Step { name: "packages", act: system_packages },
    Step { name: "fmt", act: fmt },
    Step { name: "ui-install", act: ui_install },
    Step { name: "ui-build", act: ui::build },
    Step { name: "ui-check", act: ui_check },
    Step { name: "build", act: build },
    Step { name: "types", act: types::check },
    Step { name: "openapi", act: openapi::check },
    Step { name: "rust-tests", act: e2e::rust_tests },
    Step { name: "planner", act: campaign::planner },
    Step { name: "planted-bugs", act: planted_bugs },
    Step { name: "merge-cases", act: campaign::merge },
    Step { name: "sockets", act: sockets },
    Step { name: "ui-tests", act: ui_tests },
    Step { name: "e2e-install", act: e2e::install },
    Step { name: "e2e-web", act: e2e::web },
    Step { name: "e2e-desktop", act: e2e::desktop },
];

/// Longer than a whole run may take; done when they are named.
const LONG: &[Step] = &[Step { name: "simulation", act: campaign::simulation }, Step { name: "planted-in-sync", act: planted_in_sync }];

/// What needs no program to be built.
const CHECKS: &[Step] = &[
    Step { name: "fmt", act: fmt },
    Step { name: "ui-install", act: ui_install },
    Step { name: "ui-build", act: ui::build },
    Step { name: "ui-check", act: ui_check },
    Step { name: "lint", act: lint },
    Step { name: "types", act: types::check },
    Step { name: "openapi", act: openapi::check },
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
    log.run(project.cargo(["check", "--all-targets"]).args(EVERYTHING))
}

fn build(project: &Project, log: &mut Log) -> Result<()> {
    // With the tests: what they ask of shared libraries is then asked once, and nothing is compiled a second time for them.
    log.run(project.cargo(["build", "--all-targets"]).args(EVERYTHING))
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
    log.run(&mut with_bugs("power", &["planted::"]))?;
    log.run(&mut with_bugs("guards", &[]))
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
