//! Media arrive by their digest, after the text, and show themselves to nobody before their time.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use banthao_document::{Attachment, BlobId, OpId};
use banthao_portal_api::wire::{Operation, Outcome, ProblemType, RevsDiff};
use serde_json::json;

use crate::office::{Office, fresh, jpeg, story, story_with};

#[tokio::test]
async fn a_submission_waits_for_its_pictures_and_then_the_same_operation_goes_through() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let picture = jpeg(40);
    let blob = BlobId::of(&picture);
    let article = officer.writes(&story_with(blob, "Có ảnh")).await;
    let (id, act) = article.submit();
    let submit = Operation { op_seq: 2, op_id: OpId(fresh()), article: id, act };

    let blocked = officer.pushes(vec![submit.clone()]).await.remove(0);
    assert_eq!(blocked.outcome, Outcome::Blocked { missing_blobs: vec![blob] });
    assert_eq!(officer.uploads("image/jpeg", &picture).await.status, StatusCode::CREATED);
    let receipt = officer.pushes(vec![submit]).await.remove(0);
    assert!(!receipt.replayed && matches!(receipt.outcome, Outcome::Applied { .. }), "{receipt:?}");
}

#[tokio::test]
async fn the_last_picture_is_news_to_whoever_saw_the_article_without_it() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let picture = jpeg(41);
    let article = officer.writes(&story_with(BlobId::of(&picture), "Ảnh đến sau")).await;
    let before = officer.pulls("", 10).await;
    assert_eq!(officer.sees(&article).await.unwrap().missing_blobs.len(), 1);

    officer.uploads("image/jpeg", &picture).await;
    let after = officer.pulls(&before.next_cursor, 10).await;
    assert_eq!(after.changes.len(), 1, "the client must read back that nothing is missing");
    assert!(officer.sees(&article).await.unwrap().missing_blobs.is_empty());

    assert_eq!(officer.uploads("image/jpeg", &picture).await.status, StatusCode::CREATED);
    assert!(officer.news(&after.next_cursor, 10).await.is_none(), "storing it again changes nothing");
}

#[tokio::test]
async fn a_picture_that_somebody_may_read_is_missing_until_they_hold_it() {
    let office = Office::opens();
    let (officer, leader) = (office.signs_in("canbo").await, office.signs_in("lanhdao").await);
    let picture = jpeg(46);
    let blob = BlobId::of(&picture);
    officer.uploads("image/jpeg", &picture).await;
    let article = officer.writes(&story_with(blob, "Ảnh dùng chung")).await;
    officer.applied(article.submit()).await;
    let own = leader.writes(&story_with(blob, "Bài của lãnh đạo")).await;

    let missing = async || {
        let question = json!({"articles": [], "blobs": [blob]}).to_string();
        let diff: RevsDiff = office.asks(leader.request(Method::POST, "/v1/revs-diff", question)).await.json();
        diff.missing_blobs
    };
    assert_eq!(missing().await, [blob], "the leader's own article lacks it, so the leader is not told that it is there");
    let asked = office.asks(leader.request(Method::HEAD, &format!("/v1/blobs/{blob}"), Body::empty())).await;
    assert_eq!(asked.status, StatusCode::OK, "and it need not travel again");
    assert!(missing().await.is_empty() && leader.sees(&own).await.unwrap().missing_blobs.is_empty());
}

#[tokio::test]
async fn bytes_that_are_not_what_they_are_said_to_be_are_refused() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let picture = jpeg(42);
    officer.uploads("image/png", &picture).await.refuses_with(ProblemType::DigestMismatch);
    officer.uploads("text/html", b"<script>").await.refuses_with(ProblemType::DigestMismatch);

    let of_other_bytes = officer.creation("image/jpeg", &jpeg(41), true, picture.clone());
    let of_another_length = office.asks(of_other_bytes).await;
    assert!([StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY].contains(&of_another_length.status));
    let mut wrong = officer.creation("image/jpeg", &picture, true, picture.clone());
    wrong.headers_mut().insert("repr-digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:".parse().unwrap());
    office.asks(wrong).await.refuses_with(ProblemType::DigestMismatch);
    let mut unnamed = officer.creation("image/jpeg", &picture, true, picture.clone());
    unnamed.headers_mut().insert("repr-digest", "sha-512=:AAAA:".parse().unwrap());
    office.asks(unnamed).await.refuses_with(ProblemType::BadRequest);
    officer.gets(&format!("/v1/blobs/{}", BlobId::of(&picture))).await.refuses_with(ProblemType::NotFound);
}

#[tokio::test]
async fn a_medium_comes_back_as_it_went() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let picture = jpeg(43);
    let path = format!("/v1/blobs/{}", BlobId::of(&picture));
    let ask = async || office.asks(officer.request(Method::HEAD, &path, Body::empty())).await;
    assert_eq!(ask().await.status, StatusCode::NOT_FOUND);
    officer.uploads("image/jpeg", &picture).await;
    let head = ask().await;
    assert_eq!((head.status, head.header("content-length")), (StatusCode::OK, picture.len().to_string().as_str()));
    let back = officer.gets(&path).await;
    assert_eq!(back.body, picture);
    assert!(back.header("repr-digest").starts_with("sha-256=:"));
}

#[tokio::test]
async fn pictures_and_files_are_public_with_their_article_and_not_before() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let (picture, pdf) = (jpeg(44), b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".to_vec());
    let (blob, file) = (BlobId::of(&picture), BlobId::of(&pdf));
    officer.uploads("image/jpeg", &picture).await;
    assert_eq!(officer.uploads("application/pdf", &pdf).await.status, StatusCode::CREATED);
    let mut content = story_with(blob, "Ảnh và tệp");
    content.attachments.push(Attachment {
        blob: file,
        title: "Kế hoạch".to_owned(),
        file_name: "Kế hoạch 01.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: pdf.len() as u64,
        unknown: Default::default(),
    });
    let article = officer.writes(&content).await;
    let image = format!("/anh/{blob}/480.jpg");
    let download = format!("/tep/{}/{file}/K%E1%BA%BF%20ho%E1%BA%A1ch%2001.pdf", article.id);
    for path in [&image, &download] {
        assert_eq!(office.gets(path).await.status, StatusCode::NOT_FOUND, "{path} belongs to a draft");
    }

    office.approves_everywhere(&officer, &article).await;
    let shown = office.gets(&image).await;
    assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert!(shown.header("cache-control").contains("immutable"));
    assert_eq!(image::load_from_memory(&shown.body).unwrap().width(), 480);
    assert_eq!(office.gets(&format!("/anh/{blob}/481.jpg")).await.status, StatusCode::NOT_FOUND);

    let page = office.gets(&office.page_of(&article).await).await.text();
    assert!(page.contains(&format!("/anh/{blob}/960.jpg 960w")) && page.contains("Học viên bên máy tính"), "{page}");
    assert!(page.contains("Tệp đính kèm") && page.contains(&download), "{page}");
    let file = office.gets(&download).await;
    assert_eq!(file.body, pdf);
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%2001.pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");

    let edited = officer.edits(&article, &story("Ảnh và tệp")).await;
    office.approves_everywhere(&officer, &edited).await;
    for path in [&image, &download] {
        assert_eq!(office.gets(path).await.status, StatusCode::NOT_FOUND, "{path} is on no page any more");
    }
}

#[tokio::test]
async fn a_failure_of_the_portal_is_a_problem_that_tells_nothing_of_its_cause() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let picture = jpeg(45);
    officer.uploads("image/jpeg", &picture).await;
    std::fs::remove_dir_all(office.folder.path().join("blobs")).unwrap();
    let answer = officer.gets(&format!("/v1/blobs/{}", BlobId::of(&picture))).await;
    answer.refuses_with(ProblemType::Internal);
    assert!(!answer.text().contains("blobs") && !answer.text().contains("No such file"), "{}", answer.text());
}
