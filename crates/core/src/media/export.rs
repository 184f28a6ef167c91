//! A medium as a file of the person's own, where they say.

use std::{
    fs::{self, File},
    io::Write,
    path::PathBuf,
};

use banthao_document::BlobId;
use banthao_protocol::{ApiError, ErrorCode};

use super::from_vault;
use crate::{App, article_files::plain_name, error::Result, export::disk, safety::blocking};

/// Bytes that are in the clear in memory at a time.
const PIECE: u64 = 4 * 1024 * 1024;

impl App {
    /// The name under which a medium would be written: the one under which it came, in letters that every system takes.
    ///
    /// # Errors
    /// As [`App::media_read`].
    pub async fn media_name(&self, blob: &str) -> Result<String> {
        let open = self.open()?;
        let medium = self.medium_here(&open, digest(blob)?).await?;
        Ok(plain_name(&medium.file_name, &medium.media_type))
    }

    /// Writes a medium into a file. The file gets its name when it is whole; what had the name before is replaced, which the person was asked about.
    ///
    /// # Errors
    /// As [`App::media_read`], and [`ErrorCode::FolderUnusable`] and those of the disk; nothing is left behind then.
    pub async fn media_export(&self, blob: &str, file: PathBuf) -> Result<()> {
        let open = self.open()?;
        let blob = digest(blob)?;
        self.medium_here(&open, blob).await?;
        let db = open.db.blocking().clone();
        blocking(move || {
            let contents = db.vault().contents(blob).map_err(from_vault)?;
            let mut name = file.file_name().unwrap_or_default().to_owned();
            name.push(".part");
            let part = file.with_file_name(name);
            let written = (|| {
                let mut out = File::create(&part).map_err(disk)?;
                let mut done = 0;
                while done < contents.bytes() {
                    let end = contents.bytes().min(done + PIECE);
                    out.write_all(&contents.range(done, end).map_err(from_vault)?).map_err(disk)?;
                    done = end;
                }
                out.sync_all().and_then(|()| fs::rename(&part, &file)).map_err(disk)
            })();
            if written.is_err() {
                let _ = fs::remove_file(&part);
            }
            written
        })
        .await
    }
}

fn digest(blob: &str) -> Result<BlobId> {
    blob.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a medium's digest"))
}
