//! A content that someone committed to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{AccountId, ArticleContent, ArticleId, ContentHash, DeviceId, RevisionId, canonical};

/// One immutable state of an article, and where it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Revision {
    /// The article that this is a state of.
    pub article: ArticleId,
    /// What it was made from: none for the first, one for an edit, two for a merge.
    pub parents: Vec<RevisionId>,
    /// Who wrote it; none when it was written before the first sign-in on this machine.
    pub author: Option<AccountId>,
    /// Where it was written.
    pub device: DeviceId,
    /// The device's clock in UTC milliseconds: a hint for people, never a means of ordering.
    pub made_at_ms: i64,
    /// What it says.
    pub content: ArticleContent,
    /// Fields of newer builds, kept as they came and part of the id.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

impl Revision {
    /// The SHA-256 of the revision's canonical bytes: the same words from the same parents by the same hand are one revision.
    pub fn id(&self) -> RevisionId {
        RevisionId::of(&canonical::bytes(self))
    }

    /// What an approval of this revision binds to.
    pub fn content_hash(&self) -> ContentHash {
        self.content.hash()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(parents: Vec<RevisionId>) -> Revision {
        let content = ArticleContent { title: "Công bố chỉ số".to_owned(), ..ArticleContent::empty("tin") };
        Revision {
            article: ArticleId(uuid::Uuid::nil()),
            parents,
            author: None,
            device: DeviceId(uuid::Uuid::nil()),
            made_at_ms: 1_790_000_000_000,
            content,
            unknown: BTreeMap::new(),
        }
    }

    #[test]
    fn the_id_is_a_promise_to_every_portal_and_must_not_drift() {
        assert_eq!(revision(vec![]).id().to_string(), "e24e0bca02fba2658b5bf12a2aca0f5701f29153bf094c56bed100e140ed76f3");
    }

    #[test]
    fn the_same_words_from_another_parent_are_another_revision() {
        let first = revision(vec![]);
        let second = revision(vec![first.id()]);
        assert_ne!(first.id(), second.id());
        assert_eq!(first.content_hash(), second.content_hash(), "the words are equal, so an approval of one covers the other");
    }
}
