//! What was typed since an article's content was last written whole.
//!
//! A batch is a row that is added in a transaction of its own and never changed. Batches of an article count from 1 after each time that its
//! content was written whole, so a gap or a repeat is noticed where it would do harm: before the next batch is called saved. They leave in two
//! ways only: into a content that includes them ([`clear`]), or aside ([`put_aside`]) where they are kept for a person to look at.

use banthao_document::{ArticleId, ContentHash};
use rusqlite::named_params;
use serde_json::Value;

use crate::{
    Reader, Result, Writer,
    faults::{self, Fault},
    sql::{Sql, optional},
};

/// The version of the batches' form that this build writes.
pub const BATCH_VERSION: u32 = 1;

/// Some keystrokes: everything that was typed between two writes of the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// 1 for the first since the content was written whole.
    pub seq: u32,
    /// Of the content that the first batch was typed from.
    pub base_hash: ContentHash,
    /// The editor's steps and changed fields.
    pub entries: Value,
    /// The version of the form of `entries`.
    pub version: u32,
    /// When it was written, UTC milliseconds of this machine.
    pub typed_ms: i64,
}

/// Where the journal of an article ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The last batch.
    pub seq: u32,
    /// Of the content that the batches go on from.
    pub base_hash: ContentHash,
    /// When the last batch was written.
    pub typed_ms: i64,
}

/// What became of a batch that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It is in the journal now.
    Added,
    /// It was there already, letter for letter: its first answer was lost.
    Repeated,
    /// It does not continue what is there: a batch before it is missing, or another one stands in its place. Nothing was added.
    OutOfOrder,
}

/// Adds a batch if it is the next one.
///
/// # Errors
/// From the database.
pub fn append(writer: &Writer<'_>, article: ArticleId, batch: &Batch) -> Result<Appended> {
    let end = end(writer, article)?;
    let text = serde_json::to_string(&batch.entries)?;
    if end.is_some_and(|end| end.base_hash != batch.base_hash) || batch.seq == 0 {
        return Ok(Appended::OutOfOrder);
    }
    let last = end.map_or(0, |end| end.seq);
    if batch.seq <= last {
        let mut statement = writer.0.prepare_cached("SELECT batch = :batch FROM journal WHERE article_id = :article_id AND seq = :seq")?;
        let parameters = named_params! {":article_id": Sql(article), ":seq": batch.seq, ":batch": text};
        let same = optional(statement.query_row(parameters, |row| row.get(0)))?;
        return Ok(if batch.seq == last && same == Some(true) { Appended::Repeated } else { Appended::OutOfOrder });
    }
    if batch.seq != last + 1 {
        return Ok(Appended::OutOfOrder);
    }
    if faults::planted(Fault::DropsJournalRow) {
        return Ok(Appended::Added);
    }
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO journal (article_id, seq, base_hash, batch, version, typed_ms)
         VALUES (:article_id, :seq, :base_hash, :batch, :version, :typed_ms)",
    )?;
    statement.execute(named_params! {
        ":article_id": Sql(article),
        ":seq": batch.seq,
        ":base_hash": Sql(batch.base_hash),
        ":batch": text,
        ":version": batch.version,
        ":typed_ms": batch.typed_ms,
    })?;
    Ok(Appended::Added)
}

/// Where an article's journal ends; none when its content holds everything.
///
/// # Errors
/// From the database.
pub fn end(reader: &Reader<'_>, article: ArticleId) -> Result<Option<End>> {
    let mut statement =
        reader.0.prepare_cached("SELECT seq, base_hash, typed_ms FROM journal WHERE article_id = :article_id ORDER BY seq DESC LIMIT 1")?;
    optional(statement.query_row(named_params! {":article_id": Sql(article)}, |row| {
        Ok(End { seq: row.get("seq")?, base_hash: row.get::<_, Sql<ContentHash>>("base_hash")?.0, typed_ms: row.get("typed_ms")? })
    }))
}

/// The batches of an article in the order in which they were typed.
///
/// # Errors
/// From the database.
pub fn of(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<Batch>> {
    let mut statement = reader
        .0
        .prepare_cached("SELECT seq, base_hash, batch, version, typed_ms FROM journal WHERE article_id = :article_id ORDER BY seq")?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, |row| {
        let batch: String = row.get("batch")?;
        Ok((batch, row.get("seq")?, row.get::<_, Sql<ContentHash>>("base_hash")?.0, row.get("version")?, row.get("typed_ms")?))
    })?;
    let mut batches = rows
        .map(|row| {
            let (batch, seq, base_hash, version, typed_ms) = row?;
            Ok(Batch { seq, base_hash, entries: serde_json::from_str(&batch)?, version, typed_ms })
        })
        .collect::<Result<Vec<_>>>()?;
    if faults::planted(Fault::ReplaysOutOfOrder) {
        batches.reverse();
    }
    Ok(batches)
}

/// The articles that have a journal.
///
/// # Errors
/// From the database.
pub fn articles(reader: &Reader<'_>) -> Result<Vec<ArticleId>> {
    let mut statement = reader.0.prepare_cached("SELECT DISTINCT article_id FROM journal ORDER BY article_id")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Sql<ArticleId>>(0)?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes out the batches that a content now holds. False, and nothing is taken out, when the journal has a batch after `through`: that content was
/// read before the batch was typed and must not take its place.
///
/// # Errors
/// From the database.
pub fn clear(writer: &Writer<'_>, article: ArticleId, through: u32) -> Result<bool> {
    let last = end(writer, article)?.map_or(0, |end| end.seq);
    if last > through && !faults::planted(Fault::CompactsWhatItHasNotRead) {
        return Ok(false);
    }
    if last > 0 {
        writer
            .0
            .prepare_cached("DELETE FROM journal WHERE article_id = :article_id")?
            .execute(named_params! {":article_id": Sql(article)})?;
    }
    Ok(true)
}

/// Moves an article's journal to where nothing is replayed from and nothing is deleted. `reason` is for support and quotes nothing.
///
/// # Errors
/// From the database.
pub fn put_aside(writer: &Writer<'_>, article: ArticleId, reason: &str, now_ms: i64) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO journal_aside (article_id, seq, base_hash, batch, version, typed_ms, aside_ms, reason)
         SELECT article_id, seq, base_hash, batch, version, typed_ms, :now_ms, :reason FROM journal WHERE article_id = :article_id ORDER BY seq",
    )?;
    statement.execute(named_params! {":article_id": Sql(article), ":now_ms": now_ms, ":reason": reason})?;
    writer.0.prepare_cached("DELETE FROM journal WHERE article_id = :article_id")?.execute(named_params! {":article_id": Sql(article)})?;
    Ok(())
}

/// How many batches of an article lie aside.
///
/// # Errors
/// From the database.
pub fn aside(reader: &Reader<'_>, article: ArticleId) -> Result<u32> {
    let mut statement = reader.0.prepare_cached("SELECT count(*) FROM journal_aside WHERE article_id = :article_id")?;
    Ok(statement.query_row(named_params! {":article_id": Sql(article)}, |row| row.get(0))?)
}
