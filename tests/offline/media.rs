//! Pictures and files, taken in without a network.

use banthao_core::{Incoming, MediaForm};
use banthao_document::BlobId;
use banthao_protocol::{ApiError, AppEvent, ArticleContentView, AttachmentView, ErrorCode, MediaNote, MediaView, Status};
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

/// A film of this many bytes, whose every byte tells its place.
fn film(bytes: usize) -> Vec<u8> {
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    film.extend((film.len()..bytes).map(|n| (n % 251) as u8));
    film
}

#[tokio::test]
async fn a_film_comes_in_as_it_is_says_how_far_it_is_and_is_sought_in() {
    const BYTES: usize = 20 * 1024 * 1024;
    let office = Office::opens().await;
    let desk = office.desk().await;
    let mut events = desk.app().events();
    let film = film(BYTES);
    let incoming = Incoming { ticket: Some("phim".to_owned()), ..Incoming::of_bytes("C:\\Phim\\lop-hoc.mp4".to_owned(), film.clone()) };
    let added = desk.app().media_add_from(incoming).await.unwrap();
    assert_eq!((added.media_type.as_str(), added.bytes, added.file_name.as_str()), ("video/mp4", BYTES as u64, "lop-hoc.mp4"));
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let AppEvent::MediaProgress { ticket, done, total } = event {
            assert_eq!((ticket.as_str(), total), ("phim", Some(BYTES as u64)));
            told.push(done >> 20);
        }
    }
    assert_eq!(told, [8, 16], "news now and then, not at every byte");

    let answers = [("bytes=0-", 0, 4 << 20), ("bytes=19000000-19000099", 19_000_000, 100), ("bytes=-7", BYTES - 7, 7)];
    for (range, from, length) in answers {
        let answer = desk.app().media_answer(&added.blob, MediaForm::Itself, Some(range)).await;
        assert_eq!(answer.status, 206, "{range}");
        assert!(answer.body == film[from..from + length], "{range}");
        let expected = format!("bytes {from}-{}/{BYTES}", from + length - 1);
        assert!(answer.headers.contains(&("content-range", expected)), "{range}: {:?}", answer.headers);
    }
    assert_eq!(desk.app().media_answer(&added.blob, MediaForm::Itself, Some("bytes=20971520-")).await.status, 416);
    let whole = desk.app().media_answer(&added.blob, MediaForm::Itself, None).await;
    assert!(whole.status == 200 && whole.body == film && whole.headers.contains(&("accept-ranges", "bytes".to_owned())));
}

#[tokio::test]
async fn how_much_may_come_in_depends_on_what_it_is() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let claims =
        |name: &str, bytes: u64, head: &[u8]| Incoming { bytes: Some(bytes), ..Incoming::of_bytes(name.to_owned(), head.to_vec()) };
    let jpeg = photograph(8, 8, 1);
    let film = film(1000);
    for (incoming, limit) in [
        (claims("anh.jpg", (50 << 20) + 1, &jpeg), 50 << 20),
        (claims("bao-cao.pdf", (500 << 20) + 1, PDF), 500 << 20),
        (claims("phim.mp4", (2048 << 20) + 1, &film), 2048_u64 << 20),
    ] {
        let refusal = desk.app().media_add_from(incoming).await.unwrap_err();
        assert_eq!((refusal.code, refusal.params["limit"].clone()), (ErrorCode::MediaTooLarge, limit.to_string()));
    }
    let unannounced = Incoming { bytes: None, ..Incoming::of_bytes("anh.jpg".to_owned(), [jpeg, vec![0; 50 << 20]].concat()) };
    assert_eq!(desk.app().media_add_from(unannounced).await.unwrap_err().code, ErrorCode::MediaTooLarge, "nobody said how long it is");
}

#[tokio::test]
async fn a_picture_has_a_small_one_beside_it_and_other_files_have_none() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let picture = desk.adds("anh.jpg", photograph(1600, 900, 90)).await;
    let small = desk.app().media_answer(&picture.blob, MediaForm::Thumbnail, None).await;
    assert_eq!(small.status, 200);
    assert!(small.headers.contains(&("content-type", "image/jpeg".to_owned())));
    assert!(small.body.len() < 40_000 && !holds(&small.body, b"Exif"), "{} bytes for a row of a list", small.body.len());
    let pdf = desk.adds("quyet-dinh.pdf", PDF.to_vec()).await;
    assert_eq!(desk.app().media_answer(&pdf.blob, MediaForm::Thumbnail, None).await.status, 404);
    assert_eq!(MediaForm::in_path("/ab/thumb"), ("ab", MediaForm::Thumbnail));
    assert_eq!(MediaForm::in_path("/ab"), ("ab", MediaForm::Itself));
}

#[tokio::test]
async fn a_short_film_reaches_the_portal_and_the_other_machine() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let film = film(2_000_000);
    let added = desk.adds("lop-hoc.mp4", film.clone()).await;
    let id = desk.writes("Có phim", "Nội dung.").await;
    let mut content = desk.opens(&id).await.content;
    content.attachments.push(AttachmentView {
        blob: added.blob.clone(),
        title: "Phim".to_owned(),
        file_name: added.file_name,
        media_type: added.media_type,
        bytes: added.bytes,
        rest: json!({}),
    });
    desk.saves(&id, &content).await;
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }), "{:?}", desk.status(&id).await);
    let elsewhere = office.desk_of("canbo").await;
    elsewhere.syncs().await;
    let part = elsewhere.app().media_answer(&added.blob, MediaForm::Itself, Some("bytes=1000000-1000009")).await;
    assert!(part.status == 206 && part.body == film[1_000_000..1_000_010]);
}
