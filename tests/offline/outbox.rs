//! What waits, told as a list of things to do.

use banthao_portal_api::wire::{Problem, ProblemType};
use banthao_protocol::{OutboxAct, OutboxMay, OutboxState};
use banthao_testkit::{Office, Request};
use serde_json::json;

use crate::media::writes_with_media;

#[tokio::test]
async fn everything_that_waits_is_listed_with_what_it_is() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.syncs().await;
    desk.network().goes_down();
    let (id, picture, pdf) = writes_with_media(&desk).await;
    desk.submits(&id).await;
    let outbox = desk.outbox().await;
    let kinds: Vec<_> = outbox.entries.iter().map(|entry| (entry.what, entry.state)).collect();
    assert_eq!(kinds, [(OutboxAct::Text, OutboxState::Waiting), (OutboxAct::Submit, OutboxState::Waiting)]);
    assert!(outbox.entries.iter().all(|entry| entry.title == "Bài có ảnh" && entry.article == id));
    assert_eq!(desk.state().await.sync.waiting, 2);

    // The text gets through and the media do not.
    desk.network().comes_up();
    desk.network().fails(Request::Upload, banthao_portal_api::Error::Unreachable);
    desk.tries_to_sync().await.unwrap_err();
    let outbox = desk.outbox().await;
    let media = outbox.entries.iter().find(|entry| entry.what == OutboxAct::Media).expect("the media wait");
    assert_eq!(media.bytes, picture.bytes + pdf.bytes, "bytes still to be sent");

    desk.syncs().await;
    assert!(desk.outbox().await.entries.is_empty(), "nothing waits any more");
    assert_eq!(desk.state().await.sync.waiting, 0);
}

#[tokio::test]
async fn a_text_cannot_be_given_up_from_the_outbox() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    desk.writes("Bản thảo", "Nội dung.").await;
    let entry = desk.outbox().await.entries.remove(0);
    assert!(!entry.may.contains(&OutboxMay::Discard));
    let refusal: Result<serde_json::Value, _> = desk.asks("outbox_discard", json!({"entry": entry.entry})).await;
    assert_eq!(refusal.unwrap_err().code, banthao_protocol::ErrorCode::WrongState);
}

#[tokio::test]
async fn a_refused_medium_holds_up_its_own_article_and_no_other() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (held, _, _) = writes_with_media(&desk).await;
    let problem = Problem::new(ProblemType::TooLarge, "larger than the portal takes");
    desk.network().fails(Request::Upload, banthao_portal_api::Error::Rejected(Box::new(problem)));
    desk.submits(&held).await;
    let free = desk.writes("Bài khác", "Không dính gì tới ảnh.").await;
    desk.submits(&free).await;

    desk.syncs().await;

    let refused = desk.status(&held).await;
    assert!(matches!(refused, banthao_protocol::Status::Refused { .. }), "{refused:?}");
    assert!(matches!(desk.status(&free).await, banthao_protocol::Status::InReview { .. }), "the other article went through");
    let outbox = desk.outbox().await;
    let media = outbox.entries.iter().find(|entry| entry.what == OutboxAct::Media).expect("the medium is listed");
    assert_eq!(media.state, OutboxState::Refused);
    assert_eq!(media.trouble.as_ref().unwrap().code, banthao_protocol::ErrorCode::MediaTooLarge);

    let entry = media.entry.clone();
    let _: serde_json::Value = desk.asks("outbox_retry", json!({"entry": entry})).await.unwrap();
    desk.syncs().await;
    let status = desk.status(&held).await;
    assert!(matches!(status, banthao_protocol::Status::InReview { .. }), "tried again, it goes through: {status:?}");
}
