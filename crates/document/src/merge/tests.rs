use serde_json::{Value, json};

use super::*;
use crate::validate;

fn article(blocks: Vec<Value>) -> ArticleContent {
    ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..ArticleContent::empty("tin") }
}

fn paragraph(id: &str, text: &str) -> Value {
    json!({"type": "paragraph", "attrs": {"id": id}, "content": [{"type": "text", "text": text}]})
}

fn item(id: &str, text: &str) -> Value {
    json!({"type": "list_item", "attrs": {"id": id}, "content": [paragraph(&format!("{id}p"), text)]})
}

fn list(id: &str, items: Vec<Value>) -> Value {
    json!({"type": "bullet_list", "attrs": {"id": id}, "content": items})
}

fn figure(blob: &str, alt: &str, caption: &str) -> Value {
    let attributes = json!({"id": "f", "blob": BlobId::of(blob.as_bytes()).to_string(), "alt": alt, "width": blob.len(), "height": 3});
    json!({"type": "figure", "attrs": attributes, "content": [{"type": "figcaption", "content": [{"type": "text", "text": caption}]}]})
}

/// The words of a text, one line for each block, the versions of a conflict in brackets.
fn read(node: &Value) -> String {
    let inside = || node["content"].as_array().map(Vec::as_slice).unwrap_or_default();
    match node["type"].as_str().unwrap_or_default() {
        "text" => node["text"].as_str().unwrap_or_default().to_owned(),
        "conflict" => format!("[{}]", inside().iter().map(read).collect::<Vec<_>>().join(" ≠ ")),
        "doc" | "bullet_list" | "list_item" | "conflict_side" | "blockquote" | "table" | "table_row" | "table_cell" => {
            inside().iter().map(read).collect::<Vec<_>>().join(" | ")
        }
        _ => inside().iter().map(read).collect(),
    }
}

fn merged(base: Vec<Value>, ours: Vec<Value>, theirs: Vec<Value>) -> String {
    let (base, ours, theirs) = (article(base), article(ours), article(theirs));
    let merged = merge(&base, &ours, &theirs);
    assert!(validate::content(&merged.content).is_ok(), "the merge keeps to the schema");
    assert_eq!(merge(&base, &theirs, &ours).content, merged.content, "whose is whose makes no difference");
    assert_eq!(merged.conflicts.is_empty(), is_settled(&merged.content));
    read(&merged.content.body.0)
}

/// One paragraph in three versions.
fn line(base: &str, ours: &str, theirs: &str) -> String {
    let one = |text: &str| vec![paragraph("a", text)];
    merged(one(base), one(ours), one(theirs))
}

#[test]
fn sentences_merge_alone_and_one_sentence_by_two_people_is_shown() {
    for (base, ours, theirs, expected) in [
        ("Một. Hai.", "Một, sửa. Hai.", "Một. Hai, sửa.", "Một, sửa. Hai, sửa."),
        ("Một. Hai.", "Một. Hai. Ba.", "Không. Hai.", "Không. Hai. Ba."),
        ("Một hai ba bốn.", "Sửa hai ba bốn.", "Một hai ba năm.", "[Một hai ba năm. ≠ Sửa hai ba bốn.]"),
        ("Một hai.", "Một hai ba.", "Một hai bốn.", "[Một hai ba. ≠ Một hai bốn.]"),
        ("Một. Hai.", "Một.", "Một. Hai, sửa.", "[Một. Hai, sửa. ≠ Một.]"),
        ("Một hai.", "Một sửa.", "Một sửa.", "Một sửa."),
        ("Ngày 01.12 họp. Hết.", "Ngày 02.12 họp. Hết.", "Ngày 01.12 họp bàn. Hết.", "[Ngày 01.12 họp bàn. Hết. ≠ Ngày 02.12 họp. Hết.]"),
    ] {
        assert_eq!(line(base, ours, theirs), expected, "{base} → {ours} / {theirs}");
    }
}

#[test]
fn words_that_one_side_deleted_do_not_come_back_as_what_the_other_wrote_beside_them() {
    for (base, ours, theirs, expected) in [
        ("Mưa to. Gió lớn. Hết.", "Mưa to. Hết.", "Mưa lớn. Hết.", "[Mưa lớn. Hết. ≠ Mưa to. Hết.]"),
        ("Mưa to. Gió lớn. Hết.", "Mưa to. Hết.", "lớn. Hết.", "[Mưa to. Hết. ≠ lớn. Hết.]"),
    ] {
        assert_eq!(line(base, ours, theirs), expected, "{base} → {ours} / {theirs}");
    }
}

#[test]
fn a_side_that_is_merged_again_adds_nothing_a_second_time() {
    let one = |text: &str| article(vec![paragraph("a", text)]);
    let (base, ours, theirs) = (one("Hai đầu. Ba bốn năm ✅."), one("Hai đầu. Ba bốn năm ✅. Sáu ✅ bảy."), one("Hai ✅."));
    let found = merge(&base, &ours, &theirs).content;
    assert_eq!(read(&found.body.0), "Hai ✅. Sáu ✅ bảy.");
    for side in [&ours, &theirs] {
        assert_eq!(merge(&base, &found, side).content, found, "the mark that stands twice is no other edit");
    }
}

#[test]
fn a_side_that_is_merged_again_gives_its_marks_to_the_same_words() {
    let strong = |text: &str| json!({"type": "text", "text": text, "marks": [{"type": "strong"}]});
    let words = |text: &str| json!({"type": "text", "text": text});
    let of = |content: Vec<Value>| article(vec![json!({"type": "paragraph", "attrs": {"id": "a"}, "content": content})]);
    let base = of(vec![words("Một ✅ hai.")]);
    let ours = of(vec![words("Một ba. Năm ✅ sáu.")]);
    let theirs = of(vec![words("Một ✅ hai"), strong("."), words(" Bảy ")]);
    let found = merge(&base, &ours, &theirs).content;
    let expected = of(vec![words("Một ba. Năm ✅ sáu"), strong("."), words(" Bảy ")]);
    assert_eq!(found, expected);
    assert_eq!(merge(&base, &found, &theirs).content, found, "the first full stop is not the one that was marked");
}

#[test]
fn what_both_did_is_done_once() {
    assert_eq!(line("Một. Hai.", "Một, sửa. Hai.", "Một, sửa. Hai, sửa."), "Một, sửa. Hai, sửa.");
    let added = |id: &str| vec![paragraph("a", "Một."), paragraph(id, "Cùng một đoạn.")];
    assert_eq!(merged(vec![paragraph("a", "Một.")], added("x"), added("y")), "Một. | Cùng một đoạn.");
}

#[test]
fn two_spellings_of_a_word_are_one_word_and_stored_bytes_stay() {
    let decomposed = "Vie\u{323}\u{302}t Nam. Hết.";
    assert_eq!(line("Việt Nam. Hết.", decomposed, "Việt Nam. Xong."), "Vie\u{323}\u{302}t Nam. Xong.");
    assert_eq!(line(decomposed, "Việt Bắc. Hết.", "Vie\u{323}\u{302}t Nam. Xong."), "Việt Bắc. Xong.");
}

#[test]
fn a_letter_of_many_characters_is_never_torn() {
    let (farmer, cook) = ("👩\u{200d}🌾", "👩\u{200d}🍳");
    assert_eq!(line(&format!("A {farmer}."), &format!("A {cook}."), &format!("A {farmer}. B.")), format!("A {cook}. B."));
}

#[test]
fn a_block_moved_by_one_and_edited_by_the_other_is_both() {
    let [a, b, c] = [paragraph("a", "Một."), paragraph("b", "Hai."), paragraph("c", "Ba.")];
    let found = merged(
        vec![a.clone(), b.clone(), c.clone()],
        vec![c.clone(), a.clone(), b.clone()],
        vec![a.clone(), b.clone(), paragraph("c", "Ba, sửa.")],
    );
    assert_eq!(found, "Ba, sửa. | Một. | Hai.");
}

#[test]
fn someones_words_outlive_someones_tidying_up_and_it_is_said() {
    let both = vec![paragraph("a", "Một."), paragraph("b", "Hai.")];
    let edited = vec![paragraph("a", "Một."), paragraph("b", "Hai, sửa.")];
    assert_eq!(merged(both.clone(), vec![paragraph("a", "Một.")], edited), "Một. | [ ≠ Hai, sửa.]");
    let moved = vec![paragraph("b", "Hai."), paragraph("a", "Một.")];
    assert_eq!(merged(both, vec![paragraph("a", "Một.")], moved), "Một.", "to be moved is not to be written");
}

#[test]
fn items_are_blocks_and_a_contradiction_takes_the_list_apart_no_further_than_it_must() {
    let of = |items: Vec<Value>| vec![list("l", items)];
    let (one, two) = (item("i", "Một."), item("j", "Hai."));
    let found = merged(
        of(vec![one.clone(), two.clone()]),
        of(vec![item("i", "Một, sửa."), two.clone()]),
        of(vec![one.clone(), two.clone(), item("k", "Ba.")]),
    );
    assert_eq!(found, "Một, sửa. | Hai. | Ba.");
    let found = merged(
        of(vec![one.clone(), two.clone()]),
        of(vec![item("i", "Một nhé."), item("k", "Ba."), two.clone()]),
        of(vec![item("i", "Một à."), two]),
    );
    assert_eq!(found, "[Một nhé. | Ba. | Hai. ≠ Một à. | Ba. | Hai.]", "each version has what only one side did elsewhere");
}

#[test]
fn a_list_that_both_emptied_together_is_gone_and_a_text_is_never_empty() {
    let of = |items: Vec<Value>| vec![list("l", items)];
    let (one, two) = (item("i", "Một."), item("j", "Hai."));
    let found = merged(of(vec![one.clone(), two.clone()]), of(vec![one]), of(vec![two]));
    assert_eq!(found, "");
}

#[test]
fn a_list_that_both_emptied_and_one_gave_another_form_is_asked_about_once() {
    let (one, two) = (item("i", "Một."), item("j", "Hai."));
    let base = article(vec![paragraph("a", "Giữa."), list("l", vec![one.clone(), two.clone()])]);
    let ours = article(vec![paragraph("a", "Giữa."), list("l", vec![one])]);
    let numbers = json!({"type": "ordered_list", "attrs": {"id": "l"}, "content": [two]});
    let theirs = article(vec![paragraph("a", "Giữa."), numbers]);
    let found = merge(&base, &ours, &theirs).content;
    assert_eq!(read(&found.body.0), "Giữa. | [ ≠ Hai.]", "as if one side had deleted the list and the other given it numbers");
    assert_eq!(merge(&base, &found, &ours).content, found);
    assert_eq!(merge(&base, &found, &theirs).content, found);
}

#[test]
fn rows_and_cells_of_a_table_merge_like_blocks() {
    let cell = |text: &str| json!({"type": "table_cell", "content": [paragraph("", text)]});
    let row = |id: &str, cells: [&str; 2]| json!({"type": "table_row", "attrs": {"id": id}, "content": cells.map(cell)});
    let table = |rows: Vec<Value>| article(vec![json!({"type": "table", "attrs": {"id": "t"}, "content": rows})]);
    let base = table(vec![row("r", ["Xã", "10"]), row("s", ["Huyện", "20"])]);
    let ours = table(vec![row("r", ["Xã", "11"]), row("s", ["Huyện", "20"])]);
    let theirs = table(vec![row("r", ["Phường", "10"]), row("s", ["Huyện", "20"]), row("n", ["Tỉnh", "30"])]);
    let found = merge(&base, &ours, &theirs);
    assert_eq!(found.conflicts, []);
    assert_eq!(read(&found.content.body.0), "Phường | 11 | Huyện | 20 | Tỉnh | 30");
}

#[test]
fn a_picture_changes_with_its_size_or_not_at_all() {
    let found = merge(
        &article(vec![figure("a", "", "Chữ")]),
        &article(vec![figure("bb", "", "Chữ")]),
        &article(vec![figure("ccc", "", "Chữ khác")]),
    );
    let [Conflict::Block { versions, .. }] = found.conflicts.as_slice() else { panic!("{:?}", found.conflicts) };
    let widths: Vec<&Value> = versions.iter().map(|version| &version.content[0]["attrs"]["width"]).collect();
    assert_eq!(widths, [&json!(2), &json!(3)]);
    assert!(versions.iter().all(|version| read(&version.content[0]) == "Chữ khác"), "what does not contradict itself is in both");
    let found = merged(vec![figure("a", "", "Chữ")], vec![figure("a", "Tả", "Chữ")], vec![figure("a", "", "Chữ khác")]);
    assert_eq!(found, "Chữ khác");
}

#[test]
fn bold_by_one_stays_on_the_words_of_the_other_and_two_links_are_two_versions() {
    let marked = |mark: Value| {
        article(vec![
            json!({"type": "paragraph", "attrs": {"id": "a"}, "content": [{"type": "text", "marks": [mark], "text": "Một."}, {"type": "text", "text": " Hai."}]}),
        ])
    };
    let base = article(vec![paragraph("a", "Một. Hai.")]);
    let found = merge(&base, &marked(json!({"type": "strong"})), &article(vec![paragraph("a", "Một. Hai, sửa.")]));
    assert_eq!(found.conflicts, []);
    assert_eq!(found.content.body.0["content"][0]["content"][0], json!({"type": "text", "text": "Một.", "marks": [{"type": "strong"}]}));
    let both = merge(&base, &marked(json!({"type": "strong"})), &marked(json!({"type": "em"})));
    assert_eq!(both.content.body.0["content"][0]["content"][0]["marks"], json!([{"type": "strong"}, {"type": "em"}]));
    let link = |to: &str| marked(json!({"type": "link", "attrs": {"href": format!("https://{to}.example/")}}));
    assert_eq!(merge(&base, &link("mot"), &link("hai")).conflicts.len(), 1);
}

#[test]
fn a_side_that_lost_its_ids_is_told_by_its_words_and_gets_them_back() {
    let bare = |text: &str| json!({"type": "paragraph", "content": [{"type": "text", "text": text}]});
    let base = article(vec![paragraph("a", "Một hai ba."), paragraph("b", "Bốn năm sáu.")]);
    let ours = article(vec![paragraph("a", "Một hai ba. Thêm."), paragraph("b", "Bốn năm sáu.")]);
    let theirs = article(vec![bare("Một hai ba."), bare("Bốn năm bảy.")]);
    let found = merge(&base, &ours, &theirs);
    assert_eq!(read(&found.content.body.0), "Một hai ba. Thêm. | Bốn năm bảy.");
    assert_eq!(found.content.body.0["content"][1]["attrs"]["id"], "b");
}

#[test]
fn fields_that_both_changed_are_rows_that_bar_submission() {
    let of = |title: &str, section: &str| ArticleContent {
        title: title.to_owned(),
        section: Some(section.to_owned()),
        sapo: "Sapo.".to_owned(),
        ..article(vec![paragraph("a", "Một.")])
    };
    let found = merge(&of("Tin", "a"), &of("Tin mới", "b"), &of("Tin nóng", "a"));
    assert_eq!(found.content.section.as_deref(), Some("b"), "only one side changed it");
    let [Conflict::Field { field, base, ours, theirs }] = found.conflicts.as_slice() else { panic!("{:?}", found.conflicts) };
    assert_eq!((field.as_str(), base, ours, theirs), ("title", &json!("Tin"), &json!("Tin mới"), &json!("Tin nóng")));
    assert_eq!(validate::lacking(&found.content), [validate::Lacking::Decision], "the portal asks the same question");
    let decided = resolve(&found, &[Resolution::Both]).expect("titles are kept both");
    assert_eq!(decided.title, "Tin mới Tin nóng");
    assert!(validate::lacking(&decided).is_empty());
}

#[test]
fn files_are_a_set_in_an_order_and_an_edit_outlives_a_removal() {
    let file = |name: &str, title: &str| Attachment {
        blob: BlobId::of(name.as_bytes()),
        title: title.to_owned(),
        file_name: format!("{name}.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes: 1,
        unknown: Default::default(),
    };
    let with = |attachments: Vec<Attachment>| ArticleContent { attachments, ..article(vec![paragraph("a", "Một.")]) };
    let (a, b, c, d) = (file("a", "A"), file("b", "B"), file("c", "C"), file("d", "D"));
    let found = merge(&with(vec![a.clone(), b.clone()]), &with(vec![b.clone(), c.clone()]), &with(vec![a.clone(), d.clone(), b.clone()]));
    assert_eq!((found.content.attachments, found.conflicts), (vec![d, b.clone(), c], vec![]));
    let found = merge(&with(vec![a.clone()]), &with(vec![]), &with(vec![file("a", "Tên khác")]));
    assert_eq!(found.content.attachments, [file("a", "Tên khác")]);
    let decided = resolve(&found, &[Resolution::Ours]).expect("a decision about the file");
    assert_eq!(decided.attachments, [], "the removal is one of the two answers");
}

#[test]
fn decisions_put_versions_in_their_places_and_must_be_complete() {
    let three = |ours: &str, theirs: &str| vec![paragraph("a", ours), paragraph("b", "Giữa."), paragraph("c", theirs)];
    let found = merge(&article(three("Một.", "Ba.")), &article(three("Một à.", "Ba à.")), &article(three("Một nhé.", "Ba nhé.")));
    assert_eq!(found.conflicts.len(), 2);
    let read_all = |decisions: &[Resolution]| resolve(&found, decisions).map(|content| read(&content.body.0));
    assert_eq!(read_all(&[Resolution::Ours, Resolution::Theirs]).as_deref(), Ok("Một à. | Giữa. | Ba nhé."));
    let edited = Resolution::Edited(json!([paragraph("c", "Viết lại.")]));
    assert_eq!(read_all(&[Resolution::Both, edited]).as_deref(), Ok("Một à. | Một nhé. | Giữa. | Viết lại."));
    assert_eq!(read_all(&[Resolution::Ours]), Err(Unresolved::Count));
    assert_eq!(read_all(&[Resolution::Ours, Resolution::Edited(json!("chữ"))]), Err(Unresolved::Unfit(1)));
    let both = resolve(&found, &[Resolution::Both, Resolution::Ours]).expect("both");
    assert_eq!(both.body.0["content"][1]["attrs"].get("id"), None, "two blocks never bear one id");
}

#[test]
fn an_unfinished_conflict_knows_a_sides_sentence_again_before_one_that_the_other_added() {
    let one = |text: &str| article(vec![paragraph("a", text)]);
    let base = one("một ✅. hai ba ✅.");
    let (ours, theirs) = (one("một à hai bốn ✅."), one("không ✅. hai ba ✅. thêm ✅ nữa."));
    let found = merge(&base, &ours, &theirs).content;
    assert_eq!(read(&found.body.0), "[không ✅. hai ba ✅. thêm ✅ nữa. ≠ một à hai bốn ✅. thêm ✅ nữa.]");
    assert_eq!(merge(&base, &found, &ours).content, found);
    assert_eq!(merge(&base, &found, &theirs).content, found);
}

#[test]
fn an_unfinished_conflict_takes_in_what_is_written_elsewhere_meanwhile() {
    let one = |text: &str| article(vec![paragraph("a", text)]);
    let base = one("Một. Hai.");
    let open = merge(&base, &one("Một à. Hai."), &one("Một nhé. Hai.")).content;
    let found = merge(&base, &open, &one("Một. Hai, sửa."));
    assert_eq!(read(&found.content.body.0), "[Một nhé. Hai, sửa. ≠ Một à. Hai, sửa.]");
    let third = merge(&base, &open, &one("Một ơi. Hai."));
    assert_eq!(third.content.body.0["content"][0]["content"].as_array().map(Vec::len), Some(3), "a third version stands beside the two");
    let decided = merge(&open, &one("Một à. Hai."), &open);
    assert_eq!((read(&decided.content.body.0).as_str(), decided.conflicts.len()), ("Một à. Hai.", 0), "a decision of one side holds");
}

#[test]
fn what_is_known_of_pictures_is_merged_picture_by_picture() {
    let licence = |words: &str| crate::PictureFacts { licence: words.to_owned(), ..Default::default() };
    let with = |facts: &[(&str, &str)]| ArticleContent {
        pictures: facts.iter().map(|(name, words)| (BlobId::of(name.as_bytes()), licence(words))).collect(),
        ..article(vec![paragraph("a", "Một.")])
    };
    let base = with(&[("a", "A"), ("b", "B")]);
    let found = merge(&base, &with(&[("a", "A mới"), ("b", "B")]), &with(&[("a", "A"), ("c", "C")]));
    assert_eq!((&found.content, found.conflicts.len()), (&with(&[("a", "A mới"), ("c", "C")]), 0), "one changed, one removed, one added");

    let (ours, theirs) = (with(&[("a", "của ta"), ("b", "B"), ("c", "C")]), with(&[("a", "của họ"), ("b", "B mới")]));
    let found = merge(&base, &ours, &theirs);
    assert_eq!(found.content, merge(&base, &theirs, &ours).content, "whoever merges first");
    assert!(!is_settled(&found.content), "a contradiction bars publishing");
    let decided = resolve(&found, &[Resolution::Theirs]).expect("a decision about the pictures");
    assert_eq!(
        decided.pictures,
        with(&[("a", "của họ"), ("b", "B mới"), ("c", "C")]).pictures,
        "what did not contradict is in either version"
    );
}
