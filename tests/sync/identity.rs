//! Who is at the machine.

use banthao_protocol::{Connection, ErrorCode, Shelf, Status};
use banthao_testkit::{Office, Request};
use serde_json::json;

const MONTH_MS: i64 = 31 * 24 * 60 * 60 * 1000;

#[tokio::test]
async fn an_ended_session_asks_to_sign_in_and_leaves_the_drafts_alone() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.syncs().await;
    office.clock().passes_ms(MONTH_MS);
    let id = desk.writes("Viết sau một tháng", "Vẫn ở máy này.").await;

    assert_eq!(desk.tries_to_sync().await.unwrap_err().code, ErrorCode::AuthRequired);

    let state = desk.state().await;
    assert_eq!(state.sync.connection, Connection::AuthRequired);
    assert_eq!(desk.reads(&id).await, "Vẫn ở máy này.");
    assert_eq!(desk.status(&id).await, Status::OnDevice);
    let profile = state.profile.expect("the profile is open").profile;
    let state = desk.signs_in("canbo").await;
    assert_eq!(state.profile.expect("the profile is open").profile, profile, "the same person goes on in the same profile");
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    assert_eq!(office.articles_of("canbo").await.len(), 1);
}

#[tokio::test]
async fn signing_out_keeps_the_drafts_and_writing_goes_on() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let id = desk.writes("Trước khi ra về", "Nội dung.").await;
    let _: serde_json::Value = desk.asks("sign_out", json!({})).await.unwrap();
    desk.types(&id, "Nội dung viết thêm.").await;
    assert_eq!(desk.tries_to_sync().await.unwrap_err().code, ErrorCode::AuthRequired);
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Nội dung viết thêm.");
    assert_eq!(desk.state().await.sync.connection, Connection::AuthRequired);
    desk.signs_in("canbo").await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn another_person_opens_a_profile_of_their_own_and_sees_no_drafts() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo riêng", "Chưa ai được đọc.").await;
    let mine = desk.state().await.profile.expect("a profile").profile;

    let state = desk.signs_in("lanhdao").await;
    assert_ne!(state.profile.as_ref().expect("a profile").profile, mine);
    assert_eq!(state.profiles.len(), 2);
    for shelf in [Shelf::Drafts, Shelf::Sent, Shelf::Mine, Shelf::Published] {
        assert!(desk.lists(shelf).await.is_empty(), "{shelf:?} shows someone else's draft");
    }
    let refusal: Result<serde_json::Value, _> = desk.asks("article_open", json!({"article": id})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::ArticleNotFound);
    desk.syncs().await;
    assert!(office.articles_of("canbo").await.is_empty(), "nobody sends in another's name");

    let _: serde_json::Value = desk.asks("profile_switch", json!({"profile": mine})).await.unwrap();
    assert_eq!(desk.reads(&id).await, "Chưa ai được đọc.");
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 1, "back at their own desk it goes up");
}

#[tokio::test]
async fn the_first_sign_in_claims_what_was_written_before_it() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Viết trước khi đăng nhập", "Nội dung.").await;
    desk.signs_in("canbo").await;
    assert_eq!(desk.state().await.profiles.len(), 1);
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn a_wrong_password_is_told_as_such_and_changes_nothing() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let refusal = desk.tries_to_sign_in("canbo", "sai-mat-khau").await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::WrongCredentials);
    let state = desk.state().await;
    assert_eq!(state.sync.connection, Connection::NoPortal);
    assert!(!state.profile.expect("a profile").signed_in);
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn a_sign_in_that_breaks_off_changes_nothing() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    desk.network().fails(Request::SignIn, banthao_portal_api::Error::InDoubt);
    assert_eq!(desk.tries_to_sign_in("lanhdao", "ban-thao-demo").await.unwrap_err().code, ErrorCode::PortalSilent);
    assert_eq!(desk.reads(&id).await, "Nội dung.", "the officer's profile is still the open one");
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}
