//! One desk decides while the other is off; the other is told once, and only what others did.

use banthao_protocol::{AwayKind, AwayView};
use banthao_testkit::{Desk, Office};
use serde_json::json;

async fn digest(desk: &Desk) -> AwayView {
    desk.asks("away_digest", json!({})).await.expect("a digest")
}

async fn looks(desk: &Desk) {
    let mark = digest(desk).await.mark;
    let after: AwayView = desk.asks("away_seen", json!({"mark": mark})).await.expect("it is remembered");
    assert!(after.lines.is_empty(), "what was seen is told no more: {after:?}");
}

fn told(view: &AwayView) -> Vec<(&str, AwayKind)> {
    view.lines.iter().map(|line| (line.title.as_str(), line.what)).collect()
}

async fn submitted(desk: &Desk, title: &str) -> String {
    let id = desk.writes(title, "Nội dung.").await;
    desk.submits(&id).await;
    desk.syncs().await;
    id
}

#[tokio::test]
async fn what_a_reviewer_did_while_the_author_was_away_is_told_once() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let back = submitted(&desk, "Bài bị trả").await;
    let on = submitted(&desk, "Bài được duyệt").await;
    submitted(&desk, "Bài còn chờ").await;
    looks(&desk).await;
    desk.quits().await;

    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    leader.sends_back(&back, "Thiếu nguồn số liệu.").await;
    leader.syncs().await;
    leader.approves(&on).await;
    leader.syncs().await;

    desk.is_switched_on().await;
    assert!(digest(&desk).await.lines.is_empty(), "nothing is known before the portal was asked");
    desk.syncs().await;
    let view = digest(&desk).await;
    assert_eq!(told(&view), [("Bài được duyệt", AwayKind::Approved), ("Bài bị trả", AwayKind::Returned)], "the latest first");
    assert_eq!(view.lines[1].by.as_deref(), Some("Lãnh đạo đơn vị"));
    assert_eq!(view.lines[1].reason.as_deref(), Some("Thiếu nguồn số liệu."));
    assert_eq!(view.lines[1].article, back);

    desk.restarts().await;
    assert_eq!(told(&digest(&desk).await).len(), 2, "a digest that nobody closed is shown again");
    looks(&desk).await;
    desk.restarts().await;
    desk.syncs().await;
    assert!(digest(&desk).await.lines.is_empty());
}

#[tokio::test]
async fn what_came_in_for_a_decision_is_told_to_the_one_who_decides() {
    let office = Office::opens().await;
    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    looks(&leader).await;
    let desk = office.desk_of("canbo").await;
    submitted(&desk, "Bài mới").await;
    desk.writes("Bài chưa gửi", "Nội dung.").await;
    desk.syncs().await;
    leader.syncs().await;
    let view = digest(&leader).await;
    assert_eq!(told(&view), [("Bài mới", AwayKind::Waiting)]);
    assert_eq!(view.lines[0].by.as_deref(), Some("Cán bộ truyền thông"));
}

#[tokio::test]
async fn a_machine_at_which_nobody_ever_looked_tells_no_history() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = submitted(&desk, "Bài cũ").await;
    let leader = office.desk_of("lanhdao").await;
    leader.syncs().await;
    leader.sends_back(&id, "Sửa.").await;
    leader.syncs().await;

    let another = office.desk_of("canbo").await;
    another.syncs().await;
    let view = digest(&another).await;
    assert_eq!((view.since_ms, view.lines.len()), (None, 0));
    looks(&another).await;
    assert!(digest(&another).await.since_ms.is_some());
}

#[tokio::test]
async fn ones_own_work_at_another_machine_is_no_news() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = submitted(&desk, "Bài của tôi").await;
    looks(&desk).await;
    let another = office.desk_of("canbo").await;
    another.syncs().await;
    another.recalls(&id).await;
    another.syncs().await;
    another.types(&id, "Sửa ở máy khác.").await;
    another.syncs().await;
    desk.syncs().await;
    assert_eq!(desk.reads(&id).await, "Sửa ở máy khác.");
    assert!(digest(&desk).await.lines.is_empty());
}
