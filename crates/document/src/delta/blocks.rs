//! One node from another.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::diff::align::{Stretch, stretches};

/// Levels below which nodes are written whole: deeper, what is saved is less than the way there.
const DEEPEST: usize = 8;

/// How a node is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Node {
    /// It is written here.
    #[serde(rename = "n")]
    New(Value),
    /// From the one in its place: these members are put in (null where one is gone), and its content is made so.
    #[serde(rename = "e")]
    Edited {
        #[serde(rename = "m", default, skip_serializing_if = "Map::is_empty")]
        members: Map<String, Value>,
        #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
        content: Option<Vec<Step>>,
    },
    /// It is text: so many characters of the old one, these, and so many of its last.
    #[serde(rename = "t")]
    Text(usize, String, usize),
}

/// A step through the old children, writing the new ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// So many as they are.
    #[serde(rename = "k")]
    Keep(usize),
    /// So many are left out.
    #[serde(rename = "d")]
    Drop(usize),
    /// So many from this place of the old list on, without moving on.
    #[serde(rename = "f")]
    From(usize, usize),
    /// The next one, changed.
    #[serde(rename = "e")]
    Edit(Node),
    /// These.
    #[serde(rename = "i")]
    Insert(Vec<Value>),
}

impl Node {
    pub fn between(old: &Value, new: &Value) -> Self {
        Self::at_depth(old, new, 0)
    }

    fn at_depth(old: &Value, new: &Value, depth: usize) -> Self {
        if let (Some(before), Some(after)) = (text_alone(old), text_alone(new))
            && without(old, "text") == without(new, "text")
        {
            return text(before, after);
        }
        let (Some(was), Some(is), true) = (old.as_object(), new.as_object(), depth < DEEPEST) else { return Self::New(new.clone()) };
        let names = was.keys().chain(is.keys().filter(|name| !was.contains_key(*name))).filter(|name| *name != "content");
        let changed = names.filter(|name| was.get(*name) != is.get(*name));
        let members: Map<String, Value> = changed.map(|name| (name.clone(), is.get(name).cloned().unwrap_or(Value::Null))).collect();
        // A member that is null says the same as none: such a node is written whole. So is one whose list of children came or went.
        let is_plain = is.values().all(|value| !value.is_null()) && list(old).is_some() == list(new).is_some();
        if !is_plain || old["type"] != new["type"] {
            return Self::New(new.clone());
        }
        let content = match (list(old), list(new)) {
            (Some(old), Some(new)) if old != new => Some(steps(old, new, depth)),
            _ => None,
        };
        Self::Edited { members, content }
    }

    /// The new node; none when this does not fit the old one, or fetches more from elsewhere than there is `room` for.
    pub fn apply(&self, old: &Value, room: &mut usize) -> Option<Value> {
        match self {
            Self::New(node) => Some(node.clone()),
            Self::Text(first, words, last) => {
                let letters: Vec<char> = old.get("text")?.as_str()?.chars().collect();
                let tail = letters.len().checked_sub(*last).filter(|tail| tail >= first)?;
                let text = letters[..*first].iter().copied().chain(words.chars()).chain(letters[tail..].iter().copied());
                let mut node = old.clone();
                node["text"] = Value::String(text.collect());
                Some(node)
            }
            Self::Edited { members, content } => {
                let mut node = old.as_object()?.clone();
                for (name, value) in members {
                    match value {
                        Value::Null => drop(node.shift_remove(name)),
                        value => drop(node.insert(name.clone(), value.clone())),
                    }
                }
                if let Some(steps) = content {
                    node.insert("content".to_owned(), Value::Array(walked(steps, list(old)?, room)?));
                }
                Some(Value::Object(node))
            }
        }
    }
}

fn list(node: &Value) -> Option<&[Value]> {
    node.get("content")?.as_array().map(Vec::as_slice)
}

fn text_alone(node: &Value) -> Option<&str> {
    node.get("text")?.as_str()
}

fn without(node: &Value, member: &str) -> Option<Map<String, Value>> {
    let mut members = node.as_object()?.clone();
    members.shift_remove(member);
    Some(members)
}

fn text(before: &str, after: &str) -> Node {
    let first = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
    let (old, new) = (before.chars().count(), after.chars().count());
    let most = old.min(new) - first;
    let last = before.chars().rev().zip(after.chars().rev()).take_while(|(one, other)| one == other).count().min(most);
    Node::Text(first, after.chars().skip(first).take(new - first - last).collect(), last)
}

fn steps(old: &[Value], new: &[Value], depth: usize) -> Vec<Step> {
    let written = |nodes: &[Value]| nodes.iter().map(Value::to_string).collect::<Vec<_>>();
    let (before, after) = (written(old), written(new));
    let mut steps = Vec::new();
    let (mut gone, mut come) = (0..0, 0..0);
    for stretch in stretches(&before, &after) {
        match stretch {
            Stretch::Removed { before, length } => gone = before..before + length,
            Stretch::Added { after, length } => come = after..after + length,
            Stretch::Same { length, .. } => {
                between_kept(old, new, std::mem::take(&mut gone), std::mem::take(&mut come), depth, &mut steps);
                steps.push(Step::Keep(length));
            }
        }
    }
    between_kept(old, new, gone, come, depth, &mut steps);
    steps
}

/// Children that went and children that came between two that stay: those in one place are one, edited; a block that stood elsewhere is fetched.
fn between_kept(
    old: &[Value],
    new: &[Value],
    gone: std::ops::Range<usize>,
    come: std::ops::Range<usize>,
    depth: usize,
    steps: &mut Vec<Step>,
) {
    let id = |node: &Value| node["attrs"]["id"].as_str().unwrap_or_default().to_owned();
    let mut left = gone.clone();
    for place in come {
        let node = &new[place];
        let own = id(node);
        let partner = left.clone().find(|index| {
            let (other, known) = (&old[*index], id(&old[*index]));
            other["type"] == node["type"] && (own == known || own.is_empty() || known.is_empty())
        });
        if let Some(partner) = partner {
            if partner > left.start {
                steps.push(Step::Drop(partner - left.start));
            }
            steps.push(Step::Edit(Node::at_depth(&old[partner], node, depth + 1)));
            left.start = partner + 1;
        } else if let Some(elsewhere) = old.iter().position(|other| other == node) {
            match steps.last_mut() {
                Some(Step::From(start, count)) if *start + *count == elsewhere => *count += 1,
                _ => steps.push(Step::From(elsewhere, 1)),
            }
        } else {
            match steps.last_mut() {
                Some(Step::Insert(nodes)) => nodes.push(node.clone()),
                _ => steps.push(Step::Insert(vec![node.clone()])),
            }
        }
    }
    if !left.is_empty() {
        steps.push(Step::Drop(left.len()));
    }
}

fn walked(steps: &[Step], old: &[Value], room: &mut usize) -> Option<Vec<Value>> {
    let mut at = 0_usize;
    let mut new = Vec::new();
    for step in steps {
        match step {
            Step::Keep(count) => {
                new.extend_from_slice(old.get(at..at.checked_add(*count)?)?);
                at += count;
            }
            Step::Drop(count) => at = at.checked_add(*count).filter(|at| *at <= old.len())?,
            Step::From(start, count) => {
                let fetched = old.get(*start..start.checked_add(*count)?)?;
                *room = room.checked_sub(fetched.iter().map(weight).sum())?;
                new.extend_from_slice(fetched);
            }
            Step::Edit(node) => {
                new.push(node.apply(old.get(at)?, room)?);
                at += 1;
            }
            Step::Insert(nodes) => new.extend_from_slice(nodes),
        }
    }
    (at == old.len()).then_some(new)
}

/// About how many bytes a node takes in memory, or fewer.
fn weight(node: &Value) -> usize {
    match node {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => 1 + text.len(),
        Value::Array(nodes) => 1 + nodes.iter().map(weight).sum::<usize>(),
        Value::Object(members) => 1 + members.iter().map(|(name, value)| name.len() + weight(value)).sum::<usize>(),
    }
}
