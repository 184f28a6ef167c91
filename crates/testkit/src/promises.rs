//! What the journal promises, each as a story that says how the promise was broken instead of panicking, so that a guard can be seen to notice a bug
//! that was planted for it.

use banthao_protocol::{ArticleJournaled, ArticleView};
use serde_json::{Value, json};

use crate::{article, office::Office};

/// How a promise was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken(pub String);

type Kept = Result<(), Broken>;

/// What is called saved is there after a kill.
///
/// `acts` runs when the article is there and before anything is typed into it.
///
/// # Errors
/// How it was broken.
pub async fn what_is_called_saved_survives_a_kill(acts: impl FnOnce()) -> Kept {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    acts();
    let _: ArticleJournaled = asks(&desk, "article_journal", batch(&id, &base, 1, 4, " hai")).await?;
    desk.is_killed().await;
    reads(&desk, &id, "Một hai").await
}

/// What was typed comes back in the order in which it was typed.
///
/// # Errors
/// How it was broken.
pub async fn what_comes_back_is_in_the_order_typed(acts: impl FnOnce()) -> Kept {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    acts();
    for (seq, at, text) in [(1, 4, " hai"), (2, 8, " ba"), (3, 1, "Không ")] {
        let _: ArticleJournaled = asks(&desk, "article_journal", batch(&id, &base, seq, at, text)).await?;
    }
    desk.is_killed().await;
    reads(&desk, &id, "Không Một hai ba").await
}

/// A whole text takes the place of the batches that it holds, and of no other.
///
/// # Errors
/// How it was broken.
pub async fn a_whole_text_takes_the_place_of_what_it_holds_only(acts: impl FnOnce()) -> Kept {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    acts();
    for (seq, at, text) in [(1, 4, " hai"), (2, 8, " ba")] {
        let _: ArticleJournaled = asks(&desk, "article_journal", batch(&id, &base, seq, at, text)).await?;
    }
    // Read before the second batch was typed; whether it is refused or waits is all the same, as long as nothing is lost by it.
    let behind = json!({"article": id, "content": article("Bản tin", "Một hai"), "base_hash": base, "journal_seq": 1});
    let _ = desk.asks::<Value>("article_save", behind).await;
    desk.is_killed().await;
    reads(&desk, &id, "Một hai ba").await
}

fn batch(id: &str, base: &str, seq: u32, at: usize, text: &str) -> Value {
    let step = json!({"stepType": "replace", "from": at, "to": at, "slice": {"content": [{"type": "text", "text": text}]}});
    json!({"article": id, "base_hash": base, "seq": seq, "entries": [{"entry": "steps", "steps": [step]}], "caret": null})
}

async fn asks<T: serde::de::DeserializeOwned>(desk: &crate::Desk, command: &str, request: Value) -> Result<T, Broken> {
    desk.asks(command, request).await.map_err(|error| Broken(format!("{command} was refused: {}", error.message)))
}

async fn reads(desk: &crate::Desk, id: &str, expected: &str) -> Kept {
    let view: ArticleView = asks(desk, "article_open", json!({"article": id})).await?;
    let text = view.content.body["content"][0]["content"][0]["text"].as_str().unwrap_or_default().to_owned();
    if text == expected { Ok(()) } else { Err(Broken(format!("“{expected}” was called saved and “{text}” is there"))) }
}
