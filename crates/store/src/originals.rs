//! What was pasted, as it came, for whoever has to show later what a text was made from. The bytes are in the [`Vault`](crate::Vault).

use banthao_document::{ArticleId, BlobId};
use rusqlite::named_params;
use uuid::Uuid;

use crate::{
    Reader, Result, Writer, media,
    sql::{Sql, optional},
};

/// The type under which the file is known among the media: nothing that a window would show.
pub const MEDIA_TYPE: &str = "application/x-banthao-original";

/// One original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Which; its order is the order of keeping.
    pub id: Uuid,
    /// The article that it was pasted into.
    pub article: ArticleId,
    /// Its bytes.
    pub blob: BlobId,
    /// The name that it is written under for a person.
    pub file_name: String,
    /// Its size.
    pub bytes: u64,
    /// When it was kept, UTC milliseconds of this machine.
    pub kept_ms: i64,
}

/// Keeps an original; its bytes are in the vault already.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, original: &Original) -> Result<()> {
    let Original { blob, bytes, kept_ms, .. } = *original;
    let medium = media::Medium {
        blob,
        media_type: MEDIA_TYPE.to_owned(),
        bytes,
        size: None,
        file_name: String::new(),
        original: None,
        added_ms: kept_ms,
    };
    media::put(writer, &medium)?;
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO originals (id, article_id, blob, file_name, bytes, kept_ms) VALUES (:id, :article_id, :blob, :file_name, :bytes, :kept_ms)",
    )?;
    statement.execute(named_params! {
        ":id": Sql(original.id),
        ":article_id": Sql(original.article),
        ":blob": Sql(blob),
        ":file_name": original.file_name,
        ":bytes": bytes,
        ":kept_ms": kept_ms,
    })?;
    Ok(())
}

/// The originals of an article, the earliest first.
///
/// # Errors
/// From the database.
pub fn of_article(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<Original>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT id, article_id, blob, file_name, bytes, kept_ms FROM originals WHERE article_id = :article_id ORDER BY id",
    )?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One original.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, id: Uuid) -> Result<Option<Original>> {
    let mut statement = reader.0.prepare_cached("SELECT id, article_id, blob, file_name, bytes, kept_ms FROM originals WHERE id = :id")?;
    optional(statement.query_row(named_params! {":id": Sql(id)}, row))
}

/// Forgets an original; one that is not there is no error. Its file goes at a later look at the vault.
///
/// # Errors
/// From the database.
pub fn remove(writer: &Writer<'_>, id: Uuid) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM originals WHERE id = :id")?.execute(named_params! {":id": Sql(id)})?;
    Ok(())
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Original> {
    Ok(Original {
        id: row.get::<_, Sql<Uuid>>("id")?.0,
        article: row.get::<_, Sql<ArticleId>>("article_id")?.0,
        blob: row.get::<_, Sql<BlobId>>("blob")?.0,
        file_name: row.get("file_name")?,
        bytes: row.get("bytes")?,
        kept_ms: row.get("kept_ms")?,
    })
}
