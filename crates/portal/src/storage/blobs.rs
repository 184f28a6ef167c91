//! Media: a file named by its digest, and a row that says it is durable.
//!
//! The order is the promise: bytes to a file of another name, fsync, rename, fsync of the folder, and only then the row. Whoever sees
//! the row may rely on the bytes, whenever the power went.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use banthao_document::BlobId;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Result, Storage, articles};

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

impl Storage {
    /// Makes a medium durable, then known. Doing so again changes nothing. Blocks.
    pub fn keep_blob_now(&self, id: BlobId, media_type: &str, bytes: &[u8], now_ms: i64) -> Result<Kept> {
        self.write_file(&self.blob_path(id), bytes)?;
        self.write_now(|connection| {
            let added = connection.execute(
                "INSERT INTO blobs (id, media_type, bytes, received_at_ms) VALUES (:id, :media_type, :bytes, :now) ON CONFLICT DO NOTHING",
                named_params! {
                    ":id": id.0,
                    ":media_type": media_type,
                    ":bytes": i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                    ":now": now_ms,
                },
            )?;
            if added == 0 {
                return Ok(Kept::Before);
            }
            articles::announce_completed_by(connection, id)?;
            Ok(Kept::New)
        })
    }

    /// The bytes of a medium that has a row. Blocks.
    pub fn blob_bytes_now(&self, id: BlobId) -> Result<Vec<u8>> {
        Ok(fs::read(self.blob_path(id))?)
    }

    /// Keeps the renditions of a picture; none says that it cannot be decoded. Blocks.
    pub fn keep_renditions_now(&self, id: BlobId, renditions: &[(Rendition, Vec<u8>)], now_ms: i64) -> Result<()> {
        for (rendition, bytes) in renditions {
            self.write_file(&self.rendition_path(id, rendition.step), bytes)?;
        }
        self.write_now(|connection| {
            for (rendition, _) in renditions {
                connection.execute(
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
            connection.execute("UPDATE blobs SET rendered_at_ms = :now WHERE id = :id", named_params! { ":now": now_ms, ":id": id.0 })?;
            Ok(())
        })
    }

    /// The bytes of a rendition that has a row. Blocks.
    pub fn rendition_bytes_now(&self, id: BlobId, step: u32) -> Result<Vec<u8>> {
        Ok(fs::read(self.rendition_path(id, step))?)
    }

    fn blob_path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        self.folder().join("blobs").join(&name[..2]).join(name)
    }

    fn rendition_path(&self, id: BlobId, step: u32) -> PathBuf {
        let name = id.to_string();
        self.folder().join("renditions").join(&name[..2]).join(format!("{name}-{step}"))
    }

    /// A reader finds all of the bytes under this name or no such file.
    fn write_file(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        if path.exists() {
            // Whoever wrote it may have been cut off between the rename and its fsync.
            return path.parent().map_or(Ok(()), sync_folder);
        }
        let incoming = self.folder().join("incoming").join(hex::encode(rand::random::<[u8; 16]>()));
        let written = write_durably(&incoming, path, bytes);
        if written.is_err() {
            // The disk may be full; what is left of the attempt must not stay on it. That it cannot be removed either changes nothing.
            let _ = fs::remove_file(&incoming);
        }
        written
    }
}

/// Removes what uploads that were cut off left behind, a day after, so that nothing under way is touched.
pub fn sweep(incoming: &Path, now_ms: i64) -> Result<()> {
    for entry in fs::read_dir(incoming)? {
        let entry = entry?;
        let written = entry.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        if written + DAY < Duration::from_millis(now_ms.unsigned_abs()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn write_durably(incoming: &Path, path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = File::create_new(incoming)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
        fs::rename(incoming, path)?;
        sync_folder(folder)?;
        if let Some(above) = folder.parent() {
            sync_folder(above)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<()> {
    Ok(File::open(folder)?.sync_all()?)
}

/// Windows writes a rename to its journal and does not let a folder be opened as a file.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}

/// What is known of a medium, if it is here.
pub fn find(connection: &Connection, id: BlobId) -> Result<Option<BlobRow>> {
    let found = connection
        .query_row("SELECT media_type, bytes, rendered_at_ms FROM blobs WHERE id = :id", named_params! { ":id": id.0 }, |row| {
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
        .query_row(
            "SELECT 1 FROM revision_blobs r JOIN publications p ON p.revision_id = r.revision_id WHERE r.blob_id = :id LIMIT 1",
            named_params! { ":id": id.0 },
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}
