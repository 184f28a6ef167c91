//! What a client knows and a portal may lack: asked after a restore on either side, and before a first sync.

use banthao_document::{ArticleId, BlobId, RevisionId};
use serde::{Deserialize, Serialize};

/// The body of `POST /v1/revs-diff`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct RevsDiffRequest {
    /// Articles with the revisions that the client has of them.
    pub articles: Vec<KnownArticle>,
    /// Media that the client has.
    #[serde(default)]
    pub blobs: Vec<BlobId>,
}

/// An article as the client knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct KnownArticle {
    /// Which.
    pub article: ArticleId,
    /// The revisions asked about, in any order.
    pub revisions: Vec<RevisionId>,
}

/// The answer. An article that the account may not see is answered as one that is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct RevsDiff {
    /// One for each article asked about, in their order.
    pub articles: Vec<ArticleDiff>,
    /// Of the media asked about, those that the portal lacks or the account may not read.
    pub missing_blobs: Vec<BlobId>,
}

/// What the portal has of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ArticleDiff {
    /// Which.
    pub article: ArticleId,
    /// Its head here; none when it is not here.
    pub head: Option<RevisionId>,
    /// Whether it was deleted here, on purpose. Absence is not deletion.
    pub deleted: bool,
    /// Of the revisions asked about, those that the portal lacks.
    pub missing: Vec<RevisionId>,
}
