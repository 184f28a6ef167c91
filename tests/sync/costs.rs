//! A network that costs money: texts go, media wait until it is free or the person says so.

use banthao_protocol::{NetworkCosts, OutboxAct, OutboxMay, OutboxView, Sending, Status, SyncView, WaitsFor};
use banthao_testkit::{Desk, Office, Request};
use serde_json::json;

async fn with_a_file(desk: &Desk) -> String {
    let pdf = desk.adds("quyet-dinh.pdf", banthao_testkit::PDF.to_vec()).await;
    let id = desk.writes("Có tệp kèm", "Nội dung.").await;
    let mut content = desk.opens(&id).await.content;
    content.attachments.push(banthao_protocol::AttachmentView {
        blob: pdf.blob,
        title: "Quyết định".to_owned(),
        file_name: pdf.file_name,
        media_type: pdf.media_type,
        bytes: pdf.bytes,
        rest: json!({}),
    });
    desk.saves(&id, &content).await;
    id
}

async fn says(desk: &Desk, costs: NetworkCosts) -> SyncView {
    desk.asks("network_costs", json!({"costs": costs})).await.expect("the costs are taken")
}

#[tokio::test]
async fn where_the_network_costs_money_texts_go_and_media_wait_and_say_so() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    assert!(says(&desk, NetworkCosts::Costs).await.metered);
    let id = with_a_file(&desk).await;
    desk.submits(&id).await;
    let sync = desk.syncs().await;
    assert_eq!(desk.status(&id).await, Status::SubmitQueued, "the submission waits for its file");
    assert_eq!(office.articles_of("canbo").await.len(), 1, "the text went");
    assert!(!desk.network().seen().contains(&Request::Upload), "no byte of a file was sent");
    let size = banthao_testkit::PDF.len() as u64;
    assert_eq!(sync.held_media_bytes, size, "how much is held back is said before anything is sent");
    let outbox = desk.outbox().await;
    assert_eq!(outbox.media_bytes, size);
    let media = outbox.entries.iter().find(|entry| entry.what == OutboxAct::Media).expect("the file waits");
    assert_eq!(media.waits_for, WaitsFor::FreeNetwork);
    let submission = outbox.entries.iter().find(|entry| entry.what == OutboxAct::Submit).expect("the submission waits");
    assert_eq!(submission.waits_for, WaitsFor::Media);

    says(&desk, NetworkCosts::Free).await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }));
}

#[tokio::test]
async fn a_file_that_the_person_urges_goes_all_the_same_and_no_other() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.app().network_changed(Some(true));
    let urged = with_a_file(&desk).await;
    desk.syncs().await;
    let entry = desk.outbox().await.entries.into_iter().find(|entry| entry.what == OutboxAct::Media).expect("the file waits");
    assert_eq!(entry.may.first(), Some(&OutboxMay::SendAnyway), "the system's own word counts where the person said nothing");
    let outbox: OutboxView = desk.asks("outbox_send_anyway", json!({"entry": entry.entry})).await.unwrap();
    assert!(outbox.entries.iter().all(|entry| entry.waits_for != WaitsFor::FreeNetwork));
    desk.syncs().await;
    assert!(matches!(desk.status(&urged).await, Status::Received { .. }));
    assert_eq!(desk.network().uploads().len(), 1);
}

#[tokio::test]
async fn a_person_who_says_that_it_is_free_is_believed_over_the_system() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.app().network_changed(Some(true));
    assert!(desk.state().await.sync.metered);
    assert!(!says(&desk, NetworkCosts::Free).await.metered);
    let id = with_a_file(&desk).await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn what_the_person_said_of_the_costs_and_a_pause_outlive_a_restart() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    says(&desk, NetworkCosts::Costs).await;
    let _: SyncView = desk.asks("sync_pause", json!({"sending": Sending::Paused})).await.unwrap();
    desk.restarts().await;
    let sync = desk.state().await.sync;
    assert_eq!((sync.costs, sync.metered, sync.sending), (NetworkCosts::Costs, true, Sending::Paused));
    desk.writes("Viết lúc tạm dừng", "Nội dung.").await;
    assert!(desk.outbox().await.entries.iter().all(|entry| entry.waits_for == WaitsFor::Resumption));
}

#[tokio::test]
async fn the_help_desk_learns_how_things_stand_and_nothing_that_was_written() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let pdf = desk.adds("CANARY-tep.pdf", banthao_testkit::PDF.to_vec()).await;
    let id = desk.writes("CANARY-tieu-de", "CANARY-noi-dung").await;
    let mut content = desk.opens(&id).await.content;
    content.attachments.push(banthao_protocol::AttachmentView {
        blob: pdf.blob,
        title: "CANARY-chu-thich".to_owned(),
        file_name: "CANARY-tep.pdf".to_owned(),
        media_type: pdf.media_type,
        bytes: pdf.bytes,
        rest: json!({}),
    });
    desk.saves(&id, &content).await;
    desk.submits(&id).await;
    let problem = banthao_portal_api::wire::Problem::new(banthao_portal_api::wire::ProblemType::InvalidContent, "CANARY-chi-tiet");
    desk.network().fails(Request::Upload, banthao_portal_api::Error::Rejected(Box::new(problem)));
    desk.network().loses_the_answer_to(Request::Push);
    desk.tries_to_sync().await.unwrap_err();
    let report: banthao_protocol::OutboxReportView = desk.asks("outbox_report", json!({})).await.unwrap();
    let _ = desk.tries_to_sync().await;
    let later: banthao_protocol::OutboxReportView = desk.asks("outbox_report", json!({})).await.unwrap();
    for text in [&report.text, &later.text] {
        assert!(!text.contains("CANARY") && !text.contains("canbo"), "{text}");
        for secret in desk.secrets().contents() {
            let in_it = text.as_bytes().windows(secret.len().max(1)).any(|window| window == secret);
            assert!(!in_it, "a secret is in the report");
        }
        assert!(text.contains("connection: ") && text.contains("operation: "), "{text}");
    }
    assert!(report.text.contains("in doubt") && report.text.contains("failure: "), "{}", report.text);
    assert!(later.text.contains("refused Some(422)"), "{}", later.text);
}
