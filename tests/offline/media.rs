//! Pictures and files, taken in without a network.

use banthao_document::BlobId;
use banthao_protocol::{ApiError, ArticleContentView, AttachmentView, ErrorCode, MediaNote, MediaView, Status};
use banthao_testkit::{Desk, Office, PDF, PLACE_MARK, article, body, paragraph, photograph};
use serde_json::json;

/// An article with a picture and a PDF.
pub async fn writes_with_media(desk: &Desk) -> (String, MediaView, MediaView) {
    let picture = desk.adds("anh-hien-truong.jpg", photograph(640, 480, 90)).await;
    let pdf = desk.adds("quyet-dinh.pdf", PDF.to_vec()).await;
    let id = desk.writes("Bài có ảnh", "Trước ảnh.").await;
    let figure = json!({
        "type": "figure",
        "attrs": {"blob": picture.blob, "alt": "Đoàn công tác", "credit": "Trung tâm Thông tin", "width": 640, "height": 480},
        "content": [{"type": "figcaption", "content": [{"type": "text", "text": "Đoàn công tác tại hiện trường."}]}],
    });
    let attachment = AttachmentView {
        blob: pdf.blob.clone(),
        title: "Quyết định".to_owned(),
        file_name: pdf.file_name.clone(),
        media_type: pdf.media_type.clone(),
        bytes: pdf.bytes,
        rest: json!({}),
    };
    let content = ArticleContentView {
        body: body([paragraph("Trước ảnh."), figure]),
        attachments: vec![attachment],
        ..article("Bài có ảnh", "Trước ảnh.")
    };
    desk.saves(&id, &content).await;
    (id, picture, pdf)
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[tokio::test]
async fn the_place_in_a_photograph_never_leaves_the_machine() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let original = photograph(640, 480, 90);
    assert!(holds(&original, &PLACE_MARK), "the test's own picture must carry a place");
    let (id, picture, pdf) = writes_with_media(&desk).await;
    assert!(picture.notes.contains(&MediaNote::LocationRemoved), "the officer is told: {:?}", picture.notes);

    desk.syncs().await;

    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
    let uploads = desk.network().uploads();
    let mut sent: Vec<String> = uploads.iter().map(|(blob, _)| blob.to_string()).collect();
    let mut expected = vec![picture.blob, pdf.blob];
    sent.sort();
    expected.sort();
    assert_eq!(sent, expected, "the clean picture and the file, each once");
    for (_, bytes) in &uploads {
        assert!(!holds(bytes, &PLACE_MARK) && !holds(bytes, b"Exif"), "the place was uploaded");
    }
    assert_eq!(desk.medium(BlobId::of(&original)).as_deref(), Some(&original[..]), "the original stays on this machine, whole");
}

#[tokio::test]
async fn a_colleagues_picture_is_fetched_when_it_is_looked_at() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (_, picture, _) = writes_with_media(&desk).await;
    desk.syncs().await;
    let elsewhere = office.desk_of("canbo").await;
    elsewhere.syncs().await;
    let file = elsewhere.app().media_read(&picture.blob).await.unwrap();
    assert_eq!((file.media_type.as_str(), BlobId::of(&file.bytes).to_string()), ("image/jpeg", picture.blob.clone()));
    elsewhere.network().goes_down();
    elsewhere.app().media_read(&picture.blob).await.expect("what was fetched once is here");
}

#[tokio::test]
async fn files_that_are_not_what_they_seem_are_refused_with_a_reason() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let truncated = photograph(64, 64, 1)[..400].to_vec();
    let cases: [(&str, Vec<u8>, ErrorCode); 4] = [
        ("anh.jpg", Vec::new(), ErrorCode::MediaEmpty),
        ("anh.png", photograph(8, 8, 1), ErrorCode::MediaMislabelled),
        ("anh.jpg", truncated, ErrorCode::MediaCorrupt),
        ("bai.docx", b"PK\x03\x04 not a picture".to_vec(), ErrorCode::MediaUnsupported),
    ];
    for (name, bytes, expected) in cases {
        let refusal: ApiError = desk.app().media_add(name.to_owned(), bytes).await.unwrap_err();
        assert_eq!(refusal.code, expected, "{name}");
    }
}

#[tokio::test]
async fn media_wait_on_the_machine_and_the_text_names_them_all_the_same() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let (id, picture, _) = writes_with_media(&desk).await;
    desk.restarts().await;
    assert_eq!(desk.app().media_read(&picture.blob).await.unwrap().media_type, "image/jpeg");
    desk.signs_in("canbo").await;
    desk.syncs().await;
    let there = office.articles_of("canbo").await;
    assert!(there[0].missing_blobs.is_empty(), "text and media are on the portal");
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}
