//! Measures sync: the real engine at the real portal over real sockets, both sides durable. `bench-sync FOLDER [--small] [--peers=TOOLS]
//! [SUBJECT…]`.
//!
//! Prints a line per figure, name and value with a tab between; units and limits are the caller's. One module per subject. Bytes are what TCP
//! carries, both ways, without its headers.

mod media;
mod peers;
mod place;
mod storm;
mod texts;

use std::{env, fs, path::PathBuf};

use banthao_testkit::courier::Result;

use peers::Peers;

/// How much of everything.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Articles of the small first upload.
    pub some: u64,
    /// Of the large one.
    pub many: u64,
    /// In the store of an idle machine.
    pub all: u64,
    /// Bytes of a large file.
    pub film: u64,
    /// Articles of the storm.
    pub storm_articles: usize,
    /// Edits in it.
    pub storm_edits: usize,
    /// How often what is compared is measured.
    pub rounds: usize,
}

const WHOLE: Scale = Scale { some: 1_000, many: 10_000, all: 100_000, film: 500 << 20, storm_articles: 50, storm_edits: 10_000, rounds: 5 };
/// To see that it works.
const SMALL: Scale = Scale { some: 50, many: 200, all: 400, film: 8 << 20, storm_articles: 4, storm_edits: 400, rounds: 1 };

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: bench-sync FOLDER [--small] [--peers=TOOLS] [SUBJECT…]")?);
    let rest: Vec<String> = arguments.collect();
    let scale = if rest.iter().any(|word| word == "--small") { SMALL } else { WHOLE };
    let subjects: Vec<&str> = rest.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    let is_wanted = |subject: &str| subjects.is_empty() || subjects.contains(&subject);
    let peers = rest.iter().find_map(|word| word.strip_prefix("--peers=")).map(|tools| Peers::new(PathBuf::from(tools)));
    let peers = peers.as_ref();
    fs::create_dir_all(&folder)?;
    let scratch = tempfile::tempdir_in(&folder)?;
    if is_wanted("texts") {
        texts::first_uploads(scratch.path(), scale, peers).await?;
    }
    if is_wanted("edit") {
        texts::edits(scratch.path()).await?;
    }
    if is_wanted("idle") {
        texts::idles(scratch.path(), scale.all).await?;
    }
    if is_wanted("cuts") {
        media::over_cuts(scratch.path(), scale, peers).await?;
    }
    if is_wanted("film") {
        media::film(scratch.path(), scale).await?;
    }
    if is_wanted("storm") {
        storm::measure(scratch.path(), scale).await?;
    }
    Ok(())
}

/// One figure.
fn print(name: &str, value: f64) {
    println!("{name}\t{value}");
}
