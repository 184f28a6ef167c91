//! Spelling: how often the checker is right, and how long it takes. A program measures; what the figures may be stands here.

use anyhow::{Context, Result, bail};

use super::Figure;
use crate::log::Log;
use crate::process;
use crate::project::Project;

pub const CORPUS: &str = "hand-written and generated clean text of more than 20,000 words, more than 300 planted mistakes, slips by rule (crates/proofing/corpus)";

/// Name, unit, the most it may be. Shares that must not be too small are given as what lacks to 100 %.
const LIMITS: &[(&str, &str, Option<f64>)] = &[
    ("first_check", "ms", Some(200.0)),
    ("changed_block_p95", "ms", Some(2.0)),
    ("unchanged_check", "ms", None),
    ("clean_words", "words", None),
    ("clean_false_alarms", "findings", None),
    ("planted", "mistakes", None),
    ("slips", "mistakes", None),
];

/// Outside names, at most two findings of a hundred may be wrong.
const MOST_WRONG: f64 = 2.0;

pub fn measure(project: &Project) -> Result<Vec<Figure>> {
    let mut log = Log::kept(&project.target.join("xtask"), "bench-proofing")?;
    log.run(&mut project.cargo(["build", "--release", "--package", "banthao-proofing", "--example", "bench-proofing"]))?;
    let printed = process::output_of(&mut project.cargo([
        "run",
        "--quiet",
        "--release",
        "--package",
        "banthao-proofing",
        "--example",
        "bench-proofing",
    ]));
    let printed = printed.context("the program did not finish")?;
    let mut figures = Vec::new();
    for line in printed.lines() {
        let (name, value) = line.split_once('\t').with_context(|| format!("not a figure: {line}"))?;
        let value: f64 = value.parse().with_context(|| format!("not a number: {line}"))?;
        // A handful of names, held for as long as the program runs.
        let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
        let (unit, limit) = LIMITS.iter().find(|(known, ..)| *known == name).map_or(("%", None), |(_, unit, limit)| (*unit, *limit));
        figures.push(Figure { name, value, unit, limit });
        if name == "planted_precision" {
            figures.push(Figure { name: "planted_wrong", value: 100.0 - value, unit: "%", limit: Some(MOST_WRONG) });
        }
    }
    if figures.is_empty() {
        bail!("the program printed nothing");
    }
    Ok(figures)
}
