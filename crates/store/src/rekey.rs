//! The database under another key.
//!
//! A database that is in use is never rewritten in place: a copy is made, re-encrypted where nobody else looks, read back, and only then given
//! the name of the first. Whatever happens on the way, one whole database under one of the two keys is there.
//!
//! Media files are not rewritten, being up to gigabytes. Their key comes from the profile's first key, which is kept inside the database from
//! the first rotation on: whoever opens the database has it, and nobody else.

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags};

use crate::{Error, Key, Reader, Result, backup, durable, log::beside, settings::Setting};

/// The profile's first key in hexadecimal, once the profile has another.
const MEDIA_ROOT: Setting<String> = Setting::named("media_root");

/// What the keys of media files are derived from, when it is not the profile's present key.
pub(crate) fn media_root(reader: &Reader<'_>) -> Result<Option<Key>> {
    let Some(root) = MEDIA_ROOT.get(reader)? else { return Ok(None) };
    let root = hex::decode(root).ok().and_then(|bytes| Key::from_bytes(&bytes));
    root.map(Some).ok_or(Error::Damaged("media key"))
}

/// Notes the first key, unless one is noted already.
pub(crate) fn set_media_root(connection: &Connection, first: &Key) -> Result<()> {
    let insert = "INSERT INTO settings (name, value) VALUES ('media_root', json_quote(?1)) ON CONFLICT DO NOTHING";
    connection.execute(insert, [hex::encode(first.expose())])?;
    Ok(())
}

/// Whether the key opens the file: its first page is authentic under it. Nothing is changed.
pub fn opens(file: &Path, key: &Key) -> bool {
    open(file, key, Access::Read).is_ok()
}

/// Makes `to` a copy of the database `from`, which nobody has open, under another key. `to` has no name that anything would open by itself.
///
/// # Errors
/// [`Error::Unreadable`] when `old` does not open it; those of the disk; [`Error::Damaged`] when the copy does not read back.
pub fn copy(from: &Path, old: &Key, to: &Path, new: &Key) -> Result<()> {
    durable::remove(to)?;
    let source = open(from, old, Access::Write)?;
    source.execute("VACUUM INTO ?1", [path(to)?])?;
    drop(source);
    let copy = open(to, old, Access::Write)?;
    set_media_root(&copy, old)?;
    change(&copy, new)?;
    drop(copy);
    backup::verify(to, new).map(|_| ())
}

/// Puts a file that nobody has open under another key, in one step: it is under the old one or under the new one, never between. One that is
/// under the new key already is left alone.
///
/// # Errors
/// As of [`copy`]; the file is as it was then.
pub fn exchange(file: &Path, old: &Key, new: &Key) -> Result<()> {
    if opens(file, new) {
        return Ok(());
    }
    let part = beside(file, ".part");
    durable::remove(&part)?;
    fs::copy(file, &part)?;
    let copy = open(&part, old, Access::Write)?;
    set_media_root(&copy, old)?;
    change(&copy, new)?;
    drop(copy);
    backup::verify(&part, new)?;
    durable::rename(&part, file)
}

fn change(copy: &Connection, key: &Key) -> Result<()> {
    Ok(copy.pragma_update(None, "rekey", &*pragma(key))?)
}

/// What a file that is nobody else's is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// Opens a file that nobody else has open, as it is: no migration, no log.
pub(crate) fn open(file: &Path, key: &Key, access: Access) -> Result<Connection> {
    let mode = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    banthao_sqlite::make_ready();
    let connection = Connection::open_with_flags(file, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // That a key does not fit is an answer here and no fault to be told on the terminal.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", &*pragma(key))?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn pragma(key: &Key) -> zeroize::Zeroizing<String> {
    zeroize::Zeroizing::new(format!("x'{}'", hex::encode(key.expose())))
}

pub(crate) fn path(file: &Path) -> Result<&str> {
    file.to_str().ok_or_else(|| Error::Failing("the folder's name cannot be written in Unicode".to_owned()))
}
