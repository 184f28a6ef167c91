//! The process ends between sending and the answer.

use banthao_portal_api::wire::{EventKind, Stage};
use banthao_protocol::{OutboxState, Status};
use banthao_testkit::{Office, Request};

#[tokio::test]
async fn what_was_on_its_way_is_in_doubt_after_a_kill_and_arrives_exactly_once() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let id = desk.writes("Đang gửi thì mất điện", "Nội dung.").await;
    desk.network().never_answers(Request::Push);

    desk.is_killed_while_it_syncs().await;

    assert_eq!(office.articles_of("canbo").await.len(), 1, "it had arrived");
    let states: Vec<_> = desk.outbox().await.entries.into_iter().map(|entry| entry.state).collect();
    assert_eq!(states, [OutboxState::InDoubt], "the new process does not pretend to know");
    assert_eq!(desk.status(&id).await, Status::OnDevice);
    desk.syncs().await;
    let there = office.articles_of("canbo").await;
    assert_eq!((there.len(), there[0].events.len()), (1, 1), "asked again, answered with the first receipt");
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    assert!(desk.outbox().await.entries.is_empty());
}

#[tokio::test]
async fn a_submission_that_was_on_its_way_is_submitted_once() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let id = desk.writes("Đang gửi duyệt thì mất điện", "Nội dung.").await;
    desk.syncs().await;
    desk.submits(&id).await;
    desk.network().never_answers(Request::Push);
    desk.is_killed_while_it_syncs().await;
    assert_eq!(desk.status(&id).await, Status::SubmitQueued);
    desk.syncs().await;
    let there = office.articles_of("canbo").await;
    assert!(matches!(there[0].stage, Stage::InReview { level: 0, .. }));
    assert_eq!(there[0].events.iter().filter(|event| event.kind == EventKind::Submitted).count(), 1);
}

#[tokio::test]
async fn a_kill_while_news_come_in_skips_no_change() {
    let office = Office::opens().await;
    let writer = office.desk_of("canbo").await;
    let id = writer.writes("Tin cho máy kia", "Nội dung.").await;
    writer.syncs().await;
    let mut desk = office.desk_of("canbo").await;
    desk.network().never_answers(Request::Pull);
    desk.is_killed_while_it_syncs().await;
    desk.syncs().await;
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn an_upload_that_was_cut_off_is_finished_by_the_next_process() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let pdf = desk.adds("quyet-dinh.pdf", banthao_testkit::PDF.to_vec()).await;
    let id = desk.writes("Có tệp kèm", "Nội dung.").await;
    let mut content = desk.opens(&id).await.content;
    content.attachments.push(banthao_protocol::AttachmentView {
        blob: pdf.blob,
        title: "Quyết định".to_owned(),
        file_name: pdf.file_name,
        media_type: pdf.media_type,
        bytes: pdf.bytes,
        rest: serde_json::json!({}),
    });
    desk.saves(&id, &content).await;
    desk.network().never_answers(Request::Upload);
    desk.is_killed_while_it_syncs().await;
    assert_eq!(desk.status(&id).await, Status::Sending { media_done: 0, media_total: 1 });
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}
