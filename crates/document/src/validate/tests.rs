use serde_json::{Value, json};

use super::*;
use crate::{Attachment, BlobId, Body};

fn blob() -> String {
    BlobId::of("ảnh".as_bytes()).to_string()
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
}

fn figure(attributes: Value) -> Value {
    let mut given = json!({"blob": blob()});
    given.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
    json!({"type": "figure", "attrs": given, "content": [{"type": "figcaption"}]})
}

/// A table whose cells take these columns and rows.
fn table(rows: &[&[(u64, u64)]]) -> Value {
    let cell =
        |(wide, tall): &(u64, u64)| json!({"type": "table_cell", "attrs": {"colspan": wide, "rowspan": tall}, "content": [paragraph("ô")]});
    let rows: Vec<Value> =
        rows.iter().map(|cells| json!({"type": "table_row", "content": cells.iter().map(cell).collect::<Vec<_>>()})).collect();
    json!({"type": "table", "content": rows})
}

#[test]
fn a_table_is_valid_when_its_cells_fill_its_rectangle() {
    type Rows<'a> = &'a [&'a [(u64, u64)]];
    let rows: [(&str, Rows<'_>); 6] = [
        ("one cell", &[&[(1, 1)]]),
        ("a cell over all columns", &[&[(3, 1)], &[(1, 1), (1, 1), (1, 1)]]),
        ("a cell over two rows", &[&[(1, 2), (1, 1)], &[(1, 1)]]),
        ("a row that cells above fill", &[&[(2, 2)], &[], &[(1, 1), (1, 1)]]),
        ("cells that reach past each other", &[&[(1, 2), (1, 1), (1, 2)], &[(1, 1)], &[(2, 1), (1, 1)]]),
        ("the widest", &[&[(99, 1), (1, 1)]]),
    ];
    for (why, rows) in rows {
        assert_eq!(content(&with_blocks(vec![table(rows)])), Ok(()), "{why}");
    }
}

fn linked(href: &str) -> Value {
    marked(json!([{"type": "link", "attrs": {"href": href}}]))
}

fn marked(marks: Value) -> Value {
    json!({"type": "paragraph", "content": [{"type": "text", "text": "xem", "marks": marks}]})
}

fn with_blocks(blocks: Vec<Value>) -> ArticleContent {
    with_doc(json!({"type": "doc", "content": blocks}))
}

fn with_doc(doc: Value) -> ArticleContent {
    ArticleContent { body: Body(doc), ..ArticleContent::empty("tin") }
}

/// A list in a list in a list, so that the innermost text stands at `depth`.
fn nested(depth: usize) -> Value {
    let mut inner = paragraph("sâu");
    let mut reached = 3; // doc, paragraph, text
    while reached + 2 <= depth {
        inner = json!({"type": "bullet_list", "content": [{"type": "list_item", "content":
            if inner["type"] == "paragraph" { json!([inner]) } else { json!([{"type": "paragraph"}, inner]) }}]});
        reached += 2;
    }
    inner
}

fn attachment() -> Attachment {
    Attachment {
        blob: BlobId::of(b"pdf"),
        title: "Báo cáo".to_owned(),
        file_name: "bao-cao.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 3,
        unknown: Default::default(),
    }
}

#[test]
fn an_article_of_every_kind_of_block_is_valid() {
    let everything = ArticleContent {
        title: "Công bố chỉ số".to_owned(),
        section: Some("tin-tuc-2".to_owned()),
        language: "vi-VN".to_owned(),
        attachments: vec![attachment()],
        ..with_blocks(vec![
            json!({"type": "heading", "attrs": {"id": "01J", "level": 4}, "content": [{"type": "text", "text": "Kết quả"}]}),
            marked(json!([{"type": "link", "attrs": {"href": "https://example.vn"}}, {"type": "strong"}, {"type": "em"}])),
            json!({"type": "paragraph", "content": [{"type": "text", "text": "một"}, {"type": "hard_break"}, {"type": "text", "text": "hai"}]}),
            json!({"type": "ordered_list", "attrs": {"id": "", "start": 0}, "content": [
                {"type": "list_item", "content": [paragraph("a"), {"type": "bullet_list", "content": [{"type": "list_item", "content": [paragraph("b")]}]}]}]}),
            json!({"type": "blockquote", "content": [paragraph("trích")]}),
            figure(json!({"alt": "Hội trường", "credit": "Cổng", "decorative": false, "width": 1600, "height": 900})),
            json!({"type": "divider"}),
        ])
    };
    assert_eq!(content(&everything), Ok(()));
    assert_eq!(content(&ArticleContent::empty("tin")), Ok(()), "a draft may be empty");
    assert_eq!(content(&with_blocks(vec![nested(DEEPEST)])), Ok(()), "the deepest level is the last one allowed");
}

#[test]
fn a_text_that_breaks_the_schema_is_refused() {
    let two_links =
        json!([{"type": "link", "attrs": {"href": "https://example.vn/1"}}, {"type": "link", "attrs": {"href": "https://example.vn/2"}}]);
    for (why, doc) in [
        ("no object", json!("doc")),
        ("null", Value::Null),
        ("an array", json!([])),
        ("no type", json!({"content": []})),
        ("a type that is no text", json!({"type": 1})),
        ("not a doc", paragraph("x")),
        ("an empty doc", json!({"type": "doc"})),
        ("a doc of no blocks", json!({"type": "doc", "content": []})),
        ("content that is no array", json!({"type": "doc", "content": {}})),
        ("text in the doc", json!({"type": "doc", "content": [{"type": "text", "text": "x"}]})),
        ("a doc in the doc", json!({"type": "doc", "content": [{"type": "doc", "content": [{"type": "paragraph"}]}]})),
        ("a caption in the doc", json!({"type": "doc", "content": [{"type": "figcaption"}]})),
        ("an attribute on the doc", json!({"type": "doc", "attrs": {"lang": "vi"}, "content": [{"type": "paragraph"}]})),
        ("marks on the doc", json!({"type": "doc", "marks": [{"type": "evil"}], "content": [{"type": "paragraph"}]})),
    ] {
        assert!(content(&with_doc(doc)).is_err(), "{why}");
    }
    for (why, block) in [
        ("an unknown node", json!({"type": "script", "content": [{"type": "text", "text": "alert(1)"}]})),
        ("a node named after a member of objects", json!({"type": "__proto__"})),
        ("a member that nodes do not have", json!({"type": "paragraph", "html": "<b>"})),
        ("an unknown attribute", json!({"type": "paragraph", "attrs": {"onclick": "x"}})),
        ("attributes that are no object", json!({"type": "paragraph", "attrs": []})),
        ("attributes that are null", json!({"type": "paragraph", "attrs": null})),
        ("marks that are no array", json!({"type": "paragraph", "marks": {}})),
        ("marks on a block", json!({"type": "paragraph", "marks": [{"type": "strong"}]})),
        ("a block in a paragraph", json!({"type": "paragraph", "content": [paragraph("x")]})),
        ("a picture in a heading", json!({"type": "heading", "content": [figure(json!({}))]})),
        ("a list of paragraphs", json!({"type": "bullet_list", "content": [paragraph("x")]})),
        ("a list of nothing", json!({"type": "bullet_list"})),
        ("an item that begins with a list", json!({"type": "bullet_list", "content": [{"type": "list_item", "content": [nested(5)]}]})),
        ("a heading in a quotation", json!({"type": "blockquote", "content": [{"type": "heading", "attrs": {"level": 2}}]})),
        ("a quotation of nothing", json!({"type": "blockquote", "content": []})),
        ("a divider with content", json!({"type": "divider", "content": [{"type": "text", "text": "x"}]})),
        ("an empty text", paragraph("")),
        ("a text that is a number", json!({"type": "paragraph", "content": [{"type": "text", "text": 1}]})),
        ("a text without text", json!({"type": "paragraph", "content": [{"type": "text"}]})),
        (
            "a text with children",
            json!({"type": "paragraph", "content": [{"type": "text", "text": "x", "content": [{"type": "text", "text": "y"}]}]}),
        ),
        ("a text beside the content", json!({"type": "paragraph", "text": "x"})),
        ("a control character", paragraph("x\u{0}")),
        ("an id that breaks out of an attribute", json!({"type": "paragraph", "attrs": {"id": "\" onload=\""}})),
        ("an id that is a number", json!({"type": "paragraph", "attrs": {"id": 1}})),
        ("an id without end", json!({"type": "paragraph", "attrs": {"id": "a".repeat(65)}})),
        ("a heading of level 1", json!({"type": "heading", "attrs": {"level": 1}})),
        ("a heading of level 5", json!({"type": "heading", "attrs": {"level": 5}})),
        ("a level that is a text", json!({"type": "heading", "attrs": {"level": "2"}})),
        ("a level between levels", json!({"type": "heading", "attrs": {"level": 2.5}})),
        (
            "a list that starts below zero",
            json!({"type": "ordered_list", "attrs": {"start": -1}, "content": [{"type": "list_item", "content": [paragraph("x")]}]}),
        ),
        (
            "a list that starts too high",
            json!({"type": "ordered_list", "attrs": {"start": 1u64 << 31}, "content": [{"type": "list_item", "content": [paragraph("x")]}]}),
        ),
        ("an unknown mark", marked(json!([{"type": "evil"}]))),
        ("a mark that is a text", marked(json!(["strong"]))),
        ("a mark with a member of its own", marked(json!([{"type": "strong", "style": "x"}]))),
        ("a mark with an unknown attribute", marked(json!([{"type": "em", "attrs": {"class": "x"}}]))),
        ("a mark set twice", marked(json!([{"type": "em"}, {"type": "em"}]))),
        ("two links on one text", marked(two_links)),
        ("a link to nowhere", marked(json!([{"type": "link"}]))),
        ("a link that is a number", marked(json!([{"type": "link", "attrs": {"href": 1}}]))),
        ("a link with a target", marked(json!([{"type": "link", "attrs": {"href": "https://example.vn", "target": "_top"}}]))),
        ("a link to a script", linked("javascript:alert(1)")),
        ("a link to a file", linked("file:///etc/passwd")),
        ("a link with a password", linked("https://a:b@example.vn")),
        ("a link without end", linked(&format!("https://example.vn/{}", "a".repeat(2048)))),
        ("a picture without a file", json!({"type": "figure", "content": [{"type": "figcaption"}]})),
        ("a picture without a caption's place", json!({"type": "figure", "attrs": {"blob": blob()}})),
        (
            "a picture with two captions",
            json!({"type": "figure", "attrs": {"blob": blob()}, "content": [{"type": "figcaption"}, {"type": "figcaption"}]}),
        ),
        ("a picture at an address", figure(json!({"blob": "https://example.vn/a.jpg"}))),
        ("a digest in upper case", figure(json!({"blob": blob().to_uppercase()}))),
        ("a digest that is too short", figure(json!({"blob": "ab"}))),
        ("alt text that is null", figure(json!({"alt": null}))),
        ("alt text of two lines", figure(json!({"alt": "a\nb"}))),
        ("decorative as a text", figure(json!({"decorative": "true"}))),
        ("a width below zero", figure(json!({"width": -1}))),
        ("a height beyond all pictures", figure(json!({"height": 65_536}))),
        (
            "a line break in a caption",
            json!({"type": "figure", "attrs": {"blob": blob()}, "content": [{"type": "figcaption", "content": [{"type": "hard_break"}]}]}),
        ),
        ("a picture beside nothing in a gallery", json!({"type": "gallery", "content": [figure(json!({}))]})),
        ("more pictures than a gallery holds", json!({"type": "gallery", "content": vec![figure(json!({})); 51]})),
        ("a gallery of paragraphs", json!({"type": "gallery", "content": [paragraph("a"), paragraph("b")]})),
        (
            "a gallery's caption of two lines",
            json!({"type": "gallery", "attrs": {"caption": "a\nb"}, "content": vec![figure(json!({})); 2]}),
        ),
        (
            "an infographic without a picture",
            json!({"type": "infographic", "content": [{"type": "description", "content": [paragraph("a")]}]}),
        ),
        ("a gallery of nothing", json!({"type": "gallery"})),
        ("an infographic that says nothing in words", json!({"type": "infographic", "content": [figure(json!({}))]})),
        ("a callout of an unknown kind", json!({"type": "callout", "attrs": {"kind": "evil onload"}, "content": [paragraph("a")]})),
        ("a callout of nothing", json!({"type": "callout", "attrs": {"kind": "note"}})),
        ("a heading in a callout", json!({"type": "callout", "content": [{"type": "heading", "attrs": {"level": 2}}]})),
        ("a pull quote of paragraphs", json!({"type": "pull_quote", "content": [paragraph("a")]})),
        ("a source that is a number", json!({"type": "pull_quote", "attrs": {"source": 1}})),
        ("a question without an answer", json!({"type": "question_answer", "content": [{"type": "question"}]})),
        ("an answer without a question", json!({"type": "question_answer", "content": [{"type": "answer", "content": [paragraph("a")]}]})),
        ("a question in the doc", json!({"type": "question"})),
        ("a footnote between blocks", json!({"type": "footnote", "attrs": {"text": "a"}})),
        (
            "a footnote with text in it",
            json!({"type": "paragraph", "content": [{"type": "footnote", "content": [{"type": "text", "text": "a"}]}]}),
        ),
        ("a footnote of two lines", json!({"type": "paragraph", "content": [{"type": "footnote", "attrs": {"text": "a\nb"}}]})),
        ("a footnote that is a number", json!({"type": "paragraph", "content": [{"type": "footnote", "attrs": {"text": 1}}]})),
        (
            "a footnote in a caption",
            json!({"type": "figure", "attrs": {"blob": blob()}, "content": [{"type": "figcaption", "content": [{"type": "footnote"}]}]}),
        ),
        ("a table of nothing", json!({"type": "table"})),
        ("a table of an empty row", table(&[&[]])),
        ("a table of paragraphs", json!({"type": "table", "content": [paragraph("a")]})),
        (
            "a table in a table",
            json!({"type": "table", "content": [{"type": "table_row", "content": [{"type": "table_cell", "content": [table(&[&[(1, 1)]])]}]}]}),
        ),
        ("a cell without a block", json!({"type": "table", "content": [{"type": "table_row", "content": [{"type": "table_cell"}]}]})),
        ("a cell of no column", table(&[&[(0, 1)]])),
        ("a cell of no row", table(&[&[(1, 0)]])),
        (
            "a cell below zero",
            json!({"type": "table", "content": [{"type": "table_row", "content": [{"type": "table_cell", "attrs": {"colspan": -1}, "content": [paragraph("a")]}]}]}),
        ),
        ("a cell as wide as the memory", table(&[&[(4_294_967_295, 1)]])),
        ("a table of 101 columns", table(&[&[(100, 1), (1, 1)]])),
        ("a second row that is shorter", table(&[&[(1, 1), (1, 1)], &[(1, 1)]])),
        ("a second row that is longer", table(&[&[(1, 1)], &[(1, 1), (1, 1)]])),
        ("a cell that reaches below the table", table(&[&[(1, 2)]])),
        ("a cell over another that a row above has put there", table(&[&[(1, 1), (1, 2), (1, 1)], &[(2, 1), (1, 1)]])),
        ("a table without end", table(&vec![&[(1, 1)][..]; 2_001])),
        (
            "a caption of a table with a control character",
            json!({"type": "table", "attrs": {"caption": "\u{7}"}, "content": [{"type": "table_row", "content": [{"type": "table_cell", "content": [paragraph("a")]}]}]}),
        ),
        (
            "a cell with a colour",
            json!({"type": "table", "content": [{"type": "table_row", "content": [{"type": "table_cell", "attrs": {"background": "red"}, "content": [paragraph("a")]}]}]}),
        ),
        ("one level too deep", nested(DEEPEST + 1)),
        ("one level too deep and more", nested(DEEPEST + 60)),
    ] {
        assert!(content(&with_blocks(vec![block])).is_err(), "{why}");
    }
}

#[test]
fn metadata_that_breaks_the_schema_is_refused() {
    type Break = fn(&mut ArticleContent);
    let rows: [(&str, Break); 31] = [
        ("a newer schema", |c| c.schema = SCHEMA_VERSION + 1),
        ("no schema", |c| c.schema = 0),
        ("an empty kind", |c| c.kind = String::new()),
        ("a kind in capitals", |c| c.kind = "Tin".to_owned()),
        ("a kind that is a path", |c| c.kind = "../tin".to_owned()),
        ("a kind without end", |c| c.kind = "a".repeat(65)),
        ("an empty section", |c| c.section = Some(String::new())),
        ("a section of words", |c| c.section = Some("Tin tức".to_owned())),
        ("no language", |c| c.language = String::new()),
        ("a language of one letter", |c| c.language = "v".to_owned()),
        ("a language that is an attribute", |c| c.language = "vi\" onload=\"x".to_owned()),
        ("a language with an empty subtag", |c| c.language = "vi--VN".to_owned()),
        ("a language without end", |c| c.language = format!("vi{}", "-abcdefgh".repeat(5))),
        ("a title of two lines", |c| c.title = "a\nb".to_owned()),
        ("a kicker with a tab", |c| c.kicker = "a\tb".to_owned()),
        ("a sapo with a NUL", |c| c.sapo = "a\0".to_owned()),
        ("a byline with an escape", |c| c.byline = "\u{1b}[2J".to_owned()),
        ("a source with a line break", |c| c.source = "a\r\nb".to_owned()),
        ("too much metadata", |c| c.sapo = "a".repeat(MOST_TEXT + 1)),
        ("too many attachments", |c| c.attachments = vec![attachment(); MOST_ATTACHMENTS + 1]),
        ("an attachment's title of two lines", |c| c.attachments[0].title = "a\nb".to_owned()),
        ("a file name with a path", |c| c.attachments[0].file_name = "../a.pdf".to_owned()),
        ("a file name of a device", |c| c.attachments[0].file_name = "CON.pdf".to_owned()),
        ("no file name", |c| c.attachments[0].file_name = String::new()),
        ("no media type", |c| c.attachments[0].media_type = String::new()),
        ("half a media type", |c| c.attachments[0].media_type = "application/".to_owned()),
        ("a media type with parameters", |c| c.attachments[0].media_type = "text/html; charset=utf-7".to_owned()),
        ("a media type of three parts", |c| c.attachments[0].media_type = "a/b/c".to_owned()),
        ("a media type with a line break", |c| c.attachments[0].media_type = "text/plain\r\nx".to_owned()),
        ("a media type without end", |c| c.attachments[0].media_type = format!("text/{}", "a".repeat(251))),
        ("a size that JSON cannot carry", |c| c.attachments[0].bytes = 1 << 53),
    ];
    for (why, broken_by) in rows {
        let mut article = ArticleContent { attachments: vec![attachment()], ..ArticleContent::empty("tin") };
        assert_eq!(content(&article), Ok(()), "the row must be refused for what it changes");
        broken_by(&mut article);
        assert!(content(&article).is_err(), "{why}");
    }
}

#[test]
fn size_is_limited_and_the_limit_itself_is_allowed() {
    let blocks = |count: usize| with_blocks(vec![json!({"type": "divider"}); count]);
    assert_eq!(content(&blocks(MOST_NODES - 1)), Ok(()), "the root counts too");
    assert!(content(&blocks(MOST_NODES)).is_err());

    let text = |bytes: usize| with_blocks(vec![paragraph(&"a".repeat(bytes))]);
    assert_eq!(content(&text(MOST_TEXT)), Ok(()));
    assert!(content(&text(MOST_TEXT + 1)).is_err());
    assert!(content(&ArticleContent { title: "a".to_owned(), ..text(MOST_TEXT) }).is_err(), "title and text share the limit");
    let alt = vec![figure(json!({"alt": "a".repeat(MOST_TEXT)}))];
    assert!(content(&with_blocks(alt)).is_err(), "alt text is text");
}

#[test]
fn a_reason_never_quotes_the_article() {
    let secret = "bimat";
    for article in [
        with_blocks(vec![json!({"type": secret})]),
        with_blocks(vec![json!({"type": "paragraph", "attrs": {secret: secret}})]),
        with_blocks(vec![json!({"type": "paragraph", secret: secret})]),
        with_blocks(vec![linked(&format!("javascript:{secret}"))]),
        with_blocks(vec![marked(json!([{"type": secret}]))]),
        with_blocks(vec![paragraph(&format!("{secret}\u{0}"))]),
        with_blocks(vec![json!({"type": "bullet_list", "content": [paragraph(secret)]})]),
        ArticleContent { kind: format!("{secret}!"), ..ArticleContent::empty("tin") },
        ArticleContent { title: format!("{secret}\n"), ..ArticleContent::empty("tin") },
    ] {
        let Invalid { reason } = content(&article).unwrap_err();
        assert!(!reason.contains(secret) && !reason.is_empty(), "{reason}");
    }
}

#[test]
fn what_was_normalised_is_valid() {
    let mut article = ArticleContent {
        title: "a\r\nb\u{0}".to_owned(),
        attachments: vec![Attachment { file_name: "../con\u{202e}.pdf".to_owned(), title: "x\ty".to_owned(), ..attachment() }],
        ..with_blocks(vec![paragraph("\u{feff}"), paragraph("a\u{0}b\u{b}c"), figure(json!({"alt": "a\nb", "credit": "\u{7}"}))])
    };
    assert!(content(&article).is_err());
    crate::normalise::content(&mut article);
    assert_eq!(content(&article), Ok(()), "what an officer pastes must not stop the article from being sent");
}

#[test]
fn an_empty_draft_lacks_everything_but_pictures() {
    assert_eq!(lacking(&ArticleContent::empty("tin")), [Lacking::Title, Lacking::Sapo, Lacking::Section, Lacking::Body]);
}

#[test]
fn each_thing_lacking_is_named_alone() {
    let complete = ArticleContent {
        title: "Công bố".to_owned(),
        sapo: "Sáng nay".to_owned(),
        section: Some("tin".to_owned()),
        ..with_blocks(vec![paragraph("Nội dung"), figure(json!({"alt": "Hội trường", "credit": "Cổng"}))])
    };
    assert_eq!(lacking(&complete), []);
    let with = |blocks: Vec<Value>| ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..complete.clone() };
    let captioned = json!({"type": "figure", "attrs": {"blob": blob(), "alt": "x", "credit": "y"},
        "content": [{"type": "figcaption", "content": [{"type": "text", "text": "Toàn cảnh"}]}]});
    for (why, article, lacks) in [
        ("white space is no title", ArticleContent { title: " \u{a0}".to_owned(), ..complete.clone() }, vec![Lacking::Title]),
        ("a dash is no sapo", ArticleContent { sapo: "–".to_owned(), ..complete.clone() }, vec![Lacking::Sapo]),
        ("no section", ArticleContent { section: None, ..complete.clone() }, vec![Lacking::Section]),
        ("dots are no body", with(vec![paragraph("…")]), vec![Lacking::Body]),
        ("a caption is a body", with(vec![captioned]), vec![]),
        ("no alt text", with(vec![paragraph("a"), figure(json!({"credit": "y"}))]), vec![Lacking::ImageAlt]),
        ("a decorative picture needs none", with(vec![paragraph("a"), figure(json!({"credit": "y", "decorative": true}))]), vec![]),
        ("no credit", with(vec![paragraph("a"), figure(json!({"alt": "x", "credit": " "}))]), vec![Lacking::ImageCredit]),
        (
            "one bad picture among good ones",
            with(vec![paragraph("a"), figure(json!({"alt": "x", "credit": "y"})), figure(json!({})), figure(json!({}))]),
            vec![Lacking::ImageAlt, Lacking::ImageCredit],
        ),
    ] {
        assert_eq!(lacking(&article), lacks, "{why}");
    }
}

#[test]
fn a_place_of_a_template_is_unwritten_until_somebody_writes_there() {
    let template = || [("template".to_owned(), json!({"template": "thong-bao", "version": 1}))].into();
    let of = |title: &str, body: &str| ArticleContent {
        title: title.to_owned(),
        body: Body(json!({"type": "doc", "content": [paragraph(body)]})),
        unknown: template(),
        ..ArticleContent::empty("tin")
    };
    for (why, article, unwritten) in [
        ("a place in the title", of("Thông báo [về việc gì]", "Hết."), true),
        ("a place in the text", of("Thông báo", "Từ [ngày giờ] đến hết."), true),
        ("a note and an omission are no places", of("Thông báo [1]", "Theo […] luật [ 2 ]."), false),
        ("a bracket that is not closed", of("Thông báo [về việc", "Hết."), false),
        ("an article of its own", ArticleContent { unknown: [].into(), ..of("Thông báo [về việc gì]", "Hết.") }, false),
    ] {
        assert_eq!(is_unwritten(&article), unwritten, "{why}");
    }
}

#[test]
fn what_the_window_takes_for_an_unwritten_place_is_one() {
    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        unwritten: bool,
    }
    let cases: Vec<Case> = serde_json::from_str(include_str!("../../schema/unwritten.json")).unwrap();
    for Case { text, unwritten } in cases {
        let template = [("template".to_owned(), json!({"template": "thong-bao", "version": 1}))].into();
        let article = ArticleContent { sapo: text.clone(), unknown: template, ..ArticleContent::empty("tin") };
        assert_eq!(is_unwritten(&article), unwritten, "{text}");
    }
}

#[test]
fn what_is_said_of_a_picture_must_be_possible() {
    use crate::{Crop, Focus, PictureFacts, Recipe};
    let with = |facts: PictureFacts| ArticleContent { pictures: [(BlobId::of(b"a"), facts)].into(), ..ArticleContent::empty("tin") };
    let recipe = |turns, width| Recipe { of: BlobId::of(b"b"), turns, crop: Some(Crop { x: 5_000, y: 0, width, height: 1 }) };
    let good = PictureFacts {
        licence: "CC BY 4.0".to_owned(),
        ai_made: Some(true),
        focus: Some(Focus { x: 1_000, y: 0 }),
        recipe: Some(recipe(3, 5_000)),
        ..Default::default()
    };
    assert_eq!(content(&with(good.clone())), Ok(()));
    for (why, facts) in [
        ("a licence of two lines", PictureFacts { licence: "a\nb".to_owned(), ..good.clone() }),
        ("a point outside", PictureFacts { focus: Some(Focus { x: 0, y: 1_001 }), ..good.clone() }),
        ("a part outside", PictureFacts { recipe: Some(recipe(0, 5_001)), ..good.clone() }),
        ("five quarters", PictureFacts { recipe: Some(recipe(5, 1)), ..good.clone() }),
    ] {
        assert!(content(&with(facts)).is_err(), "{why}");
    }
    let many = (0..=MOST_PICTURES).map(|number| (BlobId::of(number.to_string().as_bytes()), good.clone()));
    assert!(content(&ArticleContent { pictures: many.collect(), ..ArticleContent::empty("tin") }).is_err(), "more than a text could hold");
}
