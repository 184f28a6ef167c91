//! A damaged database, and a whole one in its place.
//!
//! The damaged file is never worked on: a copy of it is read, a new database is made from the newest good snapshot and whatever of the copy is
//! newer, and only when that one is whole and read through does it take the place of the damaged one, which by then lies aside byte for byte
//! together with its log. Ending at any moment leaves either the damaged file or the mended one under the name, and the damaged one aside.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use banthao_document::{ArticleContent, ArticleId, BlobId};
use rusqlite::types::Value;

pub use crate::log::Log;
use crate::{
    Db, Error, Key, Reader, Result, Settings, Vault, backup, durable, graft,
    log::{self, beside},
    packed,
    rekey::{self, Access},
    salvage::{Table, Wreck},
};

/// What is wrong, as far as it can be seen without changing anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Bytes of the file; none when there is no file.
    pub bytes: Option<u64>,
    /// How the log is found.
    pub log: Log,
    /// Whether the beginning, and with it the list of tables, can be read.
    pub start_is_readable: bool,
    /// Damaged pages, when they could be counted.
    pub damaged_pages: Option<u64>,
    /// Articles that can still be read.
    pub readable_articles: u64,
}

/// What a repair came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When the snapshot that was used was taken; none when there was none.
    pub snapshot_ms: Option<i64>,
    /// Articles in the mended database.
    pub articles: u64,
    /// Of those, how many are as the damaged file had them, newer than the snapshot or not in it.
    pub rescued: u64,
    /// Tables of the damaged file of which some rows could not be read.
    pub partial_tables: Vec<String>,
    /// How the log was found: what was in one that is lost is in neither file.
    pub log: Log,
    /// Whether the snapshot is all that there is, because nothing of the damaged file could be read.
    pub nothing_readable: bool,
    /// The folder in which the damaged files lie.
    pub aside: PathBuf,
}

/// An article as it was read from a damaged or foreign database.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescued {
    /// Which.
    pub id: ArticleId,
    /// What it says.
    pub content: ArticleContent,
    /// When it was last saved.
    pub saved_ms: i64,
}

/// Looks at a database that does not open. Blocking, and slow on a large one.
///
/// # Errors
/// From the disk.
pub fn diagnose(folder: &Path, key: &Key) -> Result<Diagnosis> {
    let file = Db::file(folder);
    let bytes = fs::metadata(&file).ok().map(|meta| meta.len());
    let log = log::inspect(&file)?;
    let work = WorkFolder::new(folder)?;
    let wreck = work.wreck(&file, key)?;
    let tables = wreck.tables();
    let damaged_pages = rekey::open(&wreck.file, key, Access::Write).ok().and_then(|connection| {
        let mut statement = connection.prepare("PRAGMA cipher_integrity_check").ok()?;
        let rows = statement.query_map([], |_| Ok(())).ok()?;
        Some(rows.count() as u64)
    });
    let readable_articles = articles(&wreck).map_or(0, |articles| articles.len() as u64);
    Ok(Diagnosis { bytes, log, start_is_readable: tables.is_ok(), damaged_pages, readable_articles })
}

/// What can be read of a database that does not open, be it damaged or of a newer version.
pub struct Rescue {
    /// Its articles.
    pub articles: Vec<Rescued>,
    /// Media type and file name of its media.
    pub media: BTreeMap<BlobId, (String, String)>,
    /// Their bytes.
    pub vault: Vault,
}

/// Reads it. Nothing of it is changed. Blocking.
///
/// # Errors
/// [`Error::Unreadable`] when not even the list of tables can be read; those of the disk.
pub fn rescue(folder: &Path, key: &Key) -> Result<Rescue> {
    let work = WorkFolder::new(folder)?;
    let wreck = work.wreck(&Db::file(folder), key)?;
    let vault = Vault::open(folder.join("media"), media_root(&wreck).as_ref().unwrap_or(key))?;
    Ok(Rescue { articles: articles(&wreck)?, media: media(&wreck)?, vault })
}

fn media(wreck: &Wreck) -> Result<BTreeMap<BlobId, (String, String)>> {
    let tables = wreck.tables()?;
    let Some(table) = tables.iter().find(|table| table.name == "media") else { return Ok(BTreeMap::new()) };
    let rows = wreck.rows(table)?.0;
    let medium = |row: &Vec<Value>| match (table.value(row, "blob"), table.value(row, "media_type"), table.value(row, "file_name")) {
        (Some(Value::Blob(blob)), Some(Value::Text(kind)), Some(Value::Text(name))) => {
            Some((BlobId(blob.as_slice().try_into().ok()?), (kind.clone(), name.clone())))
        }
        _ => None,
    };
    Ok(rows.iter().filter_map(medium).collect())
}

/// The first key of a profile whose key was changed, as far as the damaged file still tells.
fn media_root(wreck: &Wreck) -> Option<Key> {
    let connection = rekey::open(&wreck.file, &wreck.key, Access::Write).ok()?;
    rekey::media_root(&Reader(&connection)).ok().flatten()
}

fn articles(wreck: &Wreck) -> Result<Vec<Rescued>> {
    let tables = wreck.tables()?;
    let Some(table) = tables.iter().find(|table| table.name == "articles") else { return Err(Error::Unreadable) };
    let (rows, _) = wreck.rows(table)?;
    Ok(rows.iter().filter_map(|row| article(table, row)).collect())
}

fn article(table: &Table, row: &[Value]) -> Option<Rescued> {
    let row = row.to_vec();
    let (Some(Value::Blob(id)), Some(content), Some(Value::Integer(saved_ms))) =
        (table.value(&row, "id"), table.value(&row, "content"), table.value(&row, "saved_ms"))
    else {
        return None;
    };
    let id = uuid::Uuid::from_slice(id).ok().map(ArticleId)?;
    Some(Rescued { id, content: serde_json::from_str(&packed::text(content.into()).ok()?).ok()?, saved_ms: *saved_ms })
}

/// Makes a whole database out of a snapshot (or none) and what of the damaged one is newer, and puts it in its place. `now_ms` names the folder
/// in which the damaged one is kept.
///
/// # Errors
/// [`Error::Unreadable`] when the snapshot cannot be read; those of the disk. The damaged database is under its name then, as it was.
pub fn mend(folder: &Path, key: &Key, snapshot: Option<&backup::Snapshot>, now_ms: i64) -> Result<Outcome> {
    let file = Db::file(folder);
    let log = log::inspect(&file)?;
    let work = WorkFolder::new(folder)?;
    let wreck = work.wreck(&file, key)?;
    let new = work.0.join("new");
    fs::create_dir_all(&new)?;
    if let Some(snapshot) = snapshot {
        fs::copy(&snapshot.file, Db::file(&new))?;
    }
    Db::open(&Settings::in_folder(&new), key)?.close()?;

    let mut target = rekey::open(&Db::file(&new), key, Access::Write)?;
    let grafted = match wreck.tables() {
        Ok(tables) => graft::onto(&mut target, &wreck, &tables)?,
        Err(_) => graft::Grafted::default(),
    };
    graft::settle(&target, snapshot.is_some())?;
    drop(target);
    let facts = backup::verify(&Db::file(&new), key)?;
    let aside = replace(&file, &Db::file(&new), now_ms)?;
    Ok(Outcome {
        snapshot_ms: snapshot.map(|snapshot| snapshot.taken_ms),
        articles: facts.articles,
        rescued: grafted.articles,
        partial_tables: grafted.partial,
        log,
        nothing_readable: grafted.tables == 0,
        aside,
    })
}

/// Puts an empty database in the place of one that does not open. What can be known of the keys of media files is carried over, so that files
/// which come back are readable.
///
/// # Errors
/// As of [`mend`].
pub fn start_new(folder: &Path, key: &Key, now_ms: i64) -> Result<PathBuf> {
    let work = WorkFolder::new(folder)?;
    let root = media_root(&work.wreck(&Db::file(folder), key)?).or_else(|| {
        let snapshots = backup::list(folder).ok()?;
        snapshots.iter().find_map(|snapshot| {
            let connection = rekey::open(&snapshot.file, key, Access::Read).ok()?;
            rekey::media_root(&Reader(&connection)).ok().flatten()
        })
    });
    let new = work.0.join("new");
    fs::create_dir_all(&new)?;
    Db::open(&Settings::in_folder(&new), key)?.close()?;
    if let Some(root) = root {
        rekey::set_media_root(&rekey::open(&Db::file(&new), key, Access::Write)?, &root)?;
    }
    replace(&Db::file(folder), &Db::file(&new), now_ms)
}

/// Makes a database that came from another machine or another time ready to go on here; see [`mend`] for what is put in doubt.
///
/// # Errors
/// From the database.
pub fn arrive(file: &Path, key: &Key) -> Result<()> {
    graft::settle(&rekey::open(file, key, Access::Write)?, true)
}

/// Puts a snapshot in the place of a database that is closed and may be quite well. What it replaces lies aside as after a repair.
///
/// # Errors
/// As of [`mend`].
pub fn restore(folder: &Path, key: &Key, snapshot: &backup::Snapshot, now_ms: i64) -> Result<PathBuf> {
    backup::verify(&snapshot.file, key)?;
    let work = WorkFolder::new(folder)?;
    let new = work.0.join("new");
    fs::create_dir_all(&new)?;
    fs::copy(&snapshot.file, Db::file(&new))?;
    Db::open(&Settings::in_folder(&new), key)?.close()?;
    graft::settle(&rekey::open(&Db::file(&new), key, Access::Write)?, true)?;
    replace(&Db::file(folder), &Db::file(&new), now_ms)
}

/// Keeps the old database and its log aside, then gives the new one its name.
fn replace(file: &Path, new: &Path, now_ms: i64) -> Result<PathBuf> {
    let aside = file.parent().unwrap_or(Path::new(".")).join("damaged").join(format!("{now_ms:013}"));
    fs::create_dir_all(&aside)?;
    for ending in ["", "-wal"] {
        let old = beside(file, ending);
        if old.exists() {
            let kept = aside.join(old.file_name().unwrap_or_default());
            fs::copy(&old, beside(&kept, ".part"))?;
            durable::rename(&beside(&kept, ".part"), &kept)?;
        }
    }
    durable::sync_folder_of(&aside)?;
    // The mark first, then the log: a log without a mark is read, a mark without a log would be missed. And the log before the file, for the
    // new file must never be opened with the old one's log.
    for ending in ["-used", "-wal", "-shm"] {
        durable::remove(&beside(file, ending))?;
    }
    durable::sync_folder_of(file)?;
    durable::rename(new, file)?;
    durable::remove(&beside(file, "-first"))?;
    Ok(aside)
}

/// A folder inside the profile for the time of one repair: on the same disk, and as encrypted as the rest.
struct WorkFolder(PathBuf);

impl WorkFolder {
    fn new(profile: &Path) -> Result<Self> {
        let folder = profile.join("repair");
        // What an interrupted repair left is of no use to the next.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// A copy of the damaged database that may be opened, which SQLite does not do without writing.
    fn wreck(&self, file: &Path, key: &Key) -> Result<Wreck> {
        let copy = self.0.join("old.db");
        if file.exists() {
            fs::copy(file, &copy)?;
        }
        if log::inspect(file)? == Log::Sound && beside(file, "-wal").exists() {
            fs::copy(beside(file, "-wal"), beside(&copy, "-wal"))?;
        }
        if !rekey::opens(&copy, key)
            && let Some(page) = log::first_page(file)
            && let Ok(bytes) = fs::read(&copy)
        {
            let rest = bytes.get(page.len()..).unwrap_or_default();
            fs::write(&copy, [&page, rest].concat())?;
        }
        Ok(Wreck { file: copy, key: key.clone() })
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
