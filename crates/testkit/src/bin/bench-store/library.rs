//! Lists, the start, and the size on disk.

use std::error::Error;

use banthao_store::yardstick::bytes_of;
use banthao_testkit::bench::{median, percentile};
use serde_json::json;

use super::{print, profile::Profile, stopwatch::time};

const ROUNDS: usize = 31;
const STARTS: usize = 7;
/// Rows that the window asks for at once (`PAGE` in its page-cache.ts).
const PAGE: usize = 50;

/// Figures of the library.
pub async fn measure(profile: &Profile) -> Result<(), Box<dyn Error>> {
    for (name, sort) in [("library_first_screen", "changed"), ("library_by_title", "title"), ("library_by_author", "author")] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            for shelf in ["published", "all"] {
                let (ms, list) = time(profile.lists(json!({"shelf": shelf, "sort": sort}))).await;
                if list?.rows.len() != PAGE {
                    return Err("a first screen is not full".into());
                }
                times.push(ms);
            }
        }
        print(&format!("{name}_p50"), median(times.clone()));
        print(&format!("{name}_p95"), percentile(times, 0.95));
    }
    let mut filtered = Vec::new();
    for _ in 0..ROUNDS {
        filtered.push(time(profile.lists(json!({"shelf": "all", "filters": {"sections": ["van-ban"]}}))).await.0);
    }
    print("library_filtered_p95", percentile(filtered, 0.95));

    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let (ms, app) = time(profile.start_again()).await;
        app?.stop().await;
        starts.push(ms);
    }
    print("open", median(starts));

    let mut waiting = Vec::new();
    for _ in 0..STARTS {
        waiting.push(time(profile.app.dispatch("outbox_list", json!({}))).await.0);
    }
    print("outbox", median(waiting));

    let raw = profile.raw_bytes()? as f64;
    let (all, history) = profile.db()?.read(|reader| {
        let tables =
            ["articles", "listing", "shelf_counts", "listing_due", "search_blocks", "search_runs", "search_chunks", "search_fresh"];
        Ok::<_, banthao_store::Error>((bytes_of(reader, &tables)?, bytes_of(reader, &["revisions", "mirrors"])?))
    })?;
    print("size_ratio", all as f64 / raw);
    print("history_ratio", history as f64 / raw);
    let index = profile.db()?.read(|reader| bytes_of(reader, &["search_blocks", "search_runs", "search_chunks", "search_fresh"]))?;
    print("index_ratio", index as f64 / raw);
    Ok(())
}
