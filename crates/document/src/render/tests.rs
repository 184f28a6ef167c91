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

fn cell(kind: &str, words: &str, spans: Value) -> Value {
    json!({"type": kind, "attrs": spans, "content": [{"type": "paragraph", "content": [plain(words)]}]})
}

fn row(cells: Vec<Value>) -> Value {
    json!({"type": "table_row", "content": cells})
}

#[test]
fn every_header_of_a_table_says_whether_it_heads_its_column_or_its_row() {
    let one = || json!({});
    let table = json!([{"type": "table", "attrs": {"id": "t", "caption": "Chỉ số <2026>"}, "content": [
        row(vec![cell("table_header", "Đơn vị", json!({"rowspan": 2})), cell("table_header", "Quý", json!({"colspan": 2}))]),
        row(vec![cell("table_header", "I", one()), cell("table_header", "II", one())]),
        row(vec![cell("table_header", "Sở A", one()), cell("table_cell", "1", one()), cell("table_cell", "2", one())]),
    ]}]);
    let expected = [
        r#"<div class="table" role="region" tabindex="0" aria-label="Chỉ số &lt;2026&gt;" data-block="t"><table><caption>Chỉ số &lt;2026&gt;</caption>"#,
        r#"<thead><tr><th scope="col" rowspan="2">Đơn vị</th><th scope="colgroup" colspan="2">Quý</th></tr>"#,
        r#"<tr><th scope="col">I</th><th scope="col">II</th></tr></thead>"#,
        r#"<tbody><tr><th scope="row">Sở A</th><td>1</td><td>2</td></tr></tbody></table></div>"#,
    ];
    assert_eq!(rendered(table.clone()), expected.concat());
    assert_eq!(text(&doc(table)), "Chỉ số <2026>\n\nĐơn vị\tQuý\nI\tII\nSở A\t1\t2");
}

#[test]
fn a_header_that_reaches_into_the_rows_does_not_end_where_the_head_would_end() {
    let tall = json!([{"type": "table", "content": [
        row(vec![cell("table_header", "a", json!({"rowspan": 2})), cell("table_header", "b", json!({}))]),
        row(vec![cell("table_cell", "c", json!({}))]),
    ]}]);
    let shown = rendered(tall);
    assert!(!shown.contains("<thead>") && shown.contains(r#"<th scope="rowgroup" rowspan="2">a</th>"#), "{shown}");
    let only = rendered(json!([{"type": "table", "content": [row(vec![cell("table_header", "a", json!({}))])]}]));
    assert!(only.contains(r#"<tbody><tr><th scope="row">a</th>"#), "a head without rows heads nothing: {only}");
}

#[test]
fn footnotes_are_numbered_in_reading_order_and_lead_there_and_back() {
    let note = |words: &str| json!({"type": "footnote", "attrs": {"text": words}});
    let blocks = json!([
        {"type": "paragraph", "content": [plain("Một"), note("nguồn <1>"), plain(".")]},
        {"type": "table", "content": [row(vec![json!({"type": "table_cell", "content": [{"type": "paragraph", "content": [plain("hai"), note("nguồn 2")]}]})])]},
    ]);
    let shown = rendered(blocks.clone());
    for part in [
        r##"<p>Một<sup><a href="#fn-1" id="fnref-1" role="doc-noteref" aria-label="Chú thích 1">1</a></sup>.</p>"##,
        r##"<td>hai<sup><a href="#fn-2""##,
        r##"<section class="footnotes" role="doc-endnotes" aria-label="Chú thích"><ol><li id="fn-1">nguồn &lt;1&gt; <a href="#fnref-1" role="doc-backlink""##,
        r##"<li id="fn-2">nguồn 2 <a href="#fnref-2""##,
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    assert_eq!(text(&doc(blocks)), "Một[1].\n\nhai[2]\n\n[1] nguồn <1>\n[2] nguồn 2");
}

#[test]
fn blocks_with_a_meaning_of_their_own_say_it_in_words() {
    let paragraph = |words: &str| json!({"type": "paragraph", "content": [plain(words)]});
    let picture = || json!({"type": "figure", "attrs": {"blob": BlobId::of(b"x")}, "content": [{"type": "figcaption"}]});
    let missing = r#"<figure><p class="missing">Chưa có ảnh</p></figure>"#;
    for (block, page, words) in [
        (
            json!({"type": "callout", "attrs": {"id": "c", "kind": "warning"}, "content": [paragraph("Coi chừng.")]}),
            r#"<aside class="callout warning" data-block="c"><p class="label">Cảnh báo</p><p>Coi chừng.</p></aside>"#.to_owned(),
            "Cảnh báo: Coi chừng.",
        ),
        (
            json!({"type": "pull_quote", "attrs": {"source": "Một chủ hộ"}, "content": [plain("Nay đỡ hơn.")]}),
            r#"<figure class="pull-quote"><blockquote><p>Nay đỡ hơn.</p></blockquote><figcaption>Một chủ hộ</figcaption></figure>"#
                .to_owned(),
            "Nay đỡ hơn.\n— Một chủ hộ",
        ),
        (
            json!({"type": "question_answer", "content": [{"type": "question", "content": [plain("Bao giờ?")]}, {"type": "answer", "content": [paragraph("Mai.")]}]}),
            r#"<dl class="qa"><dt><span class="label">Hỏi:</span> Bao giờ?</dt><dd><p>Mai.</p></dd></dl>"#.to_owned(),
            "Hỏi: Bao giờ?\n\nĐáp: Mai.",
        ),
        (
            json!({"type": "gallery", "attrs": {"caption": "Buổi lễ"}, "content": [picture(), picture()]}),
            format!(r#"<figure class="gallery">{missing}{missing}<figcaption>Buổi lễ</figcaption></figure>"#),
            "Buổi lễ",
        ),
        (
            json!({"type": "infographic", "content": [picture(), {"type": "description", "content": [paragraph("Số liệu.")]}]}),
            format!(r#"<div class="infographic">{missing}<details><summary>Nội dung bằng chữ</summary><p>Số liệu.</p></details></div>"#),
            "Số liệu.",
        ),
    ] {
        assert_eq!(rendered(json!([block.clone()])), page);
        assert_eq!(text(&doc(json!([block]))), words);
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
    let table = json!({"type": "timeline", "attrs": {"id": "t"}, "content": [{"type": "row", "content": [
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
    const ELEMENTS: [&str; 33] = [
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "aside",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "sup",
        "section",
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
    const KNOWN: [&str; 20] = [
        "id",
        "role",
        "aria-label",
        "tabindex",
        "scope",
        "colspan",
        "rowspan",
        "data-block",
        "start",
        "src",
        "srcset",
        "sizes",
        "width",
        "height",
        "alt",
        "loading",
        "decoding",
        "class",
        "href",
        "rel",
    ];
    while !attributes.is_empty() {
        let Some((name, value)) = attributes.trim_start().split_once("=\"") else { return false };
        let Some((value, more)) = value.split_once('"') else { return false };
        let is_of_a_footnote = value.strip_prefix("#fn").is_some_and(|to| to.trim_start_matches("ref").starts_with('-'));
        let leads_somewhere_allowed = is_of_a_footnote || link::target(&value.replace("&amp;", "&").replace("&#39;", "'")).is_some();
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
            {"type": "callout", "attrs": {"id": words, "kind": other}, "content": [plain(&words)]},
            {"type": "pull_quote", "attrs": {"id": words, "source": other}, "content": [{"type": "footnote", "attrs": {"text": words}}]},
            {"type": "question_answer", "attrs": {"id": other}, "content": [{"type": "question", "content": [plain(&words)]}, {"type": other}]},
            {"type": "table", "attrs": {"id": words, "caption": other}, "content": [
                {"type": "table_row", "attrs": {"id": words}, "content": [{"type": "table_header", "attrs": {"colspan": words, "rowspan": 2}, "content": [plain(&words)]}]},
                {"type": words, "content": [plain(&other)]}]},
            {"type": "gallery", "attrs": {"caption": words}, "content": [plain(&other)]},
            {"type": "infographic", "content": [{"type": "description", "content": [plain(&other)]}, plain(&words)]},
            plain(&words),
        ]);
        let shown = html(&doc(page), &Hostile(words));
        prop_assert!(is_ours(&shown), "{}", shown);
        let opened = ["<section", "<h2", "<table", "<figure"].map(|tag| shown.matches(tag).count());
        prop_assert!(opened[0] == 1 && opened[1] == 1 && opened[2] == 1 && opened[3] == 4, "the form must not depend on the words: {}", shown);
    }
}
