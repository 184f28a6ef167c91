//! What the portal will not take, and how it is mended.

use banthao_portal_api::wire::{Problem, ProblemType};
use banthao_protocol::{ErrorCode, OutboxMay, OutboxState, Status};
use banthao_testkit::{Office, Request, article, body, paragraph};
use serde_json::json;

#[tokio::test]
async fn a_text_that_the_portal_refuses_is_shown_and_replaced_by_the_next_edit() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bài có khối lạ", "Nội dung.").await;
    let mut content = article("Bài có khối lạ", "Nội dung.");
    content.body = body([paragraph("Nội dung."), json!({"type": "marquee", "content": []})]);
    desk.saves(&id, &content).await;
    let free = desk.writes("Bài lành", "Không dính gì.").await;

    desk.syncs().await;

    let refused = desk.status(&id).await;
    let Status::Refused { trouble } = refused else { panic!("not refused: {refused:?}") };
    assert_eq!(trouble.code, ErrorCode::InvalidContent);
    assert!(matches!(desk.status(&free).await, Status::Received { .. }), "one bad text holds up no other");
    assert_eq!(desk.opens(&id).await.content.body, content.body, "what was typed is kept as it was typed");
    let sent = desk.network().operations().len();
    desk.syncs().await;
    assert_eq!(desk.network().operations().len(), sent, "the same text is not sent again and again");

    desk.types(&id, "Nội dung đã sửa.").await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }), "{:?}", desk.status(&id).await);
    assert!(desk.outbox().await.entries.is_empty(), "{:?}", desk.outbox().await.entries);
}

#[tokio::test]
async fn a_submission_that_the_portal_refuses_is_listed_and_can_be_given_up() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Chuyên mục lạ", "Nội dung.").await;
    let mut content = article("Chuyên mục lạ", "Nội dung.");
    content.section = Some("chuyen-muc-da-bo".to_owned());
    desk.saves(&id, &content).await;
    desk.submits(&id).await;
    desk.syncs().await;
    let Status::Refused { trouble } = desk.status(&id).await else { panic!("not refused") };
    assert_eq!(trouble.code, ErrorCode::Incomplete);
    let entry = desk.outbox().await.entries.remove(0);
    assert_eq!(entry.state, OutboxState::Refused);
    let _: serde_json::Value = desk.asks("outbox_discard", json!({"entry": entry.entry})).await.unwrap();
    content.section = Some("tin-tuc-su-kien".to_owned());
    desk.saves(&id, &content).await;
    desk.submits(&id).await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }), "{:?}", desk.status(&id).await);
}

#[tokio::test]
async fn a_refused_text_that_is_given_up_stays_in_the_history_and_the_portals_goes_on() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bài bị từ chối", "Câu đã ở Cổng.").await;
    desk.syncs().await;
    desk.types(&id, "Câu mà Cổng không nhận.").await;
    let problem = Problem::new(ProblemType::InvalidContent, "no");
    desk.network().fails(Request::Push, banthao_portal_api::Error::Rejected(Box::new(problem)));
    desk.syncs().await;
    let refused = desk.outbox().await.entries.remove(0);
    assert_eq!(refused.waits_for, banthao_protocol::WaitsFor::Mending);
    assert!(refused.may.contains(&OutboxMay::Discard));
    let _: serde_json::Value = desk.asks("outbox_discard", serde_json::json!({"entry": refused.entry})).await.unwrap();
    assert_eq!(desk.reads(&id).await, "Câu đã ở Cổng.");
    assert!(desk.texts_of(&id).contains(&"Câu mà Cổng không nhận.".to_owned()), "a copy is kept");
    desk.syncs().await;
    assert!(desk.outbox().await.entries.is_empty(), "it does not come back by itself");
}

#[tokio::test]
async fn a_request_that_is_refused_as_a_whole_wedges_the_one_article_that_it_means() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    for number in 0..5 {
        desk.writes(&format!("Bài {number}"), "Nội dung.").await;
    }
    // The whole of five, then its first half of two, then the first of these: refused; everything else passes.
    for _ in 0..3 {
        let problem = Problem::new(ProblemType::TooLarge, "no");
        desk.network().fails(Request::Push, banthao_portal_api::Error::Rejected(Box::new(problem)));
    }
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 4);
    let waiting = desk.outbox().await.entries;
    assert_eq!(waiting.len(), 1, "one waits for a person: {waiting:?}");
}
