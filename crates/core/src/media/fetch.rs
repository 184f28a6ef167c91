//! A medium that is not on this machine, from the portal.

use std::sync::Arc;

use banthao_document::BlobId;
use banthao_imaging::Kind;
use banthao_portal_api::{Error as PortalError, Portal};
use banthao_protocol::{ApiError, ErrorCode};
use banthao_store::{Db, Error as StoreError, Kept, media};

use super::{PDF, PICTURE, from_vault, pipe::pipe};
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
            (Some(portal), found) => match (self.fetch(open, &*portal, blob).await, found) {
                (Ok(medium), _) => Ok(medium),
                // That the portal could not help is not what is wrong.
                (Err(_), Err(damaged)) => Err(from_vault(damaged)),
                (Err(error), Ok(_)) => Err(error),
            },
            (None, Ok(_)) => Err(ApiError::new(ErrorCode::MediaNotHere, "the medium is not on this machine")),
            (None, Err(error)) => Err(from_vault(error)),
        }
    }

    /// Fetches a medium into the vault as it comes; a film passes through no more memory than a photo.
    async fn fetch(&self, open: &Arc<Open>, portal: &dyn Portal, blob: BlobId) -> Result<media::Medium> {
        let (mut inlet, mut outlet) = pipe();
        let (portal_id, now_ms) = (open.portal_id(), self.inner.config.world.clock.now_ms());
        let keeping = open.db.run(move |db| {
            let adding = db.vault().adding();
            let kept = adding.keep_from(&mut outlet, &mut |_| {})?;
            let medium = match of_kind(db, kept, now_ms)? {
                Ok(medium) if kept.blob == blob => medium,
                Ok(_) => return Err(StoreError::Damaged("fetched medium")),
                Err(refused) => return Ok(Err(refused)),
            };
            db.write(|writer| {
                media::put(writer, &medium)?;
                // It came from there, so it is there.
                portal_id.map_or(Ok(()), |portal| media::confirm_upload(writer, portal, blob))
            })?;
            Ok::<_, StoreError>(Ok(medium))
        });
        let fetching = async move {
            let fetched = portal.download(blob, 0, &mut inlet).await;
            if fetched.is_ok() {
                inlet.ends().await;
            }
            fetched
        };
        match tokio::join!(fetching, keeping) {
            // The disk that took no more is why the download ended, not the portal.
            (Err(PortalError::Local(_)) | Ok(()), Err(error)) => Err(from_vault(error)),
            (Err(error), _) => Err(from_portal(&error)),
            (Ok(()), Ok(kept)) => kept,
        }
    }
}

/// What kind of medium has come, by its own bytes.
fn of_kind(db: &Db, kept: Kept, now_ms: i64) -> Result<Result<media::Medium>, StoreError> {
    let contents = db.vault().contents(kept.blob)?;
    let head = contents.range(0, banthao_imaging::HEAD as u64)?;
    let media_type = match banthao_imaging::sniff(&head, "") {
        Ok(Kind::Picture(media_type)) => {
            if let Err(error) = banthao_imaging::probe(&contents.range(0, kept.bytes)?, "", PICTURE) {
                return Ok(Err(from_imaging(&error)));
            }
            media_type
        }
        Ok(Kind::Recording(media_type)) => media_type,
        Ok(Kind::Pdf) => PDF,
        Err(error) => return Ok(Err(from_imaging(&error))),
    };
    Ok(Ok(media::Medium {
        blob: kept.blob,
        media_type: media_type.to_owned(),
        bytes: kept.bytes,
        size: None,
        file_name: String::new(),
        original: None,
        added_ms: now_ms,
    }))
}
