//! What happened on the portal since a client last looked.

use banthao_document::{ArticleId, BlobId, ContentHash, Revision, RevisionId};
use serde::{Deserialize, Serialize};

use super::{Person, Unit};

/// The answer to `GET /v1/pull?cursor=C&limit=N`: changes after the cursor in the portal's commit order, one per article at most (its
/// state now). Absence never means deletion. When there is nothing since the cursor, the answer is 204 without a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PullPage {
    /// At most `limit`.
    pub changes: Vec<Change>,
    /// Opaque; the cursor of the next pull.
    pub next_cursor: String,
    /// Whether another pull would bring more at once.
    pub has_more: bool,
    /// The highest `op_seq` of this device whose effect is in the portal's history: what a client may forget.
    pub last_op_seq: u64,
    /// The portal's clock in UTC milliseconds.
    pub server_time_ms: i64,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Change {
    /// The portal's commit order; not a time.
    pub seq: u64,
    /// The article concerned.
    pub article: ArticleId,
    /// What changed.
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// The kinds of change of protocol version 1. A kind that a client does not know is kept raw and replayed after an upgrade.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ChangeKind {
    /// The article as it now stands.
    Article(Box<ArticleChange>),
    /// It was deleted, by someone, on purpose.
    Tombstone {
        /// Who deleted it.
        by: Person,
        /// When, by the portal's clock, UTC milliseconds.
        at_ms: i64,
        /// Its head at that moment: the base of whoever revives it.
        head: RevisionId,
    },
    /// Anything else, with all that it says: a kind of a newer portal, or an article in a stage that this build does not know.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

/// An article as it stands on the portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ArticleChange {
    /// The head's id.
    pub head: RevisionId,
    /// The head itself; absent when the asking device sent it and asks since a cursor from before that, since it has it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Box<Revision>>,
    /// When the portal received the head, by its clock, UTC milliseconds.
    pub received_at_ms: i64,
    /// Whose article it is.
    pub owner: Person,
    /// The unit it belongs to.
    pub unit: Unit,
    /// Where it stands in the workflow.
    pub stage: Stage,
    /// Media of the head that the portal still lacks.
    pub missing_blobs: Vec<BlobId>,
    /// What the public sees of it, if anything.
    pub publication: Option<Publication>,
    /// What happened to it, oldest first.
    pub events: Vec<WorkflowEvent>,
}

/// Where an article stands in the workflow. What the public sees is another matter: see [`Publication`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// With its author.
    Draft,
    /// Before the approvers of a level.
    InReview {
        /// Index into [`super::Workflow::levels`].
        level: usize,
        /// The revision that was submitted.
        revision: RevisionId,
        /// The content that was submitted.
        content_hash: ContentHash,
    },
    /// Back with its author, with a reason.
    Returned(Return),
    /// Approved at every level and public.
    Published {
        /// The content that was approved.
        content_hash: ContentHash,
    },
}

/// A submission given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Return {
    /// Index of the level that gave it back.
    pub level: usize,
    /// Who gave it back.
    pub by: Person,
    /// Why.
    pub reason: String,
    /// When, by the portal's clock, UTC milliseconds.
    pub at_ms: i64,
}

/// What the public sees, and the proof of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Publication {
    /// The revision that is public; the head may have moved on.
    pub revision: RevisionId,
    /// Its content.
    pub content_hash: ContentHash,
    /// The article's public address, absolute.
    pub url: String,
    /// First publication, by the portal's clock, UTC milliseconds.
    pub published_at_ms: i64,
    /// Latest publication.
    pub modified_at_ms: i64,
}

/// One line of an article's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct WorkflowEvent {
    /// When, by the portal's clock, UTC milliseconds.
    pub at_ms: i64,
    /// Who.
    pub by: Person,
    /// What.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// First revision received.
    Created,
    /// Sent for approval.
    Submitted,
    /// Taken back by its author.
    Recalled,
    /// The author changed the text while it waited; the submission is void.
    Voided,
    /// Approved at a level.
    Approved {
        /// Index of the level.
        level: usize,
    },
    /// Given back at a level.
    SentBack {
        /// Index of the level.
        level: usize,
        /// Why.
        reason: String,
    },
    /// Made public.
    Published,
    /// Deleted by its owner.
    Deleted,
    /// Brought back by an edit after it was deleted.
    Revived,
    /// An event of a newer portal.
    #[serde(other)]
    Unknown,
}
