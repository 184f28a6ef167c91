//! The schema of an article's text, one file for the editor and for this crate.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::LazyLock,
};

use prosemirror::{dynamic::DynamicSchema, model::Node};
use serde_json::{Map, Value};

/// The schema as the editor reads it.
pub const ARTICLE: &str = include_str!("../schema/article.schema.json");

/// The kinds of callout: information beside the text, something to heed, a warning.
pub const CALLOUTS: [&str; 3] = ["note", "important", "warning"];

static SPEC: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(ARTICLE).expect("the schema of this build is JSON"));
static SCHEMA: LazyLock<DynamicSchema> =
    LazyLock::new(|| DynamicSchema::from_json(&without_values(SPEC.clone())).expect("the schema of this build is a schema"));

/// The schema without the types of attributes. The library reads an attribute that was left out as null instead of its default and then
/// refuses it, so values are checked by [`validate`](crate::validate) alone.
fn without_values(mut spec: Value) -> Value {
    for part in ["nodes", "marks"] {
        let owners = spec[part].as_object_mut().into_iter().flat_map(Map::values_mut);
        let attributes = owners.filter_map(|owner| owner.get_mut("attrs")?.as_object_mut()).flat_map(Map::values_mut);
        attributes.filter_map(Value::as_object_mut).for_each(|rule| {
            rule.remove("validate");
        });
    }
    spec
}

/// The schema as the library holds it, for work on documents that are its own.
pub(crate) fn dynamic() -> &'static DynamicSchema {
    &SCHEMA
}

/// The attributes that the schema gives a node: none for a node that it does not know.
pub(crate) fn node_attributes(name: &str) -> Option<&'static Map<String, Value>> {
    attributes("nodes", name)
}

/// The attributes that the schema gives a mark: none for a mark that it does not know.
pub(crate) fn mark_attributes(name: &str) -> Option<&'static Map<String, Value>> {
    attributes("marks", name)
}

/// The types of nodes, in the file's order.
pub(crate) fn node_names() -> impl Iterator<Item = &'static str> {
    names("nodes")
}

/// The types of marks, in the file's order, which is the one in which a text lists them.
pub(crate) fn mark_names() -> impl Iterator<Item = &'static str> {
    names("marks")
}

fn names(of: &str) -> impl Iterator<Item = &'static str> {
    SPEC.get(of).and_then(Value::as_object).into_iter().flat_map(Map::keys).map(String::as_str)
}

/// What the file says of a node under this name, such as its `content`.
pub(crate) fn rule(node: &str, name: &str) -> Option<&'static str> {
    SPEC.get("nodes")?.get(node)?.get(name)?.as_str()
}

fn attributes(of: &str, name: &str) -> Option<&'static Map<String, Value>> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let spec = SPEC.get(of)?.as_object()?.get(name)?;
    Some(spec.get("attrs").and_then(Value::as_object).unwrap_or(&NONE))
}

/// Whether nodes stand where the schema lets them and carry marks that it lets them carry.
///
/// Says nothing of the values of attributes. The document must have been checked for depth, since this walks it recursively.
pub(crate) fn conforms(doc: &Value) -> bool {
    // The library asserts what it expects of a document in places; a document that trips one of them does not conform.
    let checked =
        catch_unwind(AssertUnwindSafe(|| SCHEMA.with_types(|| SCHEMA.node_from_json(doc).is_ok_and(|node| node.check().is_ok()))));
    checked.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Body;

    #[test]
    fn what_an_editor_opens_on_conforms() {
        assert!(conforms(&Body::empty().0));
    }

    #[test]
    fn every_attribute_of_the_schema_says_its_type() {
        for part in ["nodes", "marks"] {
            for (name, spec) in SPEC[part].as_object().unwrap() {
                for (attribute, rule) in spec.get("attrs").and_then(Value::as_object).into_iter().flatten() {
                    let kind = rule["validate"].as_str();
                    assert!(matches!(kind, Some("string" | "number" | "boolean")), "{name}.{attribute} would pass unchecked");
                }
            }
        }
    }
}
