use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::link;

/// A page that has the picture of [`lead`] in two widths.
struct Shelf;

impl Media for Shelf {
    fn picture(&self, blob: &BlobId) -> Option<Picture> {
        let renditions = vec![("/anh/480.jpg".to_owned(), 480), ("/anh/1600.jpg".to_owned(), 1600)];
        (*blob == lead()).then_some(Picture { renditions, width: 1600, height: 900 })
    }
}

fn lead() -> BlobId {
    BlobId::of("ảnh".as_bytes())
}

fn doc(blocks: Value) -> Body {
    Body(json!({"type": "doc", "content": blocks}))
}

fn rendered(blocks: Value) -> String {
    html(&doc(blocks), &Shelf)
}

fn plain(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

fn marked(text: &str, marks: Value) -> Value {
    json!({"type": "text", "text": text, "marks": marks})
}

fn article() -> Value {
    json!([
        {"type": "heading", "attrs": {"id": "h", "level": 2}, "content": [plain("Kết quả")]},
        {"type": "heading", "attrs": {"id": "h3", "level": 3}, "content": [plain("Năm nay")]},
        {"type": "paragraph", "attrs": {"id": "p"}, "content": [plain("Dòng một"), {"type": "hard_break"}, plain("dòng hai")]},
        {"type": "bullet_list", "attrs": {"id": "u"}, "content": [
            {"type": "list_item", "attrs": {"id": "i"}, "content": [
                {"type": "paragraph", "content": [plain("một")]},
                {"type": "ordered_list", "attrs": {"id": "o", "start": 9}, "content": [
                    {"type": "list_item", "content": [{"type": "paragraph", "content": [plain("chín")]}]},
                    {"type": "list_item", "content": [{"type": "paragraph", "content": [plain("mười"), {"type": "hard_break"}, plain("tiếp")]}]}]}]}]},
        {"type": "blockquote", "attrs": {"id": "q"}, "content": [{"type": "paragraph", "content": [plain("Trích lời")]}]},
        {"type": "divider", "attrs": {"id": "d"}},
        {"type": "figure", "attrs": {"id": "f", "blob": lead(), "alt": "Hội trường", "credit": "Cổng"},
         "content": [{"type": "figcaption", "content": [plain("Toàn cảnh")]}]}
    ])
}

#[test]
fn every_block_becomes_its_element_and_carries_its_id() {
    let expected = [
        r#"<h2 data-block="h">Kết quả</h2>"#,
        r#"<h3 data-block="h3">Năm nay</h3>"#,
        r#"<p data-block="p">Dòng một<br>dòng hai</p>"#,
        r#"<ul data-block="u"><li data-block="i"><p>một</p><ol data-block="o" start="9"><li><p>chín</p></li><li><p>mười<br>tiếp</p></li></ol></li></ul>"#,
        r#"<blockquote data-block="q"><p>Trích lời</p></blockquote>"#,
        r#"<hr data-block="d">"#,
        r#"<figure data-block="f"><img src="/anh/1600.jpg" srcset="/anh/480.jpg 480w, /anh/1600.jpg 1600w" sizes="(min-width: 46rem) 44rem, 100vw""#,
        r#" width="1600" height="900" alt="Hội trường" loading="lazy" decoding="async">"#,
        r#"<figcaption>Toàn cảnh <span class="credit">Ảnh: Cổng</span></figcaption></figure>"#,
    ];
    assert_eq!(rendered(article()), expected.concat());
}

#[test]
fn plain_text_has_a_blank_line_between_blocks_and_markers_in_lists() {
    let expected = "Kết quả\n\nNăm nay\n\nDòng một\ndòng hai\n\n- một\n  9. chín\n  10. mười\n      tiếp\n\nTrích lời\n\nToàn cảnh";
    assert_eq!(text(&doc(article())), expected);
    assert_eq!(text(&Body::empty()), "");
}

#[test]
fn a_mark_that_goes_on_is_one_element() {
    let link = json!({"type": "link", "attrs": {"href": "https://example.vn/?a=1&b=2"}});
    let paragraph = json!({"type": "paragraph", "content": [
        marked("xem ", json!([link])), marked("ngay", json!([{"type": "strong"}, link])), marked(" đây", json!([link, {"type": "em"}])), plain(".")]});
    assert_eq!(
        rendered(json!([paragraph])),
        r#"<p><a href="https://example.vn/?a=1&amp;b=2" rel="noopener">xem <strong>ngay</strong><em> đây</em></a>.</p>"#
    );
}

#[test]
fn a_link_that_is_not_allowed_is_plain_text() {
    for (href, shown) in [
        ("javascript:alert(1)", "<p>xem</p>"),
        ("data:text/html,x", "<p>xem</p>"),
        ("mailto:a@example.vn", r#"<p><a href="mailto:a@example.vn">xem</a></p>"#),
    ] {
        let paragraph = json!({"type": "paragraph", "content": [marked("xem", json!([{"type": "link", "attrs": {"href": href}}]))]});
        assert_eq!(rendered(json!([paragraph])), shown);
    }
}

#[test]
fn a_decorative_picture_has_an_empty_alt_and_no_caption_without_words() {
    let figure =
        json!({"type": "figure", "attrs": {"blob": lead(), "alt": "hoa văn", "decorative": true}, "content": [{"type": "figcaption"}]});
    let shown = rendered(json!([figure]));
    assert!(shown.contains(r#" alt="" "#) && !shown.contains("hoa văn") && !shown.contains("figcaption"), "{shown}");
}

#[test]
fn a_picture_that_is_not_there_says_so() {
    let figure = |attributes: Value| json!([{"type": "figure", "attrs": attributes, "content": [{"type": "figcaption"}]}]);
    let other = BlobId::of(b"other");
    assert_eq!(
        rendered(figure(json!({"blob": other, "alt": "Hội trường", "credit": "Cổng"}))),
        r#"<figure><p class="missing">Chưa có ảnh: Hội trường</p><figcaption><span class="credit">Ảnh: Cổng</span></figcaption></figure>"#
    );
    assert_eq!(rendered(figure(json!({"blob": "../etc"}))), r#"<figure><p class="missing">Chưa có ảnh</p></figure>"#);
}

#[test]
fn an_unknown_node_loses_its_form_and_keeps_its_words() {
    let table = json!({"type": "table", "attrs": {"id": "t"}, "content": [{"type": "row", "content": [
        {"type": "cell", "content": [{"type": "paragraph", "content": [plain("ô")]}]}, {"type": "cell", "content": [plain("trần")]}]}]});
    let mention =
        json!({"type": "paragraph", "content": [{"type": "mention", "content": [plain("đơn vị")]}, {"type": "label", "text": "nhãn"}]});
    let blocks =
        json!([table, mention, {"type": "bullet_list", "content": [{"type": "paragraph", "content": [plain("mục")]}]}, plain("rời")]);
    assert_eq!(
        rendered(blocks.clone()),
        r#"<div data-block="t"><div><div><p>ô</p></div><div><p>trần</p></div></div></div><p>đơn vịnhãn</p><ul><li><p>mục</p></li></ul><p>rời</p>"#
    );
    assert_eq!(text(&doc(blocks)), "ô\n\ntrần\n\nđơn vịnhãn\n\n- mục\n\nrời");
}

#[test]
fn what_is_no_text_at_all_renders_as_nothing() {
    for nonsense in [Value::Null, json!([]), json!("doc"), json!({"content": 1}), json!({"content": [null, 1, "x", []]})] {
        let shown = html(&Body(nonsense.clone()), &Shelf);
        assert!(shown.replace("<div></div>", "").is_empty(), "{shown}");
        assert_eq!(text(&Body(nonsense)), "");
    }
}

/// An address of a picture is data too.
struct Hostile(String);

impl Media for Hostile {
    fn picture(&self, _: &BlobId) -> Option<Picture> {
        Some(Picture { renditions: vec![(self.0.clone(), 480), (self.0.clone(), 960)], width: 1, height: 1 })
    }
}

/// Whether a page is made of nothing but text and tags that this crate writes, each of them whole.
fn is_ours(html: &str) -> bool {
    const ELEMENTS: [&str; 18] = [
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "figure",
        "img",
        "figcaption",
        "span",
        "hr",
        "br",
        "strong",
        "em",
        "div",
        "a",
    ];
    let mut rest = html;
    while let Some((before, from_tag)) = rest.split_once('<') {
        let Some((tag, after)) = from_tag.split_once('>') else { return false };
        let (element, attributes) = tag.split_once(' ').map_or((tag, ""), |(element, attributes)| (element, attributes));
        let element = element.trim_start_matches('/');
        if !is_text(before) || !ELEMENTS.contains(&element) || !attributes_are_ours(attributes) {
            return false;
        }
        rest = after;
    }
    is_text(rest)
}

fn attributes_are_ours(mut attributes: &str) -> bool {
    const KNOWN: [&str; 13] =
        ["data-block", "start", "src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding", "class", "href", "rel"];
    while !attributes.is_empty() {
        let Some((name, value)) = attributes.trim_start().split_once("=\"") else { return false };
        let Some((value, more)) = value.split_once('"') else { return false };
        let leads_somewhere_allowed = link::target(&value.replace("&amp;", "&").replace("&#39;", "'")).is_some();
        if !KNOWN.contains(&name) || !is_text(value) || (name == "href" && !leads_somewhere_allowed) {
            return false;
        }
        attributes = more;
    }
    true
}

fn is_text(text: &str) -> bool {
    !text.contains(['<', '>', '"', '\'', '\0']) && text.split('&').skip(1).all(is_entity)
}

fn is_entity(after_ampersand: &str) -> bool {
    ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|entity| after_ampersand.starts_with(entity))
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<script>",
        "</p>",
        "<!--",
        "-->",
        "\"",
        "'",
        "`",
        ">",
        "<",
        "&",
        "&lt;",
        "&#60;",
        " onload=",
        "=",
        "/",
        "javascript:",
        "https://example.vn/",
        "]]>",
        "\0",
        "\n",
        " ",
        "\u{2028}",
        "ệ",
        "<img src=x onerror=alert(1)>",
        "</figure>",
        "%22",
        "\\",
    ];
    prop_oneof![proptest::collection::vec(proptest::sample::select(pieces), 0..6).prop_map(|chosen| chosen.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_text_in_any_place_yields_a_tag_that_is_not_ours(words in hostile(), other in hostile()) {
        let link = json!([{"type": "link", "attrs": {"href": words}}, {"type": other, "attrs": {"href": words}}]);
        let page = json!([
            {"type": "paragraph", "attrs": {"id": words, other.clone(): words}, "content": [marked(&other, link), plain(&words)]},
            {"type": "heading", "attrs": {"id": words, "level": other}, "content": [plain(&words)]},
            {"type": "ordered_list", "attrs": {"id": words, "start": other}, "content": [{"type": words, "content": [plain(&other)]}]},
            {"type": "figure", "attrs": {"id": words, "blob": lead(), "alt": words, "credit": other, "width": words},
             "content": [{"type": "figcaption", "content": [plain(&words)]}]},
            {"type": "figure", "attrs": {"blob": words, "alt": other}, "content": [{"type": words, "text": other}]},
            {"type": words, "attrs": {"id": other}, "content": [{"type": other, "text": words}]},
            plain(&words),
        ]);
        let shown = html(&doc(page), &Hostile(words));
        prop_assert!(is_ours(&shown), "{}", shown);
        let opened = ["<p", "<h2", "<ol", "<figure"].map(|tag| shown.matches(tag).count());
        prop_assert!(opened[1] == 1 && opened[2] == 1 && opened[3] >= 2, "the form must not depend on the words: {}", shown);
    }
}
