//! Media files, encrypted at rest and named by what they contain.
//!
//! A medium comes in as a stream of unknown length: it is sealed into a file with a random name in `incoming/`, flushed, renamed to its
//! digest, and its folder flushed, before any row speaks of it. So a row never points at half a file, a crash leaves nothing but unfinished
//! files that the next start sweeps, and equal media are one file: keeping a medium again puts an equal file in its place, which also mends
//! one that was damaged. [`sealed`] says what is in a file, [`disk`] what is asked of the file system; neither knows the other.

mod disk;
#[cfg(test)]
mod faults;
mod reading;
mod sealed;
mod stream_v1;
#[cfg(test)]
mod tests;
mod writing;

use std::{
    collections::HashSet,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError},
};

use banthao_document::BlobId;

use self::disk::{Disk, FileSystem};
pub use self::reading::Contents;
use crate::{Error, Key, Result};

const INCOMING: &str = "incoming";
const UNFINISHED: &str = "part";

/// The media folder of a profile.
pub struct Vault {
    folder: PathBuf,
    key: Key,
    disk: Arc<dyn Disk>,
    /// Shared by whoever adds, taken alone by whoever removes; see [`Vault::adding`].
    traffic: RwLock<()>,
    /// Folders whose names were made durable since the start.
    shards: Mutex<HashSet<PathBuf>>,
}

/// A medium that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub blob: BlobId,
    /// Its length.
    pub bytes: u64,
}

/// A file of the media folder, as it lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The name it has; what is inside has not been looked at.
    pub blob: BlobId,
    /// When it was written, UTC milliseconds of this machine's file system.
    pub written_ms: i64,
}

impl Vault {
    pub(crate) fn open(folder: PathBuf, key: &Key) -> Result<Self> {
        Self::on(Arc::new(FileSystem), folder, key)
    }

    fn on(disk: Arc<dyn Disk>, folder: PathBuf, key: &Key) -> Result<Self> {
        disk.create_folder(&folder)?;
        if let Some(parent) = folder.parent() {
            disk.sync_folder(parent)?;
        }
        disk.create_folder(&folder.join(INCOMING))?;
        let vault = Self { folder, key: key.derive("banthao media files v1"), disk, traffic: RwLock::new(()), shards: Mutex::default() };
        vault.sweep_unfinished()?;
        Ok(vault)
    }

    /// Permission to add. It is held from before the bytes are kept until the row that speaks of them is committed, so that nobody removes a
    /// file in between as one that no row names. It is asked for before the database is, never while a transaction is open.
    pub fn adding(&self) -> Adding<'_> {
        Adding { vault: self, _traffic: self.traffic.read().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Permission to remove; none while somebody is between bytes and row. Asked for as [`Vault::adding`] is.
    pub(crate) fn removing(&self) -> Option<Removing<'_>> {
        match self.traffic.try_write() {
            Ok(traffic) => Some(Removing { vault: self, _traffic: traffic }),
            Err(TryLockError::Poisoned(poisoned)) => Some(Removing { vault: self, _traffic: poisoned.into_inner() }),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// A medium, to be read from wherever the reader likes. Its length and its name are checked now, each piece when it is read.
    ///
    /// # Errors
    /// [`Error::NoMedium`] when it is not here, [`Error::Damaged`] when it is not what it was.
    pub fn contents(&self, blob: BlobId) -> Result<Contents> {
        match self.disk.open(&self.path(blob)) {
            Ok(file) => Contents::open(file, &self.key, blob),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::NoMedium),
            Err(error) => Err(error.into()),
        }
    }

    /// All bytes of a medium, for those that are small.
    ///
    /// # Errors
    /// As [`Vault::contents`].
    pub fn get(&self, blob: BlobId) -> Result<Vec<u8>> {
        let contents = self.contents(blob)?;
        contents.range(0, contents.bytes())
    }

    /// The files that are here, in no order.
    ///
    /// # Errors
    /// [`Error::Failing`].
    pub fn files(&self) -> Result<Vec<Found>> {
        let mut found = Vec::new();
        for shard in self.disk.list(&self.folder)?.into_iter().filter(|entry| entry.name != INCOMING) {
            for entry in self.disk.list(&self.folder.join(&shard.name))? {
                if let Ok(blob) = entry.name.parse() {
                    found.push(Found { blob, written_ms: entry.written_ms });
                }
            }
        }
        Ok(found)
    }

    /// Removes what was never finished and that nobody is writing any more.
    fn sweep_unfinished(&self) -> Result<()> {
        let incoming = self.folder.join(INCOMING);
        for entry in self.disk.list(&incoming)? {
            let path = incoming.join(entry.name);
            if !self.disk.is_held(&path) {
                self.disk.remove(&path)?;
            }
        }
        Ok(())
    }

    fn shard(&self, blob: BlobId) -> PathBuf {
        self.folder.join(&blob.to_string()[..2])
    }

    fn path(&self, blob: BlobId) -> PathBuf {
        self.shard(blob).join(blob.to_string())
    }

    /// Makes sure of a folder for media, once.
    fn prepare(&self, shard: &Path) -> Result<()> {
        let mut shards = self.shards.lock().unwrap_or_else(PoisonError::into_inner);
        if shards.contains(shard) {
            return Ok(());
        }
        self.disk.create_folder(shard)?;
        // Also when the folder was there: who made it may have died before this line.
        if let Err(error) = self.disk.sync_folder(&self.folder) {
            // A sync that failed is not made good by one that succeeds: the folder is made anew next time, unless it holds something.
            let _ = self.disk.remove_empty_folder(shard);
            return Err(error.into());
        }
        shards.insert(shard.to_owned());
        Ok(())
    }

    /// Gives a finished file its name, durably.
    fn publish(&self, unfinished: &Path, blob: BlobId) -> Result<()> {
        let shard = self.shard(blob);
        self.prepare(&shard)?;
        self.disk.rename(unfinished, &self.path(blob))?;
        self.disk.sync_folder(&shard)?;
        Ok(())
    }
}

/// See [`Vault::adding`].
pub struct Adding<'v> {
    vault: &'v Vault,
    _traffic: RwLockReadGuard<'v, ()>,
}

impl Adding<'_> {
    /// Keeps `bytes`. Durable when it returns.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Failing`]; nothing is left behind under the medium's name.
    pub fn keep(&self, bytes: &[u8]) -> Result<BlobId> {
        self.keep_from(&mut &*bytes, &mut |_| ()).map(|kept| kept.blob)
    }

    /// Keeps everything that `source` gives, however long it is, in a few megabytes of memory. Durable when it returns. `progress` is told
    /// every mebibyte how many bytes have come.
    ///
    /// # Errors
    /// [`Error::Source`] when the source fails, and those of [`Adding::keep`].
    pub fn keep_from(&self, source: &mut dyn Read, progress: &mut dyn FnMut(u64)) -> Result<Kept> {
        let vault = self.vault;
        let unfinished = vault.folder.join(INCOMING).join(writing::random_name()?).with_extension(UNFINISHED);
        let kept = writing::write(&*vault.disk, &unfinished, &vault.key, source, progress)
            .and_then(|(kept, held)| vault.publish(&unfinished, kept.blob).map(|()| drop(held)).map(|()| kept));
        if kept.is_err() {
            // If this fails too, the next start sweeps it.
            let _ = vault.disk.remove(&unfinished);
        }
        kept
    }
}

/// See [`Vault::removing`].
pub(crate) struct Removing<'v> {
    vault: &'v Vault,
    _traffic: RwLockWriteGuard<'v, ()>,
}

impl Removing<'_> {
    /// Removes a file; whether there was one.
    pub fn remove(&self, blob: BlobId) -> Result<bool> {
        match self.vault.disk.remove(&self.vault.path(blob)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
