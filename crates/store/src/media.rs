//! What is known of each medium, and which portal has confirmed it. The bytes are in the [`Vault`](crate::Vault).

use banthao_document::BlobId;
use rusqlite::named_params;
use uuid::Uuid;

use crate::{
    Reader, Result, Writer,
    sql::{Sql, optional},
};

/// A medium of this profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// What is sent: for a picture the clean web version.
    pub blob: BlobId,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// Pixels, for a picture.
    pub size: Option<(u32, u32)>,
    /// The name it came under, without a path.
    pub file_name: String,
    /// The file as it came in, kept on this machine only.
    pub original: Option<BlobId>,
    /// When it came in, UTC milliseconds of this machine.
    pub added_ms: i64,
}

/// The medium, if this profile knows it.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, blob: BlobId) -> Result<Option<Medium>> {
    let mut statement =
        reader.0.prepare_cached("SELECT media_type, bytes, width, height, file_name, original, added_ms FROM media WHERE blob = :blob")?;
    optional(statement.query_row(named_params! {":blob": Sql(blob)}, |row| {
        let (width, height): (Option<u32>, Option<u32>) = (row.get("width")?, row.get("height")?);
        Ok(Medium {
            blob,
            media_type: row.get("media_type")?,
            bytes: row.get("bytes")?,
            size: width.zip(height),
            file_name: row.get("file_name")?,
            original: row.get::<_, Option<Sql<BlobId>>>("original")?.map(|id| id.0),
            added_ms: row.get("added_ms")?,
        })
    }))
}

/// Makes a medium known; its bytes are in the vault already. One that is known already counts as just come in.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, medium: &Medium) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO media (blob, media_type, bytes, width, height, file_name, original, added_ms)
         VALUES (:blob, :media_type, :bytes, :width, :height, :file_name, :original, :added_ms)
         ON CONFLICT DO UPDATE SET file_name = CASE excluded.file_name WHEN '' THEN media.file_name ELSE excluded.file_name END,
             original = coalesce(excluded.original, media.original), added_ms = max(excluded.added_ms, media.added_ms)",
    )?;
    statement.execute(named_params! {
        ":blob": Sql(medium.blob),
        ":media_type": medium.media_type,
        ":bytes": medium.bytes,
        ":width": medium.size.map(|size| size.0),
        ":height": medium.size.map(|size| size.1),
        ":file_name": medium.file_name,
        ":original": medium.original.map(Sql),
        ":added_ms": medium.added_ms,
    })?;
    writer.0.prepare_cached("DELETE FROM media_marks WHERE blob = :blob")?.execute(named_params! {":blob": Sql(medium.blob)})?;
    Ok(())
}

/// The small picture of a medium, once one was made.
///
/// # Errors
/// From the database.
pub fn thumbnail(reader: &Reader<'_>, blob: BlobId) -> Result<Option<BlobId>> {
    let mut statement = reader.0.prepare_cached("SELECT thumbnail FROM thumbnails WHERE blob = :blob")?;
    optional(statement.query_row(named_params! {":blob": Sql(blob)}, |row| Ok(row.get::<_, Sql<BlobId>>("thumbnail")?.0)))
}

/// Remembers the small picture of a medium; its bytes are in the vault already.
///
/// # Errors
/// From the database.
pub fn put_thumbnail(writer: &Writer<'_>, blob: BlobId, thumbnail: BlobId) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO thumbnails (blob, thumbnail) VALUES (:blob, :thumbnail) ON CONFLICT DO UPDATE SET thumbnail = excluded.thumbnail",
    )?;
    statement.execute(named_params! {":blob": Sql(blob), ":thumbnail": Sql(thumbnail)})?;
    Ok(())
}

/// Remembers that the portal has the medium.
///
/// # Errors
/// From the database.
pub fn confirm_upload(writer: &Writer<'_>, portal: Uuid, blob: BlobId) -> Result<()> {
    writer
        .0
        .prepare_cached("INSERT INTO uploads (blob, portal_id) VALUES (:blob, :portal_id) ON CONFLICT DO NOTHING")?
        .execute(named_params! {":blob": Sql(blob), ":portal_id": Sql(portal)})?;
    Ok(())
}

/// Forgets that the portal has the medium, because it says that it has not.
///
/// # Errors
/// From the database.
pub fn forget_upload(writer: &Writer<'_>, portal: Uuid, blob: BlobId) -> Result<()> {
    writer
        .0
        .prepare_cached("DELETE FROM uploads WHERE blob = :blob AND portal_id = :portal_id")?
        .execute(named_params! {":blob": Sql(blob), ":portal_id": Sql(portal)})?;
    Ok(())
}

/// Whether the portal has confirmed the medium.
///
/// # Errors
/// From the database.
pub fn is_uploaded(reader: &Reader<'_>, portal: Uuid, blob: BlobId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached("SELECT EXISTS (SELECT 1 FROM uploads WHERE blob = :blob AND portal_id = :portal_id)")?;
    Ok(statement.query_row(named_params! {":blob": Sql(blob), ":portal_id": Sql(portal)}, |row| row.get(0))?)
}
