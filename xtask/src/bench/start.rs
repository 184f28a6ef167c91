//! Cold start to an editable window, against a blank window built and measured in the same run; memory and size of the app.
//!
//! Both print `ready` when a person could type: the app once its editor holds the article that was open last, the blank window once its
//! page is loaded. They are measured in turns, so that a busy moment of the machine falls on both.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use super::{Figure, blank, median};
use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::project::Project;
use crate::server::Server;
use crate::session::Session;
use crate::ui;

pub const CORPUS: &str = "one new article in a profile of its own, key in the keyring; 7 starts each, in turns, after one to warm up";

/// What the app's page marks on its way, in this order: its first script runs, the window's program is read and run, the article is there, its
/// letters are, its editor is made, its first frame is drawn.
const MARKS: [(&str, &str); 6] = [
    ("script", "start_to_script"),
    ("program", "start_to_program"),
    ("article", "start_to_article"),
    ("fonts", "start_to_fonts"),
    ("editor", "start_to_editor"),
    ("frame", "start_to_frame"),
];

const ROUNDS: usize = 7;
const READY_LIMIT: Duration = Duration::from_secs(60);
const MIB: f64 = 1024.0 * 1024.0;

pub fn measure(project: &Project) -> Result<Vec<Figure>> {
    packages::ensure(Purpose::Test)?;
    packages::check_node()?;
    let mut log = Log::kept(&project.target.join("xtask"), "bench-start")?;
    ui::install(project, &project.ui(), &mut log)?;
    ui::build(project, &mut log)?;
    log.run(&mut project.cargo(["build", "--release", "--package", "banthao"]))?;
    let blank = blank::build(project, &mut log)?;
    let app = project.program_of("release", "banthao");

    let scratch = project.target.join("bench/start");
    let session = Session::start(&scratch.join("home"))?;
    let profiles = scratch.join("home/profiles");
    let once = |program: &Path, arguments: &[&str], marks: &[(&str, &str)]| {
        let mut command = Command::new(program);
        command.args(arguments);
        session.enter(&mut command).env("BANTHAO_PROFILES", &profiles).env("BANTHAO_REPORT_READY", "1");
        start_once(&mut command, marks, &scratch.join("app.log"))
    };
    // The first start makes the profile and an article to open again, and brings both programs into the page cache.
    once(&app, &["--new"], &MARKS)?;
    once(&blank, &[], &[])?;
    let (mut apps, mut blanks) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        apps.push(once(&app, &[], &MARKS)?);
        blanks.push(once(&blank, &[], &[])?);
    }

    let app_ms = median(apps.iter().map(|start| start.ms).collect());
    let blank_ms = median(blanks.iter().map(|start| start.ms).collect());
    let size = fs::metadata(&app).context("the app was not built")?.len();
    let stages = MARKS.iter().enumerate().map(|(place, (_, name))| {
        let value = median(apps.iter().map(|start| start.marks_ms[place]).collect());
        Figure { name, value, unit: "ms", limit: None }
    });
    let mut figures: Vec<Figure> = stages.collect();
    figures.extend([
        Figure { name: "start_app", value: app_ms, unit: "ms", limit: None },
        Figure { name: "start_blank", value: blank_ms, unit: "ms", limit: None },
        Figure { name: "start_ratio", value: app_ms / blank_ms, unit: "x", limit: Some(1.5) },
        Figure { name: "core_memory", value: median(apps.iter().map(|start| start.mib).collect()), unit: "MiB", limit: Some(200.0) },
        Figure { name: "blank_memory", value: median(blanks.iter().map(|start| start.mib).collect()), unit: "MiB", limit: None },
        Figure { name: "binary_size", value: size as f64 / MIB, unit: "MiB", limit: Some(30.0) },
    ]);
    Ok(figures)
}

struct Start {
    ms: f64,
    /// From the start of the process to each mark.
    marks_ms: Vec<f64>,
    mib: f64,
}

#[expect(clippy::disallowed_methods, reason = "the page marks its moments by the machine's clock")]
fn start_once(command: &mut Command, marks: &[(&str, &str)], log: &Path) -> Result<Start> {
    let began_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1000.0;
    let begin = Instant::now();
    let mut window = Server::start("the window", command, log)?;
    let at = |(mark, _): &(&str, &str)| -> Result<f64> {
        let told = window.says(&format!("mark {mark} "), READY_LIMIT)?;
        Ok(told.parse::<f64>().with_context(|| format!("the mark {mark} has no time: {told}"))? - began_ms)
    };
    let marks_ms = marks.iter().map(at).collect::<Result<Vec<f64>>>()?;
    window.says("ready", READY_LIMIT)?;
    let ms = begin.elapsed().as_secs_f64() * 1000.0;
    let status = fs::read_to_string(format!("/proc/{}/status", window.child.pid())).context("the window is gone")?;
    Ok(Start { ms, marks_ms, mib: resident_mib(&status).context("the kernel does not tell the window's memory")? })
}

/// Reads proc_pid_status(5), which counts in KiB.
fn resident_mib(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_from_its_own_line() {
        assert_eq!(resident_mib("VmHWM:\t  999999 kB\nVmRSS:\t  204800 kB\nRssAnon:\t 1 kB\n"), Some(200.0));
        assert_eq!(resident_mib("VmHWM:\t  999999 kB\n"), None);
    }
}
