//! The read and write boundary.
//!
//! One connection writes, one reads beside it (WAL). `synchronous` is FULL, not NORMAL: under WAL, NORMAL may lose the last commits at a
//! power cut, and the last commit is somebody's paragraph.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    Error, Key, Result, SCHEMA_VERSION, Vault,
    connection::{Access, Line, Purpose},
    copy,
    faults::{self, Fault},
    folder, log, migrate, rekey,
};

/// The first SQLite whose WAL does not lose commits when two connections meet at a reset (sqlite.org/wal.html).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Pages of 4 KiB in the WAL from which on a write moves them into the database.
const CHECKPOINT_PAGES: u32 = 1000;

/// Where a profile lies and how large it may grow.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The profile's folder; made when it is not there.
    pub folder: PathBuf,
    /// The most pages of 4 KiB that the database may take, for quotas; none for as many as the disk has.
    pub max_pages: Option<u32>,
    /// The SQLite file system to use, by name; none for the machine's own. Tests put one there that loses power.
    pub vfs: Option<&'static str>,
    /// A defect to commit, for tests that must find it.
    #[cfg(feature = "planted-bugs")]
    pub planted: Option<crate::Planted>,
}

impl Settings {
    /// A profile in `folder`, without a quota.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            max_pages: None,
            vfs: None,
            #[cfg(feature = "planted-bugs")]
            planted: None,
        }
    }
}

/// An open profile.
pub struct Db {
    writer: Mutex<Line>,
    reader: Mutex<Line>,
    /// Whether a checkpoint failed since the file was opened last.
    doubted: AtomicBool,
    access: Access,
    vault: Vault,
    log: log::Watch,
}

/// What a reading closure gets; the table modules take it.
pub struct Reader<'c>(pub(crate) &'c Connection);

/// What a writing closure gets: one transaction, committed when the closure returns `Ok`.
pub struct Writer<'c> {
    reader: Reader<'c>,
}

impl<'c> Writer<'c> {
    pub(crate) fn of(reader: Reader<'c>) -> Self {
        Self { reader }
    }
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
        folder::make(&settings.folder)?;
        let access = Access { file: Self::file(&settings.folder), settings: settings.clone(), key: key.clone() };
        log::refuse_lost(&access.file)?;
        let mut writer = access.connect(Purpose::Write)?;
        let found = migrate::version(&writer)?;
        // A new file has no version; nothing in it needs keeping.
        if found > 0 && found < SCHEMA_VERSION {
            copy::keep(&writer, &access, found)?;
        }
        #[cfg(feature = "planted-bugs")]
        if settings.planted == Some(crate::Planted::NumbersApart) {
            migrate::number_apart(&mut writer)?;
        }
        migrate::migrate(&mut writer)?;
        let reader = access.connect(Purpose::Read)?;
        let media_root = rekey::media_root(&Reader(&writer))?;
        let vault = Vault::open(settings.folder.join("media"), media_root.as_ref().unwrap_or(key))?;
        let line = |connection, purpose| Line::new(connection, purpose).map(Mutex::new);
        let (writer, reader) = (line(writer, Purpose::Write)?, line(reader, Purpose::Read)?);
        let log = log::Watch::of(&access.file);
        let db = Self { writer, reader, doubted: AtomicBool::new(false), access, vault, log };
        if found < SCHEMA_VERSION {
            // What the tables begin with belongs into the file: the copy of its first page is no use without. Where it cannot be moved on now, it is
            // later.
            let _ = db.checkpoint();
        }
        Ok(db)
    }

    /// Closes the profile for whoever holds it: waits for what is running, writes the log back into the file and lets go of it. From then on
    /// every read and write is refused, so that nobody writes into a file that was replaced.
    ///
    /// # Errors
    /// [`Error::Failing`] when the log could not be written back; the profile is closed all the same and its log still there.
    pub fn close(&self) -> Result<()> {
        let (mut reader, mut writer) = (lock(&self.reader), lock(&self.writer));
        drop(reader.shut(&self.access)?);
        let Some(connection) = writer.shut(&self.access)? else { return Ok(()) };
        let journal: String = connection.query_row("PRAGMA journal_mode = delete", [], |row| row.get(0))?;
        self.log.ends();
        drop(connection);
        self.log.follows();
        if journal == "delete" { Ok(()) } else { Err(Error::Failing("someone else has the database open".to_owned())) }
    }

    /// The profile's folder.
    pub fn folder(&self) -> &Path {
        &self.access.settings.folder
    }

    /// The key that opened it.
    pub fn key(&self) -> &Key {
        &self.access.key
    }

    /// Runs `work` on a state that does not change under it. Blocking.
    ///
    /// # Errors
    /// Whatever `work` returns.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut line = lock(&self.reader);
        let connection = line.ready(&self.access)?;
        let done = connection.transaction().map_err(|error| Error::from(error).into()).and_then(|snapshot| work(&Reader(&snapshot)));
        if done.is_err() {
            line.check();
        }
        done
    }

    /// Runs `work` in one transaction (`BEGIN IMMEDIATE`) and commits it durably; an error undoes everything. Blocking.
    ///
    /// # Errors
    /// Whatever `work` returns, and [`Error::DiskFull`] or [`Error::Failing`] from the commit itself.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut line = lock(&self.writer);
        let connection = line.ready(&self.access)?;
        #[cfg(feature = "planted-bugs")]
        if let Some(bug) = self.access.settings.planted.filter(|bug| bug.is_in_writing()) {
            return bug.write(connection, work);
        }
        let done = transact(connection, work);
        if done.is_err() {
            line.check();
            return done;
        }
        if line.waiting() >= CHECKPOINT_PAGES {
            // It is durable where it is: that it cannot be moved on is no failure of this write.
            let _ = self.move_on(&mut line);
        }
        self.log.is_used();
        done
    }

    /// Moves what waits in the WAL into the database file, as far as no reader needs it where it is. Writes do so by themselves when much
    /// waits. Blocking.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Failing`]; nothing is lost by it, and the next one tries again.
    pub fn checkpoint(&self) -> Result<()> {
        self.move_on(&mut lock(&self.writer))
    }

    /// When a sync fails, the system may forget what it was to write and call the next one a success. A checkpoint that fails has then lost
    /// pages that an unfinished one before it counts as moved. The WAL still has them, and is moved again from its beginning when the file
    /// was closed by everybody and opened anew; until then, nothing more is moved.
    fn move_on(&self, writer: &mut Line) -> Result<()> {
        if self.doubted.load(Ordering::Relaxed) {
            let mut reader = match self.reader.try_lock() {
                Ok(reader) => reader,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return Ok(()),
            };
            reader.let_go();
            writer.let_go();
            writer.ready(&self.access)?;
            self.doubted.store(false, Ordering::Relaxed);
        }
        let moved = writer.ready(&self.access)?.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        moved.map_err(|error| {
            self.doubted.store(true, Ordering::Relaxed);
            writer.check();
            error.into()
        })
    }

    /// The media files of this profile.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        // In good order, the last to go leaves no WAL behind, and one that was deleted so is not lost.
        let tidy = !*self.doubted.get_mut();
        let (writer, reader) = (lock_of(&mut self.writer), lock_of(&mut self.reader));
        writer.tidies_up(tidy);
        reader.tidies_up(tidy);
        self.log.ends();
        writer.let_go();
        reader.let_go();
        self.log.follows();
    }
}

fn transact<T, E: From<Error>>(connection: &mut Connection, work: impl FnOnce(&Writer<'_>) -> Result<T, E>) -> Result<T, E> {
    let transaction: Transaction<'_> = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
    let done = work(&Writer::of(Reader(&transaction)))?;
    if faults::planted(Fault::AcknowledgesBeforeCommit) {
        return Ok(done);
    }
    transaction.commit().map_err(Error::from)?;
    Ok(done)
}

fn lock_of(line: &mut Mutex<Line>) -> &mut Line {
    line.get_mut().unwrap_or_else(PoisonError::into_inner)
}

fn lock(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    // A panic inside a closure rolled its transaction back; the connection itself is as good as before.
    line.lock().unwrap_or_else(PoisonError::into_inner)
}
