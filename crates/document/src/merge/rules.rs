//! What the schema file says that a merge must know: where a conflict block may stand, what holds words, in which order marks are written.

use std::{collections::HashMap, sync::LazyLock};

use serde_json::Value;

use crate::schema;

/// The block in which versions stand beside each other.
pub(super) const CONFLICT: &str = "conflict";
/// One of them.
pub(super) const VERSION: &str = "conflict_side";

/// What a type of node may hold.
#[derive(Default)]
struct Holds {
    words: bool,
    conflicts: bool,
    something: bool,
}

static HOLDS: LazyLock<HashMap<&'static str, Holds>> = LazyLock::new(|| {
    let group = schema::rule(CONFLICT, "group").unwrap_or_default();
    schema::node_names()
        .map(|name| {
            let rule = schema::rule(name, "content").unwrap_or_default();
            let names = || rule.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let holds = Holds {
                words: names().any(|name| name == "inline" || name == "text"),
                conflicts: names().any(|name| name == CONFLICT || (!group.is_empty() && name == group)) && name != VERSION,
                something: rule.contains('+') || (!rule.is_empty() && !rule.contains('*')),
            };
            (name, holds)
        })
        .collect()
});

pub(super) fn kind(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn id(node: &Value) -> &str {
    node.get("attrs").and_then(|attributes| attributes.get("id")).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn children(node: &Value) -> &[Value] {
    node.get("content").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn is_conflict(node: &Value) -> bool {
    kind(node) == CONFLICT
}

/// Whether a conflict block may stand directly in a node of this type.
pub(super) fn may_hold_conflicts(kind: &str) -> bool {
    HOLDS.get(kind).is_some_and(|holds| holds.conflicts)
}

/// Whether words stand directly in this node.
pub(super) fn holds_words(node: &Value) -> bool {
    match HOLDS.get(kind(node)) {
        Some(holds) => holds.words,
        None => children(node).iter().any(|child| child.get("text").is_some()),
    }
}

/// Whether a node of this type without anything in it would break the schema.
pub(super) fn must_hold_something(kind: &str) -> bool {
    HOLDS.get(kind).is_some_and(|holds| holds.something)
}

/// Whether nodes of both types hold children of the same types, so that one can become the other and keep them.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let rule = |kind| schema::rule(kind, "content");
    one == other || rule(one).is_some_and(|first| Some(first) == rule(other))
}

/// Where a mark stands among the marks of a word: the schema's order.
pub(super) fn mark_rank(mark: &Value) -> usize {
    let name = kind(mark);
    schema::mark_names().position(|known| known == name).unwrap_or(usize::MAX)
}
