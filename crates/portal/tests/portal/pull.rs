//! Who learns what, in which order, and from where on.

use banthao_document::{ArticleId, OpId};
use banthao_portal_api::wire::{Operation, ProblemType, Role};

use crate::office::{Office, fresh, story};

#[tokio::test]
async fn changes_come_in_the_commit_order_a_page_at_a_time_and_each_article_once() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let first = officer.writes(&story("Một")).await;
    let second = officer.writes(&story("Hai")).await;
    let third = officer.writes(&story("Ba")).await;
    let first = officer.edits(&first, &story("Một, sửa")).await;

    let page = officer.pulls("", 2).await;
    assert!(page.has_more);
    let rest = officer.pulls(&page.next_cursor, 2).await;
    assert!(!rest.has_more);
    let order: Vec<_> = page.changes.iter().chain(&rest.changes).map(|change| change.article).collect();
    assert_eq!(order, [second.id, third.id, first.id], "an edit moves its article to the end");
    assert!(page.changes.iter().chain(&rest.changes).is_sorted_by_key(|change| change.seq));

    assert!(officer.news(&rest.next_cursor, 2).await.is_none(), "nothing has happened since");
    officer.edits(&second, &story("Hai, sửa")).await;
    assert_eq!(officer.pulls(&rest.next_cursor, 2).await.changes.len(), 1);
}

#[tokio::test]
async fn an_article_is_seen_by_its_author_and_by_those_whose_level_it_reached() {
    let office = Office::opens();
    office.employs("canbokhac", "trung-tam-thong-tin", &[Role::Officer]);
    office.employs("lanhdaokhac", "don-vi-khac", &[Role::UnitLeader]);
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Ai thấy")).await;
    let others = ["canbokhac", "lanhdaokhac", "lanhdao", "bientap"];
    let seen_by = async || {
        let mut seen = Vec::new();
        for name in others {
            if office.signs_in(name).await.sees(&article).await.is_some() {
                seen.push(name);
            }
        }
        seen
    };

    assert!(officer.sees(&article).await.is_some());
    assert!(seen_by().await.is_empty(), "a draft is its author's alone");
    officer.applied(article.submit()).await;
    assert_eq!(seen_by().await, ["lanhdao"], "the leader of its unit and of no other");
    office.signs_in("lanhdao").await.applied(article.approve()).await;
    assert_eq!(seen_by().await, ["lanhdao", "bientap"]);
    office.signs_in("bientap").await.applied(article.send_back("Xem lại")).await;
    assert_eq!(seen_by().await, ["lanhdao", "bientap"], "nothing has to be taken back");
}

#[tokio::test]
async fn what_becomes_visible_later_is_not_behind_the_cursor() {
    let office = Office::opens();
    let (officer, leader) = (office.signs_in("canbo").await, office.signs_in("lanhdao").await);
    let article = officer.writes(&story("Về sau")).await;
    officer.writes(&story("Bài khác")).await;
    let before = leader.pulls("", 500).await;
    assert!(before.changes.is_empty());
    officer.applied(article.submit()).await;
    let after = leader.pulls(&before.next_cursor, 500).await;
    assert_eq!(after.changes.iter().map(|change| change.article).collect::<Vec<_>>(), [article.id]);
}

#[tokio::test]
async fn a_cursor_of_another_portal_is_void() {
    let (office, other) = (Office::opens(), Office::opens());
    let foreign = other.signs_in("canbo").await.pulls("", 1).await.next_cursor;
    let officer = office.signs_in("canbo").await;
    for cursor in [foreign.as_str(), "khong-phai-con-tro", "AAAA"] {
        officer.gets(&format!("/v1/pull?cursor={cursor}")).await.refuses_with(ProblemType::CursorExpired);
    }
    officer.gets("/v1/pull?limit=nhieu").await.refuses_with(ProblemType::BadRequest);
}

#[tokio::test]
async fn an_operation_counts_as_told_once_its_article_is_on_a_page() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let put = |title: &str, op_seq| {
        let (_, (article, act)) = officer.revision(ArticleId(fresh()), None, &story(title));
        Operation { op_seq, op_id: OpId(fresh()), article, act }
    };
    officer.pushes(vec![put("Một", 1), put("Hai", 2), put("Ba", 3)]).await;
    let first = officer.pulls("", 1).await;
    assert_eq!(first.last_op_seq, 1, "a client that forgot the second now would show its article as never sent");
    let second = officer.pulls(&first.next_cursor, 1).await;
    assert_eq!(second.last_op_seq, 2);
    assert_eq!(officer.pulls(&second.next_cursor, 1).await.last_op_seq, 3);
}

#[tokio::test]
async fn a_page_ends_before_it_is_too_large_for_a_client() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let mut content = story("Rất dài");
    let paragraph = serde_json::json!({"type": "paragraph", "content": [{"type": "text", "text": "chữ ".repeat(60_000)}]});
    content.body.0["content"].as_array_mut().unwrap().extend(vec![paragraph; 3]);
    for _ in 0..7 {
        officer.writes(&content).await;
    }
    let page = officer.pulls("", 500).await;
    assert!(page.has_more && page.changes.len() < 7, "{} long articles on one page", page.changes.len());
    assert_eq!(officer.pulls(&page.next_cursor, 500).await.changes.len(), 7 - page.changes.len());
}
