//! What the index costs a save: what a list takes longer after one than before, merges included.

use std::error::Error;

use banthao_protocol::{ArticleSaved, ArticleView};
use banthao_testkit::bench::median;
use serde_json::json;

use super::{
    print,
    profile::{Profile, article_id},
    stopwatch::{mean, time},
};

/// As many as bring a merge of merged texts along.
const SAVES_OF_A_ROUND: u64 = 512;
const ROUNDS: usize = 5;

/// Figures of upkeep.
pub async fn measure(profile: &Profile) -> Result<(), Box<dyn Error>> {
    let mut means = Vec::new();
    let (mut all, mut worst) = (Vec::new(), 0.0_f64);
    let look = || profile.lists(json!({"shelf": "drafts", "limit": 1}));
    for round in 0..ROUNDS {
        let mut costs = Vec::new();
        for save in 0..SAVES_OF_A_ROUND {
            // Every twentieth article is the editor's own draft.
            let article = article_id((round as u64 * 1000 + save) * 20 % profile.articles).to_string();
            let view: ArticleView = ask(profile, "article_open", json!({"article": article})).await?;
            let mut content = view.content;
            // Other words than those that an earlier run left: what stays as it was costs nothing.
            let drawn = usize::from_str_radix(view.content_hash.get(..4).unwrap_or_default(), 16)?;
            content.sapo = format!("{} {}.", profile.corpus.word((save * 7) as usize), profile.corpus.word(drawn % profile.corpus.words()));
            look().await?;
            let (idle, list) = time(look()).await;
            list?;
            let _: ArticleSaved =
                ask(profile, "article_save", json!({"article": article, "content": content, "base_hash": view.content_hash})).await?;
            let (after, list) = time(look()).await;
            list?;
            costs.push((after - idle).max(0.0));
        }
        worst = costs.iter().copied().fold(worst, f64::max);
        means.push(mean(&costs));
        all.extend(costs);
    }
    print("index_upkeep", median(means));
    print("index_upkeep_p50", median(all));
    print("index_upkeep_worst", worst);
    Ok(())
}

async fn ask<T: serde::de::DeserializeOwned>(profile: &Profile, command: &str, request: serde_json::Value) -> Result<T, Box<dyn Error>> {
    let answer = profile.app.dispatch(command, request).await.map_err(|error| error.message)?;
    Ok(serde_json::from_value(answer)?)
}
