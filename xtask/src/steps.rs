//! A list of chores done one after the other: a line each, the first red one ends it, and the counts close it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

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
}

struct Done {
    name: &'static str,
    took: Duration,
    tally: Tally,
}

/// Runs the steps; fails at the first red one, after the summary.
pub fn run_all(project: &Project, steps: &[&Step]) -> Result<()> {
    let mut done: Vec<Done> = Vec::new();
    let mut red = None;
    for step in steps {
        let begin = Instant::now();
        log::announce(step.name);
        let mut log = Log::kept(&logs(project), step.name)?;
        let outcome = (step.act)(project, &mut log);
        let took = begin.elapsed();
        let text = log.text();
        let tally = Tally::of(&text);
        match outcome {
            Ok(()) => println!("ok {:>7.1} s  {}{}", took.as_secs_f64(), step.name, counted(tally)),
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => {
                show(&text);
                println!("red {:>6.1} s  {}: {error:#}", took.as_secs_f64(), step.name);
                println!("Its whole output: {}", logs(project).join(format!("{}.log", step.name)).display());
                red = Some(step.name);
            }
        }
        done.push(Done { name: step.name, took, tally });
        if red.is_some() {
            break;
        }
    }
    summarise(&done, red.is_some());
    red.map_or(Ok(()), |name| Err(anyhow!(Red(name))))
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
    for line in &lines[from..] {
        println!("{line}");
    }
}

fn summarise(done: &[Done], red: bool) {
    println!();
    let mut sum = Tally::default();
    let mut whole = Duration::ZERO;
    for step in done {
        println!("{:>9.1} s  {:14}{}", step.took.as_secs_f64(), step.name, counted(step.tally));
        sum += step.tally;
        whole += step.took;
    }
    // A red step without tests of its own (fmt, a build) counts as one.
    sum.failed = sum.failed.max(u64::from(red));
    println!("{:>9.1} s  in all", whole.as_secs_f64());
    println!("{} passed, {} failed", sum.passed, sum.failed);
}
