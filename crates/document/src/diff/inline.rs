//! The inside of a paragraph: text with marks, and what stands in it like a letter.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    align::{Stretch, stretches},
    words::{readable, tokens},
};

/// A piece of a paragraph. Each holds nodes as the document has them, text nodes perhaps in part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "run", rename_all = "snake_case")]
pub enum Run {
    /// On both sides.
    Same {
        /// The node.
        node: Value,
    },
    /// On the earlier side only.
    Removed {
        /// The node.
        node: Value,
    },
    /// On the later side only.
    Added {
        /// The node.
        node: Value,
    },
    /// The same words in another form: bold, linked elsewhere.
    Restyled {
        /// As it was.
        before: Value,
        /// As it is.
        after: Value,
    },
}

/// A syllable with the marks of its text node, or a node that is no text.
#[derive(Clone)]
struct Token<'a> {
    words: &'a str,
    node: &'a Value,
}

impl<'a> Token<'a> {
    fn all(nodes: &'a [Value]) -> Vec<Self> {
        let each = nodes.iter().flat_map(|node| match node["text"].as_str() {
            Some(text) => tokens(text).into_iter().map(|words| Self { words, node }).collect(),
            None => vec![Self { words: "", node }],
        });
        each.collect()
    }

    fn is_text(&self) -> bool {
        self.node["text"].is_string()
    }

    /// What makes two tokens one for a reader: the words, whatever their marks; all of a node that is no text.
    fn key(&self) -> String {
        if self.is_text() { self.words.to_owned() } else { format!("\u{0}{}", self.node) }
    }

    fn marks(&self) -> &'a Value {
        &self.node["marks"]
    }
}

/// Compares two lists of inline nodes.
pub(super) fn diff(before: &[Value], after: &[Value]) -> Vec<Run> {
    let (old, new) = (Token::all(before), Token::all(after));
    let keys = |tokens: &[Token<'_>]| tokens.iter().map(Token::key).collect::<Vec<_>>();
    let is_space = |index: usize| old[index].is_text() && old[index].words.trim().is_empty();
    let mut runs = Vec::new();
    for stretch in readable(stretches(&keys(&old), &keys(&new)), is_space) {
        match stretch {
            Stretch::Same { before, after, length } => {
                for (one, other) in old[before..before + length].iter().zip(&new[after..after + length]) {
                    push(&mut runs, both(one, other));
                }
            }
            Stretch::Removed { before, length } => {
                old[before..before + length].iter().for_each(|token| push(&mut runs, Run::Removed { node: piece(token) }));
            }
            Stretch::Added { after, length } => {
                new[after..after + length].iter().for_each(|token| push(&mut runs, Run::Added { node: piece(token) }));
            }
        }
    }
    runs
}

fn both(one: &Token<'_>, other: &Token<'_>) -> Run {
    if !one.is_text() || one.marks() == other.marks() {
        Run::Same { node: piece(one) }
    } else {
        Run::Restyled { before: piece(one), after: piece(other) }
    }
}

/// The token as a node of its own.
fn piece(token: &Token<'_>) -> Value {
    if !token.is_text() {
        return token.node.clone();
    }
    let mut node = token.node.clone();
    node["text"] = json!(token.words);
    node
}

/// Adds a run, joined to the one before it where both are of one kind and one form.
fn push(runs: &mut Vec<Run>, run: Run) {
    let joined = match (runs.last_mut(), &run) {
        (Some(Run::Same { node: last }), Run::Same { node })
        | (Some(Run::Removed { node: last }), Run::Removed { node })
        | (Some(Run::Added { node: last }), Run::Added { node }) => join(last, node),
        (Some(Run::Restyled { before: last, after: last_after }), Run::Restyled { before, after }) => {
            joins(last, before) && joins(last_after, after) && join(last, before) && join(last_after, after)
        }
        _ => false,
    };
    if !joined {
        runs.push(run);
    }
}

fn joins(last: &Value, next: &Value) -> bool {
    last["text"].is_string() && next["text"].is_string() && without_text(last) == without_text(next)
}

fn join(last: &mut Value, next: &Value) -> bool {
    if !joins(last, next) {
        return false;
    }
    let text = [&last["text"], &next["text"]].into_iter().filter_map(Value::as_str).collect::<String>();
    last["text"] = json!(text);
    true
}

fn without_text(node: &Value) -> Option<Map<String, Value>> {
    let mut members = node.as_object()?.clone();
    members.remove("text");
    Some(members)
}

/// The nodes of one side, texts of one form joined as an editor joins them.
pub(super) fn side<'a>(nodes: impl Iterator<Item = &'a Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::new();
    for node in nodes {
        if !joined.last_mut().is_some_and(|last| join(last, node)) {
            joined.push(node.clone());
        }
    }
    joined
}

impl Run {
    /// What stands on the earlier side.
    pub fn before(&self) -> Option<&Value> {
        match self {
            Self::Same { node } | Self::Removed { node } | Self::Restyled { before: node, .. } => Some(node),
            Self::Added { .. } => None,
        }
    }

    /// What stands on the later side.
    pub fn after(&self) -> Option<&Value> {
        match self {
            Self::Same { node } | Self::Added { node } | Self::Restyled { after: node, .. } => Some(node),
            Self::Removed { .. } => None,
        }
    }
}
