//! What officers call their revisions. A name stands beside its revision, so that it can change while the revision cannot.

use std::collections::HashMap;

use banthao_document::{ArticleId, RevisionId};
use rusqlite::named_params;

use crate::{Reader, Result, Writer, sql::Sql};

/// The names of an article's revisions.
///
/// # Errors
/// From the database.
pub fn of(reader: &Reader<'_>, article: ArticleId) -> Result<HashMap<RevisionId, String>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT revision_id, name FROM revision_names JOIN revisions ON revisions.id = revision_id WHERE article_id = :article_id",
    )?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, |row| {
        Ok((row.get::<_, Sql<RevisionId>>("revision_id")?.0, row.get("name")?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives a revision a name, or another one; an empty name takes it away.
///
/// # Errors
/// From the database.
pub fn set(writer: &Writer<'_>, revision: RevisionId, name: &str, now_ms: i64) -> Result<()> {
    if name.is_empty() {
        writer
            .0
            .prepare_cached("DELETE FROM revision_names WHERE revision_id = :revision_id")?
            .execute(named_params! {":revision_id": Sql(revision)})?;
        return Ok(());
    }
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO revision_names (revision_id, name, named_ms) VALUES (:revision_id, :name, :now_ms)
         ON CONFLICT DO UPDATE SET name = excluded.name, named_ms = excluded.named_ms",
    )?;
    statement.execute(named_params! {":revision_id": Sql(revision), ":name": name, ":now_ms": now_ms})?;
    Ok(())
}
