//! Measures the draft store on a profile of many articles: `bench-store FOLDER ARTICLES`.
//!
//! Prints a line per figure, name and value with a tab between; units and limits are the caller's. One module per subject.

mod library;
mod profile;
mod search;
mod stopwatch;
mod upkeep;

use std::{env, error::Error, path::PathBuf};

use profile::Profile;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("the folder of the corpus is missing")?);
    let articles: u64 = arguments.next().and_then(|count| count.to_str()?.parse().ok()).ok_or("the number of articles is missing")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let profile = Profile::prepare(&folder, articles).await?;
        library::measure(&profile).await?;
        search::measure(&profile).await?;
        upkeep::measure(&profile).await
    })
}

/// One figure.
fn print(name: &str, value: f64) {
    println!("{name}\t{value}");
}
