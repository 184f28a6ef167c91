//! Pictures and files on their way in, and out to the window.

use banthao_document::BlobId;
use banthao_imaging::{Caps, Kind};
use banthao_protocol::{ApiError, ErrorCode, MediaNote, MediaView};
use banthao_store::{Error as StoreError, media};

use crate::{
    App,
    error::{Result, from_imaging, from_portal, from_store},
};

/// What a medium may be: 50 MiB, 100 megapixels.
const CAPS: Caps = Caps { bytes: 50 * 1024 * 1024, pixels: 100_000_000 };
/// Pixels of the longest side of a web picture: a full-width photo on a dense screen.
const LONGEST_SIDE: u32 = 2560;

/// A medium's bytes as the window shows them.
pub struct MediaFile {
    /// Media type, established from the bytes when they came in.
    pub media_type: String,
    /// All of them.
    pub bytes: Vec<u8>,
}

impl App {
    /// Takes a file in: a picture is cleaned for the web and its original kept beside it on this machine; a PDF is kept as it is.
    ///
    /// # Errors
    /// The `Media…` codes for files that are not taken, and those of the disk.
    pub async fn media_add(&self, file_name: String, bytes: Vec<u8>) -> Result<MediaView> {
        let open = self.open()?;
        let now_ms = self.inner.config.world.clock.now_ms();
        let file_name = banthao_document::normalise::text(file_name.rsplit(['/', '\\']).next().unwrap_or_default());
        let taken = open.db.run(move |db| {
            let prepared = match prepare(&bytes, &file_name) {
                Ok(prepared) => prepared,
                Err(error) => return Ok(Err(from_imaging(&error))),
            };
            let blob = db.vault().keep(prepared.clean.as_deref().unwrap_or(&bytes))?;
            let original = match prepared.clean {
                Some(_) => Some(db.vault().keep(&bytes)?),
                None => None,
            };
            let medium = media::Medium {
                blob,
                media_type: prepared.media_type.to_owned(),
                bytes: prepared.bytes,
                size: prepared.size,
                file_name: file_name.clone(),
                original,
                added_ms: now_ms,
            };
            db.write(|writer| media::put(writer, &medium))?;
            Ok::<_, StoreError>(Ok(MediaView {
                blob: blob.to_string(),
                media_type: medium.media_type,
                bytes: medium.bytes,
                file_name,
                width: prepared.size.map(|size| size.0),
                height: prepared.size.map(|size| size.1),
                notes: prepared.notes,
            }))
        });
        taken.await.map_err(from_store)?
    }

    /// The bytes of a medium, fetched from the portal when they are not on this machine.
    ///
    /// # Errors
    /// [`ErrorCode::MediaNotHere`] when neither has it, and those of disk and portal.
    pub async fn media_read(&self, blob: &str) -> Result<MediaFile> {
        let open = self.open()?;
        let blob: BlobId = blob.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a medium's digest"))?;
        let here = open.db.run(move |db| {
            let media_type = db.read(|reader| media::get(reader, blob))?.map(|medium| medium.media_type);
            match (media_type, db.vault().get(blob)) {
                (Some(media_type), Ok(bytes)) => Ok(Some(MediaFile { media_type, bytes })),
                (None, _) | (_, Err(StoreError::NoMedium)) => Ok(None),
                (_, Err(error)) => Err(error),
            }
        });
        if let Some(file) = here.await.map_err(from_store)? {
            return Ok(file);
        }
        let not_here = || ApiError::new(ErrorCode::MediaNotHere, "the medium is not on this machine");
        let portal = open.sync.portal().ok_or_else(not_here)?;
        let bytes = portal.download(blob).await.map_err(|error| from_portal(&error))?;
        let media_type = match banthao_imaging::probe(&bytes, "", CAPS).map_err(|error| from_imaging(&error))? {
            Kind::Picture(media_type) => media_type,
            Kind::Pdf => PDF,
        };
        let (now_ms, portal_id) = (self.inner.config.world.clock.now_ms(), open.portal_id());
        let kept = open.db.run(move |db| {
            db.vault().keep(&bytes)?;
            let medium = media::Medium {
                blob,
                media_type: media_type.to_owned(),
                bytes: bytes.len() as u64,
                size: None,
                file_name: String::new(),
                original: None,
                added_ms: now_ms,
            };
            db.write(|writer| {
                media::put(writer, &medium)?;
                // It came from there, so it need not go there.
                portal_id.map_or(Ok(()), |portal| media::confirm_upload(writer, portal, blob))
            })?;
            Ok::<_, StoreError>(MediaFile { media_type: media_type.to_owned(), bytes: bytes.to_vec() })
        });
        kept.await.map_err(from_store)
    }
}

const PDF: &str = "application/pdf";

struct Prepared {
    clean: Option<Vec<u8>>,
    media_type: &'static str,
    bytes: u64,
    size: Option<(u32, u32)>,
    notes: Vec<MediaNote>,
}

fn prepare(bytes: &[u8], file_name: &str) -> Result<Prepared, banthao_imaging::Error> {
    match banthao_imaging::probe(bytes, file_name, CAPS)? {
        Kind::Pdf => Ok(Prepared { clean: None, media_type: PDF, bytes: bytes.len() as u64, size: None, notes: Vec::new() }),
        Kind::Picture(_) => {
            let clean = banthao_imaging::clean(bytes, LONGEST_SIDE, CAPS)?;
            let done = clean.done;
            let notes = [
                (done.location_removed, MediaNote::LocationRemoved),
                (done.metadata_removed, MediaNote::MetadataRemoved),
                (done.resized, MediaNote::Resized),
                (done.rotated, MediaNote::Rotated),
            ];
            Ok(Prepared {
                media_type: clean.media_type,
                bytes: clean.bytes.len() as u64,
                size: Some((clean.width, clean.height)),
                notes: notes.into_iter().filter_map(|(is_so, note)| is_so.then_some(note)).collect(),
                clean: Some(clean.bytes),
            })
        }
    }
}
