//! Articles that were thrown away, and those that were deleted for good.
//!
//! What is in the trash has all of its text and can be taken back. What was deleted leaves a tombstone: the portal may still have the article,
//! and what it sent before must not come back by itself.

use std::collections::HashMap;

use banthao_document::ArticleId;
use rusqlite::named_params;

use crate::{Reader, Result, Writer, sql::Sql};

/// Throws an article away; one that is in the trash already keeps its time.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, article: ArticleId, now_ms: i64) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("INSERT INTO trash (article_id, trashed_ms) VALUES (:article_id, :now_ms) ON CONFLICT DO NOTHING")?;
    statement.execute(named_params! {":article_id": Sql(article), ":now_ms": now_ms})?;
    Ok(())
}

/// Takes an article back; returns whether it was in the trash.
///
/// # Errors
/// From the database.
pub fn take_back(writer: &Writer<'_>, article: ArticleId) -> Result<bool> {
    let mut statement = writer.0.prepare_cached("DELETE FROM trash WHERE article_id = :article_id")?;
    Ok(statement.execute(named_params! {":article_id": Sql(article)})? > 0)
}

/// When the article was thrown away; none when it was not.
///
/// # Errors
/// From the database.
pub fn since(reader: &Reader<'_>, article: ArticleId) -> Result<Option<i64>> {
    let mut statement = reader.0.prepare_cached("SELECT max(trashed_ms) FROM trash WHERE article_id = :article_id")?;
    Ok(statement.query_row(named_params! {":article_id": Sql(article)}, |row| row.get(0))?)
}

/// Everything in the trash, with the time at which it was thrown away.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>) -> Result<HashMap<ArticleId, i64>> {
    let mut statement = reader.0.prepare_cached("SELECT article_id, trashed_ms FROM trash")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, Sql<ArticleId>>("article_id")?.0, row.get("trashed_ms")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Deletes an article for good: its text, its revisions and their names, and what was refused of it. The tombstone and what the portal last said stay.
///
/// # Errors
/// From the database.
pub fn delete(writer: &Writer<'_>, article: ArticleId, now_ms: i64) -> Result<()> {
    let id = named_params! {":article_id": Sql(article)};
    for statement in [
        "DELETE FROM trash WHERE article_id = :article_id",
        "DELETE FROM articles WHERE id = :article_id",
        "DELETE FROM journal WHERE article_id = :article_id",
        "DELETE FROM journal_aside WHERE article_id = :article_id",
        "DELETE FROM recoveries WHERE article_id = :article_id",
        "DELETE FROM passed_findings WHERE article_id = :article_id",
        "DELETE FROM outbox WHERE article_id = :article_id",
        "DELETE FROM revision_names WHERE revision_id IN (SELECT id FROM revisions WHERE article_id = :article_id)",
        "DELETE FROM milestones WHERE revision_id IN (SELECT id FROM revisions WHERE article_id = :article_id)",
        "DELETE FROM revisions WHERE article_id = :article_id",
    ] {
        writer.0.prepare_cached(statement)?.execute(id)?;
    }
    let mut tombstone = writer.0.prepare_cached(
        "INSERT INTO tombstones (article_id, deleted_ms) VALUES (:article_id, :now_ms) ON CONFLICT DO UPDATE SET deleted_ms = excluded.deleted_ms",
    )?;
    tombstone.execute(named_params! {":article_id": Sql(article), ":now_ms": now_ms})?;
    Ok(())
}

/// Whether the article was deleted for good.
///
/// # Errors
/// From the database.
pub fn is_deleted(reader: &Reader<'_>, article: ArticleId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached("SELECT EXISTS (SELECT 1 FROM tombstones WHERE article_id = :article_id)")?;
    Ok(statement.query_row(named_params! {":article_id": Sql(article)}, |row| row.get(0))?)
}

/// Forgets that the article was deleted, because the portal has something new to say of it.
///
/// # Errors
/// From the database.
pub fn unbury(writer: &Writer<'_>, article: ArticleId) -> Result<bool> {
    let mut statement = writer.0.prepare_cached("DELETE FROM tombstones WHERE article_id = :article_id")?;
    Ok(statement.execute(named_params! {":article_id": Sql(article)})? > 0)
}
