//! Articles that came back with more than their last content after an unclean end, until the person has said which text goes on.

use banthao_document::{ArticleId, RevisionId};
use rusqlite::named_params;

use crate::{Reader, Result, Writer, sql::Sql};

/// One article that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Which.
    pub article: ArticleId,
    /// What its content was before; none for an empty page.
    pub before: Option<RevisionId>,
    /// What it became with the journal; none when the journal did not apply and lies aside.
    pub after: Option<RevisionId>,
    /// When, UTC milliseconds of this machine.
    pub recovered_ms: i64,
}

/// Remembers a recovery. A second one before the person looked keeps what was before the first.
///
/// # Errors
/// From the database.
pub fn remember(writer: &Writer<'_>, recovery: &Recovery) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO recoveries (article_id, before, after, recovered_ms) VALUES (:article_id, :before, :after, :recovered_ms)
         ON CONFLICT DO UPDATE SET after = coalesce(excluded.after, after), recovered_ms = excluded.recovered_ms",
    )?;
    statement.execute(named_params! {
        ":article_id": Sql(recovery.article),
        ":before": recovery.before.map(Sql),
        ":after": recovery.after.map(Sql),
        ":recovered_ms": recovery.recovered_ms,
    })?;
    Ok(())
}

/// Those that nobody has decided about, the latest first.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Recovery>> {
    let mut statement =
        reader.0.prepare_cached("SELECT article_id, before, after, recovered_ms FROM recoveries ORDER BY recovered_ms DESC, article_id")?;
    let rows = statement.query_map([], |row| {
        let revision = |name| Ok::<_, rusqlite::Error>(row.get::<_, Option<Sql<RevisionId>>>(name)?.map(|id| id.0));
        Ok(Recovery {
            article: row.get::<_, Sql<ArticleId>>("article_id")?.0,
            before: revision("before")?,
            after: revision("after")?,
            recovered_ms: row.get("recovered_ms")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The person has decided.
///
/// # Errors
/// From the database.
pub fn forget(writer: &Writer<'_>, article: ArticleId) -> Result<()> {
    writer
        .0
        .prepare_cached("DELETE FROM recoveries WHERE article_id = :article_id")?
        .execute(named_params! {":article_id": Sql(article)})?;
    Ok(())
}
