//! Deletions that a portal told of and that were not carried out yet.
//!
//! A pull may come in many pages, and only at its end is known how much it would delete. So deletions are laid here, in the transaction of the
//! page that told of them, and carried out afterwards: a few at once, many when a person has said so.

use banthao_document::ArticleId;
use rusqlite::named_params;
use serde_json::Value;
use uuid::Uuid;

use crate::{Reader, Result, Writer, sql::Sql};

/// Lays a deletion by. A later word about the same article takes its place.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, portal: Uuid, article: ArticleId, seq: u64, told: &Value) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO withheld_deletions (article_id, portal_id, seq, told) VALUES (:article_id, :portal_id, :seq, :told)
         ON CONFLICT DO UPDATE SET seq = excluded.seq, told = excluded.told WHERE excluded.seq >= seq",
    )?;
    statement.execute(named_params! {":article_id": Sql(article), ":portal_id": Sql(portal), ":seq": seq, ":told": told.to_string()})?;
    Ok(())
}

/// Everything laid by, in the portal's order.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>, portal: Uuid) -> Result<Vec<(ArticleId, u64, Value)>> {
    let mut statement = reader
        .0
        .prepare_cached("SELECT article_id, seq, told FROM withheld_deletions WHERE portal_id = :portal_id ORDER BY seq, article_id")?;
    let rows = statement.query_map(named_params! {":portal_id": Sql(portal)}, |row| {
        Ok((row.get::<_, Sql<ArticleId>>("article_id")?.0, row.get("seq")?, row.get::<_, String>("told")?))
    })?;
    rows.map(|row| {
        let (article, seq, told) = row?;
        Ok((article, seq, serde_json::from_str(&told)?))
    })
    .collect()
}

/// How many are laid by.
///
/// # Errors
/// From the database.
pub fn count(reader: &Reader<'_>, portal: Uuid) -> Result<u32> {
    let mut statement = reader.0.prepare_cached("SELECT count(*) FROM withheld_deletions WHERE portal_id = :portal_id")?;
    Ok(statement.query_row(named_params! {":portal_id": Sql(portal)}, |row| row.get(0))?)
}

/// Takes one off: it was carried out, or the portal has the article again.
///
/// # Errors
/// From the database.
pub fn remove(writer: &Writer<'_>, portal: Uuid, article: ArticleId) -> Result<()> {
    writer
        .0
        .prepare_cached("DELETE FROM withheld_deletions WHERE article_id = :article_id AND portal_id = :portal_id")?
        .execute(named_params! {":article_id": Sql(article), ":portal_id": Sql(portal)})?;
    Ok(())
}
