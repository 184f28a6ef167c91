//! Plain files of an export, taken in again.
//!
//! Nothing that is here is replaced: an article that is here with the same text is left alone, one that is here with another text becomes a new
//! article beside it. What is read was in other hands; it passes the same checks as what is typed, and a medium is what its digest says or
//! nothing.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use banthao_document::{ArticleId, SCHEMA_VERSION};
use banthao_protocol::{ApiError, ErrorCode, ImportReport};
use banthao_store::{Db, articles, media};
use serde_json::Value;

use crate::{
    article_files::{ARTICLE, Exported, FORM},
    error::{Result, from_store},
    export::disk,
    work::Progress,
    world::Mint,
};

/// No article is larger as JSON, and no medium as a file.
const LARGEST: u64 = 2 << 30;

/// Reads an export.
///
/// # Errors
/// [`ErrorCode::FileForeign`] when there is no article in it, and those of the disk.
pub(crate) fn read(db: &Db, path: &Path, now_ms: i64, mint: &dyn Mint, progress: &Progress) -> Result<ImportReport> {
    let mut source: Box<dyn Source> = if path.is_dir() { Box::new(Folder(path.to_owned())) } else { Box::new(Zip::open(path)?) };
    let found = source.articles()?;
    if found.is_empty() {
        return Err(foreign());
    }
    progress.expects(found.len() as u64);
    let mut report = ImportReport { added: 0, known: 0, copied: 0, unreadable: 0 };
    for article in found {
        match source.file(&article).ok().and_then(|bytes| serde_json::from_slice::<Exported>(&bytes).ok()) {
            Some(exported) if exported.banthao_export <= FORM => {
                take(db, source.as_mut(), article.strip_suffix(ARTICLE).unwrap_or(""), exported, now_ms, mint, &mut report)?;
            }
            Some(_) | None => report.unreadable += 1,
        }
        progress.did(1)?;
    }
    Ok(report)
}

fn take(
    db: &Db,
    source: &mut dyn Source,
    folder: &str,
    mut exported: Exported,
    now_ms: i64,
    mint: &dyn Mint,
    report: &mut ImportReport,
) -> Result<()> {
    let Ok(id) = exported.article.parse::<ArticleId>() else {
        report.unreadable += 1;
        return Ok(());
    };
    if exported.content.schema <= SCHEMA_VERSION {
        banthao_document::normalise::content(&mut exported.content);
    }
    let here = db.read(|reader| articles::get(reader, id)).map_err(from_store)?;
    let id = match here {
        Some(here) if here.content_hash == exported.content.hash() => {
            report.known += 1;
            id
        }
        Some(_) => {
            report.copied += 1;
            ArticleId(mint.uuid())
        }
        None => {
            report.added += 1;
            id
        }
    };
    for medium in &exported.media {
        // A name and never a path: nothing outside the export is read.
        if medium.file.contains(['/', '\\']) || medium.file == ".." {
            continue;
        }
        let Ok(bytes) = source.file(&format!("{folder}media/{}", medium.file)) else { continue };
        if banthao_document::BlobId::of(&bytes) != medium.blob {
            continue;
        }
        let adding = db.vault().adding();
        adding.keep(&bytes).map_err(from_store)?;
        let row = media::Medium {
            blob: medium.blob,
            media_type: medium.media_type.clone(),
            bytes: bytes.len() as u64,
            size: None,
            file_name: medium.file_name.clone(),
            original: None,
            added_ms: now_ms,
        };
        db.write(|writer| media::put(writer, &row)).map_err(from_store)?;
    }
    let saved_ms = exported.saved_ms.min(now_ms);
    let save = db.write(|writer| match articles::get(writer, id)? {
        Some(_) => Ok(()),
        None => articles::save(writer, id, &exported.content, &Value::Null, saved_ms).map(|_| ()),
    });
    save.map_err(from_store)
}

/// Where files come from.
trait Source {
    /// The paths of all `article.json`.
    fn articles(&mut self) -> Result<Vec<String>>;
    /// One file, by its path with slashes.
    fn file(&mut self, path: &str) -> Result<Vec<u8>>;
}

struct Folder(PathBuf);

impl Source for Folder {
    fn articles(&mut self) -> Result<Vec<String>> {
        let mut found = Vec::new();
        if self.0.join(ARTICLE).exists() {
            found.push(ARTICLE.to_owned());
        }
        for entry in fs::read_dir(&self.0).map_err(disk)? {
            let entry = entry.map_err(disk)?;
            if entry.path().join(ARTICLE).exists()
                && let Some(name) = entry.file_name().to_str()
            {
                found.push(format!("{name}/{ARTICLE}"));
            }
        }
        found.sort();
        Ok(found)
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>> {
        let path = path.split('/').fold(self.0.clone(), |folder, name| folder.join(name));
        bounded(File::open(path).map_err(disk)?)
    }
}

struct Zip(zip::ZipArchive<File>);

impl Zip {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|_| foreign())?;
        zip::ZipArchive::new(file).map(Self).map_err(|_| foreign())
    }
}

impl Source for Zip {
    fn articles(&mut self) -> Result<Vec<String>> {
        let names = self.0.file_names().filter_map(|name| name.ok().map(std::borrow::Cow::into_owned));
        let mut found: Vec<String> = names.filter(|name| name.rsplit('/').next() == Some(ARTICLE)).collect();
        found.sort();
        Ok(found)
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>> {
        bounded(self.0.by_name(path).map_err(|_| foreign())?)
    }
}

/// All of it, unless it is more than any file of an export can be.
fn bounded(reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(disk)?;
    if bytes.len() as u64 > LARGEST { Err(foreign()) } else { Ok(bytes) }
}

fn foreign() -> ApiError {
    ApiError::new(ErrorCode::FileForeign, "there is no article in it")
}
