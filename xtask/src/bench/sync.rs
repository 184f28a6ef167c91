//! Sync: a program built as the app is measures the real engine at the real portal over loopback sockets, both sides durable. What the figures are and how
//! large they may be stands here, in one table; the program prints names and values.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::Figure;
use super::figures::{self, Row};
use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::process;
use crate::project::Project;
use crate::ui;

pub const CORPUS: &str = "made-up Vietnamese articles of about 6 kB of words (see the test kit's corpus), without pictures; files of random bytes; \
                          bytes are those that TCP carries, both ways, without its headers";

const SECONDS: &str = "s";
const MS: &str = "ms";
const BYTES: &str = "bytes";
const RATIO: &str = "x";
const PERCENT: &str = "%";
const MIB: &str = "MiB";
const TRIPS: &str = "round trips";

const FIGURES: &[Row] = &[
    // 1,000 articles, five times; what they come to as one frame of zstd at level 3.
    ("first_some", SECONDS, None),
    ("first_some_raw", BYTES, None),
    ("first_some_frame", BYTES, None),
    ("first_some_bytes", BYTES, None),
    ("first_some_of_frame", RATIO, Some(1.2)),
    ("first_some_round_trips", TRIPS, None),
    ("first_some_rsync", SECONDS, None),
    ("first_some_rsync_bytes", BYTES, None),
    ("first_some_of_rsync", RATIO, Some(1.0)),
    ("first_some_pouchdb", SECONDS, None),
    ("first_some_pouchdb_bytes", BYTES, None),
    ("first_some_of_pouchdb", RATIO, Some(0.5)),
    // 10,000.
    ("first_many", SECONDS, None),
    ("first_many_bytes", BYTES, None),
    ("first_many_resident", MIB, Some(100.0)),
    ("first_many_portal_resident", MIB, None),
    ("first_many_pouchdb", SECONDS, None),
    ("first_many_pouchdb_bytes", BYTES, None),
    ("first_many_of_pouchdb", RATIO, Some(0.5)),
    // One word of 50 kB, twenty times.
    ("edit", MS, None),
    ("edit_bytes", BYTES, None),
    ("edit_bytes_worst", BYTES, Some(4_000.0)),
    ("edit_round_trips", TRIPS, Some(1.0)),
    ("edit_pouchdb_bytes", BYTES, None),
    // Nothing new, with one article and with 100,000.
    ("idle", MS, None),
    ("idle_bytes", BYTES, Some(800.0)),
    ("idle_round_trips", TRIPS, Some(1.0)),
    ("idle_all", MS, None),
    ("idle_all_bytes", BYTES, Some(800.0)),
    ("idle_all_round_trips", TRIPS, Some(1.0)),
    ("idle_pouchdb_bytes", BYTES, None),
    // 4 MiB at 2 Mbit/s, five seconds up and one down; then with the process killed at half. Extra are all bytes beyond the file's and those that any
    // start of a process costs: the greeting, which is measured alone.
    ("cuts_ideal", SECONDS, None),
    ("cuts_start_bytes", BYTES, None),
    ("cuts", SECONDS, None),
    ("cuts_of_ideal", RATIO, Some(1.03)),
    ("cuts_extra", PERCENT, Some(0.3)),
    ("cuts_killed", SECONDS, None),
    ("cuts_killed_of_ideal", RATIO, Some(1.03)),
    ("cuts_killed_extra", PERCENT, Some(0.3)),
    ("cuts_tus", SECONDS, None),
    ("cuts_tus_of_ideal", RATIO, None),
    ("cuts_tus_extra", PERCENT, None),
    // 500 MiB, five times, each beside dd of the same file.
    ("film_ratio", RATIO, Some(1.15)),
    ("film", SECONDS, None),
    ("film_dd", SECONDS, None),
    ("film_resident", MIB, Some(64.0)),
    ("film_portal_resident", MIB, None),
    ("film_again_bytes", BYTES, Some(2_000.0)),
    // Five machines, fifty articles, 10,000 edits. Asked in vain: about an edit in a sentence that no other machine changed.
    ("storm_edits", "edits", None),
    ("storm_overlapping", "edits", None),
    ("storm_rounds", "rounds", Some(3.0)),
    ("storm_lost_graphemes", "graphemes", Some(0.0)),
    ("storm_asked_in_vain", PERCENT, Some(5.0)),
];

/// Measures; `beside` the peers or alone.
pub fn measure(project: &Project, beside: bool) -> Result<Vec<Figure>> {
    let mut log = Log::kept(&project.target.join("xtask"), "bench-sync")?;
    let programs = ["--bin", "bench-sync", "--bin", "courier"];
    log.run(project.cargo(["build", "--release", "--package", "banthao-testkit", "--features", "bench"]).args(programs))?;
    let mut program = Command::new(project.program_of("release", "bench-sync"));
    program.arg(project.target.join("bench/sync"));
    if beside {
        program.arg(format!("--peers={}", peers(project, &mut log)?.display()));
    }
    let printed = process::output_of(&mut program).context("the measurement did not finish")?;
    figures::read(&printed, FIGURES)
}

/// Installs the peers and returns the folder of those that run on Node. Their versions stand in a lock beside the programs that drive them.
fn peers(project: &Project, log: &mut Log) -> Result<PathBuf> {
    packages::ensure(Purpose::Peers)?;
    packages::check_node()?;
    let folder = project.target.join("tools/peers");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(project.root.join("crates/testkit/peers"))? {
        let file = entry?;
        // Dependencies of somebody who tried a program in its place stay there.
        if file.file_type()?.is_file() {
            fs::copy(file.path(), folder.join(file.file_name()))?;
        }
    }
    ui::install(project, &folder, log)?;
    Ok(folder)
}
