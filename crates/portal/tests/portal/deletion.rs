//! Deleted on purpose, remembered for long, brought back by an edit.

use banthao_portal_api::wire::{ChangeKind, EventKind, Outcome, ProblemType, RevsDiff};
use serde_json::json;

use crate::office::{Office, story};

#[tokio::test]
async fn a_deletion_is_news_to_whoever_saw_the_article_and_to_nobody_else() {
    let office = Office::opens();
    let (officer, leader, editor) = (office.signs_in("canbo").await, office.signs_in("lanhdao").await, office.signs_in("bientap").await);
    let article = officer.writes(&story("Sẽ xoá")).await;
    officer.applied(article.submit()).await;
    officer.applied(article.recall()).await;
    let before = leader.pulls("", 10).await;

    officer.applied(article.delete()).await;
    for (desk, cursor) in [(&leader, before.next_cursor.as_str()), (&officer, "")] {
        let page = desk.pulls(cursor, 10).await;
        let told = page.changes.iter().find(|change| change.article == article.id).expect("the deletion is news");
        let ChangeKind::Tombstone { by, head, .. } = &told.kind else { panic!("{told:?}") };
        assert_eq!((by.id, *head), (officer.account.id, article.head), "whoever revives it needs the base");
    }
    assert!(editor.pulls("", 10).await.changes.is_empty(), "it never came before the editors");
}

#[tokio::test]
async fn an_edit_brings_a_deleted_article_back() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Bị xoá nhầm")).await;
    officer.applied(article.delete()).await;
    officer.applied(article.delete()).await;
    officer.is_refused(article.submit(), ProblemType::WrongStage).await;

    let edited = officer.edits(&article, &story("Viết tiếp")).await;
    let back = officer.sees(&edited).await.expect("an edit outlives a deletion");
    let events: Vec<_> = back.events.iter().map(|event| event.kind.clone()).collect();
    assert_eq!(events, [EventKind::Created, EventKind::Deleted, EventKind::Revived], "deleted twice, told once");
}

#[tokio::test]
async fn what_waits_or_is_public_or_has_moved_on_is_not_deleted() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let waiting = officer.writes(&story("Đang chờ")).await;
    officer.applied(waiting.submit()).await;
    officer.is_refused(waiting.delete(), ProblemType::WrongStage).await;
    let public = office.publishes(&story("Đã đăng")).await;
    officer.is_refused(public.delete(), ProblemType::WrongStage).await;
    let article = officer.writes(&story("Một")).await;
    let edited = officer.edits(&article, &story("Hai")).await;
    assert_eq!(officer.does(article.delete()).await, Outcome::Conflict { head: Some(edited.head) }, "someone wrote on meanwhile");
}

#[tokio::test]
async fn a_deletion_is_remembered_for_four_hundred_days_and_older_cursors_are_void_afterwards() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let kept = officer.writes(&story("Còn lại")).await;
    let article = officer.writes(&story("Xoá từ lâu")).await;
    let before = officer.pulls("", 10).await.next_cursor;
    officer.applied(article.delete()).await;
    let after = officer.pulls("", 10).await.next_cursor;

    office.days_pass(399);
    let office = office.reopens();
    let officer = office.signs_in("canbo").await;
    assert!(matches!(officer.pulls(&before, 10).await.changes[0].kind, ChangeKind::Tombstone { .. }), "not a day too early");

    office.days_pass(2);
    let another = officer.writes(&story("Bài mới")).await;
    officer.gets(&format!("/v1/pull?cursor={before}")).await.refuses_with(ProblemType::CursorExpired);
    assert_eq!(officer.pulls(&after, 10).await.changes.len(), 1, "who has seen the deletion goes on");
    let all: Vec<_> = officer.pulls("", 10).await.changes.iter().map(|change| change.article).collect();
    assert_eq!(all, [kept.id, another.id]);
    assert!(officer.sees(&article).await.is_none());
}

#[tokio::test]
async fn after_a_restore_a_client_learns_what_is_missing() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Có ở cả hai bên")).await;
    let deleted = officer.writes(&story("Đã xoá")).await;
    officer.applied(deleted.delete()).await;
    let cursor = officer.pulls("", 10).await.next_cursor;

    office.portal.begin_epoch().unwrap();
    officer.gets(&format!("/v1/pull?cursor={cursor}")).await.refuses_with(ProblemType::CursorExpired);

    let unknown = "00000000-0000-7000-8000-000000000001";
    let (here, gone) = (article.head.to_string(), "ab".repeat(32));
    let question = json!({"articles": [
        {"article": article.id, "revisions": [here, gone]},
        {"article": unknown, "revisions": [gone]},
        {"article": deleted.id, "revisions": [deleted.head]},
    ], "blobs": [gone]});
    let ask = |desk: &crate::office::Desk<'_>| desk.request(axum::http::Method::POST, "/v1/revs-diff", question.to_string());
    let diff: RevsDiff = office.asks(ask(&officer)).await.json();
    let told = serde_json::to_value(&diff).unwrap();
    assert_eq!(
        told,
        json!({"articles": [
            {"article": article.id, "head": here, "deleted": false, "missing": [gone]},
            {"article": unknown, "head": null, "deleted": false, "missing": [gone]},
            {"article": deleted.id, "head": deleted.head, "deleted": true, "missing": []},
        ], "missing_blobs": [gone]})
    );
    let leader = office.signs_in("lanhdao").await;
    let seen: RevsDiff = office.asks(ask(&leader)).await.json();
    assert!(seen.articles.iter().all(|found| found.head.is_none() && !found.deleted), "a stranger learns nothing: {seen:?}");
    assert_eq!(seen.articles[0].missing.len(), 2);
}
