//! An edit of a long article travels as what changed.

use banthao_portal_api::wire::Act;
use banthao_protocol::{ArticleContentView, Status};
use banthao_testkit::{Desk, Office, body, paragraph};

/// A desk at which a long article was sent.
async fn with_a_long_article(office: &Office) -> (Desk, String) {
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Báo cáo dài", "").await;
    rewrites(&desk, &id, "Đoạn đầu.").await;
    desk.syncs().await;
    (desk, id)
}

async fn rewrites(desk: &Desk, id: &str, first: &str) {
    let rest = (0..60).map(|number| paragraph(&format!("Đoạn {number}: hồ sơ được tiếp nhận và trả kết quả trên môi trường mạng.")));
    let text = body([paragraph(first)].into_iter().chain(rest));
    let content = ArticleContentView { body: text, ..desk.opens(id).await.content };
    desk.saves(id, &content).await;
}

/// The forms in which texts set out, in order.
fn forms(desk: &Desk) -> Vec<&'static str> {
    let operations = desk.network().operations();
    let form = |act: &Act| match act {
        Act::PutRevision { .. } => Some("whole"),
        Act::PutDelta { .. } => Some("delta"),
        Act::Delete { .. } | Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. } => None,
    };
    operations.iter().filter_map(|operation| form(&operation.act)).collect()
}

/// The first words of the only article on the portal.
async fn there(office: &Office) -> String {
    let articles = office.articles_of("canbo").await;
    let revision = articles[0].revision.as_ref().expect("the text of the head");
    revision.content.body.0["content"][0]["content"][0]["text"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_edit_is_sent_as_what_changed_and_arrives_as_the_whole_text() {
    let office = Office::opens().await;
    let (desk, id) = with_a_long_article(&office).await;
    rewrites(&desk, &id, "Đoạn đầu, đã sửa.").await;
    desk.syncs().await;
    assert_eq!(forms(&desk), ["whole", "delta"]);
    let sent = serde_json::to_string(&desk.network().operations()[1]).expect("an operation can be written");
    assert!(sent.len() < 1_500, "{} bytes for two words", sent.len());
    assert_eq!(there(&office).await, "Đoạn đầu, đã sửa.");
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn a_portal_that_cannot_put_it_together_gets_the_whole_in_the_same_turn() {
    let office = Office::opens().await;
    let (desk, id) = with_a_long_article(&office).await;
    desk.network().spoils_deltas();
    rewrites(&desk, &id, "Đoạn đầu, đã sửa.").await;
    desk.syncs().await;
    assert_eq!(forms(&desk), ["whole", "delta", "whole"]);
    let operations = desk.network().operations();
    assert_eq!((operations[1].op_id, operations[1].op_seq), (operations[2].op_id, operations[2].op_seq), "it is one operation");
    assert_eq!(there(&office).await, "Đoạn đầu, đã sửa.");
    assert!(desk.outbox().await.entries.is_empty(), "and it was read back");
}

#[tokio::test]
async fn a_delta_whose_answer_is_lost_takes_effect_once() {
    let office = Office::opens().await;
    let (desk, id) = with_a_long_article(&office).await;
    rewrites(&desk, &id, "Đoạn đầu, đã sửa.").await;
    desk.network().loses_the_answer_to(banthao_testkit::Request::Push);
    desk.tries_to_sync().await.expect_err("the answer was lost");
    desk.syncs().await;
    assert_eq!(there(&office).await, "Đoạn đầu, đã sửa.");
    assert!(desk.outbox().await.entries.is_empty());
    assert!(matches!(desk.status(&id).await, Status::Received { .. }), "its own text is no one else's");
}
