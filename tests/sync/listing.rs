//! Lists are cut from an index; in any order of writing, sending, deciding and restarting it must say what the facts say.

use std::collections::{BTreeMap, BTreeSet};

use banthao_protocol::{ArticleListView, ArticleRow, Shelf, StateFilter, Status};
use banthao_testkit::{Desk, Office, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy)]
enum Step {
    Creates,
    Types(usize),
    Submits(usize),
    Recalls(usize),
    Approves(usize),
    SendsBack(usize),
    WriterSyncs,
    ReviewerSyncs,
    LosesTheAnswer,
    Restarts,
}

fn step() -> impl Strategy<Value = Step> {
    let article = 0..4usize;
    prop_oneof![
        2 => Just(Step::Creates),
        2 => article.clone().prop_map(Step::Types),
        3 => article.clone().prop_map(Step::Submits),
        1 => article.clone().prop_map(Step::Recalls),
        2 => article.clone().prop_map(Step::Approves),
        2 => article.prop_map(Step::SendsBack),
        4 => Just(Step::WriterSyncs),
        4 => Just(Step::ReviewerSyncs),
        1 => Just(Step::LosesTheAnswer),
        1 => Just(Step::Restarts),
    ]
}

const STATES: [StateFilter; 7] = [
    StateFilter::OnDevice,
    StateFilter::Sending,
    StateFilter::Received,
    StateFilter::InReview,
    StateFilter::Returned,
    StateFilter::Published,
    StateFilter::Trouble,
];

fn class(status: &Status) -> StateFilter {
    match status {
        Status::OnDevice => StateFilter::OnDevice,
        Status::Sending { .. } | Status::SubmitQueued | Status::DecisionQueued { .. } => StateFilter::Sending,
        Status::Received { .. } => StateFilter::Received,
        Status::InReview { .. } => StateFilter::InReview,
        Status::Returned { .. } => StateFilter::Returned,
        Status::Published { .. } => StateFilter::Published,
        Status::NeedsChoice | Status::Refused { .. } => StateFilter::Trouble,
    }
}

async fn lists(desk: &Desk, request: Value) -> ArticleListView {
    desk.asks("article_list", request).await.expect("a list")
}

fn ids(rows: &[ArticleRow]) -> BTreeSet<String> {
    rows.iter().map(|row| row.article.clone()).collect()
}

/// What the index says of every article is what is derived of it when it is shown.
async fn says_what_is_so(desk: &Desk, after: &str) {
    let all = lists(desk, json!({"shelf": Shelf::All})).await;
    let mut seen = BTreeSet::new();
    for state in STATES {
        let of_state = lists(desk, json!({"shelf": Shelf::All, "filters": {"states": [state]}})).await;
        for row in &of_state.rows {
            assert_eq!(class(&row.status), state, "{} is listed by an old status after {after}", row.title);
            assert!(seen.insert(row.article.clone()), "an article has one status");
        }
    }
    assert_eq!(seen, ids(&all.rows), "every article has a status, after {after}");

    let mut on_shelves = BTreeSet::new();
    let counts: BTreeMap<String, u32> = all.counts.iter().map(|count| (format!("{:?}", count.shelf), count.count)).collect();
    for shelf in [Shelf::Drafts, Shelf::Sent, Shelf::Mine, Shelf::Published] {
        let list = lists(desk, json!({"shelf": shelf})).await;
        assert_eq!((list.total, list.rows.len()), (counts[&format!("{shelf:?}")], list.rows.len()), "after {after}");
        assert_eq!(list.total as usize, list.rows.len(), "after {after}");
        let is_mine = |row: &&ArticleRow| matches!(row.status, Status::InReview { yours: true, .. });
        assert_eq!(list.rows.iter().filter(is_mine).count(), if shelf == Shelf::Mine { list.rows.len() } else { 0 }, "after {after}");
        on_shelves.extend(ids(&list.rows));
    }
    assert_eq!(on_shelves, ids(&all.rows), "every article is on a list, after {after}");

    let waiting: BTreeSet<String> = desk.outbox().await.entries.into_iter().map(|entry| entry.article).collect();
    for row in all.rows.iter().filter(|row| matches!(row.status, Status::OnDevice | Status::Sending { .. } | Status::SubmitQueued)) {
        assert!(waiting.contains(&row.article), "{} is not where the portal has it and yet does not wait, after {after}", row.title);
    }
}

async fn plays(steps: &[Step]) {
    let office = Office::opens().await;
    let mut writer = office.desk_of("canbo").await;
    let reviewer = office.desk_of("lanhdao").await;
    writer.syncs().await;
    let mut articles: Vec<String> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let of = |index: &usize| articles.get(index % articles.len().max(1)).cloned().unwrap_or_default();
        // What the article does not allow at that moment is refused, and must change nothing.
        match step {
            Step::Creates => {
                let id = writer.writes(&format!("Bài {number}"), &format!("Bước {number}.")).await;
                writer.saves(&id, &banthao_testkit::article(&format!("Bài {number}"), "Đủ.")).await;
                articles.push(id);
            }
            Step::Types(_) if articles.is_empty() => {}
            Step::Types(index) => {
                let _ = writer.tries_to_save(&of(index), &banthao_testkit::article("Bài sửa", &format!("Bước {number}."))).await;
            }
            Step::Submits(index) => drop(writer.asks::<Value>("article_submit", json!({"article": of(index)})).await),
            Step::Recalls(index) => drop(writer.asks::<Value>("article_recall", json!({"article": of(index)})).await),
            Step::Approves(index) | Step::SendsBack(index) => {
                let Ok(view) = reviewer.asks::<Value>("article_open", json!({"article": of(index)})).await else { continue };
                let (command, reason) =
                    if matches!(step, Step::Approves(_)) { ("article_approve", "") } else { ("article_send_back", "Sửa tít.") };
                let decision = json!({"article": of(index), "content_hash": view["content_hash"], "reason": reason});
                drop(reviewer.asks::<Value>(command, decision).await);
            }
            Step::WriterSyncs => drop(writer.tries_to_sync().await),
            Step::ReviewerSyncs => drop(reviewer.tries_to_sync().await),
            Step::LosesTheAnswer => writer.network().loses_the_answer_to(Request::Push),
            Step::Restarts => writer.restarts().await,
        }
        says_what_is_so(&writer, &format!("{step:?} at the writer's, step {number}")).await;
        says_what_is_so(&reviewer, &format!("{step:?} at the reviewer's, step {number}")).await;
    }
}

#[tokio::test]
async fn a_list_follows_an_article_from_its_first_word_to_its_publication() {
    use Step::{Approves, Creates, ReviewerSyncs, SendsBack, Submits, Types, WriterSyncs};
    plays(&[
        Creates,
        WriterSyncs,
        Submits(0),
        WriterSyncs,
        ReviewerSyncs,
        SendsBack(0),
        ReviewerSyncs,
        WriterSyncs,
        Types(0),
        WriterSyncs,
        Submits(0),
        WriterSyncs,
        ReviewerSyncs,
        Approves(0),
        ReviewerSyncs,
        WriterSyncs,
    ])
    .await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_says_what_is_so_after_anything(steps in proptest::collection::vec(step(), 1..20)) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(plays(&steps));
    }
}
