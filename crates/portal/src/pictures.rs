//! Pictures at the widths of the public pages, made once and kept.

use std::collections::HashMap;

use banthao_document::BlobId;
use banthao_document::render::{Media, Picture};

use crate::{
    Portal,
    storage::{Result, blobs::Rendition},
};

/// The widths in pixels. A picture that is narrower than one of them ends the row at its own width.
pub const STEPS: [u32; 3] = [480, 960, 1600];

/// A picture of more bytes than this is not decoded; it has to be in memory for that.
const LARGEST: u64 = 64 << 20;

/// The pictures of one article, ready for [`banthao_document::render`].
#[derive(Default)]
pub struct Pictures(HashMap<BlobId, Picture>);

impl Media for Pictures {
    fn picture(&self, blob: &BlobId) -> Option<Picture> {
        self.0.get(blob).cloned()
    }
}

impl Pictures {
    /// Those of `blobs` that are pictures and are here.
    pub async fn of(portal: &Portal, blobs: &[BlobId]) -> Result<Self> {
        let mut pictures = HashMap::new();
        for blob in blobs {
            let renditions = renditions(portal, *blob).await?;
            if let Some(widest) = renditions.last() {
                let addresses = renditions.iter().map(|rendition| (address(*blob, rendition), rendition.width)).collect();
                pictures.insert(*blob, Picture { renditions: addresses, width: widest.width, height: widest.height });
            }
        }
        Ok(Self(pictures))
    }
}

/// The path of a rendition.
pub fn address(blob: BlobId, rendition: &Rendition) -> String {
    format!("/anh/{blob}/{}.{}", rendition.step, ending(&rendition.media_type))
}

/// The file ending of a media type that a rendition can have.
pub fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => "jpg",
    }
}

/// The renditions of a picture, narrowest first, made now if they never were; none when it is no picture or is not here.
pub async fn renditions(portal: &Portal, blob: BlobId) -> Result<Vec<Rendition>> {
    if let Some(made) = made(portal, blob).await? {
        return Ok(made);
    }
    // One at a time: a decoded picture takes hundreds of megabytes, and many readers may ask for the same one at once.
    let _turn = portal.0.rendering.lock().await;
    if let Some(made) = made(portal, blob).await? {
        return Ok(made);
    }
    let (portal, storage) = (portal.clone(), portal.storage().clone());
    tokio::task::spawn_blocking(move || {
        let bytes = storage.blob_bytes_now(blob, LARGEST)?;
        let made = render(&bytes, portal.caps());
        for (rendition, bytes) in &made {
            storage.shelf().keep_rendition(blob, rendition.step, bytes)?;
        }
        let renditions: Vec<_> = made.into_iter().map(|(rendition, _)| rendition).collect();
        storage.write_now(|books| books.keep_renditions(blob, &renditions, portal.now_ms()))?;
        Ok(renditions)
    })
    .await
    .map_err(|_| crate::Error::Abandoned)?
}

/// What there is to say without decoding anything.
async fn made(portal: &Portal, blob: BlobId) -> Result<Option<Vec<Rendition>>> {
    let found = portal.storage().read(move |books| {
        Ok(match books.blob(blob)? {
            Some(row) if row.rendered => Some(books.renditions(blob)?),
            Some(row) if row.media_type.starts_with("image/") => None,
            Some(_) | None => Some(Vec::new()),
        })
    });
    found.await
}

fn render(bytes: &[u8], caps: banthao_imaging::Caps) -> Vec<(Rendition, Vec<u8>)> {
    let mut made: Vec<(Rendition, Vec<u8>)> = Vec::new();
    for step in STEPS {
        let clean = match banthao_imaging::rendition(bytes, step, caps) {
            Ok(clean) => clean,
            Err(error) => {
                tracing::warn!(%error, "a picture cannot be shown");
                return made;
            }
        };
        if made.last().is_some_and(|(narrower, _)| narrower.width >= clean.width) {
            break;
        }
        let rendition = Rendition { step, width: clean.width, height: clean.height, media_type: clean.media_type.to_owned() };
        made.push((rendition, clean.bytes));
    }
    made
}
