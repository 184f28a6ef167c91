//! Pictures and files on their way in, and what is known of those of an article.

use banthao_document::{ArticleId, BlobId};
use banthao_protocol::{AppEvent, ArticleRequest, MediaListView, MediaPlace, MediaPlaceView, MediaView};
use banthao_store::{Db, Error as StoreError, articles, media};

use super::articles::article_id;
use crate::{
    App,
    error::{Result, from_store},
    media::intake::{self, Incoming, Refused},
};

/// News of a file on its way in come this far apart; a window that draws more often shows no more.
const NEWS_BYTES: u64 = 8 * 1024 * 1024;

impl App {
    /// Takes a file in whose bytes are here already.
    ///
    /// # Errors
    /// As [`App::media_add_from`].
    pub async fn media_add(&self, file_name: String, bytes: Vec<u8>) -> Result<MediaView> {
        self.media_add_from(Incoming::of_bytes(file_name, bytes)).await
    }

    /// Takes a file in: a picture is cleaned for the web and its original kept beside it on this machine; anything else goes to the disk as it
    /// comes, however long it is. The window is told of its progress.
    ///
    /// # Errors
    /// The `Media…` codes for files that are not taken, and those of the disk.
    pub async fn media_add_from(&self, incoming: Incoming) -> Result<MediaView> {
        let open = self.open()?;
        let now_ms = self.inner.config.world.clock.now_ms();
        let (app, ticket, total) = (self.clone(), incoming.ticket.clone(), incoming.bytes);
        let mut told = 0;
        let mut progress = move |done: u64| {
            if let Some(ticket) = ticket.as_ref().filter(|_| done >= told + NEWS_BYTES) {
                told = done;
                app.emit(AppEvent::MediaProgress { ticket: ticket.clone(), done, total });
            }
        };
        let taken = open.db.run(move |db| intake::take(db, incoming, now_ms, &mut progress));
        Ok(taken.await.map_err(|refused: Refused| refused)?)
    }
}

pub(crate) async fn media_list(app: &App, request: ArticleRequest) -> Result<MediaListView> {
    let open = app.open()?;
    let article = article_id(&request.article)?;
    let portal = open.portal_id();
    let media = open.db.run(move |db| {
        let blobs = named(db, article)?;
        blobs.into_iter().map(|blob| place(db, portal, blob)).collect::<Result<Vec<_>, StoreError>>()
    });
    Ok(MediaListView { media: media.await.map_err(from_store)? })
}

fn named(db: &Db, article: ArticleId) -> Result<Vec<BlobId>, StoreError> {
    db.read(|reader| Ok(articles::get(reader, article)?.map(|article| article.content.blobs()).unwrap_or_default()))
}

fn place(db: &Db, portal: Option<uuid::Uuid>, blob: BlobId) -> Result<MediaPlaceView, StoreError> {
    let (medium, confirmed) = db.read(|reader| {
        let confirmed = portal.map_or(Ok(false), |portal| media::is_uploaded(reader, portal, blob))?;
        Ok::<_, StoreError>((media::get(reader, blob)?, confirmed))
    })?;
    let place = match (db.vault().contents(blob), &medium) {
        (Ok(_), Some(_)) => MediaPlace::Here,
        // Never seen on this machine: it was written elsewhere, and is fetched when it is looked at.
        (Ok(_) | Err(StoreError::NoMedium), None) => MediaPlace::Elsewhere,
        (Err(StoreError::NoMedium), Some(_)) if confirmed => MediaPlace::Elsewhere,
        (Err(StoreError::NoMedium), Some(_)) => MediaPlace::Missing,
        (Err(StoreError::Damaged(_)), _) if confirmed => MediaPlace::Elsewhere,
        (Err(StoreError::Damaged(_)), _) => MediaPlace::Damaged,
        (Err(error), _) => return Err(error),
    };
    Ok(MediaPlaceView { blob: blob.to_string(), place })
}
