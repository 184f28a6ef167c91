//! Whether the file is sound, asked beside everything else.
//!
//! The check reads the whole file, which takes as long as the file is large. It has a connection of its own, so that neither typing nor any list
//! waits for it.

use rusqlite::config::DbConfig;

use crate::{
    Db, Key, Result, Settings,
    connection::{Access, Purpose},
};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soundness {
    /// Every page and every row is what it should be.
    Sound,
    /// Something is not. The lines are SQLite's own and name tables and pages, never what stands in them.
    Damaged(Vec<String>),
}

/// `PRAGMA quick_check`: pages, rows and order, without comparing indexes with their tables. Blocking, and long on a large file.
///
/// # Errors
/// When the file cannot be read at all.
pub fn quick(settings: &Settings, key: &Key) -> Result<Soundness> {
    ask(settings, key, "PRAGMA quick_check(20)")
}

/// `PRAGMA integrity_check`: everything, indexes included. Blocking, and longer still.
///
/// # Errors
/// When the file cannot be read at all.
pub fn thorough(settings: &Settings, key: &Key) -> Result<Soundness> {
    ask(settings, key, "PRAGMA integrity_check(20)")
}

fn ask(settings: &Settings, key: &Key, question: &str) -> Result<Soundness> {
    let access = Access { file: Db::file(&settings.folder), settings: settings.clone(), key: key.clone() };
    let connection = access.connect(Purpose::Read)?;
    // A look changes nothing: where nobody else has the file open, SQLite would move the log into it and delete it, and the next start miss it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let mut statement = connection.prepare(question)?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(if lines == ["ok"] { Soundness::Sound } else { Soundness::Damaged(lines) })
}
