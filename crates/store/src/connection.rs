//! One of the profile's two connections, and how to get another when it can no longer be used.
//!
//! SQLCipher gives a connection up for good when one page could not be read, whatever the reason: after a passing fault of the disk every
//! statement on it would say that the key does not fit, until the program is started again. So a connection that an error came over is asked
//! how it is, and replaced before its next use when it is not well.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, hooks::Wal};

use crate::{Error, Key, Result, Settings, migrate};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Write,
    Read,
}

/// All that it takes to connect.
pub(crate) struct Access {
    pub file: PathBuf,
    pub settings: Settings,
    pub key: Key,
}

impl Access {
    /// A connection that is ready for use, except that nothing has been migrated.
    ///
    /// # Errors
    /// [`Error::Unreadable`], [`Error::TooNew`], and disk errors.
    pub fn connect(&self, purpose: Purpose) -> Result<Connection> {
        let connection = match self.first_read() {
            // SQLCipher takes a salt that it could not read for none, and then the key seems wrong. Once more, before a person is told so.
            Err(Error::Unreadable) => self.first_read(),
            first => first,
        }?;
        connection.busy_timeout(Duration::from_secs(5))?;
        banthao_sqlite::plan_once(&connection)?;
        use_wal(&connection)?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "secure_delete", "fast")?;
        match (purpose, self.settings.max_pages) {
            (Purpose::Read, _) => connection.pragma_update(None, "query_only", true)?,
            (Purpose::Write, Some(pages)) => connection.pragma_update(None, "max_page_count", pages)?,
            (Purpose::Write, None) => {}
        }
        // Every page read anew is authenticated and deciphered anew, which takes longer than all else that is done with it. What is not read takes
        // no room: a library of a few hundred articles fits into a tenth of this.
        let kibibytes = match purpose {
            Purpose::Read => 49_152,
            Purpose::Write => 16_384,
        };
        connection.pragma_update(None, "cache_size", -kibibytes)?;
        connection.set_prepared_statement_cache_capacity(64);
        #[cfg(feature = "planted-bugs")]
        if let Some(bug) = self.settings.planted {
            bug.spoil(&connection)?;
        }
        Ok(connection)
    }

    /// `file` with its key set, and nothing read yet.
    pub fn unlock(&self, file: &Path) -> Result<Connection> {
        banthao_sqlite::make_ready();
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match self.settings.vfs {
            Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs)?,
            None => Connection::open_with_flags(file, flags)?,
        };
        // A raw key: it is random already, so SQLCipher need not stretch it.
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(self.key.expose())))?;
        Ok(connection)
    }

    /// The first read is where a wrong key shows and a newer version, before any pragma that would write.
    fn first_read(&self) -> Result<Connection> {
        let connection = self.unlock(&self.file)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        migrate::refuse_newer(&connection)?;
        Ok(connection)
    }
}

/// Has the file keep a WAL. One that does not may undo its last commit at a power cut, for the end of its journal is not synced.
fn use_wal(connection: &Connection) -> Result<()> {
    // SQLite answers before it makes the change; whether it could is known only when the statement has ended.
    let mut statement = connection.prepare("PRAGMA journal_mode = wal")?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    // And it believes its own answer until it looks at the file.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode == "wal" { Ok(()) } else { Err(Error::Failing(format!("the journal stays in mode {mode}"))) }
}

/// A connection, or the place of one.
pub(crate) struct Line {
    /// None when the last one could no longer be used.
    connection: Option<Connection>,
    purpose: Purpose,
    /// Whether the profile was closed: there is no other connection any more.
    is_shut: bool,
    /// Pages in the WAL after the last commit.
    waiting: Arc<AtomicU32>,
}

impl Line {
    /// # Errors
    /// From the database.
    pub fn new(connection: Connection, purpose: Purpose) -> Result<Self> {
        let mut line = Self { connection: None, purpose, is_shut: false, waiting: Arc::default() };
        line.hold(connection)?;
        Ok(line)
    }

    /// The connection, another one when the last was let go.
    ///
    /// # Errors
    /// [`Error::Failing`] once it is shut; as [`Access::connect`], when the trouble lasts.
    pub fn ready(&mut self, access: &Access) -> Result<&mut Connection> {
        if self.is_shut {
            return Err(Error::Failing("the profile was closed".to_owned()));
        }
        if self.connection.is_none() {
            self.hold(access.connect(self.purpose)?)?;
        }
        self.connection.as_mut().ok_or_else(|| Error::Defect("no connection".to_owned()))
    }

    /// Asks the connection how it is, after something on it failed, and lets it go when it is not well.
    pub fn check(&mut self) {
        let is_well = |connection: &Connection| {
            let status = connection.query_row("PRAGMA cipher_status", [], |row| row.get::<_, String>(0));
            status.is_ok_and(|status| status == "1")
        };
        if !self.connection.as_ref().is_some_and(is_well) {
            self.let_go();
        }
    }

    /// Closes the connection; the next use opens another.
    pub fn let_go(&mut self) {
        self.connection = None;
    }

    /// Gives the connection away and has no other from now on; none when it was shut before.
    ///
    /// # Errors
    /// As [`Line::ready`].
    pub fn shut(&mut self, access: &Access) -> Result<Option<Connection>> {
        if self.is_shut {
            return Ok(None);
        }
        self.ready(access)?;
        self.is_shut = true;
        Ok(self.connection.take())
    }

    /// Pages that wait in the WAL.
    pub fn waiting(&self) -> u32 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Whether the last connection to close moves the WAL into the database.
    pub fn tidies_up(&self, when_closed: bool) {
        if let Some(connection) = &self.connection {
            // Best effort: a WAL that stays is read by the next start.
            let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !when_closed);
        }
    }

    fn hold(&mut self, mut connection: Connection) -> Result<()> {
        let waiting = Arc::clone(&self.waiting);
        // Instead of SQLite's own checkpoints, which tell nobody when they fail.
        connection.wal_hook(Some(move |_: &mut Wal, pages: i32| {
            waiting.store(pages.try_into().unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        self.connection = Some(connection);
        self.tidies_up(false);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(connection: &Connection, pragma: &str) -> i64 {
        connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
    }

    #[test]
    fn every_connection_to_the_encrypted_file_syncs_each_commit_and_checks_references() {
        let folder = tempfile::tempdir().unwrap();
        let access = Access {
            file: folder.path().join("banthao.db"),
            settings: Settings::in_folder(folder.path()),
            key: Key::from_bytes(&[7; 32]).unwrap(),
        };
        for purpose in [Purpose::Write, Purpose::Read] {
            let connection = access.connect(purpose).unwrap();
            assert_eq!(asked(&connection, "synchronous"), 2, "FULL: under NORMAL the last commit waits for a checkpoint");
            assert_eq!(asked(&connection, "foreign_keys"), 1);
            assert_eq!(asked(&connection, "query_only"), i64::from(purpose == Purpose::Read));
            let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            assert_eq!(mode, "wal");
            let cipher: String = connection.pragma_query_value(None, "cipher_version", |row| row.get(0)).unwrap();
            assert!(!cipher.is_empty(), "the file must be encrypted");
        }
    }
}
