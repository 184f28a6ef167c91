//! Conflict blocks: where versions of one place stand beside each other until somebody decides.
//!
//! A conflict block has the id of the block that it stands for, so that a later merge knows it again. Its versions are in an order that depends on
//! what they say and not on whose they are. A text that one side has as a conflict and the other as words is merged version by version: what fits
//! into one goes there, and only what fits into none becomes a version of its own.

use serde_json::{Value, json};

use super::{
    Conflict, Side, Version,
    nodes::{Merging, Outcome, says_no_more},
    rows,
    rules::{CONFLICT, VERSION, children, id, is_conflict, kind},
};
use crate::{ArticleContent, Body, canonical};

/// The attribute that bears a record's number while the text is being put together.
const NUMBER: &str = "number";

/// Whether nothing in a content waits for a decision. Only such a content may be submitted and published.
pub fn is_settled(content: &ArticleContent) -> bool {
    !rows::stand_in(content) && !content.body.nodes().any(is_conflict)
}

/// Every version that a node stands for: one, if it is no conflict.
pub(super) fn of(node: &Value) -> Vec<Vec<Value>> {
    if is_conflict(node) {
        children(node).iter().filter(|part| kind(part) == VERSION).map(|part| children(part).to_vec()).collect()
    } else {
        vec![vec![node.clone()]]
    }
}

impl Merging {
    /// A new conflict block.
    pub fn conflict(&mut self, id: String, base: Vec<Value>, ours: Vec<Value>, theirs: Vec<Value>) -> Value {
        let versions = vec![Version { of: Side::Ours, content: ours }, Version { of: Side::Theirs, content: theirs }];
        self.block(id, base, versions)
    }

    fn block(&mut self, id: String, base: Vec<Value>, versions: Vec<Version>) -> Value {
        let mut parts: Vec<&Vec<Value>> = versions.iter().map(|version| &version.content).collect();
        parts.sort_by_cached_key(canonical::bytes);
        let parts = parts
            .into_iter()
            .map(|part| if part.is_empty() { json!({"type": VERSION}) } else { json!({"type": VERSION, "content": part}) });
        let block = json!({"type": CONFLICT, "attrs": {"id": id, NUMBER: self.records.len()}, "content": parts.collect::<Vec<_>>()});
        self.records.push(Conflict::Block { id, base, versions });
        block
    }

    /// Two sets of versions of one place, at least one of which was a conflict before: what stands there now.
    pub fn versions(&mut self, id: String, base: Option<&Value>, ours: Vec<Vec<Value>>, theirs: Vec<Vec<Value>>) -> Vec<Value> {
        let label = |of: Side| move |content: Vec<Value>| Version { of, content };
        let base = base.filter(|base| !is_conflict(base));
        let mut versions: Vec<Version> = match (ours.len(), theirs.len()) {
            (0 | 1, 0 | 1) => ours.into_iter().map(label(Side::Ours)).chain(theirs.into_iter().map(label(Side::Theirs))).collect(),
            (_, 0 | 1) => self.taken_in(base, ours, theirs.into_iter().next(), Side::Theirs),
            (0 | 1, _) => self.taken_in(base, theirs, ours.into_iter().next(), Side::Ours),
            (_, _) => ours.into_iter().chain(theirs).map(label(Side::Earlier)).collect(),
        };
        let mut distinct: Vec<Version> = Vec::new();
        versions.sort_by_cached_key(|version| (version.of, canonical::bytes(&version.content)));
        for version in versions {
            if !distinct.iter().any(|known| known.content == version.content) {
                distinct.push(version);
            }
        }
        match distinct.pop() {
            Some(only) if distinct.is_empty() => only.content,
            Some(last) => {
                distinct.push(last);
                vec![self.block(id, base.cloned().into_iter().collect(), distinct)]
            }
            None => Vec::new(),
        }
    }

    /// The versions of a conflict with what the other side made of the base.
    fn taken_in(&mut self, base: Option<&Value>, versions: Vec<Vec<Value>>, other: Option<Vec<Value>>, of: Side) -> Vec<Version> {
        let Some(other) = other else { return versions.into_iter().map(|content| Version { of: Side::Earlier, content }).collect() };
        let mut fits = false;
        let mut merged: Vec<Version> = Vec::new();
        for content in versions {
            let content = match (content.as_slice(), other.as_slice()) {
                ([version], [node]) => {
                    let records = self.records.len();
                    match self.node(base, version, node) {
                        Outcome::Clean(node) if self.records.len() == records => {
                            fits = true;
                            vec![node]
                        }
                        Outcome::Clean(_) | Outcome::Split(..) | Outcome::Gone => {
                            self.records.truncate(records);
                            content
                        }
                    }
                }
                // Deleted in this version and only made shorter on the other side: the deletion stands, as it would without a conflict.
                ([], [node]) if base.is_some_and(|base| says_no_more(base, node)) => {
                    fits = true;
                    content
                }
                _ => {
                    fits |= content == other;
                    content
                }
            };
            merged.push(Version { of: Side::Earlier, content });
        }
        if !fits {
            merged.push(Version { of, content: other });
        }
        merged
    }
}

/// The text without the numbers of its conflict blocks, and their records in its order. Blocks that were in the text before have records too.
pub(super) fn numbered(mut body: Body, records: Vec<Conflict>) -> (Body, Vec<Conflict>) {
    let mut records: Vec<Option<Conflict>> = records.into_iter().map(Some).collect();
    let mut found = Vec::new();
    number(&mut body.0, &mut records, &mut found);
    (body, found)
}

fn number(node: &mut Value, records: &mut [Option<Conflict>], found: &mut Vec<Conflict>) {
    if is_conflict(node) {
        let number = node.get_mut("attrs").and_then(Value::as_object_mut).and_then(|attributes| attributes.shift_remove(NUMBER));
        let record = number.and_then(|number| records.get_mut(usize::try_from(number.as_u64()?).ok()?)?.take());
        found.push(record.unwrap_or_else(|| carried_block(node)));
        return;
    }
    if let Some(Value::Array(inside)) = node.get_mut("content") {
        inside.iter_mut().for_each(|child| number(child, records, found));
    }
}

fn carried_block(node: &Value) -> Conflict {
    let versions = of(node).into_iter().map(|content| Version { of: Side::Earlier, content }).collect();
    Conflict::Block { id: id(node).to_owned(), base: Vec::new(), versions }
}

/// The conflict blocks of a text that no merge touched.
pub(super) fn carried(body: &Body) -> Vec<Conflict> {
    body.nodes().filter(|node| is_conflict(node)).map(carried_block).collect()
}
