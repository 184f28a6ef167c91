//! The read and write boundary.
//!
//! One connection writes, one reads beside it (WAL). `synchronous` is FULL, not NORMAL: under WAL, NORMAL may lose the last commits at a
//! power cut, and the last commit is somebody's paragraph.

use std::{
    fs,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::{Error, Key, Result, SCHEMA_VERSION, Vault, log, migrate, rekey};

/// The first SQLite whose WAL does not lose commits when two connections meet at a reset (sqlite.org/wal.html).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Where a profile lies and how large it may grow.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The profile's folder; made when it is not there.
    pub folder: PathBuf,
    /// The most pages of 4 KiB that the database may take, for quotas; none for as many as the disk has.
    pub max_pages: Option<u32>,
}

impl Settings {
    /// A profile in `folder`, without a quota.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), max_pages: None }
    }
}

/// An open profile.
pub struct Db {
    /// None once the profile was closed.
    writer: Mutex<Option<Connection>>,
    /// None once the profile was closed.
    reader: Mutex<Option<Connection>>,
    vault: Vault,
    folder: PathBuf,
    key: Key,
    log: log::Watch,
}

/// What a reading closure gets; the table modules take it.
pub struct Reader<'c>(pub(crate) &'c Connection);

/// What a writing closure gets: one transaction, committed when the closure returns `Ok`.
pub struct Writer<'c> {
    reader: Reader<'c>,
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl Db {
    /// The file inside a profile's folder.
    pub fn file(folder: &Path) -> PathBuf {
        folder.join("banthao.db")
    }

    /// Opens the profile, makes it when there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when the key does not fit, [`Error::TooNew`], and disk errors. In none of these cases is the file changed.
    pub fn open(settings: &Settings, key: &Key) -> Result<Self> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(Error::OldSqlite(rusqlite::version().to_owned()));
        }
        fs::create_dir_all(&settings.folder)?;
        let file = Self::file(&settings.folder);
        let existed = file.exists();
        log::refuse_lost(&file)?;
        let mut writer = connect(&file, key)?;
        let found = migrate::version(&writer)?;
        if existed && found > 0 && found < SCHEMA_VERSION {
            keep_copy(&writer, &file, found)?;
        }
        migrate::migrate(&mut writer)?;
        if found < SCHEMA_VERSION {
            // What the tables begin with belongs into the file: the copy of its first page is no use without.
            writer.query_row("PRAGMA wal_checkpoint(truncate)", [], |_| Ok(()))?;
        }
        if let Some(pages) = settings.max_pages {
            writer.pragma_update(None, "max_page_count", pages)?;
        }
        let reader = connect(&file, key)?;
        reader.pragma_update(None, "query_only", true)?;
        let media_root = rekey::media_root(&Reader(&writer))?;
        let vault = Vault::open(settings.folder.join("media"), media_root.as_ref().unwrap_or(key))?;
        let log = log::Watch::of(&file);
        Ok(Self {
            writer: Mutex::new(Some(writer)),
            reader: Mutex::new(Some(reader)),
            vault,
            folder: settings.folder.clone(),
            key: key.clone(),
            log,
        })
    }

    /// Closes the profile for whoever holds it: waits for what is running, writes the log back into the file and lets go of it. From then on
    /// every read and write is refused, so that nobody writes into a file that was replaced.
    ///
    /// # Errors
    /// [`Error::Failing`] when the log could not be written back; the profile is closed all the same and its log still there.
    pub fn close(&self) -> Result<()> {
        let (mut reader, mut writer) = (lock(&self.reader), lock(&self.writer));
        *reader = None;
        let Some(connection) = writer.take() else { return Ok(()) };
        let journal: String = connection.query_row("PRAGMA journal_mode = delete", [], |row| row.get(0))?;
        self.log.ends();
        drop(connection);
        self.log.follows();
        if journal == "delete" { Ok(()) } else { Err(Error::Failing("someone else has the database open".to_owned())) }
    }

    /// The profile's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The key that opened it.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Runs `work` on a state that does not change under it. Blocking.
    ///
    /// # Errors
    /// Whatever `work` returns.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut connection = lock(&self.reader);
        let snapshot = connection.as_mut().ok_or_else(closed)?.transaction().map_err(Error::from)?;
        work(&Reader(&snapshot))
    }

    /// Runs `work` in one transaction (`BEGIN IMMEDIATE`) and commits it durably; an error undoes everything. Blocking.
    ///
    /// # Errors
    /// Whatever `work` returns, and [`Error::DiskFull`] or [`Error::Failing`] from the commit itself.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut connection = lock(&self.writer);
        let connection = connection.as_mut().ok_or_else(closed)?;
        let transaction: Transaction<'_> = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let done = work(&Writer { reader: Reader(&transaction) })?;
        transaction.commit().map_err(Error::from)?;
        self.log.is_used();
        Ok(done)
    }

    /// The media files of this profile.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        // Before the connections go: the last of them deletes the log, and a log that was deleted so is not lost.
        self.log.ends();
        *lock(&self.reader) = None;
        *lock(&self.writer) = None;
        self.log.follows();
    }
}

fn closed() -> Error {
    Error::Failing("the profile was closed".to_owned())
}

fn lock(connection: &Mutex<Option<Connection>>) -> MutexGuard<'_, Option<Connection>> {
    // A panic inside a closure rolled its transaction back; the connection itself is as good as before.
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn connect(file: &Path, key: &Key) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // A raw key: it is random already, so SQLCipher need not stretch it.
    connection.pragma_update(None, "key", format!("x'{}'", hex::encode(key.expose())))?;
    // The first read is where a wrong key shows, before any pragma that would write.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    migrate::refuse_newer(&connection)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "secure_delete", "fast")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Before a migration touches a file, the file as it was is kept beside it: a migration gone wrong must not be the end of a draft.
fn keep_copy(connection: &Connection, file: &Path, version: u32) -> Result<()> {
    connection.pragma_update_and_check(None, "wal_checkpoint", "truncate", |_| Ok(()))?;
    fs::copy(file, file.with_extension(format!("v{version:04}.db")))?;
    Ok(())
}
