//! All that the portal keeps, behind one boundary: rows in SQLite, bytes in files named by their digest.
//!
//! One writer, many readers. [`Storage::write`] is one transaction and [`Storage::read`] one snapshot; both run off the async threads.
//! The functions of the submodules take a connection and are called inside the two, so that an effect, its receipt and its place in
//! the commit order stand or fall together. No other module names rusqlite's statements.

pub mod accounts;
pub mod articles;
pub mod blobs;
pub mod catalogue;
pub mod events;
pub mod installation;
mod migrations;
pub mod publications;
pub mod receipts;
pub mod sessions;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

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
    /// A blocking task was cancelled or panicked.
    #[error("the work was abandoned")]
    Abandoned,
}

/// `std::result::Result` with this boundary's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// SQLite before this version can corrupt a write-ahead log when a checkpoint races a reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Connections kept for reading when nobody reads.
const IDLE_READERS: usize = 4;

/// The portal's storage; clones share it.
#[derive(Clone)]
pub struct Storage(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Storage {
    /// Opens the storage in `folder`, making or upgrading it.
    ///
    /// # Errors
    /// [`Error::Newer`] for a database of a newer build, which is left as it is.
    pub fn open(folder: &Path, now_ms: i64) -> Result<Self> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(Error::Untrustworthy(rusqlite::version()));
        }
        for part in ["blobs", "renditions", "incoming"] {
            fs::create_dir_all(folder.join(part))?;
        }
        blobs::sweep(&folder.join("incoming"), now_ms)?;
        let mut writer = Connection::open(folder.join("portal.sqlite"))?;
        // Before anything is set: even the journal of a newer file is not ours to change.
        migrations::refuse_newer(&writer)?;
        configure(&writer)?;
        migrations::run(&mut writer)?;
        installation::found(&writer, now_ms)?;
        catalogue::found(&writer)?;
        Ok(Self(Arc::new(Inner { folder: folder.to_owned(), writer: Mutex::new(writer), readers: Mutex::new(Vec::new()) })))
    }

    /// One write transaction: all of `work` or nothing of it.
    pub async fn write<T: Send + 'static>(&self, work: impl FnOnce(&Connection) -> Result<T> + Send + 'static) -> Result<T> {
        let storage = self.clone();
        tokio::task::spawn_blocking(move || storage.write_now(work)).await.map_err(|_| Error::Abandoned)?
    }

    /// One snapshot to read from.
    pub async fn read<T: Send + 'static>(&self, work: impl FnOnce(&Connection) -> Result<T> + Send + 'static) -> Result<T> {
        let storage = self.clone();
        tokio::task::spawn_blocking(move || storage.read_now(work)).await.map_err(|_| Error::Abandoned)?
    }

    /// As [`write`](Self::write), for a thread that may block.
    pub fn write_now<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.0.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// As [`read`](Self::read), for a thread that may block.
    pub fn read_now<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = lock(&self.0.readers).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        let value = work(&*reader.transaction()?)?;
        let mut idle = lock(&self.0.readers);
        if idle.len() < IDLE_READERS {
            idle.push(reader);
        }
        Ok(value)
    }

    /// The folder of everything that is not a row.
    pub(crate) fn folder(&self) -> &Path {
        &self.0.folder
    }

    fn open_reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(self.0.folder.join("portal.sqlite"), flags)?;
        reader.busy_timeout(Duration::from_secs(5))?;
        Ok(reader)
    }
}

/// A panic inside a transaction has rolled it back on its way out, so what it leaves behind is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn configure(writer: &Connection) -> Result<()> {
    writer.busy_timeout(Duration::from_secs(5))?;
    writer.pragma_update(None, "journal_mode", "WAL")?;
    // FULL, not NORMAL: a receipt that was given must survive a power cut, or the client forgets an operation that never happened.
    writer.pragma_update(None, "synchronous", "FULL")?;
    writer.pragma_update(None, "foreign_keys", true)?;
    writer.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// A counter of the protocol as SQLite holds it; one that does not fit is as good as the largest.
fn counter(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
