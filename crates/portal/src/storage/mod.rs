//! All that the portal keeps, behind two traits: what is remembered of things in [`Books`], the bytes of media on a [`Shelf`].
//!
//! [`Storage::write`] is one transaction of the books and [`Storage::read`] one snapshot of them; both run off the async threads. The
//! embedded portal keeps its books in SQLite ([`sqlite`]) and its media in a folder ([`folder`]); a larger one implements [`Keeper`] with
//! [`Books`] for its database, and [`Shelf`] for its object store, and nothing else changes.

mod accounts;
pub mod articles;
pub mod blobs;
mod books;
mod cached;
mod catalogue;
mod events;
mod folder;
mod holders;
pub mod installation;
mod migrations;
pub mod publications;
pub mod receipts;
pub mod savepoint;
pub mod sessions;
mod shelf;
mod sqlite;
mod tombstones;
pub mod uploads;

use std::{io, sync::Arc};

pub use books::Books;
pub use shelf::{Part, Reading, Shelf};

use folder::Folder;
use sqlite::Sqlite;

use crate::{Settings, blocking::Blocking};

/// Why the portal's own storage did not do as it was told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite said no.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// The disk said no.
    #[error("the data folder failed")]
    Disk(#[from] io::Error),
    /// A row does not hold what this build wrote.
    #[error("a stored value cannot be read")]
    Stored(#[from] serde_json::Error),
    /// Written by a newer build: opening it could only lose something.
    #[error("the database has version {found}, this build knows {known}")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest that this build knows.
        known: i64,
    },
    /// The linked SQLite can damage a write-ahead log.
    #[error("SQLite {0} is too old to be trusted with a write-ahead log")]
    Untrustworthy(&'static str),
    /// A row names another that is not there.
    #[error("a stored value is gone")]
    Lost,
    /// A blocking task was cancelled or panicked.
    #[error("the work was abandoned")]
    Abandoned,
}

/// `std::result::Result` with this boundary's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whoever keeps the books: transactions of them, and snapshots.
pub trait Keeper: Send + Sync {
    /// One write transaction: all of `work` or nothing of it. Blocks.
    fn write(&self, work: &mut dyn FnMut(&dyn Books) -> Result<()>) -> Result<()>;

    /// One snapshot to read from. Blocks.
    fn read(&self, work: &mut dyn FnMut(&dyn Books) -> Result<()>) -> Result<()>;
}

/// The portal's storage; clones share it.
#[derive(Clone)]
pub struct Storage {
    keeper: Arc<dyn Keeper>,
    shelf: Arc<dyn Shelf>,
    blocking: Blocking,
}

impl Storage {
    /// Opens the storage in the data folder, making or upgrading it.
    ///
    /// # Errors
    /// [`Error::Newer`] for a database of a newer build, which is left as it is.
    pub fn open(settings: &Settings) -> Result<Self> {
        let now_ms = settings.clock.now_ms();
        let shelf = Folder::open(&settings.data_dir)?;
        shelf.sweep(now_ms)?;
        let storage = Self { keeper: Arc::new(Sqlite::open(settings, now_ms)?), shelf: Arc::new(shelf), blocking: settings.blocking };
        for upload in storage.write_now(|books| books.expired_uploads(now_ms))? {
            storage.shelf.discard(upload)?;
        }
        Ok(storage)
    }

    /// The bytes of media.
    pub fn shelf(&self) -> &Arc<dyn Shelf> {
        &self.shelf
    }

    /// One write transaction: all of `work` or nothing of it.
    pub async fn write<T: Send + 'static>(&self, work: impl FnOnce(&dyn Books) -> Result<T> + Send + 'static) -> Result<T> {
        let storage = self.clone();
        self.blocking.run(move || storage.write_now(work)).await
    }

    /// One snapshot to read from.
    pub async fn read<T: Send + 'static>(&self, work: impl FnOnce(&dyn Books) -> Result<T> + Send + 'static) -> Result<T> {
        let storage = self.clone();
        self.blocking.run(move || storage.read_now(work)).await
    }

    /// As [`write`](Self::write), for a thread that may block.
    pub fn write_now<T>(&self, work: impl FnOnce(&dyn Books) -> Result<T>) -> Result<T> {
        once(work, |work| self.keeper.write(work))
    }

    /// As [`read`](Self::read), for a thread that may block.
    pub fn read_now<T>(&self, work: impl FnOnce(&dyn Books) -> Result<T>) -> Result<T> {
        once(work, |work| self.keeper.read(work))
    }

    /// All bytes of a medium that has a row, when there are no more than `limit`. Blocks.
    pub fn blob_bytes_now(&self, id: banthao_document::BlobId, limit: u64) -> Result<Vec<u8>> {
        let (mut reading, mut bytes, mut room) = (self.shelf.open(id)?, Vec::new(), vec![0; 256 << 10]);
        loop {
            let read = reading.read_at(bytes.len() as u64, &mut room)?;
            if read == 0 {
                return Ok(bytes);
            }
            if (bytes.len() + read) as u64 > limit {
                return Err(io::Error::from(io::ErrorKind::FileTooLarge).into());
            }
            bytes.extend_from_slice(&room[..read]);
        }
    }
}

/// Carries a closure that can run once through a call that might run it more often, and its value back out.
fn once<T>(
    work: impl FnOnce(&dyn Books) -> Result<T>,
    run: impl FnOnce(&mut dyn FnMut(&dyn Books) -> Result<()>) -> Result<()>,
) -> Result<T> {
    let (mut work, mut value) = (Some(work), None);
    run(&mut |books| {
        value = Some(work.take().ok_or(Error::Abandoned)?(books)?);
        Ok(())
    })?;
    value.ok_or(Error::Abandoned)
}

/// A counter of the protocol as SQLite holds it; one that does not fit is as good as the largest.
fn counter(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
