//! The two ends of a medium's way: where its bytes come from, and where they go.
//!
//! A medium may be larger than this machine's memory, so it is never held whole: an upload reads a [`Source`] at an offset as the line takes
//! it, a download writes to a [`Sink`] as it comes.

use std::io;

use async_trait::async_trait;
use banthao_document::BlobId;
use bytes::Bytes;

/// A medium to be sent.
#[derive(Debug, Clone)]
pub struct Medium<'a> {
    /// The SHA-256 of its bytes.
    pub blob: BlobId,
    /// What it is, such as `image/jpeg`.
    pub media_type: &'a str,
    /// Its size.
    pub bytes: u64,
    /// Where an earlier attempt left off; see [`Watcher::created`]. An upload that is gone there is begun anew.
    pub resume: Option<UploadUrl>,
}

/// The address of an upload under way, as the portal gave it: on the portal itself, and worth nothing without the token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UploadUrl(pub String);

/// Bytes that can be read at an offset, as often as it takes.
#[async_trait]
pub trait Source: Send + Sync {
    /// The bytes from `offset` on, at most `at_most` of them and at least one; none only at the end.
    ///
    /// # Errors
    /// When the file cannot be read; the upload ends with [`crate::Error::Local`].
    async fn read_at(&self, offset: u64, at_most: usize) -> io::Result<Bytes>;
}

/// Where fetched bytes go.
#[async_trait]
pub trait Sink: Send {
    /// Takes the next bytes. They are whole and right only when the download has returned.
    ///
    /// # Errors
    /// When there is no room for them; the download ends with [`crate::Error::Local`].
    async fn write(&mut self, bytes: Bytes) -> io::Result<()>;
}

/// Whoever wants to know how far an upload is.
#[async_trait]
pub trait Watcher: Send + Sync {
    /// The portal has given the upload this address. Bytes are sent only once this has returned, so that an attempt after a crash can go on
    /// from here.
    ///
    /// # Errors
    /// When it cannot be remembered; the upload ends with [`crate::Error::Local`].
    async fn created(&self, upload: &UploadUrl) -> io::Result<()>;

    /// So many bytes have left this machine; some of them may have to be sent again.
    fn sent(&self, bytes: u64);

    /// So many bytes are durable on the portal: they need never be sent again.
    fn durable(&self, bytes: u64);
}

#[async_trait]
impl Source for Bytes {
    async fn read_at(&self, offset: u64, at_most: usize) -> io::Result<Bytes> {
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(self.len());
        Ok(self.slice(from..self.len().min(from.saturating_add(at_most))))
    }
}

#[async_trait]
impl Sink for Vec<u8> {
    async fn write(&mut self, bytes: Bytes) -> io::Result<()> {
        self.extend_from_slice(&bytes);
        Ok(())
    }
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

#[async_trait]
impl Watcher for Unwatched {
    async fn created(&self, _upload: &UploadUrl) -> io::Result<()> {
        Ok(())
    }

    fn sent(&self, _bytes: u64) {}

    fn durable(&self, _bytes: u64) {}
}
