//! Media to the portal, after the text that speaks of them, on a connection of their own.
//!
//! A medium is read from its encrypted file piece by piece as the line takes it. The address that the portal gives an upload is written down
//! before a byte leaves, so that whichever process comes next goes on where this one ended.

use std::{
    io,
    sync::{
        Arc, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use async_trait::async_trait;
use banthao_document::BlobId;
use banthao_portal_api::{
    Error as PortalError, Medium, Source, UploadUrl, Watcher,
    wire::{Problem, ProblemType},
};
use banthao_store::{AsyncDb, Contents, Error as StoreError, media, mirrors, revisions, sync_due, transfers, transfers::Transfer, trash};
use bytes::Bytes;
use uuid::Uuid;

use crate::{
    Engine, Error, Notice, Observer, Result,
    faults::{self, Fault},
};

/// Which media may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// All.
    All,
    /// Only those that a person said to send although the network costs money.
    Urged,
}

impl Engine {
    /// Sends what is on its way, small things first. Returns how many media the portal confirmed. Dropping the future stops it where it is;
    /// what the portal has is not sent again.
    ///
    /// # Errors
    /// The portal's and the store's. A medium that the portal refuses is no error: it waits for a person and holds up no other.
    pub async fn send_media(&self, which: Media) -> Result<usize> {
        let due = self.media_due(which).await?;
        if due.is_empty() {
            return Ok(0);
        }
        self.ask_which_media_are_there().await?;
        let due = self.media_due(which).await?;
        let settled = Settled(Arc::clone(&self.observer));
        let (total, mut done, mut sent) = (due.iter().map(|transfer| transfer.bytes).sum(), 0, 0);
        for transfer in &due {
            let progress = Progress {
                items: due.len() as u32,
                before: done,
                total,
                blob: transfer.blob,
                reached: AtomicU64::new(transfer.sent),
                steps: Arc::clone(&self.media_steps),
                observer: Arc::clone(&self.observer),
            };
            progress.tell(0);
            sent += self.send_medium(transfer, progress).await?;
            done += transfer.bytes;
        }
        drop(settled);
        Ok(sent)
    }

    /// What may go now; what no text of the portal names any more goes off its way.
    async fn media_due(&self, which: Media) -> Result<Vec<Transfer>> {
        let portal = self.portal_id;
        let all = self.db.read(move |reader| transfers::all(reader, portal)).await?;
        Ok(all.into_iter().filter(|transfer| transfer.problem.is_none() && (which == Media::All || transfer.urged)).collect())
    }

    async fn send_medium(&self, transfer: &Transfer, progress: Progress) -> Result<usize> {
        let (portal, blob, article) = (self.portal_id, transfer.blob, transfer.article);
        let opened = self.db.run(move |db| {
            let needed = db.read(|reader| {
                let thrown_away = trash::since(reader, article)?.is_some();
                let agreed = mirrors::get(reader, portal, article)?.and_then(|mirror| mirror.agreed);
                let Some(agreed) = agreed.filter(|_| !thrown_away) else { return Ok(false) };
                Ok::<_, StoreError>(revisions::get(reader, agreed)?.is_some_and(|revision| revision.content.blobs().contains(&blob)))
            })?;
            let medium = db.read(|reader| media::get(reader, blob))?.filter(|_| needed);
            medium.map(|medium| Ok((medium.media_type, db.vault().contents(blob)?))).transpose()
        });
        let (media_type, contents) = match opened.await {
            Ok(Some(opened)) => opened,
            Ok(None) => {
                // Another article may name it too, and asks again when it is looked at.
                let ended = self.db.write(move |writer| {
                    transfers::end(writer, portal, blob)?;
                    sync_due::note_waiting(writer)
                });
                ended.await?;
                return Ok(0);
            }
            Err(StoreError::NoMedium | StoreError::Damaged(_)) => {
                self.refuse_medium(blob, Problem::new(ProblemType::NotFound, "the file on this machine is missing or damaged")).await?;
                return Ok(0);
            }
            Err(error) => return Err(error.into()),
        };
        let bytes = contents.bytes();
        let medium = Medium { blob, media_type: &media_type, bytes, resume: transfer.url.clone().map(UploadUrl) };
        let source = Vault { contents: Arc::new(contents) };
        let watcher = Notes { db: self.db.clone(), portal, was_begun: transfer.url.is_some(), progress };
        let uploaded = match self.portal.upload(&medium, &source, &watcher).await {
            Err(PortalError::InDoubt) if faults::planted(Fault::BelievesTheLine) => Ok(()),
            uploaded => uploaded,
        };
        match uploaded {
            Ok(()) => {
                self.db
                    .write(move |writer| {
                        media::confirm_upload(writer, portal, blob)?;
                        transfers::end(writer, portal, blob)
                    })
                    .await?;
                self.tell_media();
                Ok(1)
            }
            // One bad file holds up its own article and no other.
            Err(PortalError::Rejected(problem)) => {
                self.refuse_medium(blob, *problem).await?;
                Ok(0)
            }
            Err(error) => {
                let reached = watcher.progress.reached.load(Ordering::Relaxed);
                self.db.write(move |writer| transfers::advance(writer, portal, blob, reached)).await?;
                Err(error.into())
            }
        }
    }

    async fn refuse_medium(&self, blob: BlobId, problem: Problem) -> Result<()> {
        let portal = self.portal_id;
        let told = serde_json::to_value(&problem).map_err(StoreError::from)?;
        self.db.write(move |writer| transfers::refuse(writer, portal, blob, &told)).await?;
        self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).push((blob, problem));
        self.tell_media();
        Ok(())
    }

    /// How far an article is depends on its media, and several may name the one that has arrived or was refused.
    fn tell_media(&self) {
        self.observer.notice(Notice::Outbox);
        self.observer.notice(Notice::Articles(Vec::new()));
    }

    /// The media that the portal refused, each with its reason.
    pub fn refused_media(&self) -> Vec<(BlobId, Problem)> {
        self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets refused media be tried again, because a person said so, or a new start did: the portal's limits may have changed.
    ///
    /// # Errors
    /// From the store.
    pub async fn forget_refusals(&self) -> Result<()> {
        let portal = self.portal_id;
        self.db.write(move |writer| transfers::forgive(writer, portal, None)).await?;
        self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }
}

/// Says at its end, however it comes, that nothing is on its way any more.
struct Settled(Arc<dyn Observer>);

impl Drop for Settled {
    fn drop(&mut self) {
        self.0.notice(Notice::MediaSettled);
    }
}

/// A medium as it lies in the vault.
struct Vault {
    contents: Arc<Contents>,
}

#[async_trait]
impl Source for Vault {
    async fn read_at(&self, offset: u64, at_most: usize) -> io::Result<Bytes> {
        let contents = Arc::clone(&self.contents);
        let read = tokio::task::spawn_blocking(move || contents.range(offset, offset.saturating_add(at_most as u64)));
        read.await.map_err(io::Error::other)?.map(Bytes::from).map_err(io::Error::other)
    }
}

/// Writes down where an upload stands and tells how far it is.
struct Notes {
    db: AsyncDb,
    portal: Uuid,
    /// Whether an earlier attempt began it; to begin again is no step.
    was_begun: bool,
    progress: Progress,
}

#[async_trait]
impl Watcher for Notes {
    async fn created(&self, upload: &UploadUrl) -> io::Result<()> {
        let (portal, blob, url) = (self.portal, self.progress.blob, upload.0.clone());
        let noted: Result<()> = self.db.write(move |writer| Ok(transfers::reach(writer, portal, blob, Some(&url), 0)?)).await;
        self.progress.steps.fetch_add(u64::from(!self.was_begun), Ordering::Relaxed);
        noted.map_err(|error: Error| io::Error::other(error))
    }

    fn sent(&self, _bytes: u64) {}

    fn durable(&self, bytes: u64) {
        self.progress.reaches(bytes);
    }
}

/// How far a medium is, among those of its turn.
struct Progress {
    items: u32,
    before: u64,
    total: u64,
    blob: BlobId,
    /// Bytes of this medium that were told of.
    reached: AtomicU64,
    steps: Arc<AtomicU64>,
    observer: Arc<dyn Observer>,
}

impl Progress {
    /// More is durable there than was known.
    fn reaches(&self, durable: u64) {
        if self.reached.fetch_max(durable, Ordering::Relaxed) < durable {
            self.steps.fetch_add(1, Ordering::Relaxed);
        }
        self.tell(durable);
    }

    fn tell(&self, durable: u64) {
        self.observer.notice(Notice::Progress {
            items: self.items,
            done: self.before + durable,
            total: self.total,
            medium: (self.blob, durable),
        });
    }
}
