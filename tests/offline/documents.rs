//! Word documents that become articles.

use std::path::{Path, PathBuf};

use banthao_protocol::{ApiError, ArticleView, DocumentImported, ErrorCode, PasteThing};
use banthao_testkit::{Desk, Office};
use serde_json::{Value, json};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents/bao-cao-quy.docx")
}

async fn imports(desk: &Desk, path: &Path) -> Result<DocumentImported, ApiError> {
    desk.asks("document_import", json!({"path": path})).await
}

#[tokio::test]
async fn a_word_document_becomes_a_new_article_that_says_what_was_left_out() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let imported = imports(&desk, &fixture()).await.expect("it is read");
    let counted = |thing| imported.kept.iter().chain(&imported.dropped).find(|line| line.thing == thing).map_or(0, |line| line.count);
    assert_eq!([PasteThing::Headings, PasteThing::Tables, PasteThing::Comments].map(counted), [1; 3]);

    let article: ArticleView = desk.asks("article_open", json!({"article": imported.article})).await.expect("it is here");
    assert_eq!(article.content.title, "Báo cáo kết quả quý III");
    let kinds: Vec<&Value> = article.content.body["content"].as_array().expect("blocks").iter().map(|block| &block["type"]).collect();
    assert_eq!(kinds, ["paragraph", "heading", "table", "paragraph"]);
    assert!(article.content.body["content"].as_array().expect("blocks").iter().all(|block| block["type"].is_string()));
}

#[tokio::test]
async fn a_document_without_a_title_is_called_by_its_file_and_twice_the_same_file_is_two_articles() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let folder = desk.outside();
    std::fs::create_dir_all(&folder).expect("a folder");
    let copy = folder.join("Ghi chép Đà Nẵng.docx");
    std::fs::copy(fixture(), &copy).expect("a copy");
    let (one, two) = (imports(&desk, &copy).await.expect("read"), imports(&desk, &copy).await.expect("read again"));
    assert_ne!(one.article, two.article);
}

#[tokio::test]
async fn what_is_no_word_document_is_refused_and_begins_nothing() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let folder = desk.outside();
    std::fs::create_dir_all(&folder).expect("a folder");
    let strange = folder.join("lạ.docx");
    std::fs::write(&strange, b"\xd0\xcf\x11\xe0 an old or locked document").expect("written");
    let code = |refused: Result<DocumentImported, ApiError>| refused.expect_err("refused").code;
    assert_eq!(code(imports(&desk, &strange).await), ErrorCode::DocumentUnreadable);
    assert_eq!(code(imports(&desk, &folder.join("không có.docx")).await), ErrorCode::MediaUnreadable);
    let list: Value = desk.asks("article_list", json!({"shelf": "all"})).await.expect("a list");
    assert_eq!(list["total"], 0);
}
