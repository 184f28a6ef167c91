//! The answer was lost, and the deed was done.

use banthao_portal_api::wire::{Act, EventKind, Operation, Stage};
use banthao_protocol::{ErrorCode, OutboxState, Status};
use banthao_testkit::{Desk, Office, Request};

fn count(desk: &Desk, wanted: impl Fn(&Act) -> bool) -> usize {
    desk.network().operations().iter().filter(|operation| wanted(&operation.act)).count()
}

#[tokio::test]
async fn a_lost_answer_does_not_create_twice() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Công bố chỉ số", "Một lần và chỉ một lần.").await;

    desk.network().loses_the_answer_to(Request::Push);
    assert_eq!(desk.tries_to_sync().await.unwrap_err().code, ErrorCode::PortalSilent);
    let doubtful = desk.outbox().await.entries;
    assert_eq!(doubtful.iter().map(|entry| entry.state).collect::<Vec<_>>(), [OutboxState::InDoubt], "neither sent nor not sent");
    desk.syncs().await;

    let there = office.articles_of("canbo").await;
    assert_eq!(there.len(), 1, "the second push must be answered with the first receipt");
    assert_eq!(there[0].events.iter().filter(|event| event.kind == EventKind::Created).count(), 1);
    let sent: Vec<Operation> = desk.network().operations();
    assert_eq!(sent.len(), 1, "the portal's history was looked at first, and it shows the text: nothing is sent again");
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    assert!(desk.outbox().await.entries.is_empty());
}

#[tokio::test]
async fn what_was_typed_while_the_answer_was_lost_follows() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản tin", "Câu một.").await;
    desk.network().loses_the_answer_to(Request::Push);
    desk.tries_to_sync().await.unwrap_err();
    desk.types(&id, "Câu một. Câu hai.").await;
    desk.syncs().await;
    desk.syncs().await;
    assert_eq!(desk.reads(&id).await, "Câu một. Câu hai.");
    let there = office.articles_of("canbo").await;
    assert_eq!(there.len(), 1);
    assert_eq!(
        there[0].revision.as_deref().expect("a whole change").content.body.0["content"][0]["content"][0]["text"],
        "Câu một. Câu hai."
    );
    let status = desk.status(&id).await;
    assert!(matches!(status, Status::Received { .. }), "our own lost revision is no one else's text: {status:?}");
}

#[tokio::test]
async fn a_lost_answer_does_not_submit_twice() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Gửi một lần", "Nội dung.").await;
    desk.syncs().await;
    desk.submits(&id).await;
    desk.network().loses_the_answer_to(Request::Push);
    desk.tries_to_sync().await.unwrap_err();
    assert_eq!(desk.status(&id).await, Status::SubmitQueued, "in doubt is not yet submitted");
    desk.syncs().await;
    let there = office.articles_of("canbo").await;
    assert_eq!(there[0].events.iter().filter(|event| event.kind == EventKind::Submitted).count(), 1);
    assert!(matches!(desk.status(&id).await, Status::InReview { yours: false, .. }));
    assert_eq!(count(&desk, |act| matches!(act, Act::Submit { .. })), 2, "it was asked again");
}

#[tokio::test]
async fn a_lost_answer_does_not_approve_twice() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Duyệt một lần", "Nội dung.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    leader.approves(&id).await;
    leader.network().loses_the_answer_to(Request::Push);
    leader.tries_to_sync().await.unwrap_err();
    leader.syncs().await;
    let there = office.articles_of("canbo").await;
    let approvals = there[0].events.iter().filter(|event| matches!(event.kind, EventKind::Approved { .. })).count();
    assert_eq!(approvals, 1);
    assert!(matches!(there[0].stage, Stage::InReview { level: 1, .. }), "one level further and not two");
}

#[tokio::test]
async fn a_duplicated_push_has_one_effect() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Hai bản sao", "Nội dung.").await;
    desk.submits(&id).await;
    desk.network().duplicates(Request::Push);
    desk.network().duplicates(Request::Push);
    desk.syncs().await;
    let there = office.articles_of("canbo").await;
    assert_eq!((there.len(), there[0].events.len()), (1, 2), "created once, submitted once");
    assert!(matches!(desk.status(&id).await, Status::InReview { .. }));
}
