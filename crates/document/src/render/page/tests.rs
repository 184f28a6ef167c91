use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::*;
use crate::{
    ArticleContent, ArticleId, Attachment, BlobId, Body,
    render::{Media, Picture},
};

struct Shelf;

impl Media for Shelf {
    fn picture(&self, blob: &BlobId) -> Option<Picture> {
        Some(Picture { renditions: vec![(format!("/anh/{blob}"), 1600)], width: 1600, height: 900 })
    }
}

fn said(text: &str) -> Value {
    json!([{"type": "text", "text": text}])
}

fn paragraph(id: &str, text: &str) -> Value {
    json!({"type": "paragraph", "attrs": {"id": id}, "content": said(text)})
}

/// An article with a block of every kind that a page shows in a way of its own.
fn article() -> ArticleContent {
    let figure = |id: &str| json!({"type": "figure", "attrs": {"id": id, "blob": BlobId::of(b"a"), "alt": "Ảnh", "credit": "Cổng"}, "content": [{"type": "figcaption", "content": said("Toàn cảnh")}]});
    let cell = |kind: &str, text: &str| json!({"type": kind, "content": [paragraph("", text)]});
    let body = json!({"type": "doc", "content": [
        {"type": "heading", "attrs": {"id": "h", "level": 2}, "content": said("Kết quả")},
        {"type": "paragraph", "attrs": {"id": "p"}, "content": [
            {"type": "text", "text": "Xem "},
            {"type": "text", "text": "văn bản", "marks": [{"type": "link", "attrs": {"href": "https://example.vn/a"}}]},
            {"type": "footnote", "attrs": {"text": "Số liệu năm 2026."}}]},
        {"type": "bullet_list", "attrs": {"id": "u"}, "content": [{"type": "list_item", "attrs": {"id": "i"}, "content": [paragraph("ip", "một")]}]},
        {"type": "blockquote", "attrs": {"id": "q"}, "content": [paragraph("qp", "Trích lời")]},
        figure("f"),
        {"type": "gallery", "attrs": {"id": "g", "caption": "Bộ ảnh"}, "content": [figure("g1"), figure("g2")]},
        {"type": "callout", "attrs": {"id": "c", "kind": "warning"}, "content": [paragraph("cp", "Coi chừng")]},
        {"type": "pull_quote", "attrs": {"id": "l", "source": "Ông A"}, "content": said("Lời nói")},
        {"type": "question_answer", "attrs": {"id": "a"}, "content": [
            {"type": "question", "attrs": {"id": "a1"}, "content": said("Vì sao?")}, {"type": "answer", "attrs": {"id": "a2"}, "content": [paragraph("ap", "Vì thế.")]}]},
        {"type": "table", "attrs": {"id": "t", "caption": "Số liệu"}, "content": [
            {"type": "table_row", "attrs": {"id": "r1"}, "content": [cell("table_header", "Năm")]},
            {"type": "table_row", "attrs": {"id": "r2"}, "content": [cell("table_cell", "2026")]}]},
        {"type": "divider", "attrs": {"id": "d"}}
    ]});
    ArticleContent {
        title: "Công bố chỉ số".to_owned(),
        kicker: "Chuyển đổi số".to_owned(),
        sapo: "Một câu.".to_owned(),
        byline: "Nguyễn An".to_owned(),
        source: "Sở Thông tin".to_owned(),
        body: Body(body),
        attachments: vec![Attachment {
            blob: BlobId::of(b"pdf"),
            title: "Báo cáo".to_owned(),
            file_name: "bao-cao.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 8_450_000,
            unknown: Default::default(),
        }],
        ..ArticleContent::empty("tin")
    }
}

fn page_of(content: &ArticleContent, edition: Edition) -> String {
    let story = Story {
        edition,
        article: ArticleId(uuid::Uuid::nil()),
        content,
        section: Some(("tin", "Tin tức")),
        published_at_ms: 1_795_453_200_000,
        modified_at_ms: 1_795_453_200_000,
    };
    let page =
        Page { edition, portal: "Cổng thông tin", title: &content.title, description: &content.sapo, section: "tin", ..Page::default() };
    whole(&page, &[Section { code: "tin".to_owned(), name: "Tin tức".to_owned() }], &story.render(&Shelf))
}

/// A page without what only its author is given.
fn as_readers_see_it(page: &str) -> String {
    let mut seen = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("<a class=\"ve\"") {
        seen.push_str(&rest[..at]);
        let end = rest[at..].find("</a>").expect("a link ends");
        rest = &rest[at + end + "</a>".len()..];
    }
    seen.push_str(rest);
    let mut seen = seen.replace(" target=\"_self\"", "").replace(" id=\"dau-bai\"", "");
    while let Some(at) = seen.find(" id=\"b-") {
        let end = seen[at + 7..].find('"').expect("an attribute ends");
        seen.replace_range(at..at + 7 + end + 1, "");
    }
    seen.split_once("<body>").map(|(_, body)| body.to_owned()).expect("a page has a body")
}

#[test]
fn a_preview_is_the_public_page_and_the_way_back_from_it() {
    let content = article();
    let (public, preview) = (page_of(&content, Edition::Public), page_of(&content, Edition::Preview));
    assert!(!public.contains("b-h") && !public.contains("target=") && !public.contains("?den="), "readers get none of it");
    assert_eq!(as_readers_see_it(&preview), as_readers_see_it(&public));
    assert_ne!(preview, public);
}

#[test]
fn every_block_of_a_preview_can_be_scrolled_to_and_none_of_them_takes_the_focus() {
    let preview = page_of(&article(), Edition::Preview);
    for id in ["h", "p", "u", "i", "q", "f", "g", "g1", "g2", "c", "l", "a", "a1", "a2", "t", "d"] {
        assert_eq!(preview.matches(&format!(" id=\"b-{id}\"")).count(), 1, "{id}");
    }
    let of_table = preview.find(" id=\"b-t\"").expect("the table has an id");
    let element = &preview[preview[..of_table].rfind('<').expect("an element")..of_table];
    assert_eq!(element, "<table", "the region around it takes the focus");
}

#[test]
fn the_outermost_blocks_lead_back_to_the_text() {
    let preview = page_of(&article(), Edition::Preview);
    for id in ["h", "p", "i", "q", "f", "g", "c", "l", "a1", "a2", "t"] {
        assert!(preview.contains(&format!("href=\"?den={id}#b-{id}\" target=\"_self\"")), "{id}");
    }
    for id in ["ip", "qp", "g1", "cp", "ap", "r1"] {
        assert!(!preview.contains(&format!("?den={id}#")), "{id} stands inside a block that leads back itself");
    }
}

#[test]
fn an_id_that_is_none_of_ours_is_no_part_of_an_address() {
    for id in ["\" onload=\"x", "a b", "x#y", "ă", "<i>"] {
        let content =
            ArticleContent { body: Body(json!({"type": "doc", "content": [paragraph(id, "chữ")]})), ..ArticleContent::empty("tin") };
        let preview = page_of(&content, Edition::Preview);
        assert!(!preview.contains("?den=") && !preview.contains(" id=\"b-"), "{id}");
        assert!(!preview.contains("onload=\"x"), "{id}");
    }
}

#[test]
fn links_within_the_page_stay_in_the_frame_and_others_lead_nowhere() {
    let preview = page_of(&article(), Edition::Preview);
    assert!(preview.contains("<base target=\"_blank\">"));
    for link in preview.split("<a ").skip(1).map(|rest| &rest[..rest.find('>').expect("a tag ends")]) {
        let within = link.contains("href=\"#") || link.contains("href=\"?den=");
        assert_eq!(within, link.contains("target=\"_self\""), "{link}");
    }
}

#[test]
fn what_is_known_of_a_picture_stands_at_it() {
    let facts = crate::PictureFacts {
        licence: "CC BY <4.0>".to_owned(),
        ai_made: Some(true),
        focus: Some(Focus { x: 249, y: 1_000 }),
        ..Default::default()
    };
    let content = ArticleContent { pictures: [(BlobId::of(b"a"), facts.clone())].into(), ..article() };
    let page = page_of(&content, Edition::Public);
    assert!(page.contains("alt=\"Ảnh\" class=\"fx2 fy10\""), "a page may carry no style of its own");
    let words = "<span class=\"credit\">Ảnh: Cổng</span> <span class=\"licence\">(CC BY &lt;4.0&gt;)</span> \
        <span class=\"by-machine\">Ảnh do AI tạo hoặc chỉnh sửa.</span></figcaption>";
    assert!(page.contains(words), "{page}");
    let unsaid = crate::PictureFacts { ai_made: Some(false), ..Default::default() };
    let content = ArticleContent { pictures: [(BlobId::of(b"a"), unsaid)].into(), ..article() };
    assert_eq!(page_of(&content, Edition::Public), page_of(&article(), Edition::Public), "that a picture is one need not be said");
}

#[test]
fn the_style_knows_every_step_that_a_picture_can_be_given() {
    for step in 0..=10_u16 {
        for class in focus_class(Focus { x: step * 100, y: step * 100 }).split(' ') {
            assert!(STYLE.contains(&format!(".{class} {{")), "{class}");
        }
    }
}

/// When this fails, pages look otherwise than they did: give [`TEMPLATE`] the next number, and put down what the new pages are.
#[test]
fn the_number_of_the_template_is_that_of_the_pages_it_makes() {
    let mut made = Sha256::new();
    made.update(page_of(&article(), Edition::Public));
    made.update(STYLE);
    assert_eq!((TEMPLATE, hex::encode(&made.finalize()[..8]).as_str()), (1, "7a235074f2e7fd1d"));
}
