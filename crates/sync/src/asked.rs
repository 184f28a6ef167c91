//! What an entry of the outbox asks.
//!
//! A text is asked for by its revision's name: it lies in the store once, while an entry is written anew at every step of its way. Entries that were
//! queued up to schema 12 carry the text itself, and are read for as long as they wait.

use banthao_document::{Revision, RevisionId};
use banthao_portal_api::wire::Act;
use banthao_store::{Reader, Result, outbox::Entry, revisions};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The member `act` of an entry that sends a text.
const TEXT: &str = "put_revision";

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// That this text becomes the article's head.
    Text(Text),
    /// Anything else, as it goes over the wire.
    Act(Act),
}

/// A text on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename = "put_revision")]
pub struct Text {
    /// The portal's head that it follows; none for an article that is new there.
    pub base: Option<RevisionId>,
    revision: Told,
}

/// How an entry tells a revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Told {
    Named(RevisionId),
    Whole(Box<Revision>),
}

impl Asked {
    /// What an entry asks.
    ///
    /// # Errors
    /// When it is not of a form that this build knows.
    pub fn of(entry: &Entry) -> Result<Self> {
        Ok(if is_text(entry) { Self::Text(Text::deserialize(&entry.act)?) } else { Self::Act(Act::deserialize(&entry.act)?) })
    }

    /// The act; none for a text.
    pub fn act(&self) -> Option<&Act> {
        match self {
            Self::Text(_) => None,
            Self::Act(act) => Some(act),
        }
    }
}

impl Text {
    /// A revision of the store's.
    pub fn named(base: Option<RevisionId>, revision: RevisionId) -> Self {
        Self { base, revision: Told::Named(revision) }
    }

    /// As the outbox keeps it.
    ///
    /// # Errors
    /// Never for what [`Text::named`] made.
    pub fn kept(&self) -> Result<Value> {
        Ok(serde_json::to_value(self)?)
    }

    /// The new head.
    pub fn head(&self) -> RevisionId {
        match &self.revision {
            Told::Named(id) => *id,
            Told::Whole(revision) => revision.id(),
        }
    }

    /// The revision; none when a part of the store that held it was lost.
    ///
    /// # Errors
    /// From the store.
    pub fn revision(&self, reader: &Reader<'_>) -> Result<Option<Revision>> {
        match &self.revision {
            Told::Named(id) => revisions::get(reader, *id),
            Told::Whole(revision) => Ok(Some((**revision).clone())),
        }
    }
}

/// Whether an entry sends a text, without reading more of it.
pub fn is_text(entry: &Entry) -> bool {
    entry.act["act"] == TEXT
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use banthao_document::{ArticleContent, ArticleId, DeviceId, OpId};
    use banthao_store::outbox::State;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn entry(act: Value) -> Entry {
        Entry {
            op_id: OpId(Uuid::nil()),
            portal: None,
            article: ArticleId(Uuid::nil()),
            op_seq: None,
            act,
            bytes: 0,
            state: State::Queued,
            problem: None,
            created_ms: 0,
        }
    }

    #[test]
    fn a_text_is_kept_by_its_name_and_read_back() {
        let text = Text::named(None, RevisionId::of(b"van ban"));
        let kept = text.kept().unwrap();
        assert_eq!(kept, json!({"act": "put_revision", "base": null, "revision": RevisionId::of(b"van ban")}));
        assert_eq!(Asked::of(&entry(kept)).unwrap(), Asked::Text(text));
    }

    #[test]
    fn an_entry_that_carries_its_text_says_the_same() {
        let revision = Revision {
            article: ArticleId(Uuid::nil()),
            parents: vec![RevisionId::of(b"truoc")],
            author: None,
            device: DeviceId(Uuid::nil()),
            made_at_ms: 7,
            content: ArticleContent::empty("tin"),
            unknown: BTreeMap::new(),
        };
        let base = Some(RevisionId::of(b"truoc"));
        let act = Act::PutRevision { base, revision: Box::new(revision.clone()) };
        let Asked::Text(text) = Asked::of(&entry(serde_json::to_value(act).unwrap())).unwrap() else { panic!("a text") };
        assert_eq!((text.base, text.head()), (base, revision.id()));
    }

    #[test]
    fn what_is_no_text_is_an_act_of_the_wire() {
        let act = Act::Recall { revision: RevisionId::of(b"van ban") };
        assert_eq!(Asked::of(&entry(serde_json::to_value(&act).unwrap())).unwrap(), Asked::Act(act));
        assert!(Asked::of(&entry(json!({"act": "sing"}))).is_err());
    }
}
