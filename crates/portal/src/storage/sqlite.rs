//! The books in SQLite: one file, one writer, many readers.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Books, Error, Keeper, Result, cached, catalogue, installation, migrations};
use crate::Settings;

/// SQLite before this version can corrupt a write-ahead log when a checkpoint races a reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Connections kept for reading when nobody reads.
const IDLE_READERS: usize = 4;

/// The books in one file.
pub struct Sqlite {
    file: PathBuf,
    vfs: Option<&'static str>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Sqlite {
    /// Opens the books in the data folder, making or upgrading them.
    ///
    /// # Errors
    /// [`Error::Newer`] for a database of a newer build, which is left as it is.
    pub fn open(settings: &Settings, now_ms: i64) -> Result<Self> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(Error::Untrustworthy(rusqlite::version()));
        }
        let (file, vfs) = (settings.data_dir.join("portal.sqlite"), settings.vfs);
        let mut writer = connect(&file, vfs, OpenFlags::default())?;
        // Before anything is set: even the journal of a newer file is not ours to change.
        migrations::refuse_newer(&writer)?;
        configure(&writer)?;
        migrations::run(&mut writer)?;
        installation::found(&writer, &*settings.chance, now_ms)?;
        catalogue::found(&writer)?;
        Ok(Self { file, vfs, writer: Mutex::new(writer), readers: Mutex::default() })
    }

    fn open_reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = connect(&self.file, self.vfs, flags)?;
        reader.busy_timeout(Duration::from_secs(5))?;
        Ok(reader)
    }
}

impl Keeper for Sqlite {
    fn write(&self, work: &mut dyn FnMut(&dyn Books) -> Result<()>) -> Result<()> {
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let books: &Connection = &transaction;
        work(books)?;
        transaction.commit()?;
        Ok(())
    }

    fn read(&self, work: &mut dyn FnMut(&dyn Books) -> Result<()>) -> Result<()> {
        let idle = lock(&self.readers).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        {
            let snapshot = reader.transaction()?;
            let books: &Connection = &snapshot;
            work(books)?;
        }
        let mut idle = lock(&self.readers);
        if idle.len() < IDLE_READERS {
            idle.push(reader);
        }
        Ok(())
    }
}

fn connect(file: &Path, vfs: Option<&str>, flags: OpenFlags) -> Result<Connection> {
    banthao_sqlite::make_ready();
    let connection = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs)?,
        None => Connection::open_with_flags(file, flags)?,
    };
    banthao_sqlite::plan_once(&connection)?;
    connection.set_prepared_statement_cache_capacity(cached::STATEMENTS);
    Ok(connection)
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
