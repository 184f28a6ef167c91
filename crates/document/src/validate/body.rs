//! The text: what stands where is the schema's business, what attributes say is checked here.

use std::{ops::RangeInclusive, sync::LazyLock};

use serde_json::{Map, Value};

use super::{DEEPEST, Invalid, MOST_NODES, refuse, require, table};
use crate::{BlobId, link, schema};

/// The largest `start` of a list that browsers count with.
const LARGEST_START: u64 = i32::MAX as u64;
/// Pixels of the longest side that JPEG and browsers know.
const LONGEST_SIDE: u64 = 65_535;

/// Pictures of a gallery: one alone is a picture, and more than these are a page of its own.
const GALLERY: RangeInclusive<usize> = 2..=50;

pub(super) fn check(doc: &Value, most_text: usize) -> Result<(), Invalid> {
    require(doc.get("type").is_some_and(|root| root == "doc"), "the root of the text is not a doc")?;
    let (mut nodes, mut text) = (0, 0);
    // A list of what is still to be seen, not recursion: nesting is what this is about to limit.
    let mut waiting = vec![(doc, 1)];
    while let Some((value, depth)) = waiting.pop() {
        nodes += 1;
        require(nodes <= MOST_NODES, "the text has too many parts")?;
        require(depth <= DEEPEST, "the text is nested too deeply")?;
        let shape = Shape::of(value)?;
        text += shape.node()?;
        require(text <= most_text, "the text is too long")?;
        match shape.name {
            "table" => table::check(shape.children)?,
            // The editor's library lets no node be required that it could not make up, and a picture is one.
            "gallery" => require(GALLERY.contains(&shape.children.len()), "a gallery holds too few or too many pictures")?,
            "infographic" => require(shape.children.len() == 2, "an infographic lacks its picture")?,
            _ => {}
        }
        waiting.extend(shape.children.iter().map(|child| (child, depth + 1)));
    }
    // Last, because it walks recursively and trusts the shape.
    require(schema::conforms(doc), "a part of the text stands where the schema does not allow it")
}

/// A node as JSON, with nothing in it that a node does not have.
struct Shape<'a> {
    name: &'a str,
    attributes: &'a Map<String, Value>,
    children: &'a [Value],
    marks: &'a [Value],
    text: Option<&'a str>,
}

impl<'a> Shape<'a> {
    fn of(value: &'a Value) -> Result<Self, Invalid> {
        let Value::Object(members) = value else { return refuse("a node is not an object") };
        let (name, attributes) = named(members)?;
        let mut shape = Self { name, attributes, children: &[], marks: &[], text: None };
        for (member, value) in members {
            match (member.as_str(), value) {
                ("type" | "attrs", _) => {}
                ("content", Value::Array(children)) => shape.children = children,
                ("marks", Value::Array(marks)) => shape.marks = marks,
                ("text", Value::String(text)) => shape.text = Some(text),
                _ => return refuse("a node has a member that nodes do not have"),
            }
        }
        Ok(shape)
    }

    /// Checks everything but the place of the node, and returns the bytes of text in it.
    fn node(&self) -> Result<usize, Invalid> {
        let Some(known) = schema::node_attributes(self.name) else { return refuse("a node is of an unknown type") };
        let is_text = self.name == "text";
        require(is_text == self.text.is_some_and(|text| !text.is_empty()), "text stands outside a text node, or a text node is empty")?;
        require(!is_text || self.children.is_empty(), "a text node has children")?;
        require(!self.text.is_some_and(|text| text.contains(is_forbidden)), "the text holds control characters")?;
        let mut bytes = self.text.map_or(0, str::len) + attributes(self.name, known, self.attributes)?;
        let mut seen = Vec::new();
        for mark in self.marks {
            let Value::Object(members) = mark else { return refuse("a mark is not an object") };
            require(members.keys().all(|member| member == "type" || member == "attrs"), "a mark has a member that marks do not have")?;
            let (name, given) = named(members)?;
            let Some(known) = schema::mark_attributes(name) else { return refuse("a mark is of an unknown type") };
            require(!seen.contains(&name), "a mark is set twice")?;
            seen.push(name);
            bytes += attributes(name, known, given)?;
        }
        Ok(bytes)
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// The name and the attributes of a node or mark.
fn named(members: &Map<String, Value>) -> Result<(&str, &Map<String, Value>), Invalid> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let Some(Value::String(name)) = members.get("type") else { return refuse("a node or mark has no type") };
    match members.get("attrs") {
        None => Ok((name, &*NONE)),
        Some(Value::Object(attributes)) => Ok((name, attributes)),
        Some(_) => refuse("the attributes of a node or mark are not an object"),
    }
}

/// Checks attributes against the schema, and returns the bytes of text in them. What is named in a reason is of the schema, never of the text.
fn attributes(owner: &str, known: &Map<String, Value>, given: &Map<String, Value>) -> Result<usize, Invalid> {
    require(given.keys().all(|name| known.contains_key(name)), &format!("an unknown attribute stands on a {owner}"))?;
    let mut bytes = 0;
    for (name, rule) in known {
        let Some(value) = given.get(name) else {
            require(rule.get("default").is_some(), &format!("a {owner} lacks its {name}"))?;
            continue;
        };
        let is_typed = match rule["validate"].as_str() {
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("number") => value.is_u64(),
            _ => false,
        };
        require(is_typed && is_sound(name, value), &format!("the {name} of a {owner} is not one"))?;
        bytes += value.as_str().map_or(0, str::len);
    }
    Ok(bytes)
}

/// What the schema file cannot say about a value. Names mean the same on every node and mark.
fn is_sound(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("level", Value::Number(level)) => level.as_u64().is_some_and(|level| (2..=4).contains(&level)),
        ("start", Value::Number(start)) => start.as_u64().is_some_and(|start| start <= LARGEST_START),
        ("width" | "height", Value::Number(pixels)) => pixels.as_u64().is_some_and(|pixels| pixels <= LONGEST_SIDE),
        ("href", Value::String(href)) => link::target(href).is_some(),
        ("blob", Value::String(blob)) => blob.parse::<BlobId>().is_ok(),
        ("id", Value::String(id)) => id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
        ("colspan" | "rowspan", Value::Number(cells)) => cells.as_u64().is_some_and(|cells| (1..=table::WIDEST as u64).contains(&cells)),
        ("kind", Value::String(kind)) => schema::CALLOUTS.contains(&kind.as_str()),
        ("alt" | "credit" | "caption" | "source" | "text", Value::String(line)) => !line.contains(char::is_control),
        ("decorative", Value::Bool(_)) => true,
        // An attribute that the schema has gained must be thought about here first.
        _ => false,
    }
}
