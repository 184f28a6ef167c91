use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::Body;

fn paragraph(id: usize, text: &str) -> Value {
    json!({"type": "paragraph", "attrs": {"id": format!("p{id}")}, "content": [{"type": "text", "text": text}]})
}

fn article(blocks: Vec<Value>) -> ArticleContent {
    ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..ArticleContent::empty("tin") }
}

fn written(delta: &Delta) -> usize {
    serde_json::to_string(delta).map(|text| text.len()).unwrap_or(usize::MAX)
}

#[test]
fn one_word_of_a_long_article_is_a_few_hundred_bytes() {
    let long: Vec<Value> = (0..100).map(|id| paragraph(id, &"Bộ công bố chỉ số cải cách hành chính năm nay. ".repeat(10))).collect();
    let base = article(long.clone());
    let mut edited = long;
    edited[50] =
        paragraph(50, &("Bộ công bố chỉ số cải cách hành chính năm nay. ".repeat(9) + "Bộ công bố chỉ tiêu cải cách hành chính năm nay. "));
    let new = article(edited);
    let delta = between(&base, &new);
    assert!(written(&delta) < 400, "{} bytes", written(&delta));
    assert_eq!(delta.apply(&base), Ok(new));
}

#[test]
fn a_block_that_moved_is_named_and_not_written_again() {
    let blocks: Vec<Value> = (0..20).map(|id| paragraph(id, &format!("Đoạn thứ {id} với một câu dài vừa phải."))).collect();
    let mut moved = blocks.clone();
    let first = moved.remove(0);
    moved.push(first);
    let (base, new) = (article(blocks), article(moved));
    let delta = between(&base, &new);
    assert!(written(&delta) < 300, "{} bytes", written(&delta));
    assert_eq!(delta.apply(&base), Ok(new));
}

#[test]
fn another_base_and_a_damaged_delta_are_refused() {
    let (base, new) = (article(vec![paragraph(1, "Một.")]), article(vec![paragraph(1, "Một hai.")]));
    let delta = between(&base, &new);
    assert_eq!(delta.apply(&new), Err(Unfit::Base));
    let mut damaged = serde_json::to_value(&delta).unwrap();
    damaged["to"] = json!(base.hash());
    let damaged: Delta = serde_json::from_value(damaged).unwrap();
    assert_eq!(damaged.apply(&base), Err(Unfit::Outcome), "what does not lead to its hash is not taken for the article");
}

#[test]
fn a_few_bytes_cannot_stand_for_gigabytes() {
    let base = article(vec![paragraph(1, &"dài ".repeat(100_000)), paragraph(2, "Hai.")]);
    let mut bomb = serde_json::to_value(between(&base, &article(vec![paragraph(2, "Hai.")]))).unwrap();
    let steps = [vec![json!({"f": [0, 1]}); 100_000], vec![json!({"d": 2})]].concat();
    bomb["body"] = json!({"e": {"c": steps}});
    let bomb: Delta = serde_json::from_value(bomb).unwrap();
    assert_eq!(bomb.apply(&base), Err(Unfit::Outcome), "what it stands for is not even built");
}

#[test]
fn the_form_on_the_wire_must_not_drift() {
    let base = article(vec![paragraph(1, "Một."), paragraph(2, "Hai."), paragraph(3, "Ba.")]);
    let mut new = article(vec![paragraph(1, "Một."), paragraph(2, "Hai, sửa."), paragraph(4, "Bốn.")]);
    new.section = Some("doi-song".to_owned());
    let mut delta = serde_json::to_value(between(&base, &new)).unwrap();
    delta.as_object_mut().unwrap().retain(|name, _| name == "set" || name == "body");
    let text = json!({"e": {"c": [{"e": {"t": [3, ", sửa", 1]}}]}});
    assert_eq!(
        delta,
        json!({"set": {"section": "doi-song"}, "body": {"e": {"c": [{"k": 1}, {"e": text}, {"i": [paragraph(4, "Bốn.")]}, {"d": 1}]}}})
    );
}

/// Any JSON at all as a text, since a delta must be exact for what this build does not know.
fn node() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[aăâ ]{0,6}".prop_map(|text| json!({"type": "text", "text": text})),
        Just(json!({"type": "divider", "attrs": {"id": "d"}})),
        Just(json!({"type": "x", "odd": null})),
        Just(json!(7)),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let children = proptest::collection::vec(inner, 0..5);
        (0..4_usize, children).prop_map(|(id, content)| json!({"type": "paragraph", "attrs": {"id": format!("p{id}")}, "content": content}))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_delta_leads_exactly_to_the_content_that_it_was_made_for(
        before in proptest::collection::vec(node(), 0..5), after in proptest::collection::vec(node(), 0..5), titles in ("[ab]{0,2}", "[ab]{0,2}"),
    ) {
        let base = ArticleContent { title: titles.0, ..article(before) };
        let new = ArticleContent { title: titles.1, ..article(after) };
        let delta = between(&base, &new);
        let sent: Delta = serde_json::from_str(&serde_json::to_string(&delta).unwrap()).unwrap();
        prop_assert_eq!(sent.apply(&base), Ok(new));
    }
}
