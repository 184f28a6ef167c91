//! Media on their way to a portal, and how far each is.
//!
//! A row is made when a portal has a text that names a medium which it has not confirmed, and goes when the portal has confirmed it. The place
//! where the portal takes the bytes is written down before the first of them leaves, so that the next process goes on where this one ended.

use banthao_document::{ArticleId, BlobId};
use rusqlite::{Row, named_params};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Reader, Result, Writer,
    sql::{Sql, optional},
};

/// A medium on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// Which.
    pub blob: BlobId,
    /// Of the articles that name it, the one that asked first.
    pub article: ArticleId,
    /// Its size.
    pub bytes: u64,
    /// Where the portal takes it; none before an upload was begun.
    pub url: Option<String>,
    /// Bytes that the portal has said to be durable.
    pub sent: u64,
    /// Why the portal refused it, JSON of the wire's form.
    pub problem: Option<Value>,
    /// Whether a person said to send it although the network costs money.
    pub urged: bool,
    /// Since when it waits, UTC milliseconds of this machine.
    pub since_ms: i64,
}

const COLUMNS: &str = "blob, article_id, bytes, url, sent, problem, urged, since_ms";

/// Everything on its way to a portal, small things first.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>, portal: Uuid) -> Result<Vec<Transfer>> {
    let mut statement =
        reader.0.prepare_cached(&format!("SELECT {COLUMNS} FROM transfers WHERE portal_id = :portal_id ORDER BY bytes, blob"))?;
    let rows = statement.query_map(named_params! {":portal_id": Sql(portal)}, read)?;
    rows.map(|row| parse(row?)).collect()
}

/// One medium's transfer, if it is on its way.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, portal: Uuid, blob: BlobId) -> Result<Option<Transfer>> {
    let mut statement =
        reader.0.prepare_cached(&format!("SELECT {COLUMNS} FROM transfers WHERE portal_id = :portal_id AND blob = :blob"))?;
    optional(statement.query_row(named_params! {":portal_id": Sql(portal), ":blob": Sql(blob)}, read))?.map(parse).transpose()
}

/// Puts a medium on its way; one that is on it already stays where it is.
///
/// # Errors
/// From the database.
pub fn begin(writer: &Writer<'_>, portal: Uuid, blob: BlobId, article: ArticleId, bytes: u64, now_ms: i64) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO transfers (blob, portal_id, article_id, bytes, since_ms) VALUES (:blob, :portal_id, :article_id, :bytes, :now_ms)
         ON CONFLICT DO NOTHING",
    )?;
    statement.execute(named_params! {
        ":blob": Sql(blob),
        ":portal_id": Sql(portal),
        ":article_id": Sql(article),
        ":bytes": bytes,
        ":now_ms": now_ms,
    })?;
    Ok(())
}

/// Remembers where the portal takes the bytes and how many it has; none when it knows of no upload.
///
/// # Errors
/// From the database.
pub fn reach(writer: &Writer<'_>, portal: Uuid, blob: BlobId, url: Option<&str>, sent: u64) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("UPDATE transfers SET url = :url, sent = :sent WHERE portal_id = :portal_id AND blob = :blob")?;
    statement.execute(named_params! {":portal_id": Sql(portal), ":blob": Sql(blob), ":url": url, ":sent": sent})?;
    Ok(())
}

/// Remembers how many bytes of a medium the portal has, as far as an attempt got.
///
/// # Errors
/// From the database.
pub fn advance(writer: &Writer<'_>, portal: Uuid, blob: BlobId, sent: u64) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("UPDATE transfers SET sent = max(sent, :sent) WHERE portal_id = :portal_id AND blob = :blob")?;
    statement.execute(named_params! {":portal_id": Sql(portal), ":blob": Sql(blob), ":sent": sent})?;
    Ok(())
}

/// Remembers why the portal refused a medium.
///
/// # Errors
/// From the database.
pub fn refuse(writer: &Writer<'_>, portal: Uuid, blob: BlobId, problem: &Value) -> Result<()> {
    let mut statement = writer.0.prepare_cached("UPDATE transfers SET problem = :problem WHERE portal_id = :portal_id AND blob = :blob")?;
    statement.execute(named_params! {":portal_id": Sql(portal), ":blob": Sql(blob), ":problem": problem.to_string()})?;
    Ok(())
}

/// Lets refused media be tried again: those of one article, or all.
///
/// # Errors
/// From the database.
pub fn forgive(writer: &Writer<'_>, portal: Uuid, article: Option<ArticleId>) -> Result<usize> {
    let mut statement = writer.0.prepare_cached(
        "UPDATE transfers SET problem = NULL, url = NULL, sent = 0
         WHERE portal_id = :portal_id AND problem IS NOT NULL AND (:article_id IS NULL OR article_id = :article_id)",
    )?;
    Ok(statement.execute(named_params! {":portal_id": Sql(portal), ":article_id": article.map(Sql)})?)
}

/// Sends media although the network costs money, because a person said so: those of one article, or all that wait now.
///
/// # Errors
/// From the database.
pub fn urge(writer: &Writer<'_>, portal: Uuid, article: Option<ArticleId>) -> Result<usize> {
    let mut statement = writer.0.prepare_cached(
        "UPDATE transfers SET urged = 1 WHERE portal_id = :portal_id AND (:article_id IS NULL OR article_id = :article_id)",
    )?;
    Ok(statement.execute(named_params! {":portal_id": Sql(portal), ":article_id": article.map(Sql)})?)
}

/// Takes a medium off the way: the portal has it, or nothing that the portal has names it any more.
///
/// # Errors
/// From the database.
pub fn end(writer: &Writer<'_>, portal: Uuid, blob: BlobId) -> Result<()> {
    writer
        .0
        .prepare_cached("DELETE FROM transfers WHERE portal_id = :portal_id AND blob = :blob")?
        .execute(named_params! {":portal_id": Sql(portal), ":blob": Sql(blob)})?;
    Ok(())
}

/// Forgets where uploads stood: the portal was restored, and what it said of them is void.
///
/// # Errors
/// From the database.
pub fn doubt(writer: &Writer<'_>, portal: Uuid) -> Result<()> {
    writer
        .0
        .prepare_cached("UPDATE transfers SET url = NULL, sent = 0 WHERE portal_id = :portal_id")?
        .execute(named_params! {":portal_id": Sql(portal)})?;
    Ok(())
}

type Unparsed = (Transfer, Option<String>);

fn read(row: &Row<'_>) -> rusqlite::Result<Unparsed> {
    let transfer = Transfer {
        blob: row.get::<_, Sql<BlobId>>("blob")?.0,
        article: row.get::<_, Sql<ArticleId>>("article_id")?.0,
        bytes: row.get("bytes")?,
        url: row.get("url")?,
        sent: row.get("sent")?,
        problem: None,
        urged: row.get("urged")?,
        since_ms: row.get("since_ms")?,
    };
    Ok((transfer, row.get("problem")?))
}

fn parse((transfer, problem): Unparsed) -> Result<Transfer> {
    Ok(Transfer { problem: problem.map(|text| serde_json::from_str(&text)).transpose()?, ..transfer })
}
