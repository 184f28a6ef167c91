//! What somebody deleted on the portal, a little or much.

use banthao_document::{AccountId, ArticleId};
use banthao_portal_api::wire::{Change, ChangeKind, Person};
use banthao_protocol::{AppEvent, DeletionsView, Shelf, Status, SyncView};
use banthao_store::{Error, mirrors, withheld};
use banthao_testkit::{Desk, Office};
use serde_json::json;
use uuid::Uuid;

/// A pull tells that these were deleted, as a page of it leaves it in the store.
fn a_pull_tells_of(desk: &Desk, articles: &[String], portal: Uuid) {
    desk.store()
        .write(|writer| {
            for article in articles {
                let article: ArticleId = article.parse().expect("an article's id");
                let mirror = mirrors::get(writer, portal, article)?.expect("the portal had it");
                let kind = ChangeKind::Tombstone {
                    by: Person { id: AccountId(Uuid::from_u128(5)), name: "Quản trị thử".to_owned() },
                    at_ms: 1,
                    head: mirror.head.expect("its head"),
                };
                let told = serde_json::to_value(Change { seq: mirror.seq, article, kind }).map_err(Error::from)?;
                withheld::put(writer, portal, article, mirror.seq, &told)?;
            }
            Ok::<_, Error>(())
        })
        .expect("the pull is taken in");
}

async fn with_articles(office: &Office, count: usize) -> (Desk, Vec<String>, Uuid) {
    let desk = office.desk_of("canbo").await;
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(desk.writes(&format!("Bài {number}"), "Nội dung.").await);
    }
    desk.syncs().await;
    let hello = banthao_testkit::connect(desk.network(), desk.portal_url()).hello().await.expect("the portal answers");
    (desk, ids, hello.instance_id)
}

#[tokio::test]
async fn one_deleted_article_goes_to_the_trash_and_can_be_taken_back() {
    let office = Office::opens().await;
    let (desk, ids, portal) = with_articles(&office, 4).await;
    let mut events = desk.app().events();
    a_pull_tells_of(&desk, &ids[..1], portal);
    let sync = desk.syncs().await;
    assert_eq!(sync.withheld_deletions, 0);
    assert_eq!(desk.lists(Shelf::Trash).await.len(), 1, "its words are still here");
    let told =
        std::iter::from_fn(|| events.try_recv().ok()).any(|event| event == AppEvent::ArticlesRetired { articles: vec![ids[0].clone()] });
    assert!(told, "the person is told");

    let _: serde_json::Value = desk.asks("article_take_back", json!({"article": ids[0]})).await.unwrap();
    desk.syncs().await;
    assert!(
        matches!(desk.status(&ids[0]).await, Status::Received { .. }),
        "what is taken back goes up again: {:?}",
        desk.status(&ids[0]).await
    );
    assert_eq!(office.articles_of("canbo").await.len(), 4);
}

#[tokio::test]
async fn an_article_that_was_written_in_here_outlives_its_deletion_there() {
    let office = Office::opens().await;
    let (desk, ids, portal) = with_articles(&office, 4).await;
    desk.types(&ids[0], "Câu viết thêm.").await;
    let mut events = desk.app().events();
    a_pull_tells_of(&desk, &ids[..1], portal);
    desk.syncs().await;
    desk.syncs().await;
    assert_eq!(desk.reads(&ids[0]).await, "Câu viết thêm.");
    assert!(desk.lists(Shelf::Trash).await.is_empty());
    let told =
        std::iter::from_fn(|| events.try_recv().ok()).any(|event| event == AppEvent::ArticlesKept { articles: vec![ids[0].clone()] });
    assert!(told, "the person is told");
    assert!(matches!(desk.status(&ids[0]).await, Status::Received { .. }), "{:?}", desk.status(&ids[0]).await);
}

#[tokio::test]
async fn many_deletions_wait_for_a_person_and_nothing_goes_before_the_answer() {
    let office = Office::opens().await;
    let (desk, ids, portal) = with_articles(&office, 12).await;
    a_pull_tells_of(&desk, &ids[..5], portal);
    for _ in 0..2 {
        assert_eq!(desk.syncs().await.withheld_deletions, 5);
        assert!(desk.lists(Shelf::Trash).await.is_empty(), "five of twelve are many");
    }
    let asked: DeletionsView = desk.asks("deletions_list", json!({})).await.unwrap();
    assert_eq!(asked.articles.len(), 5);
    assert!(asked.articles.iter().all(|article| article.by == "Quản trị thử" && article.title.starts_with("Bài ")));

    let sync: SyncView = desk.asks("deletions_answer", json!({"answer": "keep"})).await.unwrap();
    assert_eq!(sync.withheld_deletions, 0);
    desk.syncs().await;
    desk.syncs().await;
    assert!(desk.lists(Shelf::Trash).await.is_empty());
    for id in &ids {
        assert!(matches!(desk.status(id).await, Status::Received { .. }), "{:?}", desk.status(id).await);
    }
}

#[tokio::test]
async fn many_deletions_that_were_meant_go_to_the_trash() {
    let office = Office::opens().await;
    let (desk, ids, portal) = with_articles(&office, 12).await;
    a_pull_tells_of(&desk, &ids[..5], portal);
    desk.syncs().await;
    let _: SyncView = desk.asks("deletions_answer", json!({"answer": "carry_out"})).await.unwrap();
    desk.syncs().await;
    assert_eq!(desk.lists(Shelf::Trash).await.len(), 5);
    assert_eq!(desk.lists(Shelf::Drafts).await.len(), 7);
    assert!(desk.outbox().await.entries.is_empty(), "nothing of them goes up again");
}
