//! One of the profile's two connections, and how to get another when it can no longer be used.
//!
//! SQLCipher gives a connection up for good when one page could not be read, whatever the reason: after a passing fault of the disk every
//! statement on it would say that the key does not fit, until the program is started again. So a connection that an error came over is asked
//! how it is, and replaced before its next use when it is not well.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

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
        // SQLite answers with the mode that it stays in, and calls that no error.
        let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
        if mode != "wal" {
            return Err(Error::Failing(format!("the journal stays in mode {mode}")));
        }
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
        connection.set_prepared_statement_cache_capacity(64);
        #[cfg(feature = "planted-bugs")]
        if let Some(bug) = self.settings.planted {
            bug.spoil(&connection)?;
        }
        Ok(connection)
    }

    /// `file` with its key set, and nothing read yet.
    pub fn unlock(&self, file: &Path) -> Result<Connection> {
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

/// A connection, and whether it may still be used.
pub(crate) struct Line {
    connection: Connection,
    purpose: Purpose,
    given_up: bool,
}

impl Line {
    pub fn new(connection: Connection, purpose: Purpose) -> Self {
        Self { connection, purpose, given_up: false }
    }

    /// The connection, another one when SQLCipher gave it up.
    ///
    /// # Errors
    /// As [`Access::connect`], when the trouble lasts.
    pub fn ready(&mut self, access: &Access) -> Result<&mut Connection> {
        if self.given_up {
            self.connection = access.connect(self.purpose)?;
            self.given_up = false;
        }
        Ok(&mut self.connection)
    }

    /// Asks the connection how it is, after something on it failed.
    pub fn check(&mut self) {
        let status = self.connection.query_row("PRAGMA cipher_status", [], |row| row.get::<_, String>(0));
        self.given_up = !status.is_ok_and(|status| status == "1");
    }
}
