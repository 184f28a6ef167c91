//! A medium as the window's two doors answer for it, the shell's scheme and the bridge: status, headers and bytes are said here once.

use banthao_document::BlobId;
use banthao_protocol::{ApiError, ErrorCode};
use banthao_store::Contents;

use super::{from_vault, range, range::Wanted, thumbnail};
use crate::{App, error::Result, media::intake::Refused};

/// The longest medium that is given whole. What is longer is asked for in pieces, or not shown.
const WHOLE: u64 = 64 * 1024 * 1024;

/// Which form of a medium is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaForm {
    /// The medium itself.
    Itself,
    /// The small picture that lists show of it.
    Thumbnail,
}

impl MediaForm {
    /// Digest and form in an address: `<digest>` or `<digest>/thumb`.
    pub fn in_path(path: &str) -> (&str, Self) {
        match path.trim_start_matches('/').split_once('/') {
            Some((blob, "thumb")) => (blob, Self::Thumbnail),
            _ => (path.trim_start_matches('/'), Self::Itself),
        }
    }
}

/// An answer in the words of HTTP.
#[derive(Debug)]
pub struct MediaAnswer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes, a few mebibytes at most unless the medium was asked for whole.
    pub body: Vec<u8>,
}

impl App {
    /// Answers for a medium, or for the part of it that a `Range` header names. A medium that is not on this machine is fetched first.
    pub async fn media_answer(&self, blob: &str, form: MediaForm, range: Option<&str>) -> MediaAnswer {
        match self.media_part(blob, form, range.map(str::to_owned)).await {
            Ok(answer) => answer,
            Err(error) => {
                let status = match error.code {
                    ErrorCode::MediaNotHere | ErrorCode::MediaUnsupported | ErrorCode::BadRequest => 404,
                    _ => 503,
                };
                MediaAnswer { status, headers: Vec::new(), body: Vec::new() }
            }
        }
    }

    async fn media_part(&self, blob: &str, form: MediaForm, range: Option<String>) -> Result<MediaAnswer> {
        let open = self.open()?;
        let blob: BlobId = blob.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a medium's digest"))?;
        let medium = self.medium_here(&open, blob).await?;
        let answer = open.db.run(move |db| {
            let (media_type, file) = match form {
                MediaForm::Itself => (medium.media_type, blob),
                MediaForm::Thumbnail => {
                    let small = thumbnail::find_or_make(db, &medium)?;
                    let head = db.vault().contents(small)?.range(0, banthao_imaging::HEAD as u64)?;
                    match banthao_imaging::sniff(&head, "")? {
                        banthao_imaging::Kind::Picture(media_type) => (media_type.to_owned(), small),
                        _ => return Err(banthao_imaging::Error::Corrupt.into()),
                    }
                }
            };
            Ok::<_, Refused>(answer(&media_type, &db.vault().contents(file)?, range.as_deref())?)
        });
        answer.await.map_err(ApiError::from)
    }

    /// All bytes of a medium, for those that are small, fetched from the portal when they are not on this machine.
    ///
    /// # Errors
    /// [`ErrorCode::MediaNotHere`] when neither has it, [`ErrorCode::MediaDamaged`], and those of disk and portal.
    pub async fn media_read(&self, blob: &str) -> Result<MediaFile> {
        let open = self.open()?;
        let blob: BlobId = blob.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a medium's digest"))?;
        let media_type = self.medium_here(&open, blob).await?.media_type;
        let bytes = open.db.run(move |db| db.vault().get(blob)).await.map_err(from_vault)?;
        Ok(MediaFile { media_type, bytes })
    }
}

/// A medium's bytes.
pub struct MediaFile {
    /// Media type, established from the bytes when they came in.
    pub media_type: String,
    /// All of them.
    pub bytes: Vec<u8>,
}

fn answer(media_type: &str, contents: &Contents, header: Option<&str>) -> banthao_store::Result<MediaAnswer> {
    let total = contents.bytes();
    let mut headers = vec![
        ("content-type", media_type.to_owned()),
        ("accept-ranges", "bytes".to_owned()),
        ("cache-control", "private, max-age=31536000, immutable".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    let (status, body) = match range::wanted(header, total) {
        Wanted::Whole if total > WHOLE => (413, Vec::new()),
        Wanted::Whole => (200, contents.range(0, total)?),
        Wanted::Part(start, end) => {
            headers.push(("content-range", format!("bytes {start}-{}/{total}", end - 1)));
            (206, contents.range(start, end)?)
        }
        Wanted::Beyond => {
            headers.push(("content-range", format!("bytes */{total}")));
            (416, Vec::new())
        }
    };
    Ok(MediaAnswer { status, headers, body })
}
