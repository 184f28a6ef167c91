//! A file on its way in. What it is, is told by its beginning; a picture is then read whole and cleaned, anything else goes through to the disk
//! as it comes.

use std::io::{self, Read};

use banthao_imaging::{Error as Unfit, Kind};
use banthao_protocol::{ApiError, MediaNote, MediaView};
use banthao_store::{Adding, Db, Error as StoreError, media};

use super::{DOCUMENT_BYTES, PDF, PICTURE, RECORDING_BYTES, from_vault, thumbnail};
use crate::error::from_imaging;

/// Pixels of the longest side of a web picture: a full-width photo on a dense screen.
pub(crate) const LONGEST_SIDE: u32 = 2560;

/// A file that somebody gives.
pub struct Incoming {
    /// Its name; a path before it is dropped.
    pub file_name: String,
    /// Its length, when it is known before it has been read.
    pub bytes: Option<u64>,
    /// What the window calls it while it comes in; none when nobody waits for news of it.
    pub ticket: Option<String>,
    /// Its bytes.
    pub source: Box<dyn Read + Send>,
}

impl Incoming {
    /// A file whose bytes are here already.
    pub fn of_bytes(file_name: String, bytes: Vec<u8>) -> Self {
        Self { file_name, bytes: Some(bytes.len() as u64), ticket: None, source: Box::new(io::Cursor::new(bytes)) }
    }
}

/// Why a file was not taken.
pub(crate) enum Refused {
    Unfit(Unfit),
    Store(StoreError),
}

impl From<Unfit> for Refused {
    fn from(error: Unfit) -> Self {
        Self::Unfit(error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unfit(error) => from_imaging(&error),
            Refused::Store(error) => from_vault(error),
        }
    }
}

/// Takes a file in. Blocking. `progress` is told how many bytes have come.
pub(crate) fn take(db: &Db, incoming: Incoming, now_ms: i64, progress: &mut dyn FnMut(u64)) -> Result<MediaView, Refused> {
    let Incoming { file_name, bytes, mut source, .. } = incoming;
    let file_name = banthao_document::normalise::text(file_name.rsplit(['/', '\\']).next().unwrap_or_default());
    let head = beginning(&mut *source)?;
    let kind = banthao_imaging::sniff(&head, &file_name)?;
    let limit = limit(kind);
    if let Some(bytes) = bytes.filter(|bytes| *bytes > limit) {
        return Err(Unfit::TooLarge { bytes, limit }.into());
    }
    let mut source = Limited { source: io::Cursor::new(head).chain(source), left: limit, read: 0, expected: bytes, exceeded: false };
    // Held until the rows are committed.
    let adding = db.vault().adding();
    let taken = match kind {
        Kind::Picture(_) => picture(&adding, &mut source),
        Kind::Pdf => as_it_is(&adding, &mut source, PDF, progress),
        Kind::Recording(media_type) => as_it_is(&adding, &mut source, media_type, progress),
    };
    let taken = match taken {
        _ if source.exceeded => return Err(Unfit::TooLarge { bytes: bytes.unwrap_or(limit + 1), limit }.into()),
        taken => taken?,
    };
    let medium = media::Medium { file_name: file_name.clone(), added_ms: now_ms, ..taken.medium };
    db.write(|writer| {
        media::put(writer, &medium)?;
        match taken.thumbnail {
            Some(thumbnail) => media::put_thumbnail(writer, medium.blob, thumbnail),
            None => Ok(()),
        }
    })?;
    Ok(MediaView {
        blob: medium.blob.to_string(),
        media_type: medium.media_type,
        bytes: medium.bytes,
        file_name,
        width: medium.size.map(|size| size.0),
        height: medium.size.map(|size| size.1),
        notes: taken.notes,
    })
}

fn limit(kind: Kind) -> u64 {
    match kind {
        Kind::Picture(_) => PICTURE.bytes,
        Kind::Pdf => DOCUMENT_BYTES,
        Kind::Recording(_) => RECORDING_BYTES,
    }
}

fn beginning(source: &mut dyn Read) -> Result<Vec<u8>, Refused> {
    let mut head = Vec::with_capacity(banthao_imaging::HEAD);
    source.take(banthao_imaging::HEAD as u64).read_to_end(&mut head).map_err(broken)?;
    Ok(head)
}

fn broken(error: io::Error) -> Refused {
    Refused::Store(StoreError::Source(error.kind()))
}

struct Taken {
    medium: media::Medium,
    thumbnail: Option<banthao_document::BlobId>,
    notes: Vec<MediaNote>,
}

fn as_it_is(adding: &Adding<'_>, source: &mut dyn Read, media_type: &str, progress: &mut dyn FnMut(u64)) -> Result<Taken, Refused> {
    let kept = adding.keep_from(source, progress)?;
    let medium = media::Medium {
        blob: kept.blob,
        media_type: media_type.to_owned(),
        bytes: kept.bytes,
        size: None,
        file_name: String::new(),
        original: None,
        added_ms: 0,
    };
    Ok(Taken { medium, thumbnail: None, notes: Vec::new() })
}

/// The clean web version is the medium; the file as it came stays beside it on this machine.
fn picture(adding: &Adding<'_>, source: &mut dyn Read) -> Result<Taken, Refused> {
    let mut original = Vec::new();
    source.read_to_end(&mut original).map_err(broken)?;
    let clean = banthao_imaging::clean(&original, LONGEST_SIDE, PICTURE)?;
    let done = clean.done;
    let notes = [
        (done.location_removed, MediaNote::LocationRemoved),
        (done.metadata_removed, MediaNote::MetadataRemoved),
        (done.resized, MediaNote::Resized),
        (done.rotated, MediaNote::Rotated),
    ];
    let medium = media::Medium {
        blob: adding.keep(&clean.bytes)?,
        media_type: clean.media_type.to_owned(),
        bytes: clean.bytes.len() as u64,
        size: Some((clean.width, clean.height)),
        file_name: String::new(),
        original: Some(adding.keep(&original)?),
        added_ms: 0,
    };
    let thumbnail = adding.keep(&thumbnail::of(&clean.bytes)?)?;
    let notes = notes.into_iter().filter_map(|(is_so, note)| is_so.then_some(note)).collect();
    Ok(Taken { medium, thumbnail: Some(thumbnail), notes })
}

/// A source that ends in an error when it gives more than it may, or less than was said: half a film must not pass for one.
struct Limited<R> {
    source: R,
    left: u64,
    read: u64,
    expected: Option<u64>,
    exceeded: bool,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read += read as u64;
        let ended = read == 0 && !buffer.is_empty();
        if ended && self.expected.is_some_and(|expected| expected != self.read) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match self.left.checked_sub(read as u64) {
            Some(left) => {
                self.left = left;
                Ok(read)
            }
            None => {
                self.exceeded = true;
                Err(io::ErrorKind::FileTooLarge.into())
            }
        }
    }
}
