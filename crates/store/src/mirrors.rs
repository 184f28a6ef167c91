//! What a portal last said about each article.

use banthao_document::{ArticleId, RevisionId};
use rusqlite::{Row, named_params};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Reader, Result, Writer,
    sql::{Sql, optional},
};

/// An article as a portal has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirror {
    /// The revision that both sides last had in common: the base of the next change.
    pub agreed: Option<RevisionId>,
    /// The portal's own head; none when it has not been heard of the article since it was restored.
    pub head: Option<RevisionId>,
    /// The portal's commit order at which this was so.
    pub seq: u64,
    /// Stage, owner, publication and events as pulled; none while only a receipt is known.
    pub state: Option<Value>,
}

/// What the portal last said about the article; none when it never spoke of it.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, portal: Uuid, article: ArticleId) -> Result<Option<Mirror>> {
    let mut statement = reader
        .0
        .prepare_cached("SELECT agreed, head, seq, state FROM mirrors WHERE article_id = :article_id AND portal_id = :portal_id")?;
    let row = optional(statement.query_row(named_params! {":article_id": Sql(article), ":portal_id": Sql(portal)}, read))?;
    row.map(with_state).transpose()
}

/// Everything that the portal last said, by article.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>, portal: Uuid) -> Result<Vec<(ArticleId, Mirror)>> {
    let mut statement = reader
        .0
        .prepare_cached("SELECT article_id, agreed, head, seq, state FROM mirrors WHERE portal_id = :portal_id ORDER BY article_id")?;
    let rows = statement
        .query_map(named_params! {":portal_id": Sql(portal)}, |row| Ok((row.get::<_, Sql<ArticleId>>("article_id")?.0, read(row)?)))?;
    rows.map(|row| {
        let (article, mirror) = row?;
        Ok((article, with_state(mirror)?))
    })
    .collect()
}

/// Articles behind `after` that the portal once had in common with this machine, and of which it has said nothing since it was restored; each
/// with the revision that was agreed upon.
///
/// # Errors
/// From the database.
pub fn unheard(reader: &Reader<'_>, portal: Uuid, after: Option<ArticleId>, limit: usize) -> Result<Vec<(ArticleId, RevisionId)>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT article_id, agreed FROM mirrors
         WHERE article_id > :after AND portal_id = :portal_id AND head IS NULL AND agreed IS NOT NULL ORDER BY article_id LIMIT :limit",
    )?;
    let after = after.map_or_else(Vec::new, |after| after.0.as_bytes().to_vec());
    let rows = statement.query_map(named_params! {":after": after, ":portal_id": Sql(portal), ":limit": limit}, |row| {
        Ok((row.get::<_, Sql<ArticleId>>("article_id")?.0, row.get::<_, Sql<RevisionId>>("agreed")?.0))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many articles the portal has, as far as is known here.
///
/// # Errors
/// From the database.
pub fn count(reader: &Reader<'_>, portal: Uuid) -> Result<u32> {
    let mut statement = reader.0.prepare_cached("SELECT count(*) FROM mirrors WHERE portal_id = :portal_id AND head IS NOT NULL")?;
    Ok(statement.query_row(named_params! {":portal_id": Sql(portal)}, |row| row.get(0))?)
}

/// Puts what the portal said.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, portal: Uuid, article: ArticleId, mirror: &Mirror) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO mirrors (article_id, portal_id, agreed, head, seq, state) VALUES (:article_id, :portal_id, :agreed, :head, :seq, :state)
         ON CONFLICT DO UPDATE SET agreed = excluded.agreed, head = excluded.head, seq = excluded.seq, state = excluded.state",
    )?;
    statement.execute(named_params! {
        ":article_id": Sql(article),
        ":portal_id": Sql(portal),
        ":agreed": mirror.agreed.map(Sql),
        ":head": mirror.head.map(Sql),
        ":seq": mirror.seq,
        ":state": mirror.state.as_ref().map(Value::to_string),
    })?;
    Ok(())
}

type Unread = (Mirror, Option<String>);

fn read(row: &Row<'_>) -> rusqlite::Result<Unread> {
    let mirror = Mirror {
        agreed: row.get::<_, Option<Sql<RevisionId>>>("agreed")?.map(|id| id.0),
        head: row.get::<_, Option<Sql<RevisionId>>>("head")?.map(|id| id.0),
        seq: row.get("seq")?,
        state: None,
    };
    Ok((mirror, row.get("state")?))
}

fn with_state((mirror, state): Unread) -> Result<Mirror> {
    Ok(Mirror { state: state.map(|text| serde_json::from_str(&text)).transpose()?, ..mirror })
}
