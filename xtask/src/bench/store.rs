//! The draft store: a program of the test kit, built as the app is, fills a profile once and measures it.
//!
//! The program prints names and values; what they are and how large they may be stands here, in one table that grows with every subject.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Figure;
use crate::log::Log;
use crate::process;
use crate::project::Project;

pub const CORPUS: &str =
    "100,000 made-up Vietnamese articles of about 6 kB (see the test kit's corpus), one profile, encrypted; kept between runs";

const ARTICLES: &str = "100000";
const MS: &str = "ms";
const RATIO: &str = "x";

/// Name, unit, limit.
const FIGURES: &[(&str, &str, Option<f64>)] = &[
    ("index_per_article", MS, None),
    ("library_first_screen_p50", MS, Some(30.0)),
    ("library_first_screen_p95", MS, Some(30.0)),
    ("library_by_title_p50", MS, None),
    ("library_by_title_p95", MS, Some(30.0)),
    ("library_by_author_p50", MS, None),
    ("library_by_author_p95", MS, Some(30.0)),
    ("library_filtered_p95", MS, Some(50.0)),
    ("open", MS, Some(200.0)),
    ("outbox", MS, None),
    ("size_ratio", RATIO, Some(2.2)),
    ("history_ratio", RATIO, None),
    ("index_ratio", RATIO, None),
    ("search_rare_p50", MS, None),
    ("search_rare_p95", MS, Some(50.0)),
    ("search_common2_p50", MS, None),
    ("search_common2_p95", MS, Some(50.0)),
    ("search_phrase_p50", MS, None),
    ("search_phrase_p95", MS, Some(50.0)),
    ("search_folded_p50", MS, None),
    ("search_folded_p95", MS, Some(50.0)),
    ("search_filtered_p50", MS, None),
    ("search_filtered_p95", MS, Some(50.0)),
    ("search_by_title_p50", MS, None),
    ("search_by_title_p95", MS, Some(50.0)),
    ("bm25_common2_p50", MS, None),
    ("search_common2_vs_bm25", RATIO, Some(0.2)),
    ("index_upkeep", MS, Some(5.0)),
    ("index_upkeep_p50", MS, None),
    ("index_upkeep_worst", MS, None),
];

pub fn measure(project: &Project) -> Result<Vec<Figure>> {
    let mut log = Log::kept(&project.target.join("xtask"), "bench-store")?;
    log.run(&mut project.cargo(["build", "--release", "--package", "banthao-testkit", "--features", "bench", "--bin", "bench-store"]))?;
    let mut program = Command::new(project.program_of("release", "bench-store"));
    let printed =
        process::output_of(program.arg(project.target.join("bench/store")).arg(ARTICLES)).context("bench-store did not finish")?;
    printed.lines().map(figure).collect()
}

fn figure(line: &str) -> Result<Figure> {
    let (name, value) = line.split_once('\t').with_context(|| format!("bench-store printed no figure: {line}"))?;
    let Some((name, unit, limit)) = FIGURES.iter().copied().find(|(known, ..)| *known == name) else {
        bail!("bench-store measured {name}, which has no unit and no limit");
    };
    Ok(Figure { name, value: value.parse().with_context(|| format!("{name} has no value"))?, unit, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_program_becomes_a_figure_with_its_limit() {
        assert_eq!(figure("open\t12.5").unwrap().to_string(), "open\t12.50\tms\t200\tok");
        assert!(figure("open\t").is_err() && figure("unheard\t1").is_err());
    }
}
