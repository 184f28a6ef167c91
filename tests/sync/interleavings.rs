//! Any order of typing, saving, sending, losing, dying and a second device, and what holds in all of them.

use std::collections::BTreeSet;

use banthao_protocol::{Keep, Status};
use banthao_testkit::{Desk, Office, Request};
use proptest::prelude::*;

#[derive(Debug, Clone, Copy)]
enum Step {
    Creates,
    Types,
    Syncs,
    LosesTheAnswer(Request),
    Restarts,
    IsKilled,
    SecondDeviceTypes,
    SecondDeviceSyncs,
    Chooses(Keep),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Creates),
        4 => Just(Step::Types),
        4 => Just(Step::Syncs),
        2 => Just(Step::LosesTheAnswer(Request::Push)),
        1 => Just(Step::LosesTheAnswer(Request::Pull)),
        1 => Just(Step::Restarts),
        1 => Just(Step::IsKilled),
        2 => Just(Step::SecondDeviceTypes),
        2 => Just(Step::SecondDeviceSyncs),
        1 => prop_oneof![Just(Step::Chooses(Keep::Mine)), Just(Step::Chooses(Keep::Theirs))],
    ]
}

/// What was ever acknowledged as saved, and in how many articles.
#[derive(Default)]
struct Promised {
    articles: Vec<String>,
    texts: Vec<(String, String)>,
}

/// Every text of the article that the desk can still show: the history, and the screen.
async fn history(desk: &Desk, article: &str) -> BTreeSet<String> {
    desk.texts_of(article).into_iter().chain([desk.reads(article).await]).collect()
}

async fn plays(steps: &[Step]) {
    let office = Office::opens().await;
    let mut one = office.desk_of("canbo").await;
    let two = office.desk_of("canbo").await;
    let mut promised = Promised::default();
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Creates => {
                let id = one.writes(&format!("Bài {number}"), &format!("Một, bước {number}.")).await;
                promised.articles.push(id);
            }
            Step::Types => types(&one, &mut promised, "Một", number).await,
            Step::SecondDeviceTypes => types(&two, &mut promised, "Hai", number).await,
            Step::Syncs => drop(one.tries_to_sync().await),
            Step::SecondDeviceSyncs => drop(two.tries_to_sync().await),
            Step::LosesTheAnswer(request) => one.network().loses_the_answer_to(*request),
            Step::Restarts => one.restarts().await,
            Step::IsKilled => one.is_killed().await,
            Step::Chooses(keep) => {
                if let Some(id) = promised.articles.last()
                    && one.opens(id).await.status == Status::NeedsChoice
                {
                    one.chooses(id, *keep).await;
                }
            }
        }
    }
    settles(&one, &two, &promised).await;
    let there = office.articles_of("canbo").await;
    assert_eq!(there.len(), promised.articles.len(), "as many articles on the portal as were created");
    for (article, text) in &promised.texts {
        let (at_one, at_two) = (history(&one, article).await, history(&two, article).await);
        assert!(at_one.contains(text) || at_two.contains(text), "“{text}” was acknowledged and is nowhere");
    }
    for article in &promised.articles {
        assert_eq!(one.reads(article).await, two.reads(article).await, "both desks end with one text");
        for desk in [&one, &two] {
            assert!(matches!(desk.status(article).await, Status::Received { .. }), "{:?}", desk.status(article).await);
            assert!(desk.outbox().await.entries.is_empty(), "nothing is left over");
        }
    }
}

async fn types(desk: &Desk, promised: &mut Promised, who: &str, number: usize) {
    let Some(id) = promised.articles.last().cloned() else { return };
    let known: Result<banthao_protocol::ArticleView, _> = desk.asks("article_open", serde_json::json!({"article": id})).await;
    if known.is_ok_and(|view| view.status != Status::NeedsChoice) {
        let text = format!("{who}, bước {number}.");
        // A text that the same hand types over before it rested is a moment of writing and no text; the one it leaves must be found again.
        let replaced = desk.reads(&id).await;
        if !desk.texts_of(&id).contains(&replaced) {
            promised.texts.retain(|(article, text)| (article, text) != (&id, &replaced));
        }
        desk.types(&id, &text).await;
        promised.texts.push((id, text));
    }
}

/// Both devices sync until nothing is left to do; where a choice is asked for, the first device's text goes on.
async fn settles(one: &Desk, two: &Desk, promised: &Promised) {
    for _ in 0..6 {
        for desk in [one, two] {
            // Faults that were planned and not met yet are met now.
            for _ in 0..20 {
                if desk.tries_to_sync().await.is_ok() {
                    break;
                }
            }
            for id in &promised.articles {
                let known: Result<banthao_protocol::ArticleView, _> = desk.asks("article_open", serde_json::json!({"article": id})).await;
                if known.is_ok_and(|view| view.status == Status::NeedsChoice) {
                    desk.chooses(id, Keep::Mine).await;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_saved_is_lost_and_nothing_is_sent_twice(steps in prop::collection::vec(step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(plays(&steps));
    }
}
