//! The capability that the sync engine needs, whatever system stands behind it.

use async_trait::async_trait;
use banthao_document::BlobId;
use bytes::Bytes;

use crate::{
    Result,
    wire::{Account, Catalogue, Hello, PullPage, PushRequest, PushResponse, Session, SessionRequest},
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

    /// Changes after `cursor`, from the beginning when there is none. At most `limit` of them.
    async fn pull(&self, cursor: Option<&str>, limit: usize) -> Result<PullPage>;

    /// Stores a media file of `media_type`; returns when the portal has made it durable. Storing what is there already costs one request.
    async fn upload(&self, blob: BlobId, media_type: &str, bytes: Bytes) -> Result<()>;

    /// Fetches a media file; its digest has been checked.
    async fn download(&self, blob: BlobId) -> Result<Bytes>;
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
