//! Writing before anyone has signed in, and what becomes of it.

use banthao_protocol::{Blocker, CheckView, Connection, FirstScreenView, Shelf, Status};
use banthao_testkit::{Office, article};
use serde_json::json;

#[tokio::test]
async fn an_officer_writes_on_an_empty_machine_and_finds_everything_again() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.network().goes_down();
    let first = desk.writes("Bài đầu tiên", "Viết khi chưa có tài khoản.").await;
    let id = desk.writes("Công bố chỉ số", "Viết trên xe, không có mạng.").await;
    let content = article("Công bố chỉ số", "Viết trên xe, không có mạng, câu thứ hai.");
    desk.saves(&id, &content).await;

    desk.restarts().await;

    let state = desk.state().await;
    assert_eq!(state.last_article.as_deref(), Some(id.as_str()), "the window opens the article that was open last");
    let view = desk.opens(&id).await;
    assert_eq!(view.content, content);
    assert_eq!(view.caret, json!({"anchor": 17}), "the caret stands where it stood");
    assert_eq!(view.status, Status::OnDevice);
    assert_eq!(desk.reads(&first).await, "Viết khi chưa có tài khoản.");
    assert_eq!(state.sync.connection, Connection::NoPortal);
    assert!(desk.network().seen().is_empty(), "nobody signed in, so nobody may be called");
}

#[tokio::test]
async fn what_the_screen_called_saved_survives_the_end_of_the_process() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản tin", "Chữ cuối cùng trước khi mất điện.").await;
    desk.is_killed().await;
    assert_eq!(desk.reads(&id).await, "Chữ cuối cùng trước khi mất điện.");
}

#[tokio::test]
async fn an_article_goes_up_by_itself_once_someone_signs_in() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Viết trước", "Đăng nhập sau.").await;
    desk.signs_in("canbo").await;
    assert_eq!(desk.status(&id).await, Status::OnDevice, "signing in is not yet sending");

    desk.syncs().await;

    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    let there = office.articles_of("canbo").await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].revision.as_deref().expect("a whole change").content.title, "Viết trước");
}

#[tokio::test]
async fn received_is_said_only_after_the_portal_was_read_back() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.syncs().await;
    let id = desk.writes("Trạng thái thật", "Không bao giờ đi trước sự thật.").await;
    assert_eq!(desk.status(&id).await, Status::OnDevice);

    // The text arrives and is acknowledged; the line breaks before it is read back.
    desk.network().tells_no_news();
    desk.network().fails_at(banthao_testkit::Request::Pull, 2, banthao_portal_api::Error::Unreachable);
    desk.tries_to_sync().await.unwrap_err();
    assert_eq!(office.articles_of("canbo").await.len(), 1, "the portal has it");
    let status = desk.status(&id).await;
    assert!(matches!(status, Status::Sending { .. }), "acknowledged and not read back is still on its way: {status:?}");

    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn an_empty_page_is_sent_nowhere() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let _: serde_json::Value = desk.asks("article_create", json!({})).await.unwrap();
    desk.syncs().await;
    assert!(office.articles_of("canbo").await.is_empty(), "nobody wrote anything");
    assert!(desk.outbox().await.entries.is_empty(), "and nothing waits");
}

#[tokio::test]
async fn a_list_is_searched_without_accents() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Đà Nẵng công bố chỉ số", "Nội dung.").await;
    desk.writes("Chuyện khác", "Nội dung.").await;
    let found: banthao_protocol::ArticleListView =
        desk.asks("article_list", json!({"shelf": Shelf::Drafts, "query": "da nang"})).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.article.as_str()).collect::<Vec<_>>(), [id.as_str()]);
}

#[tokio::test]
async fn a_draft_is_told_what_it_lacks_before_it_can_be_submitted() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Thiếu tài khoản", "Nội dung.").await;
    let check: CheckView = desk.asks("article_check", json!({"article": id})).await.unwrap();
    assert_eq!(check.blockers, [Blocker::SignIn]);
    let mut bare = article("", "");
    (bare.sapo, bare.section) = (String::new(), None);
    desk.saves(&id, &bare).await;
    let check: CheckView = desk.asks("article_check", json!({"article": id})).await.unwrap();
    assert_eq!(check.blockers, [Blocker::Title, Blocker::Sapo, Blocker::Section, Blocker::Body, Blocker::SignIn]);
}

#[tokio::test]
async fn the_first_screen_says_in_one_answer_what_its_parts_say_one_by_one() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bài đang viết", "Câu đang viết.").await;
    desk.restarts().await;
    let first: FirstScreenView = desk.asks("first_screen", json!({})).await.unwrap();
    assert_eq!(first.app.last_article.as_deref(), Some(&*id));
    assert_eq!(first.catalogue, Some(desk.asks("catalogue", json!({})).await.unwrap()));
    assert_eq!(first.article, Some(desk.opens(&id).await));
}
