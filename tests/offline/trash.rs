//! Articles that are thrown away, taken back, and deleted.

use banthao_protocol::{AppEvent, ArticleView, ErrorCode, May, Shelf};
use banthao_testkit::{Desk, Office};
use serde_json::{Value, json};

const DAY_MS: i64 = 24 * 60 * 60_000;

async fn asks(desk: &Desk, command: &str, id: &str) -> Result<Value, banthao_protocol::ApiError> {
    desk.asks(command, json!({"article": id})).await
}

async fn throws_away(desk: &Desk, id: &str) -> ArticleView {
    serde_json::from_value(asks(desk, "article_trash", id).await.expect("it may be thrown away")).expect("an article")
}

#[tokio::test]
async fn what_is_thrown_away_is_in_the_trash_and_nowhere_else_until_it_is_taken_back() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bài bỏ", "Câu còn nguyên.").await;

    let view = throws_away(&desk, &id).await;

    let place = view.trash.expect("it is in the trash");
    assert_eq!(place.until_ms - place.since_ms, 30 * DAY_MS);
    assert!(!place.on_portal);
    assert_eq!(view.may, [May::TakeBack], "what is in the trash is only read");
    assert!(desk.lists(Shelf::Drafts).await.is_empty());
    assert_eq!(desk.lists(Shelf::Trash).await.len(), 1);
    assert!(desk.outbox().await.entries.is_empty());
    assert_eq!(asks(&desk, "article_submit", &id).await.unwrap_err().code, ErrorCode::WrongState);
    assert_eq!(desk.tries_to_save(&id, &banthao_testkit::article("Khác", "Khác.")).await.unwrap_err().code, ErrorCode::WrongState);
    desk.restarts().await;
    assert_eq!(desk.state().await.last_article, None, "a start does not open the trash");

    asks(&desk, "article_take_back", &id).await.expect("it is taken back");
    assert_eq!(desk.reads(&id).await, "Câu còn nguyên.");
    assert_eq!(desk.lists(Shelf::Drafts).await.len(), 1);
}

#[tokio::test]
async fn only_what_is_in_the_trash_can_be_deleted_and_then_nothing_of_it_is_left() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bài bỏ", "Câu bị xóa.").await;
    assert_eq!(asks(&desk, "article_delete", &id).await.unwrap_err().code, ErrorCode::WrongState);
    let _: Value = desk.asks("history_name", json!({"article": id, "name": "Một"})).await.unwrap();
    throws_away(&desk, &id).await;
    asks(&desk, "article_delete", &id).await.expect("it is deleted");
    assert_eq!(asks(&desk, "article_open", &id).await.unwrap_err().code, ErrorCode::ArticleNotFound);
    assert!(desk.texts_of(&id).is_empty());
    assert!(desk.lists(Shelf::Trash).await.is_empty());
}

#[tokio::test]
async fn the_time_in_the_trash_runs_out_and_only_there() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let kept = desk.writes("Bài giữ", "Câu giữ.").await;
    let id = desk.writes("Bài bỏ", "Câu bỏ.").await;
    throws_away(&desk, &id).await;
    office.clock().passes_ms(30 * DAY_MS - 1);
    desk.app().tidy().await.expect("the daily work is done");
    assert_eq!(desk.lists(Shelf::Trash).await.len(), 1, "a moment too early");
    office.clock().passes_ms(1);
    desk.app().tidy().await.expect("the daily work is done");
    assert!(desk.lists(Shelf::Trash).await.is_empty());
    assert_eq!(desk.reads(&kept).await, "Câu giữ.");
}

#[tokio::test]
async fn what_was_thrown_away_is_not_sent() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let unsent = desk.writes("Chưa gửi", "Câu một.").await;
    let sent = desk.writes("Đã gửi", "Câu hai.").await;
    throws_away(&desk, &unsent).await;
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 1, "only the other one");
    desk.types(&sent, "Câu hai, sửa.").await;
    let view = throws_away(&desk, &sent).await;
    assert!(view.trash.expect("it is in the trash").on_portal, "the officer is told that the portal keeps its copy");
    desk.syncs().await;
    assert_eq!(
        office.articles_of("canbo").await[0].revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"],
        "Câu hai."
    );

    asks(&desk, "article_take_back", &sent).await.unwrap();
    desk.syncs().await;
    assert_eq!(
        office.articles_of("canbo").await[0].revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"],
        "Câu hai, sửa.",
        "taken back, it goes on where it was"
    );
}

#[tokio::test]
async fn what_waits_for_others_or_is_public_cannot_be_thrown_away() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Chờ duyệt", "Câu.").await;
    desk.submits(&id).await;
    assert_eq!(asks(&desk, "article_trash", &id).await.unwrap_err().code, ErrorCode::WrongState, "its submission waits to be sent");
    desk.syncs().await;
    assert_eq!(asks(&desk, "article_trash", &id).await.unwrap_err().code, ErrorCode::WrongState, "it is in review");
    for reviewer in ["lanhdao", "bientap"] {
        let other = office.desk_of(reviewer).await;
        other.syncs().await;
        assert_eq!(asks(&other, "article_trash", &id).await.unwrap_err().code, ErrorCode::WrongState, "it is someone else's");
        other.approves(&id).await;
        other.syncs().await;
    }
    desk.syncs().await;
    assert_eq!(desk.lists(Shelf::Published).await.len(), 1);
    assert_eq!(asks(&desk, "article_trash", &id).await.unwrap_err().code, ErrorCode::WrongState, "it is public");
}

/// Two machines of one officer that have the same article.
async fn two_machines(office: &Office) -> (Desk, Desk, String) {
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "Câu gốc.").await;
    one.syncs().await;
    two.syncs().await;
    (one, two, id)
}

#[tokio::test]
async fn new_words_on_the_portal_take_an_article_out_of_the_trash() {
    let office = Office::opens().await;
    let (one, two, id) = two_machines(&office).await;
    throws_away(&two, &id).await;
    two.syncs().await;
    assert_eq!(two.lists(Shelf::Trash).await.len(), 1, "nothing new was said of it");
    one.types(&id, "Câu viết thêm.").await;
    one.syncs().await;
    let mut events = two.app().events();
    two.syncs().await;
    assert!(two.lists(Shelf::Trash).await.is_empty());
    let told = std::iter::from_fn(|| events.try_recv().ok()).any(|event| event == AppEvent::ArticlesRevived { articles: vec![id.clone()] });
    assert!(told, "what comes back by itself says so");
    assert_eq!(two.reads(&id).await, "Câu viết thêm.");
}

#[tokio::test]
async fn an_article_that_is_submitted_elsewhere_is_taken_out_of_the_trash() {
    let office = Office::opens().await;
    let (one, two, id) = two_machines(&office).await;
    throws_away(&two, &id).await;
    one.submits(&id).await;
    one.syncs().await;
    two.syncs().await;
    assert!(two.lists(Shelf::Trash).await.is_empty());
    assert_eq!(two.lists(Shelf::Sent).await.len(), 1);
}

#[tokio::test]
async fn what_was_deleted_stays_deleted_until_somebody_writes_in_it() {
    let office = Office::opens().await;
    let (one, two, id) = two_machines(&office).await;
    throws_away(&two, &id).await;
    asks(&two, "article_delete", &id).await.expect("it is deleted");
    two.syncs().await;
    assert!(two.lists(Shelf::Drafts).await.is_empty(), "the portal's copy does not come back by itself");

    // The portal tells its whole history again, as it does when a cursor has run out.
    two.network().fails(banthao_testkit::Request::Pull, banthao_portal_api::Error::CursorExpired);
    two.syncs().await;
    assert!(two.lists(Shelf::Drafts).await.is_empty(), "and neither when it is told again");

    one.types(&id, "Câu viết thêm.").await;
    one.syncs().await;
    two.syncs().await;
    assert_eq!(two.reads(&id).await, "Câu viết thêm.", "an edit outlives a tidying up");
}

#[tokio::test]
async fn nothing_is_deleted_while_its_answer_is_outstanding() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bài bỏ", "Câu gửi.").await;
    desk.network().loses_the_answer_to(banthao_testkit::Request::Push);
    desk.tries_to_sync().await.unwrap_err();
    throws_away(&desk, &id).await;
    assert_eq!(asks(&desk, "article_delete", &id).await.unwrap_err().code, ErrorCode::WrongState);
    desk.syncs().await;
    assert_eq!(desk.lists(Shelf::Trash).await.len(), 1, "the answer that came is no news");
    asks(&desk, "article_delete", &id).await.expect("now it can go");
}
