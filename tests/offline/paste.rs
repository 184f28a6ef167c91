//! Pasting without a network: what becomes of a clipboard, and what is kept of it.

use banthao_core::Clip;
use banthao_protocol::{
    ApiError, ErrorCode, LegacyCharset, MediaListView, OriginalExported, OriginalsView, PasteLine, PasteManner, PasteSource, PasteThing,
    PasteView,
};
use banthao_testkit::{Desk, Office, PLACE_MARK, article, body, photograph};
use serde_json::{Value, json};

async fn pastes(desk: &Desk, html: Option<&str>, text: Option<&str>, native: bool) -> PasteView {
    desk.asks("paste_read", json!({"html": html, "text": text, "native": native, "manner": "rich"})).await.expect("it is read")
}

fn counted(lines: &[PasteLine], thing: PasteThing) -> u32 {
    lines.iter().find(|line| line.thing == thing).map_or(0, |line| line.count)
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What Word puts on the clipboard: HTML that names a file of its own, and RTF that holds the picture.
fn word(picture: &[u8]) -> Clip {
    let html = "<meta name=Generator content=\"Microsoft Word 15\"><p class=MsoNormal>Trước <span style='font-family:\".VnTime\"'>ViÖt Nam</span>\
                <img src=\"file:///C:/Temp/clip_image001.jpg\"></p><p class=MsoCaption>Ảnh 1. Lễ</p>";
    let rtf = format!("{{\\rtf1\\ansi Tr\\u432?\\u7899?c {{\\*\\shppict{{\\pict\\jpegblip {}}}}}\\par}}", hex_of(picture));
    Clip { html: Some(html.to_owned()), rtf: Some(rtf.into_bytes()), ..Clip::default() }
}

#[tokio::test]
async fn a_picture_that_only_the_rtf_of_word_holds_stands_in_the_text_without_its_place() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let photo = photograph(640, 480, 90);
    let clip = word(&photo);
    desk.copies(clip.clone());

    let view = pastes(&desk, clip.html.as_deref(), None, true).await;

    assert_eq!(view.source, PasteSource::Word);
    assert_eq!((counted(&view.kept, PasteThing::Pictures), counted(&view.changed, PasteThing::Tcvn3)), (1, 1));
    assert!(view.location_removed, "the officer is told");
    let figure = view.blocks.iter().find(|block| block["type"] == "figure").expect("the picture");
    assert_eq!((&figure["attrs"]["width"], &figure["attrs"]["height"]), (&json!(640), &json!(480)));
    assert_eq!(figure["content"][0]["content"][0]["text"], "Ảnh 1. Lễ");
    let taken = desk.app().media_read(figure["attrs"]["blob"].as_str().unwrap_or_default()).await.expect("the picture is here");
    assert!(!taken.bytes.windows(PLACE_MARK.len()).any(|window| window == PLACE_MARK), "the place was kept");

    let id = desk.writes("Bài dán", "").await;
    desk.saves(&id, &banthao_protocol::ArticleContentView { body: body(view.blocks), ..article("Bài dán", "") }).await;
    let places: MediaListView = desk.asks("media_list", json!({"article": id})).await.unwrap();
    assert_eq!(places.media.len(), 1, "what was pasted is a text that the core takes");
}

#[tokio::test]
async fn the_clipboard_is_looked_at_only_when_the_page_asks_for_it() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    desk.copies(Clip { text: Some("mật khẩu vừa chép".to_owned()), ..Clip::default() });

    let dropped = pastes(&desk, Some("<p>thả vào</p>"), None, false).await;
    assert!(!Value::Array(dropped.blocks).to_string().contains("mật khẩu"));
    let pasted = pastes(&desk, None, None, true).await;
    assert_eq!(pasted.blocks, [json!({"type": "paragraph", "content": [{"type": "text", "text": "mật khẩu vừa chép"}]})]);
}

#[tokio::test]
async fn a_picture_alone_on_the_clipboard_is_a_figure_and_a_broken_one_is_named() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    desk.copies(Clip { picture: Some(photograph(320, 240, 80)), ..Clip::default() });
    assert_eq!(pastes(&desk, None, None, true).await.blocks[0]["type"], "figure");

    desk.copies(Clip { picture: Some(b"\x89PNG\r\n\x1a\nkhong phai anh".to_vec()), ..Clip::default() });
    let broken = pastes(&desk, None, None, true).await;
    assert!(broken.blocks.is_empty());
    assert_eq!(counted(&broken.dropped, PasteThing::BrokenPictures), 1);
}

#[tokio::test]
async fn the_last_paste_is_read_again_as_words_and_in_an_old_charset() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let first = pastes(&desk, None, Some("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), false).await;
    assert_eq!(first.suspect, Some(LegacyCharset::Tcvn3));

    let again: PasteView = desk.asks("paste_again", json!({"paste": first.paste, "manner": "rich", "charset": "tcvn3"})).await.unwrap();
    assert_eq!(again.blocks[0]["content"][0]["text"], "Cộng hoà xã hội chủ nghĩa Việt Nam");

    let second = pastes(&desk, Some("<h2>Đề</h2><p><b>đậm</b></p>"), Some("Đề\nđậm"), false).await;
    let words: PasteView = desk.asks("paste_again", json!({"paste": second.paste, "manner": PasteManner::Words})).await.unwrap();
    assert!(words.blocks.iter().all(|block| block["type"] == "paragraph" && block["content"][0]["marks"].is_null()));
    let gone: Result<PasteView, ApiError> = desk.asks("paste_again", json!({"paste": first.paste, "manner": "words"})).await;
    assert_eq!(gone.unwrap_err().code, ErrorCode::BadRequest, "only the last one is there");
}

#[tokio::test]
async fn an_original_is_kept_beside_its_article_and_goes_nowhere_else() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bài dán", "Chữ.").await;
    let html = "<p class=MsoNormal>DẤU-BẢN-GỐC <span style='mso-hide:all'>ẩn</span></p>";
    let view = pastes(&desk, Some(html), None, false).await;

    let kept: OriginalsView = desk.asks("original_keep", json!({"article": id, "paste": view.paste})).await.unwrap();
    let twice: OriginalsView = desk.asks("original_keep", json!({"article": id, "paste": view.paste})).await.unwrap();
    assert_eq!(kept, twice, "the same original is kept once");
    desk.syncs().await;
    assert!(desk.network().uploads().is_empty(), "an original stays on this machine");

    let folder = desk.outside().display().to_string();
    let original = &kept.originals[0].original;
    let first: OriginalExported = desk.asks("original_export", json!({"original": original, "folder": folder})).await.unwrap();
    let second: OriginalExported = desk.asks("original_export", json!({"original": original, "folder": folder})).await.unwrap();
    assert_eq!(std::fs::read_to_string(&first.path).unwrap(), html, "byte for byte");
    assert_ne!(first.path, second.path, "no file is written over");

    let left: OriginalsView = desk.asks("original_delete", json!({"original": original})).await.unwrap();
    assert!(left.originals.is_empty());
    let gone: Result<OriginalExported, ApiError> = desk.asks("original_export", json!({"original": original, "folder": folder})).await;
    assert!(gone.is_err());
}

#[tokio::test]
async fn an_article_that_is_deleted_takes_its_originals_along() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bài dán", "Chữ.").await;
    let view = pastes(&desk, Some("<p>gốc</p>"), None, false).await;
    let _: OriginalsView = desk.asks("original_keep", json!({"article": id, "paste": view.paste})).await.unwrap();
    let _: Value = desk.asks("article_trash", json!({"article": id})).await.unwrap();
    let _: Value = desk.asks("article_delete", json!({"article": id})).await.unwrap();
    let left: OriginalsView = desk.asks("original_list", json!({"article": id})).await.unwrap();
    assert!(left.originals.is_empty());
}
