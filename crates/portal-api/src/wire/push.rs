//! What a client asks the portal to do, and what became of it.

use std::collections::BTreeMap;

use banthao_document::{AccountId, ArticleContent, ArticleId, BlobId, ContentHash, DeviceId, OpId, Revision, RevisionId};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Value, value::RawValue};

use super::{Problem, PullPage};

/// The body of `POST /v1/push`. The portal takes the operations in their order, all in one transaction; each has a savepoint of its own, in
/// which its effect and its receipt stand or fall together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PushRequest {
    /// The device whose counter `op_seq` is; must be the token's.
    pub device: DeviceId,
    /// Receipts up to this `op_seq` have arrived and may be forgotten.
    pub ack_through: u64,
    /// At most `Limits::max_push_operations`.
    pub operations: Vec<Operation>,
    /// The cursor of the last pull: the answer then brings what is new since, so that an edit is sent and read back in one round trip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// One operation. Sent as often as it takes; takes effect once.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Operation {
    /// The device's own counter, from 1, without gaps as sent.
    pub op_seq: u64,
    /// Minted when the operation was conceived, before it was first sent.
    pub op_id: OpId,
    /// The article concerned.
    pub article: ArticleId,
    /// What to do.
    #[serde(flatten)]
    pub act: Act,
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Members::deserialize(deserializer)?.operation().map_err(D::Error::custom)
    }
}

/// The members of an operation, of whatever act. Where a tag stands among other members, serde keeps all of them aside until it has seen it, and a
/// text is thousands of values; here they stay the letters that they came in.
#[derive(Deserialize)]
struct Members {
    op_seq: u64,
    op_id: OpId,
    article: ArticleId,
    act: Box<RawValue>,
    #[serde(default, deserialize_with = "given")]
    base: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "given")]
    revision: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "given")]
    envelope: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "given")]
    delta: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "given")]
    content_hash: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "given")]
    reason: Option<Box<RawValue>>,
}

impl Members {
    fn operation(self) -> serde_json::Result<Operation> {
        let Self { op_seq, op_id, article, act, base, revision, envelope, delta, content_hash, reason } = self;
        let act = match act.get() {
            // The one act that is large.
            r#""put_revision""# => Act::PutRevision { base: read(base.as_deref())?, revision: read(revision.as_deref())? },
            _ => {
                let members = [
                    ("act", Some(act)),
                    ("base", base),
                    ("revision", revision),
                    ("envelope", envelope),
                    ("delta", delta),
                    ("content_hash", content_hash),
                    ("reason", reason),
                ];
                let given = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
                serde_json::from_str(&serde_json::to_string(&given.collect::<BTreeMap<_, _>>())?)?
            }
        };
        Ok(Operation { op_seq, op_id, article, act })
    }
}

/// A member that is there, if only as null.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::deserialize(deserializer).map(Some)
}

/// A member; one that is not there reads as null.
fn read<T: DeserializeOwned>(member: Option<&RawValue>) -> serde_json::Result<T> {
    serde_json::from_str(member.map_or("null", RawValue::get))
}

/// The acts of protocol version 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Makes `revision` the article's head, provided that `base` still is (the precondition of RFC 9110's If-Match, in the body because one
    /// request carries many). `base` none creates the article.
    PutRevision {
        /// The head that the writer last knew.
        base: Option<RevisionId>,
        /// The new head; its id is computed by both sides.
        revision: Box<Revision>,
    },
    /// The same as `PutRevision`, with the content told by what differs from the base's: one effect, one receipt, whichever of the two was
    /// sent under an operation's id. A portal that lacks the base answers [`Outcome::BaseMissing`].
    PutDelta {
        /// The head that the writer last knew, and what the delta is against.
        base: RevisionId,
        /// The new head; the portal computes it from what it puts together and takes nothing else.
        revision: RevisionId,
        /// All of the revision but its article and its content.
        envelope: Envelope,
        /// How the base's content becomes the new one: the blocks and fields that differ.
        delta: Value,
    },
    /// Xoá: deletes the article, provided that `base` still is its head. Only its owner's act, and only while it is neither public nor waiting
    /// for a decision. A later `PutRevision` on the same base revives it.
    Delete {
        /// The head that the deleter last knew.
        base: RevisionId,
    },
    /// Gửi duyệt: asks for the approval of exactly this content.
    Submit {
        /// The revision submitted; must be the head.
        revision: RevisionId,
        /// Its content.
        content_hash: ContentHash,
    },
    /// Rút lại: takes back a submission that nobody decided yet.
    Recall {
        /// The revision that was submitted.
        revision: RevisionId,
    },
    /// Duyệt: approves exactly this content at the level where it waits.
    Approve {
        /// The revision read.
        revision: RevisionId,
        /// Its content; a head with another content is a conflict.
        content_hash: ContentHash,
    },
    /// Trả lại: gives it back to its author.
    SendBack {
        /// The revision read.
        revision: RevisionId,
        /// Its content.
        content_hash: ContentHash,
        /// Why, in words; not empty.
        reason: String,
    },
}

/// What a revision says of itself beside its article and its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Envelope {
    /// What it was made from.
    pub parents: Vec<RevisionId>,
    /// Who made it.
    pub author: Option<AccountId>,
    /// Where it was made.
    pub device: DeviceId,
    /// When, by the device's clock, UTC milliseconds.
    pub made_at_ms: i64,
    /// Members of a newer version, part of the revision's id.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

impl Envelope {
    /// The envelope of a revision.
    pub fn of(revision: &Revision) -> Self {
        Self {
            parents: revision.parents.clone(),
            author: revision.author,
            device: revision.device,
            made_at_ms: revision.made_at_ms,
            unknown: revision.unknown.clone(),
        }
    }

    /// The revision of `article` with this envelope and `content`.
    pub fn around(self, article: ArticleId, content: ArticleContent) -> Revision {
        let Self { parents, author, device, made_at_ms, unknown } = self;
        Revision { article, parents, author, device, made_at_ms, content, unknown }
    }
}

/// The answer to a push: a receipt for each operation, in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PushResponse {
    /// One for each operation sent.
    pub receipts: Vec<Receipt>,
    /// What a pull with the request's `since` would now bring; none when there was no such member, or its cursor is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<PullPage>,
}

/// What became of one operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The operation.
    pub op_id: OpId,
    /// Its number.
    pub op_seq: u64,
    /// True when this is the answer to an earlier sending, given again.
    #[serde(default)]
    pub replayed: bool,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// The ways an operation ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It took effect.
    Applied {
        /// The portal's commit order.
        seq: u64,
        /// Media that the portal still lacks for the article's head.
        missing_blobs: Vec<BlobId>,
    },
    /// The article moved on: someone else's head stands where `base` was expected. Nothing took effect. Final for this operation.
    Conflict {
        /// The head now; none when the portal has no such article.
        head: Option<RevisionId>,
    },
    /// The portal lacks the revision that the delta is against, or reads no deltas. Nothing took effect, no receipt is kept: send the whole
    /// revision under the same id.
    BaseMissing,
    /// Media must arrive first. Nothing took effect, no receipt is kept: send the same operation again afterwards.
    Blocked {
        /// What is lacking.
        missing_blobs: Vec<BlobId>,
    },
    /// The portal will never do this. Final for this operation.
    Rejected {
        /// Why.
        problem: Problem,
    },
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operation(act: Act) -> Operation {
        Operation { op_seq: 7, op_id: OpId(uuid::Uuid::from_u128(1)), article: ArticleId(uuid::Uuid::from_u128(2)), act }
    }

    fn revision() -> Revision {
        Revision {
            article: ArticleId(uuid::Uuid::from_u128(2)),
            parents: vec![RevisionId::of(b"truoc")],
            author: Some(AccountId(uuid::Uuid::from_u128(3))),
            device: DeviceId(uuid::Uuid::from_u128(4)),
            made_at_ms: 1_790_000_000_000,
            content: ArticleContent::empty("tin"),
            unknown: [("moi".to_owned(), json!({"a": [1.5, null]}))].into(),
        }
    }

    #[test]
    fn every_act_is_read_as_it_was_written() {
        let (base, hash) = (RevisionId::of(b"truoc"), ContentHash::of(b"chu"));
        let envelope = Envelope::of(&revision());
        for act in [
            Act::PutRevision { base: None, revision: Box::new(revision()) },
            Act::PutRevision { base: Some(base), revision: Box::new(revision()) },
            Act::PutDelta { base, revision: revision().id(), envelope: envelope.clone(), delta: json!({"title": "Mới"}) },
            Act::PutDelta { base, revision: revision().id(), envelope, delta: Value::Null },
            Act::Delete { base },
            Act::Submit { revision: base, content_hash: hash },
            Act::Recall { revision: base },
            Act::Approve { revision: base, content_hash: hash },
            Act::SendBack { revision: base, content_hash: hash, reason: "Thiếu nguồn \"chính\"".to_owned() },
        ] {
            let written = serde_json::to_value(operation(act)).unwrap();
            assert_eq!(serde_json::to_value(serde_json::from_str::<Operation>(&written.to_string()).unwrap()).unwrap(), written);
            assert_eq!(serde_json::to_value(Operation::deserialize(&written).unwrap()).unwrap(), written, "not from letters");
        }
    }

    #[test]
    fn members_of_a_newer_version_are_passed_over_and_what_is_lacking_is_refused() {
        let mut written = serde_json::to_value(operation(Act::PutRevision { base: None, revision: Box::new(revision()) })).unwrap();
        written["sau_nay"] = json!([1]);
        assert!(serde_json::from_str::<Operation>(&written.to_string()).is_ok());
        for lacking in ["op_seq", "op_id", "article", "act", "revision"] {
            let mut written = written.clone();
            written.as_object_mut().unwrap().remove(lacking);
            assert!(serde_json::from_str::<Operation>(&written.to_string()).is_err(), "without {lacking}");
        }
        written["act"] = json!("sing");
        assert!(serde_json::from_str::<Operation>(&written.to_string()).is_err());
    }
}
