//! The small picture of a picture, for lists: made when the picture comes in, or when it is first asked for.

use banthao_document::BlobId;
use banthao_imaging::Error as Unfit;
use banthao_store::{Db, media};

use super::{PICTURE, intake::Refused};

/// Pixels of its longest side: a row of a list on a dense screen.
const LONGEST_SIDE: u32 = 320;

/// The small picture of these bytes.
pub(crate) fn of(picture: &[u8]) -> Result<Vec<u8>, Unfit> {
    banthao_imaging::clean(picture, LONGEST_SIDE, PICTURE).map(|small| small.bytes)
}

/// The small picture of a medium that is on this machine. Blocking.
pub(super) fn find_or_make(db: &Db, medium: &media::Medium) -> Result<BlobId, Refused> {
    let blob = medium.blob;
    let made = db.read(|reader| media::thumbnail(reader, blob))?;
    // What was made once and is damaged or gone is made again.
    if let Some(thumbnail) = made.filter(|thumbnail| db.vault().contents(*thumbnail).is_ok()) {
        return Ok(thumbnail);
    }
    if !medium.media_type.starts_with("image/") {
        return Err(Unfit::Unsupported(None).into());
    }
    let small = of(&db.vault().get(blob)?)?;
    let adding = db.vault().adding();
    let thumbnail = adding.keep(&small)?;
    db.write(|writer| media::put_thumbnail(writer, blob, thumbnail))?;
    Ok(thumbnail)
}
