//! Two devices, one article, two texts.

use banthao_protocol::{ErrorCode, Keep, May, OutboxState, Status};
use banthao_testkit::{Desk, Office, article};

/// Two machines of one officer that have both changed the same article; the second one has just found out.
async fn parted(office: &Office) -> (Desk, Desk, String) {
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "Câu gốc.").await;
    one.syncs().await;
    two.syncs().await;
    one.types(&id, "Câu của máy một.").await;
    two.types(&id, "Câu của máy hai.").await;
    one.syncs().await;
    two.syncs().await;
    (one, two, id)
}

#[tokio::test]
async fn a_text_that_only_one_side_changed_needs_no_choice() {
    let office = Office::opens().await;
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "Câu gốc.").await;
    one.syncs().await;
    two.syncs().await;
    one.types(&id, "Câu của máy một.").await;
    one.syncs().await;
    two.syncs().await;
    assert_eq!(two.reads(&id).await, "Câu của máy một.");
    assert!(matches!(two.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn equal_words_on_both_sides_are_never_a_choice() {
    let office = Office::opens().await;
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "Câu gốc.").await;
    one.syncs().await;
    two.syncs().await;
    for desk in [&one, &two] {
        desk.types(&id, "Cùng một câu.").await;
        desk.syncs().await;
    }
    assert!(matches!(two.status(&id).await, Status::Received { .. }), "{:?}", two.status(&id).await);
    two.types(&id, "Câu tiếp theo.").await;
    two.syncs().await;
    one.syncs().await;
    assert_eq!(one.reads(&id).await, "Câu tiếp theo.");
}

#[tokio::test]
async fn both_texts_stand_until_a_person_chooses() {
    let office = Office::opens().await;
    let (_, two, id) = parted(&office).await;
    let view = two.opens(&id).await;
    assert_eq!((view.status, view.may), (Status::NeedsChoice, vec![May::Choose]));
    assert_eq!(two.reads(&id).await, "Câu của máy hai.", "nothing on the screen was replaced");
    let theirs = view.theirs.expect("the other text stands beside it");
    assert_eq!(theirs.content.body["content"][0]["content"][0]["text"], "Câu của máy một.");
    let entry = two.outbox().await.entries.remove(0);
    assert_eq!(entry.state, OutboxState::NeedsChoice);
    let there = office.articles_of("canbo").await;
    assert_eq!(
        there[0].revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"],
        "Câu của máy một.",
        "nothing was overwritten"
    );
}

#[tokio::test]
async fn keeping_mine_sends_it_and_leaves_theirs_in_the_history() {
    let office = Office::opens().await;
    let (one, two, id) = parted(&office).await;
    two.chooses(&id, Keep::Mine).await;
    two.syncs().await;
    assert!(matches!(two.status(&id).await, Status::Received { .. }), "{:?}", two.status(&id).await);
    one.syncs().await;
    assert_eq!(one.reads(&id).await, "Câu của máy hai.");
    assert!(matches!(one.status(&id).await, Status::Received { .. }));
    let there = office.articles_of("canbo").await;
    let chosen = there[0].revision.as_deref().expect("a whole change");
    assert_eq!(chosen.parents.len(), 2, "the chosen text descends from both");
    for desk in [&one, &two] {
        assert!(desk.texts_of(&id).contains(&"Câu của máy một.".to_owned()), "the text that was not chosen is in the history");
    }
}

#[tokio::test]
async fn keeping_theirs_shows_it_and_sends_nothing() {
    let office = Office::opens().await;
    let (_, two, id) = parted(&office).await;
    let sent = two.network().operations().len();
    two.chooses(&id, Keep::Theirs).await;
    assert_eq!(two.reads(&id).await, "Câu của máy một.");
    two.syncs().await;
    assert!(matches!(two.status(&id).await, Status::Received { .. }), "{:?}", two.status(&id).await);
    assert_eq!(two.network().operations().len(), sent);
    assert!(two.texts_of(&id).contains(&"Câu của máy hai.".to_owned()), "the text that was not chosen is in the history");
    assert!(two.outbox().await.entries.is_empty());
}

#[tokio::test]
async fn a_choice_survives_a_restart_and_a_third_text() {
    let office = Office::opens().await;
    let (one, mut two, id) = parted(&office).await;
    two.restarts().await;
    assert_eq!(two.status(&id).await, Status::NeedsChoice);
    one.types(&id, "Câu thứ ba.").await;
    one.syncs().await;
    two.syncs().await;
    let theirs = two.opens(&id).await.theirs.expect("the latest text stands beside it");
    assert_eq!(theirs.content.body["content"][0]["content"][0]["text"], "Câu thứ ba.");
    two.chooses(&id, Keep::Mine).await;
    two.syncs().await;
    one.syncs().await;
    assert_eq!(one.reads(&id).await, "Câu của máy hai.");
}

#[tokio::test]
async fn keys_pressed_while_the_portals_text_came_in_are_not_lost() {
    let office = Office::opens().await;
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "Câu gốc.").await;
    one.syncs().await;
    two.syncs().await;
    let typed_from = two.opens(&id).await.content_hash;
    one.types(&id, "Câu của máy một.").await;
    one.syncs().await;
    two.syncs().await;
    two.tries_to_save_over(&typed_from, &id, &article("Bài chung", "Câu gốc, gõ tiếp.")).await.unwrap();
    assert_eq!(two.status(&id).await, Status::NeedsChoice);
    assert_eq!(two.reads(&id).await, "Câu gốc, gõ tiếp.");
    two.chooses(&id, Keep::Theirs).await;
    assert_eq!(two.reads(&id).await, "Câu của máy một.");
}

#[tokio::test]
async fn an_article_that_needs_a_choice_cannot_be_submitted() {
    let office = Office::opens().await;
    let (_, two, id) = parted(&office).await;
    let refusal: Result<serde_json::Value, _> = two.asks("article_submit", serde_json::json!({"article": id})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongState);
}

#[tokio::test]
async fn a_submission_that_waited_for_its_text_is_void_once_there_is_a_choice() {
    let office = Office::opens().await;
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "Câu gốc.").await;
    one.syncs().await;
    two.syncs().await;
    one.types(&id, "Câu của máy một.").await;
    one.syncs().await;
    two.types(&id, "Câu của máy hai.").await;
    two.submits(&id).await;
    two.syncs().await;
    assert_eq!(two.status(&id).await, Status::NeedsChoice);
    two.chooses(&id, Keep::Mine).await;
    two.syncs().await;
    let view = two.opens(&id).await;
    assert!(matches!(view.status, Status::Received { .. }), "nothing may be said to wait that will never go: {:?}", view.status);
    assert!(view.may.contains(&May::Submit));
    two.submits(&id).await;
    two.syncs().await;
    assert!(matches!(two.status(&id).await, Status::InReview { .. }));
}
