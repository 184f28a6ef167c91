//! Where the bytes of media stand: a folder here, an object store elsewhere.
//!
//! The order is the promise: bytes to a file of another name, flushed, renamed, the folder flushed, and only then the row in the
//! [books](super::Books). Whoever sees the row may rely on the bytes, whenever the power went.

use std::io;

use banthao_document::BlobId;

use super::uploads::UploadId;

/// A shelf of media. All of it blocks.
pub trait Shelf: Send + Sync {
    /// The bytes of an upload so far, to be added to; none of them yet when it has just begun.
    fn part(&self, upload: UploadId) -> io::Result<Box<dyn Part>>;

    /// Makes the part of an upload, which is flushed, the medium of this name. Doing so again changes nothing.
    fn finish(&self, upload: UploadId, id: BlobId) -> io::Result<()>;

    /// Removes the part of an upload, if there is one.
    fn discard(&self, upload: UploadId) -> io::Result<()>;

    /// Removes what nothing under way needs any more.
    fn sweep(&self, now_ms: i64) -> io::Result<()>;

    /// A medium, to be read in pieces.
    fn open(&self, id: BlobId) -> io::Result<Box<dyn Reading>>;

    /// Keeps a rendition under the width asked for.
    fn keep_rendition(&self, id: BlobId, step: u32, bytes: &[u8]) -> io::Result<()>;

    /// A rendition that was kept.
    fn rendition(&self, id: BlobId, step: u32) -> io::Result<Vec<u8>>;
}

/// The bytes of an upload so far.
pub trait Part: Send {
    /// How many there are.
    fn bytes(&self) -> io::Result<u64>;

    /// Adds to them. They are durable only after [`flush`](Self::flush).
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Makes all of them durable.
    fn flush(&mut self) -> io::Result<()>;

    /// Reads from `offset` on into `room`; 0 at the end.
    fn read_at(&mut self, offset: u64, room: &mut [u8]) -> io::Result<usize>;
}

/// A medium being read.
pub trait Reading: Send {
    /// Reads from `offset` on into `room`; 0 at the end.
    fn read_at(&mut self, offset: u64, room: &mut [u8]) -> io::Result<usize>;
}
