//! From a merge and what somebody decided about each of its conflicts to a content without any.

use serde_json::{Value, json};

use super::{
    Conflict, Merged, Side, Version,
    rows::MEMBER,
    rules::{children, is_conflict},
};
use crate::{ArticleContent, Attachment};

/// What somebody decided about one conflict.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution {
    /// Our version.
    Ours,
    /// Theirs.
    Theirs,
    /// Both, ours first: blocks one after the other, text fields joined by a space.
    Both,
    /// Neither as it stands: a list of blocks for a block, a value for a field, a file or null for a file.
    Edited(Value),
}

/// Decisions that do not settle a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// There are not as many as conflicts.
    #[error("there are not as many decisions as conflicts")]
    Count,
    /// This one does not fit its conflict: codes and files cannot be kept both, and an edited value must be of the field's form.
    #[error("decision {0} does not fit its conflict")]
    Unfit(usize),
}

/// The content that the decisions lead to, one for each conflict and in their order.
///
/// # Errors
/// [`Unresolved`] when they do not settle every conflict. Whether the content keeps to the schema is for [`validate`](crate::validate) to say.
pub fn resolve(merged: &Merged, decisions: &[Resolution]) -> Result<ArticleContent, Unresolved> {
    if merged.conflicts.len() != decisions.len() {
        return Err(Unresolved::Count);
    }
    let mut content = merged.content.clone();
    content.unknown.remove(MEMBER);
    let mut blocks = Vec::new();
    for (index, (conflict, decision)) in merged.conflicts.iter().zip(decisions).enumerate() {
        let decided = match conflict {
            Conflict::Field { field, ours, theirs, .. } => set(&mut content, field, ours, theirs, decision),
            Conflict::File { ours, theirs, .. } => replace(&mut content, ours.as_ref(), theirs.as_ref(), decision),
            Conflict::Block { versions, .. } => decide(versions, decision).map(|nodes| blocks.push(nodes)),
        };
        decided.ok_or(Unresolved::Unfit(index))?;
    }
    let mut blocks = blocks.into_iter();
    put(&mut content.body.0, &mut blocks);
    if children(&content.body.0).is_empty() {
        content.body.0["content"] = json!([{"type": "paragraph"}]);
    }
    Ok(content)
}

fn set(content: &mut ArticleContent, field: &str, ours: &Value, theirs: &Value, decision: &Resolution) -> Option<()> {
    let value = match decision {
        Resolution::Ours => ours.clone(),
        Resolution::Theirs => theirs.clone(),
        Resolution::Edited(value) => value.clone(),
        Resolution::Both if matches!(field, "kicker" | "title" | "sapo" | "byline" | "source") => {
            json!(format!("{} {}", ours.as_str()?.trim_end(), theirs.as_str()?.trim_start()))
        }
        Resolution::Both => return None,
    };
    let Ok(Value::Object(mut members)) = serde_json::to_value(&*content) else { return None };
    if value.is_null() && field != "section" {
        members.shift_remove(field);
    } else {
        members.insert(field.to_owned(), value);
    }
    *content = serde_json::from_value(Value::Object(members)).ok()?;
    Some(())
}

fn replace(content: &mut ArticleContent, ours: Option<&Attachment>, theirs: Option<&Attachment>, decision: &Resolution) -> Option<()> {
    let file: Option<Attachment> = match decision {
        Resolution::Ours => ours.cloned(),
        Resolution::Theirs => theirs.cloned(),
        Resolution::Edited(value) => serde_json::from_value(value.clone()).ok()?,
        Resolution::Both => return None,
    };
    let place = content.attachments.iter().position(|known| Some(known) == ours || Some(known) == theirs)?;
    match file {
        Some(file) => content.attachments[place] = file,
        None => drop(content.attachments.remove(place)),
    }
    Some(())
}

fn decide(versions: &[Version], decision: &Resolution) -> Option<Vec<Value>> {
    let of = |side: Side| versions.iter().find(|version| version.of == side);
    match decision {
        Resolution::Ours => of(Side::Ours).or(versions.first()).map(|version| version.content.clone()),
        Resolution::Theirs => of(Side::Theirs).or(versions.last()).map(|version| version.content.clone()),
        Resolution::Edited(Value::Array(nodes)) => Some(nodes.clone()),
        Resolution::Edited(_) => None,
        Resolution::Both => {
            let mut all = Vec::new();
            for (index, version) in versions.iter().enumerate() {
                let mut nodes = version.content.clone();
                // Two blocks must not bear one id: the first version keeps it.
                if index > 0 && !all.is_empty() {
                    nodes.iter_mut().for_each(without_ids);
                }
                all.extend(nodes);
            }
            Some(all)
        }
    }
}

fn without_ids(node: &mut Value) {
    if let Some(Value::Object(attributes)) = node.get_mut("attrs") {
        attributes.shift_remove("id");
    }
    if let Some(Value::Array(inside)) = node.get_mut("content") {
        inside.iter_mut().for_each(without_ids);
    }
}

/// Puts decided blocks in the place of conflict blocks, in the text's order.
fn put(node: &mut Value, decided: &mut impl Iterator<Item = Vec<Value>>) {
    let Some(Value::Array(inside)) = node.get_mut("content") else { return };
    let mut settled = Vec::with_capacity(inside.len());
    for mut child in inside.drain(..) {
        if is_conflict(&child) {
            settled.extend(decided.next().unwrap_or_default());
        } else {
            put(&mut child, decided);
            settled.push(child);
        }
    }
    *inside = settled;
}
