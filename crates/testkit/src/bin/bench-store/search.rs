//! Every class of query, as a person would type it, through the whole application: rows, statuses and snippets included.

use std::error::Error;

use banthao_store::{fold, search::Text};
use banthao_testkit::bench::{median, percentile};
use serde_json::{Value, json};

use super::{print, profile::Profile, stopwatch::time};

const ROUNDS: usize = 5;
const QUERIES: usize = 24;

/// Figures of search.
pub async fn measure(profile: &Profile) -> Result<(), Box<dyn Error>> {
    let corpus = &profile.corpus;
    let word = |rank: usize| corpus.word(rank).to_owned();
    let of = |class: &str, make: &dyn Fn(usize) -> Value| (class.to_owned(), (0..QUERIES).map(make).collect::<Vec<_>>());
    let pair = |n: usize| [word(n % 6), word(6 + n * 3)];
    let classes = [
        of("rare", &|n| query(&word(corpus.words() - 1 - n * 40))),
        of("common2", &|n| query(&pair(n).join(" "))),
        of("phrase", &|n| query(&format!("\"{}\"", run(profile, n, 3)))),
        of("folded", &|n| query(&fold(&run(profile, 1000 + n, 2)))),
        of("filtered", &|n| {
            let filters = json!({"sections": ["van-ban"], "states": ["published"]});
            json!({"shelf": "all", "query": word(n * 4), "sort": "relevance", "filters": filters})
        }),
        of("by_title", &|n| json!({"shelf": "all", "query": word(n * 4), "sort": "title"})),
    ];
    let mut ours = f64::NAN;
    for (class, queries) in classes {
        let (mut tails, mut middles) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let mut times = Vec::new();
            for request in &queries {
                let (ms, list) = time(profile.lists(request.clone())).await;
                list?;
                times.push(ms);
            }
            tails.push(percentile(times.clone(), 0.95));
            middles.push(median(times));
        }
        if class == "common2" {
            ours = median(middles.clone());
        }
        print(&format!("search_{class}_p50"), median(middles));
        print(&format!("search_{class}_p95"), median(tails));
    }
    let mut theirs = Vec::new();
    for n in 0..QUERIES {
        let (ms, found) = time(async { profile.plain.best(&pair(n), 100) }).await;
        if found?.is_empty() {
            return Err("the yardstick finds nothing".into());
        }
        theirs.push(ms);
    }
    let theirs = median(theirs);
    print("bm25_common2_p50", theirs);
    print("search_common2_vs_bm25", ours / theirs);
    Ok(())
}

fn query(text: &str) -> Value {
    json!({"shelf": "all", "query": text, "sort": "relevance"})
}

/// Words that stand beside each other somewhere.
fn run(profile: &Profile, number: usize, words: usize) -> String {
    let content = profile.corpus.article((number * 37) as u64 % profile.articles).content;
    let block = Text::of(&content).sapo;
    block.trim_end_matches('.').split(' ').skip(3).take(words).collect::<Vec<_>>().join(" ")
}
