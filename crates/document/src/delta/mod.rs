//! A content as what changed since another one, for the wire.
//!
//! An edit of a long article is a few words; [`between`] writes down those and where they go, block by block, and [`Delta::apply`] makes the content
//! again from the same base. A delta names both contents by their hashes: applied to anything else, or leading to anything else, it is refused,
//! so whoever applies one has exactly what was meant or nothing. When there is no shorter way, the delta holds what changed whole.

mod blocks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{ArticleContent, ContentHash};

use blocks::Node;

/// Bytes, about, that a delta may fetch from elsewhere in its base. Everything else in it is as long as what it makes or uses the base once; a few
/// bytes that fetch a long block again and again would fill a portal's memory.
const MOST_FETCHED: usize = 4 << 20;

/// What leads from one content to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delta {
    /// The content that it starts from.
    pub from: ContentHash,
    /// The content that it leads to.
    pub to: ContentHash,
    /// Fields that changed, whole, without the text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    set: BTreeMap<String, Value>,
    /// Fields that are gone.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    gone: BTreeSet<String>,
    /// The text, when it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Node>,
}

/// A delta that does not lead anywhere from this content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It starts from another content: ask for the whole one.
    #[error("the delta starts from another content")]
    Base,
    /// It does not lead to the content that it names: it was damaged, or written by a build that counts otherwise. Ask for the whole one.
    #[error("the delta does not lead to the content that it names")]
    Outcome,
}

/// What leads from `base` to `new`.
pub fn between(base: &ArticleContent, new: &ArticleContent) -> Delta {
    let (old, now) = (members(base), members(new));
    let set = now.iter().filter(|(name, value)| old.get(*name) != Some(*value)).map(|(name, value)| (name.clone(), value.clone()));
    let gone = old.keys().filter(|name| !now.contains_key(*name)).cloned();
    Delta {
        from: base.hash(),
        to: new.hash(),
        set: set.collect(),
        gone: gone.collect(),
        body: (base.body != new.body).then(|| Node::between(&base.body.0, &new.body.0)),
    }
}

impl Delta {
    /// The content that it leads to.
    ///
    /// # Errors
    /// [`Unfit`] when that is not exactly the one that it names.
    pub fn apply(&self, base: &ArticleContent) -> Result<ArticleContent, Unfit> {
        if base.hash() != self.from {
            return Err(Unfit::Base);
        }
        let (mut now, mut room) = (members(base), MOST_FETCHED);
        now.extend(self.set.iter().map(|(name, value)| (name.clone(), value.clone())));
        now.retain(|name, _| !self.gone.contains(name));
        let body = match &self.body {
            Some(node) => node.apply(&base.body.0, &mut room).ok_or(Unfit::Outcome)?,
            None => base.body.0.clone(),
        };
        now.insert("body".to_owned(), body);
        let content: ArticleContent = serde_json::from_value(Value::Object(now)).map_err(|_| Unfit::Outcome)?;
        if content.hash() == self.to { Ok(content) } else { Err(Unfit::Outcome) }
    }
}

/// Everything but the text.
fn members(content: &ArticleContent) -> Map<String, Value> {
    match serde_json::to_value(content) {
        Ok(Value::Object(mut members)) => {
            members.shift_remove("body");
            members
        }
        Ok(_) | Err(_) => Map::new(),
    }
}
