//! One computer with the store on it: the real `Db` on a disk that the test controls.

use std::{path::PathBuf, sync::Once};

use banthao_faultfs::{FaultFs, Image};
use banthao_store::{Db, Error, Key, Reader, Settings, Writer};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempDir;

pub fn key() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

/// SQLCipher tells stderr of every page that it cannot read, which is what happens here all the time.
fn quieten() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        banthao_sqlite::make_ready();
        let connection = Connection::open_in_memory().expect("memory");
        connection.pragma_update_and_check(None, "cipher_log_level", "NONE", |_| Ok(())).expect("a level");
    });
}

pub struct Machine {
    pub fs: FaultFs,
    pub settings: Settings,
    /// Where the media folder is made; the database is in `fs`, under a name in this folder.
    folder: TempDir,
    db: Option<Db>,
    second: Option<Db>,
    /// Somebody who reads for long.
    slow: Option<Connection>,
}

impl Machine {
    pub fn new() -> Self {
        quieten();
        let (fs, folder) = (FaultFs::register(), tempfile::tempdir().expect("a folder"));
        let settings = Settings { vfs: Some(fs.name()), ..Settings::in_folder(folder.path()) };
        Self { fs, settings, folder, db: None, second: None, slow: None }
    }

    /// Another computer with the same paths, for the same disks.
    pub fn twin(&self) -> Self {
        let (fs, folder) = (FaultFs::register(), tempfile::tempdir().expect("a folder"));
        let settings = Settings { vfs: Some(fs.name()), ..self.settings.clone() };
        Self { fs, settings, folder, db: None, second: None, slow: None }
    }

    pub fn file(&self) -> PathBuf {
        Db::file(&self.settings.folder)
    }

    /// The store opens; an error leaves it closed.
    pub fn opens(&mut self) -> Result<(), Error> {
        self.db = None;
        self.db = Some(Db::open(&self.settings, &key())?);
        Ok(())
    }

    /// A second process opens the same file.
    pub fn opens_second(&mut self) -> Result<(), Error> {
        self.second = None;
        self.second = Some(Db::open(&self.settings, &key())?);
        Ok(())
    }

    pub fn is_open(&self) -> bool {
        self.db.is_some()
    }

    pub fn closes(&mut self) {
        self.slow = None;
        self.db = None;
        self.second = None;
    }

    /// Somebody begins to read, and keeps what they see until [`ends_reading`](Self::ends_reading).
    pub fn begins_reading(&mut self) -> Result<(), rusqlite::Error> {
        let slow = self.sql()?;
        slow.execute_batch("BEGIN; SELECT count(*) FROM articles")?;
        self.slow = Some(slow);
        Ok(())
    }

    pub fn ends_reading(&mut self) {
        self.slow = None;
    }

    pub fn db(&self) -> &Db {
        self.db.as_ref().expect("the store is open")
    }

    pub fn second(&self) -> &Db {
        self.second.as_ref().expect("the second store is open")
    }

    pub fn writes(&self, work: impl FnOnce(&Writer<'_>) -> Result<(), Error>) -> Result<(), Error> {
        self.db().write(work)
    }

    pub fn reads<T>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.db().read(work)
    }

    /// The process is killed; what it wrote is on the disk, and its locks and shared memory are gone.
    pub fn is_killed(&mut self) {
        let image = self.fs.image();
        self.boots(&image);
    }

    /// The machine is switched on with this on its disk, and nothing runs yet.
    pub fn boots(&mut self, image: &Image) {
        self.closes();
        self.fs.boot(image);
    }

    /// SQL beside the store, as a maintenance chore or an older version would speak it. Like the store, it takes a salt that could not be
    /// read for what it is, and tries once more.
    pub fn sql(&self) -> Result<Connection, rusqlite::Error> {
        let connect = || {
            let connection = self.sql_in(&self.file())?;
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(connection)
        };
        connect().or_else(|error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => connect(),
            _ => Err(error),
        })
    }

    /// The same for another file on the same disk.
    pub fn sql_in(&self, file: &std::path::Path) -> Result<Connection, rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags_and_vfs(file, flags, self.fs.name())?;
        let key: String = key().expose().iter().map(|byte| format!("{byte:02x}")).collect();
        connection.pragma_update(None, "key", format!("x'{key}'"))?;
        Ok(connection)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.closes();
        // The memory of the disk is the process's for ever; its content need not be.
        self.fs.boot(&Image::default());
        debug_assert!(self.folder.path().exists());
    }
}
