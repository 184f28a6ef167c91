//! Snapshots of the database, each opened and read through before it is called one.
//!
//! A snapshot is the database at one moment in a file of its own, under the profile's key. It is written under another name, flushed, opened as
//! a restore would open it, checked page by page and row by row, compared with what it was taken of, and only then renamed. What is listed here
//! was readable once; [`verify`] says whether it still is.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use banthao_document::{ArticleContent, RevisionId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Db, Error, Key, Result, durable,
    log::beside,
    packed,
    rekey::{self, Access},
};

/// Rows of each kind that are decrypted and compared with their hashes. Every page is authenticated in any case; this asks whether the program
/// still understands what the pages say.
const SAMPLE: u32 = 64;

/// What a snapshot holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The schema's version.
    pub schema: u32,
    /// Articles.
    pub articles: u64,
    /// Revisions.
    pub revisions: u64,
    /// Rows of the outbox.
    pub waiting: u64,
    /// SHA-256 over every article's id, content hash and head, in hexadecimal.
    pub heads: String,
}

/// A snapshot on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was taken, UTC milliseconds of this machine.
    pub taken_ms: i64,
    /// Its file.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What was found in it when it was read through; none when that was never noted.
    pub facts: Option<Facts>,
}

/// The folder of a profile's snapshots.
pub fn folder(profile: &Path) -> PathBuf {
    profile.join("backups")
}

/// Takes a snapshot beside the running profile, reads it through, and keeps it.
///
/// # Errors
/// [`Error::Unreadable`] or [`Error::Damaged`] when the database, or what was written of it, cannot be read back; those of the disk. Nothing is
/// left behind then, and earlier snapshots are as they were.
pub fn take(db: &Db, taken_ms: i64) -> Result<Snapshot> {
    let folder = folder(db.folder());
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("banthao-{taken_ms:013}.db"));
    let part = beside(&file, ".part");
    let facts = write(db, &part).and_then(|facts| {
        durable::write(&file.with_extension("json"), &serde_json::to_vec_pretty(&facts)?)?;
        durable::rename(&part, &file)?;
        Ok(facts)
    });
    match facts {
        Ok(facts) => Ok(Snapshot { taken_ms, bytes: fs::metadata(&file)?.len(), file, facts: Some(facts) }),
        Err(error) => {
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

fn write(db: &Db, part: &Path) -> Result<Facts> {
    durable::remove(part)?;
    let before = db.read(|reader| heads(reader.0))?;
    let beside = rekey::open(&Db::file(db.folder()), db.key(), Access::Write)?;
    beside.execute("VACUUM INTO ?1", [rekey::path(part)?])?;
    drop(beside);
    let after = db.read(|reader| heads(reader.0))?;
    let facts = verify(part, db.key())?;
    let kept = heads(&rekey::open(part, db.key(), Access::Read)?)?;
    // What somebody typed while it was being written may be in it or not; everything else must be.
    let is_same = before.iter().filter(|(id, head)| after.get(*id) == Some(head)).all(|(id, head)| kept.get(id) == Some(head));
    if is_same { Ok(facts) } else { Err(Error::Damaged("snapshot")) }
}

/// Every snapshot of a profile, the newest first.
///
/// # Errors
/// From the disk.
pub fn list(profile: &Path) -> Result<Vec<Snapshot>> {
    let mut snapshots = Vec::new();
    let entries = match fs::read_dir(folder(profile)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(snapshots),
        entries => entries?,
    };
    for entry in entries {
        let file = entry?.path();
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(taken_ms) = name.strip_prefix("banthao-").and_then(|name| name.strip_suffix(".db")).and_then(|at| at.parse().ok()) else {
            continue;
        };
        let facts = fs::read(file.with_extension("json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        snapshots.push(Snapshot { taken_ms, bytes: fs::metadata(&file)?.len(), file, facts });
    }
    snapshots.sort_by_key(|snapshot| std::cmp::Reverse(snapshot.taken_ms));
    Ok(snapshots)
}

/// Keeps the newest `kept` snapshots and removes the others, the facts after the file that they are about.
///
/// # Errors
/// From the disk.
pub fn thin(profile: &Path, kept: usize) -> Result<()> {
    for old in list(profile)?.into_iter().skip(kept.max(1)) {
        durable::remove(&old.file)?;
        durable::remove(&old.file.with_extension("json"))?;
    }
    Ok(())
}

/// Opens a database file that nobody has open as a restore would, and reads it through: every page's authentication, SQLite's own check, and a
/// sample of articles and revisions against their hashes.
///
/// # Errors
/// [`Error::Unreadable`] when the key does not fit or pages are damaged, [`Error::Damaged`] when what they say is not what it was.
pub fn verify(file: &Path, key: &Key) -> Result<Facts> {
    let connection = rekey::open(file, key, Access::Read)?;
    if connection.prepare("PRAGMA cipher_integrity_check")?.exists([])? {
        return Err(Error::Unreadable);
    }
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(Error::Unreadable);
    }
    sample(&connection)?;
    let count = |table: &str| -> Result<u64> { Ok(connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?) };
    Ok(Facts {
        schema: connection.query_row("PRAGMA user_version", [], |row| row.get(0))?,
        articles: count("articles")?,
        revisions: count("revisions")?,
        waiting: count("outbox")?,
        heads: digest(&heads(&connection)?),
    })
}

/// The hash of every article's text, in a database file that nobody has open or in the profile itself.
///
/// # Errors
/// As of [`verify`].
pub fn texts(file: &Path, key: &Key) -> Result<BTreeMap<uuid::Uuid, Vec<u8>>> {
    let heads = heads(&rekey::open(file, key, Access::Read)?)?;
    Ok(heads.into_iter().filter_map(|(id, (content, _))| uuid::Uuid::from_slice(&id).ok().map(|id| (id, content))).collect())
}

fn sample(connection: &Connection) -> Result<()> {
    // In the order of their hashes, which is as good as at random and the same every time.
    let mut articles = connection.prepare("SELECT content, content_hash FROM articles ORDER BY content_hash LIMIT ?1")?;
    let mut rows = articles.query([SAMPLE])?;
    while let Some(row) = rows.next()? {
        let (content, hash): (String, [u8; 32]) = (packed::text(row.get_ref(0)?)?, row.get(1)?);
        let content: ArticleContent = serde_json::from_str(&content).map_err(|_| Error::Damaged("article"))?;
        if content.hash().as_bytes() != &hash {
            return Err(Error::Damaged("article"));
        }
    }
    let mut revisions = connection.prepare("SELECT id, body FROM revisions ORDER BY id LIMIT ?1")?;
    let mut rows = revisions.query([SAMPLE])?;
    while let Some(row) = rows.next()? {
        let (id, body): ([u8; 32], String) = (row.get(0)?, packed::text(row.get_ref(1)?)?);
        if RevisionId::of(body.as_bytes()).as_bytes() != &id {
            return Err(Error::Damaged("revision"));
        }
    }
    Ok(())
}

type Heads = BTreeMap<Vec<u8>, (Vec<u8>, Option<Vec<u8>>)>;

fn heads(connection: &Connection) -> Result<Heads> {
    let mut statement = connection.prepare("SELECT id, content_hash, head FROM articles")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn digest(heads: &Heads) -> String {
    let mut digest = Sha256::new();
    for (id, (content, head)) in heads {
        digest.update(id);
        digest.update(content);
        digest.update(head.as_deref().unwrap_or(&[0; 32]));
    }
    hex::encode(digest.finalize())
}
