//! Uploads under way: what was announced of each. How far it has come is told by its file alone.

use std::{fmt, str::FromStr};

use banthao_document::{AccountId, BlobId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached};

/// The random name of an upload; guessing one opens nothing, since it is its account's alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UploadId(pub [u8; 16]);

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for UploadId {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

/// An upload under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// Which.
    pub id: UploadId,
    /// Whose.
    pub account: AccountId,
    /// The digest that the bytes shall have.
    pub blob: BlobId,
    /// What they shall be.
    pub media_type: String,
    /// How many they shall be.
    pub bytes: u64,
    /// Until when it may go on, UTC milliseconds.
    pub expires_at_ms: i64,
}

/// Begins an upload.
pub fn add(connection: &Connection, upload: &UploadRow) -> Result<()> {
    connection.execute_cached(
        "INSERT INTO uploads (id, account_id, blob_id, media_type, bytes, expires_at_ms)
         VALUES (:id, :account, :blob, :media_type, :bytes, :expires)",
        named_params! {
            ":id": upload.id.0,
            ":account": upload.account.0.into_bytes(),
            ":blob": upload.blob.0,
            ":media_type": upload.media_type,
            ":bytes": i64::try_from(upload.bytes).unwrap_or(i64::MAX),
            ":expires": upload.expires_at_ms,
        },
    )?;
    Ok(())
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<UploadRow> {
    Ok(UploadRow {
        id: UploadId(row.get("id")?),
        account: AccountId(Uuid::from_bytes(row.get("account_id")?)),
        blob: BlobId(row.get("blob_id")?),
        media_type: row.get("media_type")?,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        expires_at_ms: row.get("expires_at_ms")?,
    })
}

/// An upload that has not expired.
pub fn find(connection: &Connection, id: UploadId, now_ms: i64) -> Result<Option<UploadRow>> {
    let found = connection
        .query_row_cached(
            "SELECT * FROM uploads WHERE id = :id AND expires_at_ms > :now",
            named_params! { ":id": id.0, ":now": now_ms },
            read_row,
        )
        .optional()?;
    Ok(found)
}

/// Forgets an upload.
pub fn remove(connection: &Connection, id: UploadId) -> Result<()> {
    connection.execute_cached("DELETE FROM uploads WHERE id = :id", named_params! { ":id": id.0 })?;
    Ok(())
}

/// Forgets the uploads that have expired and names them.
pub fn expire(connection: &Connection, now_ms: i64) -> Result<Vec<UploadId>> {
    let mut statement = connection.prepare_cached("DELETE FROM uploads WHERE expires_at_ms <= :now RETURNING id")?;
    let gone = statement.query_map(named_params! { ":now": now_ms }, |row| Ok(UploadId(row.get(0)?)))?;
    Ok(gone.collect::<rusqlite::Result<_>>()?)
}
