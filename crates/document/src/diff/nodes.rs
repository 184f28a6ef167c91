//! One node against another: its attributes and what is inside it.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};

use super::{
    blocks::{self, Child},
    inline::{self, Run},
};

/// What became of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "diff", rename_all = "snake_case")]
pub enum NodeDiff {
    /// Nothing.
    Same {
        /// The node.
        node: Value,
    },
    /// Something inside it or about it changed.
    Edited {
        /// The node's type.
        kind: String,
        /// Attributes of the earlier side, all of them.
        attributes: Map<String, Value>,
        /// What changed of them.
        changes: Vec<AttributeDiff>,
        /// What is inside.
        inside: Inside,
    },
    /// It became another kind of node, or one that this build cannot look into.
    Replaced {
        /// As it was.
        before: Value,
        /// As it is.
        after: Value,
    },
}

/// An attribute that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributeDiff {
    /// Its name.
    pub name: String,
    /// As it was; none when it was left out.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub before: Option<Value>,
    /// As it is; none when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub after: Option<Value>,
}

/// What is inside a node that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "inside", content = "parts", rename_all = "snake_case")]
pub enum Inside {
    /// Text.
    Runs(Vec<Run>),
    /// Other blocks.
    Blocks(Vec<Child>),
}

/// What is written is there, though it be null: only what was left out is none.
pub(super) fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

/// Compares two nodes that are taken for one.
pub(super) fn diff(before: &Value, after: &Value) -> NodeDiff {
    if before == after {
        return NodeDiff::Same { node: before.clone() };
    }
    let replaced = || NodeDiff::Replaced { before: before.clone(), after: after.clone() };
    let (Some(kind), true) = (before["type"].as_str(), before["type"] == after["type"]) else { return replaced() };
    let (old, new) = (children(before), children(after));
    let inside = if is_textblock(kind) || old.iter().chain(new).any(is_inline) {
        Inside::Runs(inline::diff(old, new))
    } else {
        Inside::Blocks(blocks::diff(old, new))
    };
    let none = Map::new();
    let (had, has) = (before["attrs"].as_object().unwrap_or(&none), after["attrs"].as_object().unwrap_or(&none));
    let edited = NodeDiff::Edited { kind: kind.to_owned(), attributes: had.clone(), changes: attributes(had, has), inside };
    // A node in a form of its own (a member that nodes do not have, two texts that an editor would join) cannot be put together again from its
    // parts, so it is kept whole.
    if edited.before() == *before && edited.after() == *after { edited } else { replaced() }
}

fn attributes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<AttributeDiff> {
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    let changed = names.filter(|name| before.get(*name) != after.get(*name));
    changed.map(|name| AttributeDiff { name: name.clone(), before: before.get(name).cloned(), after: after.get(name).cloned() }).collect()
}

pub(super) fn children(node: &Value) -> &[Value] {
    node["content"].as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn is_textblock(kind: &str) -> bool {
    matches!(kind, "paragraph" | "heading" | "figcaption" | "pull_quote" | "question")
}

fn is_inline(node: &Value) -> bool {
    node["type"].as_str().is_some_and(|kind| matches!(kind, "text" | "hard_break" | "footnote"))
}

impl NodeDiff {
    /// The node on the earlier side.
    pub fn before(&self) -> Value {
        match self {
            Self::Same { node } => node.clone(),
            Self::Replaced { before, .. } => before.clone(),
            Self::Edited { kind, attributes, inside, .. } => {
                let inside = match inside {
                    Inside::Runs(runs) => inline::side(runs.iter().filter_map(Run::before)),
                    Inside::Blocks(children) => blocks::before(children),
                };
                built(kind, attributes.clone(), inside)
            }
        }
    }

    /// The node on the later side.
    pub fn after(&self) -> Value {
        match self {
            Self::Same { node } => node.clone(),
            Self::Replaced { after, .. } => after.clone(),
            Self::Edited { kind, attributes, changes, inside } => {
                let inside = match inside {
                    Inside::Runs(runs) => inline::side(runs.iter().filter_map(Run::after)),
                    Inside::Blocks(children) => blocks::after(children),
                };
                let mut attributes = attributes.clone();
                for change in changes {
                    match &change.after {
                        Some(value) => attributes.insert(change.name.clone(), value.clone()),
                        None => attributes.remove(&change.name),
                    };
                }
                built(kind, attributes, inside)
            }
        }
    }
}

fn built(kind: &str, attributes: Map<String, Value>, content: Vec<Value>) -> Value {
    let mut node = json!({"type": kind});
    if !attributes.is_empty() {
        node["attrs"] = Value::Object(attributes);
    }
    if !content.is_empty() {
        node["content"] = Value::Array(content);
    }
    node
}
