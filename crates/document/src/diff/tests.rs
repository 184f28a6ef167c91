use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{Attachment, BlobId, Body};

fn text(words: &str) -> Value {
    json!({"type": "text", "text": words})
}

fn paragraph(id: &str, words: &str) -> Value {
    json!({"type": "paragraph", "attrs": {"id": id}, "content": [text(words)]})
}

fn content(blocks: Vec<Value>) -> ArticleContent {
    ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..ArticleContent::empty("tin") }
}

fn shown(before: Vec<Value>, after: Vec<Value>) -> Vec<String> {
    let lines = rows(&diff(&content(before), &content(after)));
    let words = |line: &Line| {
        line.pieces
            .iter()
            .map(|piece| match (piece.change, piece.restyled) {
                (SpanChange::Same, false) => piece.text.clone(),
                (SpanChange::Same, true) => format!("[~{}~]", piece.text),
                (SpanChange::Added, _) => format!("[+{}+]", piece.text),
                (SpanChange::Removed, _) => format!("[-{}-]", piece.text),
            })
            .collect::<String>()
    };
    lines.iter().map(|line| format!("{:?} {:?} {}", line.change, line.block, words(line))).collect()
}

#[test]
fn a_word_changed_in_a_paragraph_is_one_changed_word() {
    let lines = shown(
        vec![paragraph("a", "Mở đầu."), paragraph("b", "Bộ công bố chỉ số.")],
        vec![paragraph("a", "Mở đầu."), paragraph("b", "Bộ công bố ba chỉ số.")],
    );
    assert_eq!(lines, ["Same Paragraph Mở đầu.", "Edited Paragraph Bộ công bố [+ba +]chỉ số."]);
}

#[test]
fn a_table_is_shown_row_by_row_with_the_words_that_changed_in_a_cell() {
    let cell = |words: &str| json!({"type": "table_cell", "content": [{"type": "paragraph", "content": [text(words)]}]});
    let row = |id: &str, cells: Vec<Value>| json!({"type": "table_row", "attrs": {"id": id}, "content": cells});
    let table = |caption: &str, rows: Vec<Value>| json!({"type": "table", "attrs": {"id": "t", "caption": caption}, "content": rows});
    let lines = shown(
        vec![table("Quý I", vec![row("a", vec![cell("Sở A"), cell("có 10 xã")]), row("b", vec![cell("Phòng B"), cell("hai thôn")])])],
        vec![table("Quý I", vec![row("a", vec![cell("Sở A"), cell("có 12 xã")]), row("c", vec![cell("Trạm C"), cell("chín ấp")])])],
    );
    assert_eq!(
        lines,
        [
            "Same Table(\"Quý I\") ",
            "Edited Row Sở A │ có [-10-][+12+] xã",
            "Removed Row [-Phòng B-][- │ -][-hai thôn-]",
            "Added Row [+Trạm C+][+ │ +][+chín ấp+]"
        ]
    );
}

#[test]
fn a_footnote_that_came_and_a_question_that_changed_are_seen() {
    let note = json!({"type": "footnote", "attrs": {"text": "Nghị định 1"}});
    let with = |nodes: Vec<Value>| json!({"type": "paragraph", "attrs": {"id": "p"}, "content": nodes});
    let asked = |words: &str| {
        json!({"type": "question_answer", "attrs": {"id": "q"}, "content": [
            {"type": "question", "attrs": {"id": "h"}, "content": [text(words)]},
            {"type": "answer", "attrs": {"id": "d"}, "content": [paragraph("e", "Mai.")]}]})
    };
    let lines = shown(vec![with(vec![text("Theo luật")]), asked("Bao giờ?")], vec![with(vec![text("Theo luật"), note]), asked("Khi nào?")]);
    assert_eq!(lines, ["Edited Paragraph Theo luật[+[Nghị định 1]+]", "Edited Question [-Bao giờ-][+Khi nào+]?", "Same Paragraph Mai."]);
}

#[test]
fn a_block_that_was_moved_is_shown_as_moved_and_not_as_gone_and_new() {
    let (a, b, c) = (paragraph("a", "Một."), paragraph("b", "Hai."), paragraph("c", "Ba."));
    assert_eq!(
        shown(vec![a.clone(), b.clone(), c.clone()], vec![c, a, b]),
        ["MovedHere Paragraph Ba.", "Same Paragraph Một.", "Same Paragraph Hai.", "MovedAway Paragraph Ba."]
    );
}

#[test]
fn a_block_that_moved_and_changed_shows_both() {
    let (a, b) = (paragraph("a", "Một."), paragraph("b", "Hai câu."));
    let lines = shown(vec![a.clone(), paragraph("x", "Giữa."), b], vec![paragraph("b", "Hai câu mới."), a, paragraph("x", "Giữa.")]);
    assert_eq!(lines[0], "MovedHere Paragraph Hai câu[+ mới+].");
}

#[test]
fn blocks_without_ids_are_known_by_their_words() {
    let plain = |words: &str| json!({"type": "paragraph", "content": [text(words)]});
    let lines = shown(
        vec![plain("Câu đầu tiên của bài."), plain("Câu thứ hai nói về chỉ số.")],
        vec![plain("Câu mới tinh."), plain("Câu đầu tiên của bài."), plain("Câu thứ hai nói về số liệu.")],
    );
    assert_eq!(
        lines,
        [
            "Added Paragraph [+Câu mới tinh.+]",
            "Same Paragraph Câu đầu tiên của bài.",
            "Edited Paragraph Câu thứ hai nói về [-chỉ-]số[+ liệu+].".replace("[-chỉ-]số[+ liệu+]", "[-chỉ -]số[+ liệu+]").as_str(),
        ]
    );
}

#[test]
fn words_set_in_bold_are_restyled_and_not_replaced() {
    let bold = json!({"type": "paragraph", "attrs": {"id": "a"}, "content": [
        text("Bộ "), {"type": "text", "text": "công bố", "marks": [{"type": "strong"}]}, text(" chỉ số.")]});
    assert_eq!(shown(vec![paragraph("a", "Bộ công bố chỉ số.")], vec![bold]), ["Edited Paragraph Bộ [~công bố~] chỉ số."]);
}

#[test]
fn items_keep_their_numbers_and_a_new_one_is_new() {
    let item = |id: &str, words: &str| json!({"type": "list_item", "attrs": {"id": id}, "content": [paragraph(&format!("p{id}"), words)]});
    let list = |items: Vec<Value>| vec![json!({"type": "ordered_list", "attrs": {"id": "l", "start": 1}, "content": items})];
    assert_eq!(
        shown(list(vec![item("a", "Một"), item("b", "Hai")]), list(vec![item("a", "Một"), item("n", "Chen"), item("b", "Hai")])),
        ["Same Number(1) Một", "Added Number(2) [+Chen+]", "Same Number(3) Hai"]
    );
}

#[test]
fn a_picture_tells_what_changed_about_it() {
    let figure = |alt: &str, caption: &str| {
        json!({"type": "figure", "attrs": {"id": "f", "blob": "b", "alt": alt, "width": alt.len()},
               "content": [{"type": "figcaption", "content": [text(caption)]}]})
    };
    let lines = rows(&diff(&content(vec![figure("Lớp", "Lớp học.")]), &content(vec![figure("Lớp học", "Lớp học đêm.")])));
    assert_eq!(lines[0].change, Change::Edited);
    assert_eq!(lines[0].notes.iter().map(|note| note.attribute.as_str()).collect::<Vec<_>>(), ["alt"], "pixels are no news");
    assert_eq!((lines[1].block.clone(), lines[1].change), (Block::Caption, Change::Edited));
}

#[test]
fn a_paragraph_that_became_a_heading_is_taken_out_and_put_in() {
    let heading = json!({"type": "heading", "attrs": {"id": "a", "level": 2}, "content": [text("Đề mục")]});
    assert_eq!(shown(vec![paragraph("a", "Đề mục")], vec![heading]), ["Removed Paragraph [-Đề mục-]", "Added Heading(2) [+Đề mục+]"]);
}

#[test]
fn counts_are_of_words_in_fields_and_text() {
    let before = ArticleContent { title: "Một hai".to_owned(), ..content(vec![paragraph("a", "Ba bốn.")]) };
    let after = ArticleContent { title: "Một hai ba".to_owned(), ..content(vec![paragraph("a", "Ba."), paragraph("b", "Năm sáu.")]) };
    assert_eq!(counts(&diff(&before, &after)), Counts { added: 3, removed: 1 });
}

#[test]
fn a_diff_is_applied_to_no_other_text_than_its_own() {
    let (before, after) = (content(vec![paragraph("a", "Một.")]), content(vec![paragraph("a", "Hai.")]));
    assert_eq!(diff(&before, &after).apply(&after), Err(Mismatch));
}

/// A few words, so that texts have much in common.
fn words() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "Bộ",
        "công bố",
        "chỉ số",
        " ",
        ", ",
        "đẩy mạnh",
        "hoà",
        "hòa",
        "15/QĐ-BTTTT",
        "\n",
        "👩\u{200d}🌾",
        ".",
    ]);
    proptest::collection::vec(word, 1..8).prop_map(|words| words.concat())
}

fn inline() -> impl Strategy<Value = Value> {
    let marks = proptest::sample::select(vec![
        json!(null),
        json!([{"type": "strong"}]),
        json!([{"type": "em"}]),
        json!([{"type": "link", "attrs": {"href": "https://cong.example/"}}]),
    ]);
    prop_oneof![
        5 => (words(), marks).prop_map(|(words, marks)| {
            let mut node = text(&words);
            if !marks.is_null() {
                node["marks"] = marks;
            }
            node
        }),
        1 => Just(json!({"type": "hard_break"})),
    ]
}

fn id() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["", "a", "b", "c", "d", "e", "f", "g"])
}

fn textblock(kind: &'static str) -> impl Strategy<Value = Value> {
    (id(), proptest::collection::vec(inline(), 0..4)).prop_map(move |(id, content)| {
        let mut node = json!({"type": kind, "attrs": {"id": id}});
        if !content.is_empty() {
            node["content"] = json!(content);
        }
        node
    })
}

fn block() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => textblock("paragraph"),
        2 => (textblock("heading"), 2..5u64).prop_map(|(mut node, level)| { node["attrs"]["level"] = json!(level); node }),
        1 => id().prop_map(|id| json!({"type": "divider", "attrs": {"id": id}})),
        1 => (id(), words(), textblock("figcaption")).prop_map(|(id, alt, mut caption)| {
            caption.as_object_mut().unwrap().remove("attrs");
            json!({"type": "figure", "attrs": {"id": id, "blob": "b", "alt": alt}, "content": [caption]})
        }),
        // A node of a newer build, with a member that nodes do not have.
        1 => words().prop_map(|words| json!({"type": "timeline", "stamp": words})),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let items = proptest::collection::vec((id(), proptest::collection::vec(inner.clone(), 1..3)), 1..4);
        let list = (proptest::sample::select(vec!["bullet_list", "ordered_list"]), id(), items).prop_map(|(kind, id, items)| {
            let items: Vec<Value> =
                items.into_iter().map(|(id, content)| json!({"type": "list_item", "attrs": {"id": id}, "content": content})).collect();
            json!({"type": kind, "attrs": {"id": id}, "content": items})
        });
        let quote = (id(), proptest::collection::vec(inner, 1..3))
            .prop_map(|(id, content)| json!({"type": "blockquote", "attrs": {"id": id}, "content": content}));
        prop_oneof![list, quote]
    })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    (proptest::sample::select(vec!["một", "hai", "ba"]), words()).prop_map(|(bytes, title)| Attachment {
        blob: BlobId::of(bytes.as_bytes()),
        title,
        file_name: format!("{bytes}.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes: 1,
        unknown: Default::default(),
    })
}

fn article() -> impl Strategy<Value = ArticleContent> {
    let section = proptest::option::of(proptest::sample::select(vec!["tin", "bao-chi"]).prop_map(str::to_owned));
    let rest = proptest::collection::btree_map("[x-z]", words().prop_map(Value::from), 0..3);
    let fields = (words(), words(), section, rest);
    (fields, proptest::collection::vec(block(), 0..8), proptest::collection::vec(attachment(), 0..4)).prop_map(
        |((title, sapo, section, unknown), blocks, attachments)| ArticleContent {
            title,
            sapo,
            section,
            unknown,
            attachments,
            ..content(blocks)
        },
    )
}

/// A content and what an officer may have made of it: blocks moved, dropped, doubled, and others in their places.
fn edited() -> impl Strategy<Value = (ArticleContent, ArticleContent)> {
    (article(), article(), any::<proptest::sample::Index>(), any::<proptest::sample::Index>()).prop_map(|(before, other, from, to)| {
        let mut blocks = before.body.0["content"].as_array().cloned().unwrap_or_default();
        if !blocks.is_empty() {
            let moved = blocks.remove(from.index(blocks.len()));
            blocks.insert(to.index(blocks.len() + 1), moved);
        }
        blocks.extend(other.body.0["content"].as_array().into_iter().flatten().take(2).cloned());
        let after = ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..other };
        (before, after)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_diff_applied_to_the_earlier_content_is_the_later_one((before, after) in prop_oneof![edited(), (article(), article())]) {
        let found = diff(&before, &after);
        let stored: ContentDiff = serde_json::from_value(serde_json::to_value(&found).unwrap()).unwrap();
        prop_assert_eq!(stored.apply(&before).unwrap(), after);
    }

    #[test]
    fn a_content_does_not_differ_from_itself(content in article()) {
        let found = diff(&content, &content);
        prop_assert!(found.is_empty());
        prop_assert_eq!(counts(&found), Counts::default());
        prop_assert!(rows(&found).iter().all(|line| line.change == Change::Same));
    }

    #[test]
    fn no_word_of_either_side_is_missing_from_the_lines((before, after) in edited()) {
        let lines = rows(&diff(&before, &after));
        let side = |without: SpanChange, elsewhere: Change| {
            let shown = lines.iter().filter(|line| line.change != elsewhere).flat_map(|line| &line.pieces);
            shown.filter(|piece| piece.change != without).map(|piece| count(&piece.text)).sum::<usize>()
        };
        let held = |content: &ArticleContent| content.body.nodes().filter_map(|node| node["text"].as_str()).map(count).sum::<usize>();
        // Syllables may be cut by marks, which makes more pieces of them and never fewer.
        prop_assert!(side(SpanChange::Added, Change::MovedHere) >= held(&before));
        prop_assert!(side(SpanChange::Removed, Change::MovedAway) >= held(&after));
    }
}
