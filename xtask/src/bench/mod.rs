//! The one form of every benchmark: the machine first, then a line per figure, tab-separated:
//! name, value, unit, limit, `ok` or `short`.

mod blank;
mod editor;
mod facts;
mod figures;
mod proofing;
mod start;
mod store;
mod sync;

use std::fmt;

use anyhow::{Result, anyhow, bail};
use serde_json::json;

use crate::project::Project;

/// What can be measured.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Name {
    /// Cold start to an editable window, beside a blank window built the same way; memory; size
    Start,
    /// Lists, search and upkeep with 100,000 articles, beside SQLite's own full-text search
    Store,
    /// The editor in the real window: key to paint in long texts, opening one, palette, preview
    Editor,
    /// Spelling: recall and precision class by class, and how long a check takes
    Proofing,
    /// Sync at the real portal: first uploads, one word, nothing new, lines that are cut, 500 MiB beside dd
    Sync,
}

/// One measured value and the limit that it must not exceed.
#[derive(Debug, Clone)]
pub struct Figure {
    pub name: &'static str,
    pub value: f64,
    pub unit: &'static str,
    /// `None` for a figure that only explains another.
    pub limit: Option<f64>,
}

impl Figure {
    fn is_short(&self) -> bool {
        // A figure that could not be computed is no figure within its limit.
        self.limit.is_some_and(|limit| self.value.is_nan() || self.value > limit)
    }

    fn verdict(&self) -> &'static str {
        if self.is_short() { "short" } else { "ok" }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit.map_or("-".to_owned(), |limit| limit.to_string());
        write!(f, "{}\t{:.2}\t{}\t{}\t{}", self.name, self.value, self.unit, limit, self.verdict())
    }
}

/// Some figure exceeds its limit; the lines say which.
#[derive(Debug)]
pub struct Short;

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a figure is short of its limit")
    }
}

impl std::error::Error for Short {}

/// Measures, prints, and fails with [`Short`] when a figure exceeds its limit.
pub fn bench(project: &Project, name: Name, as_json: bool, beside_peers: bool) -> Result<()> {
    if beside_peers && !matches!(name, Name::Sync) {
        bail!("only sync is measured beside peers");
    }
    let machine = facts::of_this_machine(project);
    let corpus = match name {
        Name::Start => start::CORPUS,
        Name::Store => store::CORPUS,
        Name::Editor => editor::CORPUS,
        Name::Proofing => proofing::CORPUS,
        Name::Sync => sync::CORPUS,
    };
    if !as_json {
        for (fact, value) in &machine {
            println!("# {fact}: {value}");
        }
        println!("# corpus: {corpus}");
    }
    let figures = match name {
        Name::Start => start::measure(project)?,
        Name::Store => store::measure(project)?,
        Name::Editor => editor::measure(project)?,
        Name::Proofing => proofing::measure(project)?,
        Name::Sync => sync::measure(project, beside_peers)?,
    };
    if as_json {
        let machine: serde_json::Map<_, _> = machine.into_iter().map(|(fact, value)| (fact.to_owned(), value.into())).collect();
        let figures: Vec<_> = figures.iter().map(as_value).collect();
        println!("{}", json!({ "machine": machine, "corpus": corpus, "figures": figures }));
    } else {
        for figure in &figures {
            println!("{figure}");
        }
    }
    if figures.iter().any(Figure::is_short) { Err(anyhow!(Short)) } else { Ok(()) }
}

fn as_value(figure: &Figure) -> serde_json::Value {
    json!({ "name": figure.name, "value": figure.value, "unit": figure.unit, "limit": figure.limit, "verdict": figure.verdict() })
}

/// The middle value; of an even number, the mean of the two in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, limit: Option<f64>) -> Figure {
        Figure { name: "start_ratio", value, unit: "x", limit }
    }

    #[test]
    fn a_figure_is_a_line_of_five_fields() {
        assert_eq!(figure(1.25, Some(1.5)).to_string(), "start_ratio\t1.25\tx\t1.5\tok");
        assert_eq!(figure(1.75, Some(1.5)).to_string(), "start_ratio\t1.75\tx\t1.5\tshort");
        assert_eq!(figure(9.0, None).to_string(), "start_ratio\t9.00\tx\t-\tok");
    }

    #[test]
    fn a_figure_that_could_not_be_computed_is_short() {
        assert!(figure(f64::NAN, Some(1.5)).is_short());
        assert!(median(vec![]).is_nan());
    }

    #[test]
    fn one_slow_run_does_not_move_the_median() {
        assert_eq!(median(vec![3.0, 1.0, 900.0]), 3.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 900.0]), 3.0);
    }
}
