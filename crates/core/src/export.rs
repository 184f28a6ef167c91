//! Drafts as plain files: readable in any browser, by any person, without this program.
//!
//! One folder for each article, with the page, its pictures and files, and the article as JSON, from which [`import`](crate::import) takes it in
//! again. It is intentionally in the clear and always outside the profile. It is written under another name and gets its own when it is whole.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use banthao_document::{ArticleContent, ArticleId, BlobId};
use banthao_protocol::{ApiError, ErrorCode, ExportForm, ExportReport, ExportRequest, ExportScope};
use banthao_store::{Db, articles, media, mirrors, revisions};
use uuid::Uuid;

use crate::{
    article_files,
    error::{Result, from_store},
    work::Progress,
};

/// An article to be written.
pub(crate) struct Draft {
    pub id: ArticleId,
    pub content: ArticleContent,
    pub saved_ms: i64,
}

/// One of its pictures or files.
pub(crate) struct Medium {
    pub media_type: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// The drafts of an open profile, the last saved first.
pub(crate) fn drafts(db: &Db, portal: Option<Uuid>, scope: ExportScope) -> Result<Vec<Draft>> {
    let found = db.read(|reader| {
        let mut drafts = Vec::new();
        for heading in articles::headings(reader)? {
            let agreed = match portal {
                Some(portal) => mirrors::get(reader, portal, heading.id)?.and_then(|mirror| mirror.agreed),
                None => None,
            };
            let is_there = match agreed {
                Some(agreed) => revisions::content_hash(reader, agreed)? == Some(heading.content_hash),
                None => false,
            };
            let Some(article) = articles::get(reader, heading.id)? else { continue };
            let mut blobs = article.content.blobs().into_iter();
            let media_there = match portal {
                Some(portal) => {
                    blobs.try_fold(true, |all, blob| Ok::<_, banthao_store::Error>(all && media::is_uploaded(reader, portal, blob)?))?
                }
                None => false,
            };
            if scope == ExportScope::All || !is_there || !media_there {
                drafts.push(Draft { id: article.id, content: article.content, saved_ms: article.saved_ms });
            }
        }
        Ok::<_, banthao_store::Error>(drafts)
    });
    found.map_err(from_store)
}

/// A medium of an open profile, when it is on this machine and whole.
pub(crate) fn medium(db: &Db, blob: BlobId) -> Option<Medium> {
    let known = db.read(|reader| media::get(reader, blob)).ok()??;
    let bytes = db.vault().get(blob).ok()?;
    Some(Medium { media_type: known.media_type, file_name: known.file_name, bytes })
}

/// Writes the drafts into a new folder or file inside the folder that the person chose.
///
/// # Errors
/// [`ErrorCode::FolderUnusable`], [`ErrorCode::WorkStopped`], and those of the disk; nothing is left behind then.
pub(crate) fn write(
    request: &ExportRequest,
    profile: &Path,
    drafts: &[Draft],
    medium: &dyn Fn(BlobId) -> Option<Medium>,
    now_ms: i64,
    progress: &Progress,
) -> Result<ExportReport> {
    let folder = usable(Path::new(&request.folder), profile)?;
    let ending = match request.form {
        ExportForm::Folder => "",
        ExportForm::Zip => ".zip",
    };
    let path = free_name(&folder, &format!("ban-thao-{}", stamp(now_ms)), ending);
    let part = path.with_file_name(format!("{}.part", path.file_name().unwrap_or_default().to_string_lossy()));
    let written = match request.form {
        ExportForm::Folder => fs::create_dir(&part).map_err(disk).and_then(|()| {
            let mut sink = Folder(part.clone());
            fill(&mut sink, drafts, medium, now_ms, progress)
        }),
        ExportForm::Zip => File::create(&part).map_err(disk).and_then(|file| {
            let mut sink = Zip(zip::ZipWriter::new(file));
            let report = fill(&mut sink, drafts, medium, now_ms, progress)?;
            let file = sink.0.finish().map_err(|error| disk(error.into()))?;
            file.sync_all().map_err(disk)?;
            Ok(report)
        }),
    };
    let written = written.and_then(|report| fs::rename(&part, &path).map_err(disk).map(|()| report));
    if written.is_err() {
        let _ = if part.is_dir() { fs::remove_dir_all(&part) } else { fs::remove_file(&part) };
    }
    let (articles, media, media_missing) = written?;
    Ok(ExportReport { path: path.display().to_string(), articles, media, media_missing })
}

fn fill(
    sink: &mut dyn Sink,
    drafts: &[Draft],
    medium: &dyn Fn(BlobId) -> Option<Medium>,
    now_ms: i64,
    progress: &Progress,
) -> Result<(u32, u32, u32)> {
    progress.expects(drafts.len() as u64);
    sink.file(article_files::README, article_files::readme(drafts, now_ms).as_bytes())?;
    let (mut media, mut missing) = (0, 0);
    for (at, draft) in drafts.iter().enumerate() {
        let name = article_files::folder_name(at + 1, &draft.content.title);
        let done = article_files::write(sink, &name, draft, medium)?;
        media += done.0;
        missing += done.1;
        progress.did(1)?;
    }
    Ok((drafts.len() as u32, media, missing))
}

/// Where files go.
pub(crate) trait Sink {
    /// One file, by its path below the export, with slashes.
    fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()>;
}

struct Folder(PathBuf);

impl Sink for Folder {
    fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let path = path.split('/').fold(self.0.clone(), |folder, name| folder.join(name));
        fs::create_dir_all(path.parent().unwrap_or(&self.0)).map_err(disk)?;
        let mut file = File::create(path).map_err(disk)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(disk)
    }
}

struct Zip(zip::ZipWriter<File>);

impl Sink for Zip {
    fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let options = zip::write::SimpleFileOptions::default().large_file(bytes.len() > 1 << 31);
        self.0.start_file(path, options).map_err(|error| disk(error.into()))?;
        self.0.write_all(bytes).map_err(disk)
    }
}

/// A folder that something may be put into: there, and not the profile itself.
pub(crate) fn usable(folder: &Path, profile: &Path) -> Result<PathBuf> {
    let unusable = || ApiError::new(ErrorCode::FolderUnusable, "the folder cannot be used");
    if !folder.is_absolute() || !folder.is_dir() {
        return Err(unusable());
    }
    let folder = folder.canonicalize().map_err(|_| unusable())?;
    let profile = profile.canonicalize().unwrap_or_else(|_| profile.to_owned());
    if folder.starts_with(&profile) { Err(unusable()) } else { Ok(folder) }
}

/// A name that nothing in the folder has yet.
pub(crate) fn free_name(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let first = folder.join(format!("{name}{ending}"));
    if !first.exists() {
        return first;
    }
    let mut numbered = (2..).map(|number| folder.join(format!("{name}-{number}{ending}")));
    numbered.find(|path| !path.exists()).unwrap_or(first)
}

/// Day and time in Việt Nam, for the name of a file: `2026-11-23-1000`.
pub(crate) fn stamp(ms: i64) -> String {
    let minutes = ms.div_euclid(60_000) + 7 * 60;
    let (days, minute) = (minutes.div_euclid(24 * 60), minutes.rem_euclid(24 * 60));
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}-{:02}{:02}", minute / 60, minute % 60)
}

/// The day of the Gregorian calendar, so many days after 1/1/1970 (Hinnant, “chrono-Compatible Low-Level Date Algorithms”).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

pub(crate) fn disk(error: std::io::Error) -> ApiError {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::NotFound => {
            ApiError::new(ErrorCode::FolderUnusable, "the folder cannot be written to")
        }
        _ => from_store(banthao_store::Error::from(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_day_in_viet_nam() {
        assert_eq!(stamp(0), "1970-01-01-0700");
        assert_eq!(stamp(1_795_402_800_000), "2026-11-23-1000");
        assert_eq!(stamp(1_709_225_940_000), "2024-02-29-2359", "a leap day, still today in Hà Nội");
    }
}
