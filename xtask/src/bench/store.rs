//! The draft store: programs built as the app is measure one subject each. What the figures are and how large they may be stands here, in one table;
//! the programs print names and values.

use std::process::Command;

use anyhow::{Context, Result};

use super::Figure;
use super::figures::{self, Row};
use crate::log::Log;
use crate::process;
use crate::project::Project;

pub const CORPUS: &str =
    "100,000 made-up Vietnamese articles of about 6 kB (see the test kit's corpus), one profile, encrypted; kept between runs";

const ARTICLES: &str = "100000";
const MS: &str = "ms";
const RATIO: &str = "x";
const SECONDS: &str = "s";
const MIB: &str = "MiB";

const FIGURES: &[Row] = &[
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
    // A document of 6 kB and its row in the journal, beside 8 kB appended to a bare file and synced.
    ("bare_append_p50", MS, None),
    ("bare_append_p99", MS, None),
    ("journal_batch_p50", MS, None),
    ("journal_batch_ratio", RATIO, Some(1.5)),
    ("journal_batch_p99", MS, Some(20.0)),
    ("autosave_p50", MS, None),
    ("autosave_ratio", RATIO, Some(1.5)),
    ("autosave_p99", MS, Some(20.0)),
    // Five times 500 MiB, each beside dd of the same file.
    ("media_500mb_ratio", RATIO, Some(1.3)),
    ("media_500mb_ratio_worst", RATIO, None),
    ("media_500mb", SECONDS, None),
    ("media_500mb_dd", SECONDS, None),
    ("media_500mb_cpu", SECONDS, None),
    ("media_resident", MIB, Some(64.0)),
    ("media_open", MS, None),
    ("media_seek", MS, None),
];

pub fn measure(project: &Project) -> Result<Vec<Figure>> {
    let mut log = Log::kept(&project.target.join("xtask"), "bench-store")?;
    let programs = ["--bin", "bench-store", "--bin", "bench-autosave"];
    log.run(project.cargo(["build", "--release", "--package", "banthao-testkit", "--features", "bench"]).args(programs))?;
    let scratch = project.target.join("bench");
    let mut corpus = Command::new(project.program_of("release", "bench-store"));
    corpus.arg(scratch.join("store")).arg(ARTICLES);
    let mut autosave = Command::new(project.program_of("release", "bench-autosave"));
    autosave.arg(scratch.join("autosave"));
    let mut media = project.cargo(["bench", "--quiet", "--package", "banthao-store", "--bench", "media"]);
    let mut all = Vec::new();
    for (subject, program) in [("articles", &mut corpus), ("autosave", &mut autosave), ("media", &mut media)] {
        let printed = process::output_of(program).with_context(|| format!("the measurement of {subject} did not finish"))?;
        all.extend(figures::read(&printed, FIGURES)?);
    }
    Ok(all)
}
