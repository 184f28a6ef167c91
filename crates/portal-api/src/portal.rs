//! The capability that the sync engine needs, whatever system stands behind it.

use std::pin::Pin;

use async_trait::async_trait;
use banthao_document::{ArticleId, BlobId, Revision, RevisionId};
use futures_core::Stream;

use crate::{
    Medium, Result, Sink, Source, Watcher,
    wire::{Account, Catalogue, Hello, PullPage, PushRequest, PushResponse, RevsDiff, RevsDiffRequest, Session, SessionRequest},
};

/// A portal, as the sync engine sees one.
///
/// An adaptor for a CMS without receipts answers [`push`](Self::push) from what it can find out afterwards and says so in its
/// [`Capabilities`]; the engine then looks before it sends again.
#[async_trait]
pub trait Portal: Send + Sync {
    /// What this portal can promise.
    fn capabilities(&self) -> Capabilities;

    /// Makes sure that the portal answers, that it is the one meant, and that both speak one protocol.
    async fn hello(&self) -> Result<Hello>;

    /// Exchanges a password for a token. The token is used from here on.
    async fn sign_in(&self, request: &SessionRequest) -> Result<Session>;

    /// Whose the present token is.
    async fn account(&self) -> Result<Account>;

    /// Ends the present token on the portal.
    async fn sign_out(&self) -> Result<()>;

    /// Sections, kinds and levels as they now are.
    async fn catalogue(&self) -> Result<Catalogue>;

    /// Asks for operations; a receipt comes back for each. An error says nothing about what took effect: see [`crate::Error::InDoubt`].
    async fn push(&self, request: &PushRequest) -> Result<PushResponse>;

    /// Changes after `cursor`, from the beginning when there is none. At most `limit` of them; none when nothing has happened since.
    async fn pull(&self, cursor: Option<&str>, limit: usize) -> Result<Option<PullPage>>;

    /// What of the client's revisions and media the portal lacks: asked after a restore of either side, before anything is sent.
    async fn revs_diff(&self, request: &RevsDiffRequest) -> Result<RevsDiff>;

    /// A revision of an article that the account may read.
    async fn revision(&self, article: ArticleId, revision: RevisionId) -> Result<Revision>;

    /// Stores a medium; returns when the portal has made it durable. Storing what is there already costs one request. One attempt: after an
    /// error, calling again with [`Medium::resume`] goes on from the portal's own offset.
    async fn upload(&self, medium: &Medium<'_>, source: &dyn Source, watcher: &dyn Watcher) -> Result<()>;

    /// Fetches a medium from offset `from` on. From the beginning its digest is checked before this returns; a caller that goes on from an
    /// earlier attempt has the bytes before `from` and checks the whole.
    async fn download(&self, blob: BlobId, from: u64, sink: &mut dyn Sink) -> Result<()>;

    /// Hints that a pull would bring something, until the connection ends. Nothing depends on them: they may be lost, late or idle.
    async fn hints(&self) -> Result<Hints>;
}

/// Hints as they come; the end of the stream is the end of the connection.
pub type Hints = Pin<Box<dyn Stream<Item = Hint> + Send>>;

/// What a portal says unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A pull would bring something.
    News,
    /// Nothing but that the connection still stands.
    Alive,
}

/// What a kind of portal can promise. The engine reads this and never asks which product it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Receipts that make a repeated operation take effect once.
    pub receipts: Support,
    /// Refusing an update whose base is no longer the head.
    pub preconditions: Support,
    /// Levels of approval of its own.
    pub workflow: Support,
}

/// How far a portal supports something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// The portal itself guarantees it.
    Guaranteed,
    /// The adaptor imitates it, with a gap that cannot be closed from outside.
    Emulated,
    /// Not at all.
    Absent,
}
