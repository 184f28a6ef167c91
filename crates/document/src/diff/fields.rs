//! Title, sapo, metadata and attached files.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Mismatch,
    align::{Stretch, stretches},
    nodes::present,
    words::{Span, SpanChange, spans},
};
use crate::{ArticleContent, Attachment};

/// Fields that are read as text; all others change as a whole.
const TEXTS: [&str; 5] = ["kicker", "title", "sapo", "byline", "source"];

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum FieldDiff {
    /// Words of it.
    Words {
        /// Its name in the stored content.
        field: String,
        /// The words of both sides.
        spans: Vec<Span>,
    },
    /// All of it.
    Value {
        /// Its name in the stored content.
        field: String,
        /// As it was; none when it was not there.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        before: Option<Value>,
        /// As it is; none when it is not there.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        after: Option<Value>,
    },
}

/// What became of an attached file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ListedDiff {
    /// Nothing.
    Same {
        /// The file.
        attachment: Attachment,
    },
    /// It is new, or stands in another place.
    Added {
        /// The file.
        attachment: Attachment,
    },
    /// It is gone, or stands in another place.
    Removed {
        /// The file.
        attachment: Attachment,
    },
    /// The same bytes under another title or name.
    Edited {
        /// As it was.
        before: Attachment,
        /// As it is.
        after: Attachment,
    },
}

pub(super) fn diff(before: &ArticleContent, after: &ArticleContent) -> Vec<FieldDiff> {
    let (old, new) = (members(before), members(after));
    let others: BTreeSet<&String> = old.keys().chain(new.keys()).filter(|name| !TEXTS.contains(&name.as_str())).collect();
    let fields = TEXTS.into_iter().chain(others.into_iter().map(String::as_str));
    let changed = fields.filter(|field| old.get(*field) != new.get(*field));
    changed
        .map(|field| match (old.get(field), new.get(field)) {
            (Some(Value::String(before)), Some(Value::String(after))) if TEXTS.contains(&field) => {
                FieldDiff::Words { field: field.to_owned(), spans: spans(before, after) }
            }
            (before, after) => FieldDiff::Value { field: field.to_owned(), before: before.cloned(), after: after.cloned() },
        })
        .collect()
}

/// The fields of a content by name, without its text and its files.
fn members(content: &ArticleContent) -> Map<String, Value> {
    let mut members = match serde_json::to_value(content) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => Map::new(),
    };
    members.remove("body");
    members.remove("attachments");
    members
}

pub(super) fn apply(fields: &[FieldDiff], content: &mut Value) -> Result<(), Mismatch> {
    for field in fields {
        let (name, before, after) = match field {
            FieldDiff::Words { field, spans } => {
                let side = |without: SpanChange| {
                    spans.iter().filter(|span| span.change != without).map(|span| span.text.as_str()).collect::<String>()
                };
                (field, Some(json!(side(SpanChange::Added))), Some(json!(side(SpanChange::Removed))))
            }
            FieldDiff::Value { field, before, after } => (field, before.clone(), after.clone()),
        };
        let members = content.as_object_mut().ok_or(Mismatch)?;
        let found = match after {
            Some(after) => members.insert(name.clone(), after),
            None => members.remove(name),
        };
        if found != before {
            return Err(Mismatch);
        }
    }
    Ok(())
}

pub(super) fn attachments(before: &ArticleContent, after: &ArticleContent) -> Vec<ListedDiff> {
    let (old, new) = (&before.attachments, &after.attachments);
    let blobs = |list: &[Attachment]| list.iter().map(|attachment| attachment.blob).collect::<Vec<_>>();
    let mut found = Vec::new();
    for stretch in stretches(&blobs(old), &blobs(new)) {
        match stretch {
            Stretch::Same { before, after, length } => {
                found.extend(old[before..before + length].iter().zip(&new[after..after + length]).map(|(one, other)| {
                    if one == other {
                        ListedDiff::Same { attachment: one.clone() }
                    } else {
                        ListedDiff::Edited { before: one.clone(), after: other.clone() }
                    }
                }));
            }
            Stretch::Removed { before, length } => {
                found.extend(old[before..before + length].iter().map(|attachment| ListedDiff::Removed { attachment: attachment.clone() }));
            }
            Stretch::Added { after, length } => {
                found.extend(new[after..after + length].iter().map(|attachment| ListedDiff::Added { attachment: attachment.clone() }));
            }
        }
    }
    found
}

pub(super) fn apply_attachments(changes: &[ListedDiff], before: &[Attachment]) -> Result<Value, Mismatch> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for change in changes {
        let (was, is) = match change {
            ListedDiff::Same { attachment } => (Some(attachment), Some(attachment)),
            ListedDiff::Added { attachment } => (None, Some(attachment)),
            ListedDiff::Removed { attachment } => (Some(attachment), None),
            ListedDiff::Edited { before, after } => (Some(before), Some(after)),
        };
        old.extend(was.cloned());
        new.extend(is.cloned());
    }
    if old != before {
        return Err(Mismatch);
    }
    serde_json::to_value(new).map_err(|_| Mismatch)
}
