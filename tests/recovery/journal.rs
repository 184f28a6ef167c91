//! The process ends in the middle of a sentence.

use banthao_portal_api::wire::{EventKind, Stage};
use banthao_protocol::{ArticleJournaled, ArticlePart, ArticleView, CheckState, ErrorCode, RecoveryView, Shelf, Status, WordsAre};
use banthao_testkit::{Desk, Office, article, body, paragraph};
use serde_json::{Value, json};

/// Letters at a place of the text, as the editor says it.
fn insert(at: usize, text: &str) -> Value {
    json!({"entry": "steps", "steps": [{"stepType": "replace", "from": at, "to": at, "slice": {"content": [{"type": "text", "text": text}]}}]})
}

fn title(title: &str) -> Value {
    json!({"entry": "fields", "fields": {"title": title}})
}

/// Sends batches that go on from the article as it was last written whole.
async fn journals(desk: &Desk, id: &str, base: &str, first: u32, batches: &[Value]) {
    for (seq, batch) in (first..).zip(batches) {
        let answer: ArticleJournaled = desk.asks("article_journal", journal(id, base, seq, batch)).await.expect("the batch is taken");
        assert_eq!(answer.seq, seq);
    }
}

fn journal(id: &str, base: &str, seq: u32, batch: &Value) -> Value {
    json!({"article": id, "base_hash": base, "seq": seq, "entries": [batch], "caret": {"anchor": seq}})
}

async fn recovered(desk: &Desk) -> RecoveryView {
    desk.asks("recovery_list", json!({})).await.expect("what came back can be listed")
}

#[tokio::test]
async fn every_batch_that_was_called_saved_is_there_after_a_kill() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Sáng nay").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(9, " trời"), insert(14, " mưa"), title("Bản tin sáng"), insert(18, " to.")]).await;

    desk.is_killed().await;

    assert_eq!(desk.reads(&id).await, "Sáng nay trời mưa to.");
    let view = desk.opens(&id).await;
    assert_eq!(view.content.title, "Bản tin sáng");
    assert_eq!(view.caret, json!({"anchor": 4}), "the caret stands where it stood at the last batch");
    assert_eq!(desk.lists(Shelf::Drafts).await[0].title, "Bản tin sáng", "lists read what was recovered");
}

#[tokio::test]
async fn what_came_back_is_shown_word_by_word_and_kept_unless_the_person_goes_back() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Sáng nay").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(9, " trời mưa")]).await;
    desk.is_killed().await;

    let view = recovered(&desk).await;
    let [came_back] = &view.articles[..] else { panic!("one article came back: {view:?}") };
    assert_eq!((came_back.article.as_str(), came_back.aside), (id.as_str(), 0));
    let [part] = &came_back.parts[..] else { panic!("only the text differs: {came_back:?}") };
    assert_eq!(part.part, ArticlePart::Body);
    let added: String = part.words.iter().filter(|words| words.is == WordsAre::Added).map(|words| words.text.as_str()).collect();
    assert_eq!(added.trim(), "trời mưa");

    let after: RecoveryView = desk.asks("recovery_resolve", json!({"article": id, "keep": "before"})).await.unwrap();
    assert_eq!(after.articles, []);
    assert_eq!(desk.reads(&id).await, "Sáng nay");
    let mut texts = desk.texts_of(&id);
    texts.sort();
    assert_eq!(texts, ["Sáng nay", "Sáng nay trời mưa"], "both texts stay in the history");
    desk.is_killed().await;
    assert_eq!(recovered(&desk).await.articles, [], "what was decided is not asked again");
    assert_eq!(desk.reads(&id).await, "Sáng nay");
}

#[tokio::test]
async fn a_recovery_that_nobody_looked_at_yet_is_still_there_after_another_kill() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(4, " hai")]).await;
    desk.is_killed().await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(8, " ba")]).await;
    desk.is_killed().await;

    let view = recovered(&desk).await;
    let added: String =
        view.articles[0].parts[0].words.iter().filter(|words| words.is == WordsAre::Added).map(|words| words.text.as_str()).collect();
    assert_eq!(added.trim(), "hai ba", "compared with what the person last knew to be whole");
    let _: RecoveryView = desk.asks("recovery_resolve", json!({"article": id, "keep": "recovered"})).await.unwrap();
    assert_eq!(desk.reads(&id).await, "Một hai ba");
}

#[tokio::test]
async fn a_clean_end_leaves_nothing_to_recover_and_nothing_to_check() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(4, " hai")]).await;
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Một hai", "closing writes what was typed into its article");
    let view = recovered(&desk).await;
    assert_eq!((view.check, view.articles), (CheckState::NotNeeded, vec![]));
}

#[tokio::test]
async fn an_unclean_end_has_the_file_checked_beside_the_start() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.writes("Bản tin", "Một").await;
    desk.is_killed().await;
    let mut events = desk.app().events();
    // The check may have been faster than this question.
    while recovered(&desk).await.check == CheckState::Running {
        events.recv().await.expect("the end of the check is told");
    }
    assert_eq!(recovered(&desk).await.check, CheckState::Sound);
    assert_eq!(recovered(&desk).await.articles, [], "a kill in a pause loses nothing, so there is nothing to show");
}

#[tokio::test]
async fn a_gap_and_another_text_are_noticed_before_anything_is_called_saved() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    let sends = async |base: &str, seq: u32, text: &str| {
        let request = journal(&id, base, seq, &insert(4, text));
        desk.asks::<ArticleJournaled>("article_journal", request).await.map_err(|error| error.code)
    };
    assert_eq!(sends(&base, 2, " ba").await.unwrap_err(), ErrorCode::ContentChanged, "batch 1 is missing");
    assert_eq!(sends(&"0".repeat(64), 1, " ?").await.unwrap_err(), ErrorCode::ContentChanged, "typed from a text that is not here");
    sends(&base, 1, " hai").await.unwrap();
    sends(&base, 1, " hai").await.expect("the answer was lost and the same batch comes again");
    assert_eq!(sends(&base, 1, " khác").await.unwrap_err(), ErrorCode::ContentChanged, "another batch under the same number");
    assert_eq!(desk.reads(&id).await, "Một hai", "and it was taken once");
}

#[tokio::test]
async fn a_whole_text_never_takes_the_place_of_a_batch_that_it_lacks() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(4, " hai"), insert(8, " ba")]).await;
    let behind = json!({"article": id, "content": article("Bản tin", "Một hai"), "base_hash": base, "journal_seq": 1});
    let refusal = desk.asks::<Value>("article_save", behind).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::ContentChanged);
    desk.is_killed().await;
    assert_eq!(desk.reads(&id).await, "Một hai ba");
}

#[tokio::test]
async fn a_whole_text_begins_the_journal_anew() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(4, " hai")]).await;
    let whole = json!({"article": id, "content": article("Bản tin", "Một hai"), "base_hash": base, "journal_seq": 1});
    let saved: banthao_protocol::ArticleSaved = desk.asks("article_save", whole).await.unwrap();
    assert!(!saved.rewritten);
    journals(&desk, &id, &saved.content_hash, 1, &[insert(8, " ba")]).await;
    desk.is_killed().await;
    assert_eq!(desk.reads(&id).await, "Một hai ba");
}

#[tokio::test]
async fn letters_that_are_stored_otherwise_are_said_so_that_steps_do_not_miss() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    // Two code points on the screen, one in the store.
    let screen = "Ha\u{300} Nội";
    let whole = json!({"article": id, "content": article("Bản tin", screen), "base_hash": base, "journal_seq": 0});
    let saved: banthao_protocol::ArticleSaved = desk.asks("article_save", whole).await.unwrap();
    assert!(saved.rewritten);
    let text = json!({"entry": "body", "body": body([paragraph(&format!("{screen} mưa"))])});
    journals(&desk, &id, &saved.content_hash, 1, &[text, insert(12, "!")]).await;
    desk.is_killed().await;
    assert_eq!(desk.reads(&id).await, "Hà Nội mưa!");
}

#[tokio::test]
async fn a_journal_that_does_not_apply_is_kept_aside_and_the_person_is_told() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let other = desk.writes("Bài khác", "Nguyên vẹn").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(4, " hai"), insert(400, " lạc")]).await;
    desk.is_killed().await;
    assert_eq!(desk.reads(&id).await, "Một", "the content is as it was");
    let view = recovered(&desk).await;
    assert_eq!((view.articles.len(), view.articles[0].aside, view.articles[0].parts.len()), (1, 2, 0), "{view:?}");
    assert_eq!(desk.reads(&other).await, "Nguyên vẹn");
    desk.types(&id, "Viết tiếp").await;
    let after: RecoveryView = desk.asks("recovery_resolve", json!({"article": id, "keep": "recovered"})).await.unwrap();
    assert_eq!(after.articles, []);
    assert_eq!(desk.reads(&id).await, "Viết tiếp");
}

#[tokio::test]
async fn what_could_never_be_read_back_is_refused_at_once() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản tin", "Một").await;
    let base = desk.opens(&id).await.content_hash;
    for entry in [json!({"entry": "steps", "steps": [{"stepType": "none"}]}), json!({"entry": "fields", "fields": {"tittle": "x"}})] {
        let refusal = desk.asks::<Value>("article_journal", journal(&id, &base, 1, &entry)).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::BadRequest, "{entry}");
    }
}

#[tokio::test]
async fn a_draft_that_could_not_be_submitted_is_journalled_and_replayed_all_the_same() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let created: ArticleView = desk.asks("article_create", json!({})).await.unwrap();
    let id = created.article;
    let link = json!({"entry": "steps", "steps": [{"stepType": "addMark", "from": 1, "to": 4, "mark": {"type": "link", "attrs": {"href": "javascript:alert(1)"}}}]});
    journals(&desk, &id, &created.content_hash, 1, &[insert(1, "Nháp"), link]).await;
    desk.is_killed().await;
    assert_eq!(desk.reads(&id).await, "Nhá");
    let view = recovered(&desk).await;
    let _: RecoveryView = desk.asks("recovery_resolve", json!({"article": view.articles[0].article, "keep": "before"})).await.unwrap();
    assert_eq!(desk.reads(&id).await, "", "before, the page was empty");
}

#[tokio::test]
async fn a_submission_holds_every_key_that_was_pressed_before_it() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.syncs().await;
    let id = desk.writes("Công bố chỉ số", "Nội dung").await;
    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(9, " đầy đủ.")]).await;
    let submitted = desk.submits(&id).await;
    assert_eq!(submitted.status, Status::SubmitQueued);
    desk.syncs().await;
    let there = office.articles_of("canbo").await;
    assert!(matches!(there[0].stage, Stage::InReview { .. }), "what was submitted is what was on the screen: {:?}", there[0].stage);
    assert!(there[0].events.iter().all(|event| event.kind != EventKind::Voided), "{:?}", there[0].events);
    assert_eq!(
        there[0].revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"],
        "Nội dung đầy đủ."
    );
    let refusal = desk.asks::<Value>("article_journal", journal(&id, &desk.opens(&id).await.content_hash, 1, &insert(1, "x"))).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongState, "what was submitted is not typed into");
}

#[tokio::test]
async fn a_text_from_the_portal_that_came_while_keys_were_pressed_stands_against_them() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let id = desk.writes("Hai máy", "Chung").await;
    desk.syncs().await;
    let other = office.desk_of("canbo").await;
    other.syncs().await;
    other.types(&id, "Máy kia").await;
    other.syncs().await;

    let base = desk.opens(&id).await.content_hash;
    journals(&desk, &id, &base, 1, &[insert(6, " máy này")]).await;
    desk.syncs().await;
    journals(&desk, &id, &base, 2, &[insert(14, "!")]).await;
    desk.is_killed().await;

    assert_eq!(desk.reads(&id).await, "Chung máy này!");
    assert_eq!(desk.status(&id).await, Status::NeedsChoice, "neither text replaces the other");
    assert_eq!(desk.opens(&id).await.theirs.expect("the portal's text").content.body["content"][0]["content"][0]["text"], "Máy kia");
}

#[tokio::test]
async fn a_full_disk_refuses_a_batch_and_takes_it_in_order_when_there_is_room() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let ballast = desk.writes("Bài dài", &"chữ ".repeat(30_000)).await;
    let id = desk.writes("Bản tin", "Một").await;
    desk.restarts_with_pages(Some(1)).await;
    let base = desk.opens(&id).await.content_hash;
    let long = "đầy ".repeat(3_000);
    let mut seq = 0;
    let refusal = loop {
        match desk.asks::<ArticleJournaled>("article_journal", journal(&id, &base, seq + 1, &insert(4, &long))).await {
            Ok(answer) => seq = answer.seq,
            Err(refusal) => break refusal,
        }
        assert!(seq < 100, "a full disk must be noticed");
    };
    assert_eq!(refusal.code, ErrorCode::DiskFull);

    // Somebody makes room: the other article loses its ballast, and its pages serve again.
    desk.types(&ballast, "ngắn").await;
    journals(&desk, &id, &base, seq + 1, &[insert(4, " hai"), insert(8, " ba")]).await;
    desk.restarts_with_pages(None).await;
    let text = desk.reads(&id).await;
    assert!(text.starts_with("Một hai ba"), "in the order typed: {}", text.chars().take(40).collect::<String>());
    assert_eq!(text.matches("đầy ").count(), 3_000 * seq as usize, "every batch once");
}
