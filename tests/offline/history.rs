//! What an article said before: it grows by itself, is named, compared and taken up again.

use banthao_protocol::{
    ApiError, ArticleContentView, CompareView, ErrorCode, HistoryView, LineChange, RestoredView, RevisionKind, SideView, WritingPlace,
};
use banthao_testkit::{Desk, Office, article, body, paragraph};
use serde_json::json;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

async fn history(desk: &Desk, id: &str) -> HistoryView {
    desk.asks("history_list", json!({"article": id})).await.expect("the history is listed")
}

async fn names(desk: &Desk, id: &str, revision: Option<&str>, name: &str) -> HistoryView {
    desk.asks("history_name", json!({"article": id, "revision": revision, "name": name})).await.expect("the version is named")
}

async fn compares(desk: &Desk, id: &str, before: Option<&str>, after: Option<&str>) -> CompareView {
    desk.asks("history_compare", json!({"article": id, "before": before, "after": after})).await.expect("the texts are compared")
}

async fn restores(desk: &Desk, id: &str, revision: &str) -> Result<RestoredView, ApiError> {
    desk.asks("history_restore", json!({"article": id, "revision": revision})).await
}

#[tokio::test]
async fn a_history_grows_without_a_portal_at_every_rest() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu một.").await;
    assert!(history(&desk, &id).await.rows.is_empty(), "a quarter of a second is no rest");
    assert_eq!(history(&desk, &id).await.unsaved.expect("the text on the screen").added, 9, "title, sapo and text");

    office.clock().passes_ms(3 * MINUTE_MS);
    desk.types(&id, "Câu một. Câu hai.").await;

    let history = history(&desk, &id).await;
    assert_eq!(history.rows.len(), 1, "what stood there during the rest");
    assert_eq!((history.rows[0].kind, history.rows[0].place), (RevisionKind::Autosave, WritingPlace::Here));
    let unsaved = history.unsaved.expect("the text on the screen is newer");
    assert_eq!((unsaved.added, unsaved.removed), (2, 0));
    assert_eq!(desk.texts_of(&id), ["Câu một."]);
}

#[tokio::test]
async fn writing_without_a_rest_becomes_a_revision_every_few_minutes() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu 0.").await;
    for minute in 1..=11 {
        office.clock().passes_ms(MINUTE_MS);
        desk.types(&id, &format!("Câu {minute}.")).await;
    }
    assert_eq!(history(&desk, &id).await.rows.len(), 2, "after five minutes and after ten");
}

#[tokio::test]
async fn leaving_an_article_or_the_application_makes_a_revision() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let first = desk.writes("Bài một", "Câu của bài một.").await;
    let second = desk.writes("Bài hai", "Câu của bài hai.").await;
    assert_eq!(desk.texts_of(&first), ["Câu của bài một."]);
    assert!(desk.texts_of(&second).is_empty());
    desk.restarts().await;
    assert_eq!(desk.texts_of(&second), ["Câu của bài hai."]);
    assert!(history(&desk, &second).await.unsaved.is_none(), "the screen says what the latest revision says");
}

#[tokio::test]
async fn a_name_stands_beside_its_revision_and_can_change() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu gửi anh Hùng đọc.").await;
    let named = names(&desk, &id, None, "  Bản gửi đọc  ").await;
    assert_eq!((named.rows[0].name.as_deref(), named.rows[0].kind), (Some("Bản gửi đọc"), RevisionKind::Named));
    let revision = named.rows[0].revision.clone();

    let renamed = names(&desk, &id, Some(&revision), "Bản chốt").await;
    assert_eq!(renamed.rows[0].name.as_deref(), Some("Bản chốt"));
    assert_eq!(renamed.rows[0].revision, revision, "the revision itself is what it was");

    let other = desk.writes("Bài khác", "Câu khác.").await;
    let refusal: Result<HistoryView, _> = desk.asks("history_name", json!({"article": other, "revision": revision, "name": "Lạc"})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::RevisionNotFound, "a revision of another article is not named here");

    assert_eq!(names(&desk, &id, Some(&revision), "").await.rows[0].name, None, "an empty name takes it away");
}

#[tokio::test]
async fn two_revisions_are_compared_word_by_word() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Công bố chỉ số", "Bộ công bố chỉ số.").await;
    let first = names(&desk, &id, None, "Một").await.rows[0].revision.clone();
    let text = body([paragraph("Bộ công bố ba chỉ số."), paragraph("Câu thêm.")]);
    let content = ArticleContentView { body: text, section: None, ..article("Công bố chỉ tiêu", "") };
    desk.saves(&id, &content).await;

    let compared = compares(&desk, &id, Some(&first), None).await;

    let title = compared.fields.iter().find(|field| field.field == "title").expect("the title changed");
    let words: Vec<_> = title.spans.iter().map(|span| (span.side, span.text.as_str())).collect();
    assert_eq!(words, [(SideView::Same, "Công bố chỉ "), (SideView::Removed, "số"), (SideView::Added, "tiêu")]);
    assert!(compared.fields.iter().any(|field| field.field == "section"));
    assert_eq!(compared.lines.iter().map(|line| line.change).collect::<Vec<_>>(), [LineChange::Edited, LineChange::Added]);
    assert!(compared.lines[0].pieces.iter().any(|piece| piece.side == SideView::Added && piece.text.trim() == "ba"));
    assert!(compared.added >= 4, "tiêu, ba, Câu thêm");

    let from_nothing = compares(&desk, &id, None, Some(&first)).await;
    assert_eq!(from_nothing.removed, 0, "before the first revision there was nothing");
}

#[tokio::test]
async fn an_earlier_text_is_taken_up_again_and_that_can_be_undone() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu cũ.").await;
    let old = names(&desk, &id, None, "Cũ").await.rows[0].revision.clone();
    desk.types(&id, "Câu mới chưa thành phiên bản.").await;

    let restored = restores(&desk, &id, &old).await.expect("the draft may be edited");

    assert_eq!(desk.reads(&id).await, "Câu cũ.");
    let rows = history(&desk, &id).await.rows;
    assert_eq!(rows.iter().map(|row| row.kind).collect::<Vec<_>>(), [RevisionKind::Restored, RevisionKind::Autosave, RevisionKind::Named]);
    assert!(rows[0].on_screen);
    let undo = restored.undo.expect("what stood there is a revision now");
    restores(&desk, &id, &undo).await.expect("and can be taken up again");
    assert_eq!(desk.reads(&id).await, "Câu mới chưa thành phiên bản.");
}

#[tokio::test]
async fn nothing_is_restored_into_a_text_that_waits_for_approval() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Câu cũ.").await;
    let old = names(&desk, &id, None, "Cũ").await.rows[0].revision.clone();
    desk.types(&id, "Câu gửi duyệt.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    assert_eq!(restores(&desk, &id, &old).await.unwrap_err().code, ErrorCode::WrongState);
    assert_eq!(desk.reads(&id).await, "Câu gửi duyệt.");
}

#[tokio::test]
async fn a_history_tells_what_was_submitted_and_who_wrote_it() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Câu gửi duyệt.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    let rows = history(&desk, &id).await.rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].kind, RevisionKind::Submitted);
    use banthao_protocol::MilestoneView::{Received, Submitted};
    assert_eq!(rows[0].milestones, [Received, Submitted]);
    assert_eq!(rows[0].author, desk.state().await.profile.and_then(|profile| profile.account).map(|account| account.name));

    let other = office.desk_of("canbo").await;
    other.syncs().await;
    let there = history(&other, &id).await.rows;
    assert_eq!((there[0].kind, there[0].place), (RevisionKind::Remote, WritingPlace::Elsewhere));
}

#[tokio::test]
async fn old_autosaves_are_thinned_out_and_what_somebody_named_stays() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu 0.").await;
    for count in 1..=12 {
        office.clock().passes_ms(5 * MINUTE_MS);
        desk.types(&id, &format!("Câu {count}.")).await;
        if count == 3 {
            names(&desk, &id, None, "Bản giữ lại").await;
        }
    }
    let before = history(&desk, &id).await.rows.len();
    office.clock().passes_ms(40 * DAY_MS);
    desk.app().tidy().await.expect("the daily work is done");

    let rows = history(&desk, &id).await.rows;
    assert!(rows.len() < before && rows.len() <= 3, "{} of {before} stayed", rows.len());
    assert!(rows.iter().any(|row| row.name.as_deref() == Some("Bản giữ lại")));
    assert_eq!(desk.reads(&id).await, "Câu 12.", "the text on the screen is not history");
    desk.app().tidy().await.expect("the daily work is done");
    assert_eq!(history(&desk, &id).await.rows.len(), rows.len(), "a second time takes nothing more");
}

#[tokio::test]
async fn a_lost_answer_is_still_found_after_the_revisions_between_were_thinned_out() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Câu gửi.").await;
    // The portal has the text; its answer never came. Then a long time of writing without a network.
    desk.network().loses_the_answer_to(banthao_testkit::Request::Push);
    desk.tries_to_sync().await.unwrap_err();
    desk.network().goes_down();
    for count in 1..=12 {
        office.clock().passes_ms(5 * MINUTE_MS);
        desk.types(&id, &format!("Câu gửi, rồi viết tiếp {count}.")).await;
    }
    office.clock().passes_ms(5 * DAY_MS);
    let before = desk.texts_of(&id).len();
    desk.app().tidy().await.expect("the daily work is done");
    assert!(desk.texts_of(&id).len() < before, "something was thinned out");

    desk.network().comes_up();
    desk.syncs().await;
    assert!(!matches!(desk.status(&id).await, banthao_protocol::Status::NeedsChoice), "the portal's head is one of ours");
    assert_eq!(
        office.articles_of("canbo").await[0].revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"],
        "Câu gửi, rồi viết tiếp 12."
    );
}
