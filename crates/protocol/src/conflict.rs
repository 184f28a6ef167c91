//! Questions and answers about an article that two sides changed.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{LineView, SpanView};

/// Where two texts contradict each other, and what each of them says there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ConflictView {
    /// The SHA-256 of this machine's text, as it was compared.
    pub mine_hash: String,
    /// The portal's revision, as it was compared.
    pub theirs_revision: String,
    /// Who wrote this machine's text, and when.
    pub mine: ConflictSide,
    /// Who wrote the portal's.
    pub theirs: ConflictSide,
    /// Whether the text that both started from is on this machine. Without it, only whole texts can be chosen.
    pub joinable: bool,
    /// Why taking one's own changes over is a proposal, if it is one.
    pub proposal: Option<ProposalReason>,
    /// Places to decide about, in the order of the page. Empty when the two texts can be joined as they are.
    pub places: Vec<ConflictPlace>,
    /// Words of the portal's text that the joined text has besides one's own, wherever nothing has to be decided.
    pub added: u32,
    /// Words of one's own that the portal's text took out there.
    pub removed: u32,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConflictSide {
    /// Who wrote it, when known.
    pub by: Option<String>,
    /// When: this machine's text by its clock, the portal's by the portal's.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// Why a change is a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProposalReason {
    /// The article waits for approval: another text takes it back to its author.
    InReview,
    /// The article is public: another text has to be approved again before readers see it.
    Published,
}

/// A place to decide about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum ConflictPlace {
    /// A field that both changed.
    Field {
        /// Its name in [`crate::ArticleContentView`]; another one of a newer build.
        field: String,
        /// As it was.
        base: String,
        /// This machine's, against what it was.
        mine: Vec<SpanView>,
        /// The portal's, against what it was.
        theirs: Vec<SpanView>,
        /// Whether it is text: kept both or written anew, and not only chosen.
        text: bool,
    },
    /// An attached file that both changed, or that one changed and the other took away.
    File {
        /// The title that it had.
        base: Option<String>,
        /// This machine's; none when it was taken away.
        mine: Option<String>,
        /// The portal's.
        theirs: Option<String>,
    },
    /// A block of the text.
    Block {
        /// As it was.
        base: Vec<LineView>,
        /// This machine's, against what it was; all lines removed when it was deleted.
        mine: Vec<LineView>,
        /// The portal's, against what it was.
        theirs: Vec<LineView>,
        /// This machine's as a `doc` to go on writing in; none when it was deleted.
        #[ts(type = "unknown")]
        mine_body: Value,
        /// The portal's, likewise.
        #[ts(type = "unknown")]
        theirs_body: Value,
    },
}

/// What was decided about every place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SettleRequest {
    /// The article.
    pub article: String,
    /// [`ConflictView::mine_hash`].
    pub mine_hash: String,
    /// [`ConflictView::theirs_revision`].
    pub theirs_revision: String,
    /// One for each of [`ConflictView::places`], in their order.
    pub decisions: Vec<PlaceDecision>,
}

/// What was decided about one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "keep", rename_all = "snake_case")]
pub enum PlaceDecision {
    /// This machine's version.
    Mine,
    /// The portal's.
    Theirs,
    /// Both, this machine's first.
    Both,
    /// What was written instead: words for a field, a `doc` for a block.
    Edited {
        /// It.
        #[ts(type = "unknown")]
        written: Value,
    },
}
