//! Media to the portal, after the text that speaks of them.

use std::sync::PoisonError;

use banthao_document::BlobId;
use banthao_portal_api::{
    Error as PortalError, Medium, Unwatched,
    wire::{Problem, ProblemType},
};
use banthao_store::{articles, media, mirrors, revisions, trash};
use bytes::Bytes;

use crate::{Engine, Error, Notice, Result};

/// A medium is sent in one piece, out of memory: no larger one is, and the officer is told so as if the portal had.
const LARGEST: u64 = 512 << 20;

impl Engine {
    /// Sends every medium of the texts that are on the portal and that the portal has not confirmed, small ones first. Returns how many.
    pub(crate) async fn upload_media(&self) -> Result<usize> {
        let due = self.media_due().await?;
        let total = due.iter().map(|medium| medium.bytes).sum();
        let mut done = 0;
        let mut sent = 0;
        for medium in &due {
            self.observer.notice(Notice::Progress { items: due.len() as u32, done, total });
            let blob = medium.blob;
            if medium.bytes > LARGEST {
                let problem = Problem::new(ProblemType::TooLarge, "larger than can be sent in one piece");
                self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).push((blob, problem));
                self.observer.notice(Notice::Outbox);
                continue;
            }
            let bytes = self.db.run(move |db| db.vault().get(blob)).await?;
            let whole = Medium { blob, media_type: &medium.media_type, bytes: bytes.len() as u64, resume: None };
            match self.portal.upload(&whole, &Bytes::from(bytes), &Unwatched).await {
                Ok(()) => {
                    let portal = self.portal_id;
                    self.db.write(move |writer| media::confirm_upload(writer, portal, blob)).await?;
                    sent += 1;
                }
                Err(PortalError::Rejected(problem)) => {
                    // One bad file holds up its own article and no other.
                    self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).push((blob, *problem));
                    self.observer.notice(Notice::Outbox);
                }
                Err(error) => return Err(error.into()),
            }
            done += medium.bytes;
        }
        Ok(sent)
    }

    async fn media_due(&self) -> Result<Vec<media::Medium>> {
        let portal = self.portal_id;
        let refused: Vec<BlobId> = self.refused_media().into_iter().map(|(blob, _)| blob).collect();
        let mut due = self
            .db
            .read(move |reader| {
                let mut due: Vec<media::Medium> = Vec::new();
                let thrown_away = trash::all(reader)?;
                for heading in articles::headings(reader)?.into_iter().filter(|heading| !thrown_away.contains_key(&heading.id)) {
                    let agreed = mirrors::get(reader, portal, heading.id)?.and_then(|mirror| mirror.agreed);
                    let Some(agreed) = agreed else { continue };
                    let Some(revision) = revisions::get(reader, agreed)? else { continue };
                    for blob in revision.content.blobs() {
                        let waits = !refused.contains(&blob) && !media::is_uploaded(reader, portal, blob)?;
                        if waits
                            && due.iter().all(|medium| medium.blob != blob)
                            && let Some(medium) = media::get(reader, blob)?
                        {
                            due.push(medium);
                        }
                    }
                }
                Ok::<_, Error>(due)
            })
            .await?;
        due.sort_by_key(|medium| medium.bytes);
        Ok(due)
    }
}
