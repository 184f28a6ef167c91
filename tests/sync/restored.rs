//! A portal that goes back to an earlier state, or forgets where a client was.

use banthao_portal_api::{Error, wire::Stage};
use banthao_protocol::{Shelf, Status};
use banthao_testkit::{Office, Request};

#[tokio::test]
async fn an_expired_cursor_begins_anew_and_deletes_nothing() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let received = desk.writes("Đã ở Cổng", "Nội dung.").await;
    desk.syncs().await;
    let draft = desk.writes("Còn ở máy", "Nội dung.").await;
    desk.network().fails(Request::Pull, Error::CursorExpired);
    desk.syncs().await;
    assert_eq!(desk.lists(Shelf::Drafts).await.len(), 2);
    for id in [received, draft] {
        assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    }
    assert_eq!(office.articles_of("canbo").await.len(), 2, "nothing was created a second time");
}

#[tokio::test]
async fn a_portal_that_was_restored_gets_back_what_it_lost() {
    let mut office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let old = desk.writes("Có trong bản sao lưu", "Câu cũ.").await;
    desk.syncs().await;
    let backup = office.backs_up();
    let young = desk.writes("Viết sau bản sao lưu", "Nội dung.").await;
    desk.types(&old, "Câu mới.").await;
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 2);

    office.goes_back_to(&backup).await;
    desk.network().portal_has_a_new_epoch();
    desk.syncs().await;
    desk.syncs().await;

    assert_eq!(desk.reads(&old).await, "Câu mới.", "an old portal must not take back what was typed");
    assert_eq!(desk.reads(&young).await, "Nội dung.");
    assert_eq!(desk.lists(Shelf::Drafts).await.len(), 2, "absence deletes nothing");
    let there = office.articles_of("canbo").await;
    assert_eq!(there.len(), 2, "the lost article went up again");
    let of_old = there
        .iter()
        .find(|article| article.revision.as_deref().expect("a whole change").content.title == "Có trong bản sao lưu")
        .expect("the old one");
    assert_eq!(of_old.revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"], "Câu mới.");
    for id in [old, young] {
        assert!(matches!(desk.status(&id).await, Status::Received { .. }), "{:?}", desk.status(&id).await);
    }
}

#[tokio::test]
async fn a_submission_that_was_answered_and_then_lost_is_asked_again() {
    let mut office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Gửi đúng lúc Cổng hỏng", "Nội dung.").await;
    desk.syncs().await;
    let backup = office.backs_up();
    desk.submits(&id).await;
    desk.network().tells_no_news();
    desk.network().fails_at(Request::Pull, 2, Error::Unreachable);
    desk.tries_to_sync().await.unwrap_err();
    assert!(matches!(office.articles_of("canbo").await[0].stage, Stage::InReview { .. }), "the portal had taken it");

    office.goes_back_to(&backup).await;
    desk.network().portal_has_a_new_epoch();
    desk.syncs().await;

    assert!(matches!(office.articles_of("canbo").await[0].stage, Stage::InReview { .. }));
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }), "{:?}", desk.status(&id).await);
    assert!(desk.outbox().await.entries.is_empty());
}

#[tokio::test]
async fn a_reviewer_of_a_restored_portal_reads_what_it_says_and_can_decide() {
    let mut office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bài đang duyệt", "Bản thứ nhất.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    let backup = office.backs_up();
    desk.recalls(&id).await;
    desk.syncs().await;
    desk.types(&id, "Bản thứ hai.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    assert_eq!(leader.reads(&id).await, "Bản thứ hai.");

    office.goes_back_to(&backup).await;
    leader.network().portal_has_a_new_epoch();
    leader.signs_in("lanhdao").await;
    leader.syncs().await;

    assert_eq!(leader.reads(&id).await, "Bản thứ nhất.", "another's article is what the portal says");
    leader.approves(&id).await;
    leader.syncs().await;
    assert!(matches!(office.articles_of("canbo").await[0].stage, Stage::InReview { level: 1, .. }));
}

#[tokio::test]
async fn words_that_a_restore_took_from_the_portal_are_not_replaced_by_what_was_sent_there_since() {
    let mut office = Office::opens().await;
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Hai máy và một bản sao lưu", "Câu đầu.").await;
    one.syncs().await;
    two.syncs().await;
    let backup = office.backs_up();
    two.types(&id, "Câu của máy hai.").await;
    two.syncs().await;
    assert!(matches!(two.status(&id).await, Status::Received { .. }), "acknowledged, and then lost by the portal");

    office.goes_back_to(&backup).await;
    for desk in [&one, &two] {
        desk.network().portal_has_a_new_epoch();
    }
    one.types(&id, "Câu của máy một.").await;
    one.syncs().await;
    two.syncs().await;

    assert_eq!(two.reads(&id).await, "Câu của máy hai.", "what was acknowledged is not taken from the screen");
    assert_eq!(two.status(&id).await, Status::NeedsChoice);
}
