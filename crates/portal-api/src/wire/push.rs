//! What a client asks the portal to do, and what became of it.

use std::collections::BTreeMap;

use banthao_document::{AccountId, ArticleContent, ArticleId, BlobId, ContentHash, DeviceId, OpId, Revision, RevisionId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
