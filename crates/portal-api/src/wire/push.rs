//! What a client asks the portal to do, and what became of it.

use banthao_document::{ArticleId, BlobId, ContentHash, DeviceId, OpId, Revision, RevisionId};
use serde::{Deserialize, Serialize};

use super::Problem;

/// The body of `POST /v1/push`. The portal takes the operations in their order; each commits on its own, with its receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushRequest {
    /// The device whose counter `op_seq` is; must be the token's.
    pub device: DeviceId,
    /// Receipts up to this `op_seq` have arrived and may be forgotten.
    pub ack_through: u64,
    /// At most `Limits::max_push_operations`.
    pub operations: Vec<Operation>,
}

/// One operation. Sent as often as it takes; takes effect once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// The answer to a push: a receipt for each operation, in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushResponse {
    /// One for each operation sent.
    pub receipts: Vec<Receipt>,
}

/// What became of one operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
