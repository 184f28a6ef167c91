//! A list of chores done one after the other, but for those that mostly wait: a line each, the first red one ends it, and the counts close it.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::failures;
use crate::log::{self, Log};
use crate::process::Interrupted;
use crate::project::Project;
use crate::tally::Tally;

/// How much of a red step's output is shown; the rest is in its file.
const SHOWN_LINES: usize = 200;

/// A named chore.
pub struct Step {
    pub name: &'static str,
    pub act: fn(&Project, &mut Log) -> Result<()>,
    /// It needs time more than the machine, and goes on beside the steps after it.
    pub waits: bool,
}

impl Step {
    /// One that has the machine to itself.
    pub const fn alone(name: &'static str, act: fn(&Project, &mut Log) -> Result<()>) -> Self {
        Self { name, act, waits: false }
    }

    /// One that mostly waits.
    pub const fn beside_others(name: &'static str, act: fn(&Project, &mut Log) -> Result<()>) -> Self {
        Self { name, act, waits: true }
    }

    /// Does it and prints its line; fails only when the person ended it.
    fn done(&self, project: &Project) -> Result<Done> {
        let begin = Instant::now();
        log::announce(self.name);
        let mut log = Log::kept(&logs(project), self.name)?;
        let outcome = (self.act)(project, &mut log);
        let took = begin.elapsed();
        let text = log.text();
        let tally = Tally::of(&text);
        let red = match outcome {
            Ok(()) => {
                println!("ok {:>7.1} s  {}{}", took.as_secs_f64(), self.name, counted(tally));
                false
            }
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => {
                show(&text);
                println!("red {:>6.1} s  {}: {error:#}", took.as_secs_f64(), self.name);
                println!("Its whole output: {}", logs(project).join(format!("{}.log", self.name)).display());
                true
            }
        };
        Ok(Done { name: self.name, took, tally, red })
    }
}

struct Done {
    name: &'static str,
    took: Duration,
    tally: Tally,
    red: bool,
}

/// Runs the steps; fails at the first red one, after the summary.
pub fn run_all(project: &Project, steps: &[&Step]) -> Result<()> {
    let begin = Instant::now();
    let done = thread::scope(|scope| -> Result<Vec<Done>> {
        let mut done: Vec<Done> = Vec::new();
        let mut beside: Vec<ScopedJoinHandle<'_, Result<Done>>> = Vec::new();
        for step in steps {
            if step.waits {
                beside.push(scope.spawn(|| step.done(project)));
                continue;
            }
            done.push(step.done(project)?);
            for ended in beside.extract_if(.., |one| one.is_finished()) {
                done.push(joined(ended)?);
            }
            if done.iter().any(|done| done.red) {
                break;
            }
        }
        for running in beside {
            done.push(joined(running)?);
        }
        Ok(done)
    })?;
    summarise(&done, begin.elapsed());
    done.iter().find(|done| done.red).map_or(Ok(()), |done| Err(anyhow!(Red(done.name))))
}

fn joined(step: ScopedJoinHandle<'_, Result<Done>>) -> Result<Done> {
    step.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// A step failed; everything about it has been printed.
#[derive(Debug)]
pub struct Red(&'static str);

impl Red {
    /// The mark of something that has told everything about itself.
    pub fn of(name: &'static str) -> Self {
        Self(name)
    }
}

impl std::fmt::Display for Red {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} failed", self.0)
    }
}

impl std::error::Error for Red {}

fn logs(project: &Project) -> PathBuf {
    project.target.join("xtask")
}

fn counted(tally: Tally) -> String {
    if tally == Tally::default() { String::new() } else { format!(" ({} tests)", tally.passed + tally.failed) }
}

fn show(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(SHOWN_LINES);
    if from > 0 {
        println!("… {from} lines before");
    }
    for line in failures::of(&lines[..from]).iter().chain(&lines[from..]) {
        println!("{line}");
    }
}

fn summarise(done: &[Done], whole: Duration) {
    println!();
    let mut sum = Tally::default();
    for step in done {
        println!("{:>9.1} s  {:14}{}", step.took.as_secs_f64(), step.name, counted(step.tally));
        sum += step.tally;
    }
    // A red step without tests of its own (fmt, a build) counts as one.
    sum.failed = sum.failed.max(u64::from(done.iter().any(|done| done.red)));
    println!("{:>9.1} s  in all", whole.as_secs_f64());
    println!("{} passed, {} failed", sum.passed, sum.failed);
}
