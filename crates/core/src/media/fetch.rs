//! A medium that is not on this machine, from the portal.

use std::sync::Arc;

use banthao_document::BlobId;
use banthao_imaging::Kind;
use banthao_protocol::{ApiError, ErrorCode};
use banthao_store::{Error as StoreError, media};

use super::{PDF, PICTURE, from_vault};
use crate::{
    App,
    error::{Result, from_imaging, from_portal},
    open::Open,
};

/// What is known of a medium whose file is here and is this medium's.
async fn here(open: &Open, blob: BlobId) -> Result<Option<media::Medium>, StoreError> {
    let found = open.db.run(move |db| {
        let Some(medium) = db.read(|reader| media::get(reader, blob))? else { return Ok(None) };
        db.vault().contents(blob).map(|_| Some(medium))
    });
    match found.await {
        Err(StoreError::NoMedium) => Ok(None),
        found => found,
    }
}

impl App {
    /// What is known of a medium once its file is here: fetched from the portal if it was not, or was damaged.
    pub(crate) async fn medium_here(&self, open: &Arc<Open>, blob: BlobId) -> Result<media::Medium> {
        let found = here(open, blob).await;
        if let Ok(Some(medium)) = found {
            return Ok(medium);
        }
        let portal = open.sync.portal().filter(|_| matches!(found, Ok(None) | Err(StoreError::Damaged(_))));
        match (portal, found) {
            (Some(portal), found) => {
                let mut bytes = Vec::new();
                match (portal.download(blob, 0, &mut bytes).await, found) {
                    (Ok(()), _) => self.keep_fetched(open, blob, bytes).await,
                    // That the portal could not help is not what is wrong.
                    (Err(_), Err(damaged)) => Err(from_vault(damaged)),
                    (Err(error), Ok(_)) => Err(from_portal(&error)),
                }
            }
            (None, Ok(_)) => Err(ApiError::new(ErrorCode::MediaNotHere, "the medium is not on this machine")),
            (None, Err(error)) => Err(from_vault(error)),
        }
    }

    async fn keep_fetched(&self, open: &Arc<Open>, blob: BlobId, bytes: Vec<u8>) -> Result<media::Medium> {
        let head = &bytes[..bytes.len().min(banthao_imaging::HEAD)];
        let media_type = match banthao_imaging::sniff(head, "").map_err(|error| from_imaging(&error))? {
            Kind::Picture(media_type) => {
                banthao_imaging::probe(&bytes, "", PICTURE).map_err(|error| from_imaging(&error))?;
                media_type
            }
            Kind::Recording(media_type) => media_type,
            Kind::Pdf => PDF,
        };
        let medium = media::Medium {
            blob,
            media_type: media_type.to_owned(),
            bytes: bytes.len() as u64,
            size: None,
            file_name: String::new(),
            original: None,
            added_ms: self.inner.config.world.clock.now_ms(),
        };
        let portal = open.portal_id();
        let kept = open.db.run(move |db| {
            let adding = db.vault().adding();
            adding.keep(&bytes)?;
            db.write(|writer| {
                media::put(writer, &medium)?;
                // It came from there, so it is there.
                portal.map_or(Ok(()), |portal| media::confirm_upload(writer, portal, blob))
            })?;
            Ok::<_, StoreError>(medium)
        });
        kept.await.map_err(from_vault)
    }
}
