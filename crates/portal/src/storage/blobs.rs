//! What is known of media. The row comes after the bytes: see [`Shelf`](super::Shelf).

use banthao_document::{AccountId, BlobId};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Result, articles, cached::Cached, holders};

/// What is known of a medium.
#[derive(Debug, Clone)]
pub struct BlobRow {
    /// Established from the bytes.
    pub media_type: String,
    /// Size.
    pub bytes: u64,
    /// Whether renditions were made, or tried.
    pub rendered: bool,
}

/// Since when a medium is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Since just now.
    New,
    /// It was here.
    Before,
}

/// A picture at one of the widths of the public pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The width asked for; part of the address.
    pub step: u32,
    /// Its pixels.
    pub width: u32,
    /// Its pixels.
    pub height: u32,
    /// Media type.
    pub media_type: String,
}

/// Makes a durable file known, and its sender a holder. Doing so again changes nothing.
pub fn keep(connection: &Connection, id: BlobId, row: &BlobRow, holder: AccountId, now_ms: i64) -> Result<Kept> {
    let added = connection.execute_cached(
        "INSERT INTO blobs (id, media_type, bytes, received_at_ms) VALUES (:id, :media_type, :bytes, :now) ON CONFLICT DO NOTHING",
        named_params! {
            ":id": id.0,
            ":media_type": row.media_type,
            ":bytes": i64::try_from(row.bytes).unwrap_or(i64::MAX),
            ":now": now_ms,
        },
    )?;
    if added == 0 && holders::holds(connection, holder, id)? {
        return Ok(Kept::Before);
    }
    holders::hold(connection, holder, id, now_ms)?;
    articles::announce_completed_by(connection, id)?;
    Ok(Kept::New)
}

/// Keeps the renditions of a picture; none says that it cannot be decoded.
pub fn keep_renditions(connection: &Connection, id: BlobId, renditions: &[Rendition], now_ms: i64) -> Result<()> {
    for rendition in renditions {
        connection.execute_cached(
            "INSERT INTO renditions (blob_id, step, pixel_width, pixel_height, media_type)
             VALUES (:id, :step, :width, :height, :media_type) ON CONFLICT DO NOTHING",
            named_params! {
                ":id": id.0,
                ":step": rendition.step,
                ":width": rendition.width,
                ":height": rendition.height,
                ":media_type": rendition.media_type,
            },
        )?;
    }
    connection.execute_cached("UPDATE blobs SET rendered_at_ms = :now WHERE id = :id", named_params! { ":now": now_ms, ":id": id.0 })?;
    Ok(())
}

/// What is known of a medium, if it is here.
pub fn find(connection: &Connection, id: BlobId) -> Result<Option<BlobRow>> {
    let found = connection
        .query_row_cached("SELECT media_type, bytes, rendered_at_ms FROM blobs WHERE id = :id", named_params! { ":id": id.0 }, |row| {
            Ok(BlobRow {
                media_type: row.get("media_type")?,
                bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
                rendered: row.get::<_, Option<i64>>("rendered_at_ms")?.is_some(),
            })
        })
        .optional()?;
    Ok(found)
}

/// The renditions of a picture, narrowest first.
pub fn renditions(connection: &Connection, id: BlobId) -> Result<Vec<Rendition>> {
    let mut statement = connection
        .prepare_cached("SELECT step, pixel_width, pixel_height, media_type FROM renditions WHERE blob_id = :id ORDER BY step")?;
    let rows = statement.query_map(named_params! { ":id": id.0 }, |row| {
        Ok(Rendition {
            step: row.get("step")?,
            width: row.get("pixel_width")?,
            height: row.get("pixel_height")?,
            media_type: row.get("media_type")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the public may see a medium: a published revision shows it.
pub fn is_public(connection: &Connection, id: BlobId) -> Result<bool> {
    let found = connection
        .query_row_cached(
            "SELECT 1 FROM revision_blobs r JOIN publications p ON p.revision_id = r.revision_id WHERE r.blob_id = :id LIMIT 1",
            named_params! { ":id": id.0 },
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}
