//! The steps that run the real programs, away from the developer's own home and desktop.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::log::Log;
use crate::process;
use crate::project::{EVERYTHING, Project};
use crate::session::{self, Session};
use crate::ui;

/// The version that the lock of the recipes was proven with.
const TAURI_DRIVER: &str = "2.1.0";

/// As in tauri.conf.json; the folder name of the app's data.
const IDENTIFIER: &str = "vn.banthao.desktop";

pub fn install(project: &Project, log: &mut Log) -> Result<()> {
    ui::install(project, &project.e2e(), log)?;
    if cfg!(target_os = "linux") {
        tauri_driver(project, log)?;
    }
    chromium(project, log).map(|_| ())
}

/// The Rust tests, with a keyring of their own: the tests of the key need a real Secret Service, and must never see the developer's.
pub fn rust_tests(project: &Project, log: &mut Log) -> Result<()> {
    let home = project.target.join("xtask/rust-home");
    let mut command = project.cargo(["test", "--no-fail-fast"]);
    command.args(EVERYTHING);
    if cfg!(target_os = "linux") {
        let session = Session::start(&home)?;
        leaving_home_alone(|| log.run(session.enter(&mut command)))
    } else {
        session::empty(&home)?;
        leaving_home_alone(|| log.run(session::move_home(&mut command, &home)))
    }
}

/// The UI over the bridge in headless Chromium.
pub fn web(project: &Project, log: &mut Log) -> Result<()> {
    let home = project.target.join("e2e/web-home");
    session::empty(&home)?;
    let mut command = node_tests(project, "web", log)?;
    leaving_home_alone(|| log.run(session::move_home(&mut command, &home)))
}

/// Pictures of every screen into docs/screens.
pub fn screens(project: &Project, log: &mut Log) -> Result<()> {
    let home = project.target.join("e2e/screens-home");
    session::empty(&home)?;
    let mut command = node(project, log)?;
    command.arg("screens/screens.js").env("BANTHAO_SCREENS", project.root.join("docs/screens"));
    log.run(session::move_home(&mut command, &home))
}

/// The real window under a display and keyring of its own.
pub fn desktop(project: &Project, log: &mut Log) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return log.note("the window is driven on Linux only");
    }
    let session = Session::start(&project.target.join("e2e/desktop-home"))?;
    let mut command = node_tests(project, "desktop", log)?;
    command.env("BANTHAO_TAURI_DRIVER", tauri_driver(project, log)?);
    leaving_home_alone(|| log.run(session.enter(&mut command)))
}

fn node_tests(project: &Project, folder: &str, log: &mut Log) -> Result<Command> {
    let mut files: Vec<PathBuf> = fs::read_dir(project.e2e().join(folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.js"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("tests/e2e/{folder} holds no test");
    }
    let mut command = node(project, log)?;
    // A test that hangs, or leaves something open, ends all the same.
    command.args(["--test", "--test-force-exit", "--test-timeout=600000", "--test-concurrency=1", "--test-reporter=spec"]).args(files);
    Ok(command)
}

/// Node, told where everything is that the scripts drive.
fn node(project: &Project, log: &mut Log) -> Result<Command> {
    let mut command = Command::new("node");
    command.current_dir(project.e2e());
    for (name, program) in [("BANTHAO_APP", "banthao"), ("BANTHAO_BRIDGE", "banthao-bridge"), ("BANTHAO_PORTAL", "banthao-portal")] {
        command.env(name, project.program(program));
    }
    command
        .env("BANTHAO_UI", project.ui().join("dist"))
        .env("BANTHAO_OUT", project.target.join("e2e"))
        .env("BANTHAO_CHROMIUM", chromium(project, log)?);
    Ok(command)
}

/// Builds tauri-driver once.
pub fn tauri_driver(project: &Project, log: &mut Log) -> Result<PathBuf> {
    let program = project.tools().join("bin").join(format!("tauri-driver{}", env::consts::EXE_SUFFIX));
    let marker = project.tools().join(format!("tauri-driver-{TAURI_DRIVER}"));
    if !(program.is_file() && marker.is_file()) {
        // Unoptimised: it only hands requests on, and is compiled in a third of the time.
        let mut command = project.cargo(["install", "--debug", "--locked", "tauri-driver", "--version", TAURI_DRIVER, "--root"]);
        // Its own target folder: in ours it would only push the workspace's own artefacts around.
        log.run(command.arg(project.tools()).env("CARGO_TARGET_DIR", project.tools().join("build")))?;
        let build = project.tools().join("build");
        if build.exists() {
            fs::remove_dir_all(build)?;
        }
        fs::write(&marker, "")?;
    }
    Ok(program)
}

/// A Chromium to test with: the one that is named, the system's, or one fetched for this tree.
pub fn chromium(project: &Project, log: &mut Log) -> Result<PathBuf> {
    if let Some(named) = env::var_os("BANTHAO_CHROMIUM") {
        return Ok(named.into());
    }
    let system = [
        "/usr/bin/chromium",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    if let Some(found) = system.iter().map(Path::new).find(|path| path.is_file()) {
        return Ok(found.to_owned());
    }
    let e2e = project.e2e();
    ui::install(project, &e2e, log)?;
    let browsers = project.tools().join("browsers");
    let mut playwright = Command::new("node");
    playwright.arg(e2e.join("node_modules/playwright-core/cli.js")).env("PLAYWRIGHT_BROWSERS_PATH", &browsers).current_dir(&e2e);
    log.run(playwright.args(["install", "--with-deps", "--no-shell", "chromium"]))
        .context("no Chromium here, and none could be fetched")?;
    let mut ask = Command::new("node");
    ask.args(["--input-type=module", "--eval", "import { chromium } from 'playwright-core'; console.log(chromium.executablePath())"]);
    let path = process::output_of(ask.env("PLAYWRIGHT_BROWSERS_PATH", &browsers).current_dir(&e2e)).unwrap_or_default();
    Ok(PathBuf::from(path.trim()))
}

/// Does `work` and fails when it touched the app's data in the developer's real home: a test that does could one day eat somebody's drafts.
fn leaving_home_alone(work: impl FnOnce() -> Result<()>) -> Result<()> {
    let before = real_data();
    work()?;
    if real_data() != before {
        bail!("the app's data in the real home folder changed: by a test, or by an app that was open meanwhile");
    }
    Ok(())
}

fn real_data() -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut found = Vec::new();
    if let Some(home) = env::home_dir() {
        for folder in [".local/share", ".config", ".cache", "Library/Application Support", "AppData/Roaming"] {
            survey(&home.join(folder).join(IDENTIFIER), &mut found);
        }
    }
    found.sort();
    found
}

fn survey(path: &Path, found: &mut Vec<(PathBuf, u64, Option<SystemTime>)>) {
    let Ok(facts) = fs::symlink_metadata(path) else { return };
    if facts.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            survey(&entry.path(), found);
        }
    }
    found.push((path.to_owned(), facts.len(), facts.modified().ok()));
}
