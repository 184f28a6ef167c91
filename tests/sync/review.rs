//! From the officer's desk to the public page, and back.

use banthao_document::BlobId;
use banthao_portal_api::wire::{Act, Stage};
use banthao_protocol::{
    ArticleContentView, ArticleView, AttachmentView, Decision, ErrorCode, HistoryKind, May, OutboxState, Shelf, Status,
};
use banthao_testkit::{Desk, Office, PDF, Request, article};
use serde_json::json;

/// Submitted by the officer and there for its first approver.
async fn submitted(desk: &Desk, title: &str, text: &str) -> String {
    let id = desk.writes(title, text).await;
    desk.submits(&id).await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }), "the submission arrived");
    id
}

/// Approved by everyone and public.
async fn published(office: &Office, desk: &Desk, title: &str, text: &str) -> (String, String) {
    let id = submitted(desk, title, text).await;
    for username in ["lanhdao", "bientap"] {
        let reviewer = office.desk_of(username).await;
        reviewer.syncs().await;
        reviewer.approves(&id).await;
        reviewer.syncs().await;
    }
    desk.syncs().await;
    let url = desk.opens(&id).await.public_url.expect("it is public");
    (id, url)
}

#[tokio::test]
async fn an_article_goes_from_the_desk_through_two_approvals_to_the_public_page() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = submitted(&desk, "Công bố chỉ số chuyển đổi số", "Bản nháp còn lỗi.").await;
    assert!(desk.lists(Shelf::Sent).await.iter().any(|row| row.article == id));

    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    let waiting = leader.lists(Shelf::Mine).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].owner.as_deref(), Some("Cán bộ truyền thông"));
    assert_eq!(leader.opens(&id).await.may, [May::Approve, May::SendBack]);
    let view = leader.sends_back(&id, "Thiếu nguồn số liệu.").await;
    assert_eq!(view.status, Status::DecisionQueued { decision: Decision::SendBack });
    leader.syncs().await;
    assert!(leader.lists(Shelf::Mine).await.is_empty());

    desk.syncs().await;
    let returned = desk.opens(&id).await;
    assert!(
        matches!(&returned.status, Status::Returned { by, reason, .. } if by == "Lãnh đạo đơn vị" && reason == "Thiếu nguồn số liệu."),
        "{:?}",
        returned.status
    );
    assert!(desk.lists(Shelf::Drafts).await.iter().any(|row| row.article == id), "it is back with its author");
    desk.types(&id, "Bản đã sửa, có nguồn.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }), "{:?}", desk.status(&id).await);

    leader.syncs().await;
    assert_eq!(leader.reads(&id).await, "Bản đã sửa, có nguồn.");
    leader.approves(&id).await;
    leader.syncs().await;
    assert_eq!(office.page("/").await.text.matches("Công bố chỉ số chuyển đổi số").count(), 0, "one approval is not enough");
    let editor = office.desk_of("bientap").await;
    editor.syncs().await;
    editor.approves(&id).await;
    editor.syncs().await;

    desk.syncs().await;
    let view = desk.opens(&id).await;
    let Status::Published { url, .. } = &view.status else { panic!("not public: {:?}", view.status) };
    let page = office.page(url).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Công bố chỉ số chuyển đổi số") && page.text.contains("Bản đã sửa, có nguồn."));
    assert!(!page.text.contains("Bản nháp còn lỗi."));
    assert!(office.page("/").await.text.contains("Công bố chỉ số chuyển đổi số"), "the front page names it");
    assert_eq!(desk.lists(Shelf::Published).await.len(), 1);
    let history: Vec<_> = view.history.iter().map(|line| line.what).collect();
    use HistoryKind::{Approved, Created, Published, SentBack, Submitted};
    assert_eq!(history, [Created, Submitted, SentBack, Submitted, Approved, Approved, Published]);
}

#[tokio::test]
async fn text_goes_before_media_and_the_submission_after_both() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (id, blob) = writes_with_attachment(&desk).await;
    desk.submits(&id).await;
    desk.network().fails(Request::Upload, banthao_portal_api::Error::Unreachable);
    assert_eq!(desk.tries_to_sync().await.unwrap_err().code, ErrorCode::PortalUnreachable);

    let there = office.articles_of("canbo").await;
    assert_eq!(there[0].missing_blobs, [blob], "the text is there without its file");
    assert_eq!(there[0].stage, Stage::Draft, "and is not submitted without it");
    assert_eq!(desk.status(&id).await, Status::SubmitQueued);
    let submissions = |desk: &Desk| desk.network().operations().iter().filter(|op| matches!(op.act, Act::Submit { .. })).count();
    assert_eq!(submissions(&desk), 0, "the submission waits for the file");

    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }));
    assert_eq!(submissions(&desk), 1);
}

#[tokio::test]
async fn a_submission_that_the_portal_blocks_waits_until_the_file_was_sent_again() {
    let mut office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let backup = {
        desk.writes("Bài cũ", "Đã ở Cổng.").await;
        desk.syncs().await;
        office.backs_up()
    };
    let (id, _) = writes_with_attachment(&desk).await;
    desk.syncs().await;
    // The portal loses the file that this machine believes to be there.
    office.goes_back_to(&backup).await;
    desk.network().portal_has_a_new_epoch();
    desk.submits(&id).await;
    desk.syncs().await;
    desk.syncs().await;
    let status = desk.status(&id).await;
    assert!(matches!(status, Status::InReview { .. }), "{status:?}");
}

/// A complete article with a PDF.
async fn writes_with_attachment(desk: &Desk) -> (String, BlobId) {
    let pdf = desk.adds("quyet-dinh.pdf", PDF.to_vec()).await;
    let id = desk.writes("Có tệp kèm", "Nội dung.").await;
    let attachment = AttachmentView {
        blob: pdf.blob.clone(),
        title: "Quyết định".to_owned(),
        file_name: pdf.file_name,
        media_type: pdf.media_type,
        bytes: pdf.bytes,
        rest: json!({}),
    };
    desk.saves(&id, &ArticleContentView { attachments: vec![attachment], ..article("Có tệp kèm", "Nội dung.") }).await;
    (id, pdf.blob.parse().expect("a digest"))
}

#[tokio::test]
async fn an_approval_of_a_text_that_changed_is_refused_on_the_desk() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = submitted(&desk, "Bài đang duyệt", "Bản thứ nhất.").await;
    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    let read = leader.opens(&id).await.content_hash;

    desk.recalls(&id).await;
    desk.syncs().await;
    desk.types(&id, "Bản thứ hai.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    leader.syncs().await;

    let refusal: Result<ArticleView, _> = leader.asks("article_approve", json!({"article": id, "content_hash": read})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::ContentChanged);
    assert_eq!(leader.status(&id).await, Status::InReview { waiting: "Chờ đơn vị duyệt".to_owned(), yours: true });
}

#[tokio::test]
async fn an_approval_that_is_overtaken_by_a_change_is_refused_by_the_portal() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = submitted(&desk, "Bài đang duyệt", "Bản thứ nhất.").await;
    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    leader.approves(&id).await;

    desk.recalls(&id).await;
    desk.syncs().await;
    desk.types(&id, "Bản thứ hai.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    leader.syncs().await;

    let there = office.articles_of("canbo").await;
    assert!(matches!(there[0].stage, Stage::InReview { level: 0, .. }), "the new text has no approval: {:?}", there[0].stage);
    let entry = leader.outbox().await.entries.remove(0);
    assert_eq!(entry.state, OutboxState::Refused);
    assert_eq!(entry.trouble.expect("a reason").code, ErrorCode::ContentChanged);
    // Told, the leader gives the old decision up, reads again and decides anew.
    let _: serde_json::Value = leader.asks("outbox_discard", json!({"entry": entry.entry})).await.unwrap();
    assert_eq!(leader.reads(&id).await, "Bản thứ hai.");
    leader.approves(&id).await;
    leader.syncs().await;
    assert!(matches!(office.articles_of("canbo").await[0].stage, Stage::InReview { level: 1, .. }));
}

#[tokio::test]
async fn an_author_is_not_offered_a_decision_and_gets_none() {
    let office = Office::opens().await;
    let desk = office.desk_of("lanhdao").await;
    let id = submitted(&desk, "Bài của lãnh đạo", "Tự viết.").await;
    let view = desk.opens(&id).await;
    assert_eq!(view.may, [May::Recall]);
    let refusal: Result<ArticleView, _> = desk.asks("article_approve", json!({"article": id, "content_hash": view.content_hash})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongState);
    assert!(desk.lists(Shelf::Mine).await.is_empty());
}

#[tokio::test]
async fn an_edit_after_publication_leaves_the_public_page_as_it_was_approved() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (id, url) = published(&office, &desk, "Bài đã đăng", "Đúng như đã duyệt.").await;
    desk.types(&id, "Sửa mà chưa ai duyệt.").await;
    desk.syncs().await;
    let page = office.page(&url).await;
    assert!(page.text.contains("Đúng như đã duyệt.") && !page.text.contains("Sửa mà chưa ai duyệt."));
    let view = desk.opens(&id).await;
    assert!(matches!(view.status, Status::Received { .. }), "the changed text is not the public one: {:?}", view.status);
    assert_eq!(view.public_url.as_deref(), Some(url.as_str()), "what is public stays known");
    assert!(view.may.contains(&May::Submit));
}

#[tokio::test]
async fn a_submission_that_never_left_is_recalled_without_a_word_to_the_portal() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.syncs().await;
    let id = desk.writes("Gửi nhầm", "Nội dung.").await;
    desk.submits(&id).await;
    let view = desk.recalls(&id).await;
    assert_eq!(view.status, Status::OnDevice);
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    assert_eq!(office.articles_of("canbo").await[0].stage, Stage::Draft);
    assert!(desk.network().operations().iter().all(|op| matches!(op.act, Act::PutRevision { .. } | Act::PutDelta { .. })));
}

#[tokio::test]
async fn a_submission_that_arrived_is_recalled_by_the_portal() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = submitted(&desk, "Rút lại", "Nội dung.").await;
    let view = desk.recalls(&id).await;
    assert_eq!(view.status, Status::DecisionQueued { decision: Decision::Recall });
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await[0].stage, Stage::Draft);
    let view = desk.opens(&id).await;
    assert!(matches!(view.status, Status::Received { .. }));
    assert!(view.may.contains(&May::Edit));
}

#[tokio::test]
async fn a_submission_in_doubt_is_recalled_after_it_and_not_instead_of_it() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Đang phân vân", "Nội dung.").await;
    desk.syncs().await;
    desk.submits(&id).await;
    desk.network().loses_the_answer_to(Request::Push);
    desk.tries_to_sync().await.unwrap_err();
    desk.recalls(&id).await;
    desk.syncs().await;
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await[0].stage, Stage::Draft);
    assert!(desk.outbox().await.entries.is_empty(), "{:?}", desk.outbox().await.entries);
}
