//! A text, and what an editor did to it since.
//!
//! The editor hands over what changed (ProseMirror's steps) and not the whole text, because steps are small and a text is not. Whoever has the
//! text that the steps start from can have the text that they lead to: [`replay`] applies them one by one, in the order in which they were made.
//! A step that does not fit its text is never bent until it does; the caller is told which one it was and keeps them all.

use std::panic::{AssertUnwindSafe, catch_unwind};

use prosemirror::{
    dynamic::{DynamicNode, types::Dyn},
    model::Node,
    transform::Step,
};
use serde_json::{Map, Value};

use crate::{Body, schema};

/// Levels of nodes that can be written as JSON and read again: each is an object in a list, and readers of JSON stop at 128 levels.
const DEEPEST_WRITABLE: usize = 56;

/// Why steps do not lead from a text to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The text that they start from is not one of this schema.
    #[error("the text before the steps is not one of this schema")]
    Base,
    /// One of them is no step.
    #[error("step {0} is not a step of this schema")]
    Malformed(usize),
    /// One of them does not apply to the text that the ones before it led to.
    #[error("step {0} does not fit the text before it")]
    Misplaced(usize),
    /// They lead to a text that breaks the schema, though the text they start from keeps to it.
    #[error("the text after the steps breaks the schema")]
    Outcome,
}

/// The text that `steps` lead to from `body`, each attribute written out as the editor writes it.
///
/// A draft may break the rules of a submission before and after; it may not be broken *by* the steps.
///
/// # Errors
/// [`Unfit`] names the first thing that does not fit. Nothing is half applied.
pub fn replay(body: &Body, steps: &[Value]) -> Result<Body, Unfit> {
    let base = written_out(body.0.clone());
    if depth(&base) > DEEPEST_WRITABLE {
        return Err(Unfit::Base);
    }
    let types = schema::dynamic();
    let at = std::cell::Cell::new(None);
    let replayed = catch_unwind(AssertUnwindSafe(|| {
        types.with_types(|| {
            let mut doc: DynamicNode = types.node_from_json(&base).map_err(|_| Unfit::Base)?;
            let kept_to_schema = doc.check().is_ok();
            for (index, step) in steps.iter().enumerate() {
                at.set(Some(index));
                let step: Step<Dyn> = serde_json::from_value(step.clone()).map_err(|_| Unfit::Malformed(index))?;
                doc = step.apply(&doc).map_err(|_| Unfit::Misplaced(index))?;
            }
            if kept_to_schema && doc.check().is_err() {
                return Err(Unfit::Outcome);
            }
            serde_json::to_value(&doc).map_err(|_| Unfit::Outcome)
        })
    }));
    // The library asserts what it expects of a step in places; a step that trips one of them does not fit.
    let doc = replayed.unwrap_or_else(|_| Err(at.get().map_or(Unfit::Base, Unfit::Misplaced)))?;
    let doc = as_the_editor_writes(doc);
    if depth(&doc) > DEEPEST_WRITABLE { Err(Unfit::Outcome) } else { Ok(Body(doc)) }
}

/// Whether each of these is a step of this schema, whatever text it may fit.
///
/// # Errors
/// [`Unfit::Malformed`] names the first that is none.
pub fn check(steps: &[Value]) -> Result<(), Unfit> {
    let types = schema::dynamic();
    for (index, step) in steps.iter().enumerate() {
        let read = catch_unwind(AssertUnwindSafe(|| types.with_types(|| serde_json::from_value::<Step<Dyn>>(step.clone()).is_ok())));
        if !read.unwrap_or(false) {
            return Err(Unfit::Malformed(index));
        }
    }
    Ok(())
}

/// The same text with every attribute that was left out at its default, as the editor has it once it is opened: steps speak of that text.
fn written_out(mut node: Value) -> Value {
    if let Some(known) = node.get("type").and_then(Value::as_str).and_then(schema::node_attributes)
        && let Some(members) = node.as_object_mut()
    {
        let defaults = known.iter().filter_map(|(name, rule)| Some((name.clone(), rule.get("default")?.clone())));
        let defaults: Map<String, Value> = defaults.collect();
        if !defaults.is_empty() {
            let attributes = members.entry("attrs").or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(attributes) = attributes {
                for (name, default) in defaults {
                    attributes.entry(name).or_insert(default);
                }
            }
        }
    }
    if let Some(Value::Array(children)) = node.get_mut("content") {
        for child in children {
            *child = written_out(std::mem::take(child));
        }
    }
    node
}

/// The library writes members that say nothing; the editor leaves them out, and equal texts must be equal bytes.
fn as_the_editor_writes(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let says_nothing = |name: &str, value: &Value| match (name, value) {
                ("marks" | "content", Value::Array(items)) => items.is_empty(),
                ("attrs", Value::Object(attributes)) => attributes.is_empty(),
                (_, value) => value.is_null(),
            };
            let members = members.into_iter().filter(|(name, value)| !says_nothing(name, value));
            Value::Object(members.map(|(name, value)| (name, as_the_editor_writes(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(as_the_editor_writes).collect()),
        other => other,
    }
}

fn depth(root: &Value) -> usize {
    let (mut deepest, mut waiting) = (0, vec![(root, 1)]);
    while let Some((node, level)) = waiting.pop() {
        deepest = deepest.max(level);
        let children = node.get("content").and_then(Value::as_array).into_iter().flatten();
        waiting.extend(children.map(|child| (child, level + 1)));
    }
    deepest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn text(words: &str) -> Body {
        Body(json!({"type": "doc", "content": [{"type": "paragraph", "attrs": {"id": "p"}, "content": [{"type": "text", "text": words}]}]}))
    }

    fn insert(at: usize, words: &str) -> Value {
        json!({"stepType": "replace", "from": at, "to": at, "slice": {"content": [{"type": "text", "text": words}]}})
    }

    #[test]
    fn steps_lead_to_the_text_that_the_editor_had() {
        let steps = [
            insert(4, " Nam"),
            json!({"stepType": "addMark", "mark": {"type": "strong"}, "from": 1, "to": 4}),
            json!({"stepType": "replace", "from": 8, "to": 8, "slice": {"content": [{"type": "paragraph", "attrs": {"id": "p"}}, {"type": "paragraph", "attrs": {"id": "p"}}], "openStart": 1, "openEnd": 1}, "structure": true}),
            json!({"stepType": "attr", "pos": 9, "attr": "id", "value": "q"}),
            insert(10, "Câu hai 😀."),
        ];
        let after = replay(&text("Vàng"), &steps).expect("they fit");
        let marked = json!([
            {"type": "text", "text": "Vàn", "marks": [{"type": "strong"}]},
            {"type": "text", "text": " Nam"},
        ]);
        assert_eq!(after.0["content"][0]["content"], marked);
        assert_eq!(
            after.0["content"][1],
            json!({"type": "paragraph", "attrs": {"id": "q"}, "content": [{"type": "text", "text": "Câu hai 😀.g"}]})
        );
    }

    #[test]
    fn a_page_that_was_just_opened_takes_the_steps_that_name_its_blocks() {
        let named =
            replay(&Body::empty(), &[json!({"stepType": "attr", "pos": 0, "attr": "id", "value": "n"}), insert(1, "x")]).expect("they fit");
        assert_eq!(
            named.0,
            json!({"type": "doc", "content": [{"type": "paragraph", "attrs": {"id": "n"}, "content": [{"type": "text", "text": "x"}]}]})
        );
    }

    #[test]
    fn no_step_leaves_a_text_as_the_editor_writes_it() {
        let heading = Body(json!({"type": "doc", "content": [{"type": "heading", "content": [{"type": "text", "text": "A"}]}]}));
        let after = replay(&heading, &[]).expect("nothing can fail");
        assert_eq!(after.0["content"][0]["attrs"], json!({"id": "", "level": 2}));
        assert_eq!(replay(&after, &[]).expect("nothing can fail"), after);
    }

    #[test]
    fn what_does_not_fit_is_named_and_not_bent() {
        let base = text("Hai chữ");
        assert_eq!(replay(&base, &[insert(1, "a"), insert(99, "b")]), Err(Unfit::Misplaced(1)));
        assert_eq!(replay(&base, &[json!({"stepType": "nonsense"})]), Err(Unfit::Malformed(0)));
        assert_eq!(replay(&Body(json!("chữ")), &[]), Err(Unfit::Base));
        let image_in_words =
            json!({"stepType": "replace", "from": 2, "to": 2, "slice": {"content": [{"type": "divider", "attrs": {"id": "d"}}]}});
        assert!(replay(&base, &[image_in_words]).is_err(), "a divider stands between paragraphs and not in one");
        assert_eq!(check(&[insert(1, "a"), json!({"stepType": "replace"})]), Err(Unfit::Malformed(1)));
    }

    #[test]
    fn a_text_too_deep_to_be_written_is_not_replayed() {
        let mut deep = json!({"type": "paragraph", "attrs": {"id": ""}});
        for _ in 0..60 {
            deep = json!({"type": "blockquote", "attrs": {"id": ""}, "content": [deep]});
        }
        assert_eq!(replay(&Body(json!({"type": "doc", "content": [deep]})), &[]), Err(Unfit::Base));
    }

    proptest! {
        #[test]
        fn typing_anywhere_is_typing_there(words in "[a-zđêơ 😀]{1,12}", typed in "[a-zăẫ😀]{1,6}", at in 0usize..12) {
            let units: Vec<u16> = words.encode_utf16().collect();
            let at = at.min(units.len());
            // Between two halves of one character nothing can be typed.
            let (Ok(before), Ok(after)) = (String::from_utf16(&units[..at]), String::from_utf16(&units[at..])) else { return Ok(()) };
            let replayed = replay(&text(&words), &[insert(at + 1, &typed)]).expect("it fits");
            let expected = format!("{before}{typed}{after}");
            prop_assert_eq!(replayed.0["content"][0]["content"][0]["text"].as_str(), Some(expected.as_str()));
        }

        #[test]
        fn no_step_whatever_panics(from in 0usize..40, to in 0usize..40, open in 0usize..4) {
            let step = json!({"stepType": "replace", "from": from, "to": to, "slice": {"content": [{"type": "paragraph", "attrs": {"id": ""}}], "openStart": open, "openEnd": open}});
            let _ = replay(&text("Một câu ngắn."), &[step]);
        }
    }
}
