//! One turn of sync, from beginning to end.

use std::sync::{Arc, Mutex, PoisonError};

use banthao_document::{AccountId, ArticleId, BlobId, DeviceId};
use banthao_portal_api::{
    Portal,
    wire::{Hello, PROTOCOL, Problem},
};
use banthao_store::{AsyncDb, outbox, portals};
use uuid::Uuid;

use crate::{
    Result, portal,
    world::{Clock, Mint},
};

/// Rounds in one turn. Each leaves less to do; a portal whose answers contradict each other gets no more than this before the next turn.
const MOST_ROUNDS: usize = 16;

/// Who writes, where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The person, once signed in.
    pub account: Option<AccountId>,
    /// The device.
    pub device: DeviceId,
}

/// What the engine tells whoever runs it, as it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// These articles changed.
    Articles(Vec<ArticleId>),
    /// These articles came out of the trash, because the portal has something new to say of them.
    Revived(Vec<ArticleId>),
    /// The outbox changed.
    Outbox,
    /// Bytes on their way.
    Progress {
        /// Things in this turn.
        items: u32,
        /// Bytes that the portal has.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// The turn's sending is over.
    Settled,
}

/// Whoever wants to know.
pub trait Observer: Send + Sync {
    /// Something happened.
    fn notice(&self, notice: Notice);
}

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The portal's clock minus this machine's at the contact, milliseconds.
    pub portal_ahead_ms: i64,
    /// When something is due that only waits for the officer to pause, UTC milliseconds of this machine.
    pub next_due_ms: Option<i64>,
}

/// The engine for one profile at one portal.
pub struct Engine {
    pub(crate) db: AsyncDb,
    pub(crate) portal: Arc<dyn Portal>,
    pub(crate) portal_id: Uuid,
    pub(crate) url: String,
    pub(crate) identity: Identity,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) mint: Arc<dyn Mint>,
    pub(crate) observer: Arc<dyn Observer>,
    /// Media that the portal refused, with the reason. Not stored: a new start asks again, since the portal's limits may have changed.
    pub(crate) refused_media: Mutex<Vec<(BlobId, Problem)>>,
}

impl Engine {
    /// An engine. What a process before this one had on its way is in doubt from here on.
    ///
    /// # Errors
    /// From the store.
    #[expect(clippy::too_many_arguments, reason = "each is a different part of the world, and there is one call")]
    pub async fn new(
        db: AsyncDb,
        portal: Arc<dyn Portal>,
        portal_id: Uuid,
        url: String,
        identity: Identity,
        clock: Arc<dyn Clock>,
        mint: Arc<dyn Mint>,
        observer: Arc<dyn Observer>,
    ) -> Result<Self> {
        db.write(outbox::doubt_inflight).await?;
        Ok(Self { db, portal, portal_id, url, identity, clock, mint, observer, refused_media: Mutex::default() })
    }

    /// Pulls, plans, pushes, uploads and reads back, until neither side has news for the other. Calling it again at any time is safe; two
    /// turns of one profile at once are not.
    ///
    /// # Errors
    /// The portal's, for the caller to wait or ask; the store's. Whatever was done before stays done and known.
    pub async fn turn(&self) -> Result<Turn> {
        let portal_ahead_ms = self.meet().await?;
        self.pull().await?;
        let mut next_due_ms = None;
        for _ in 0..MOST_ROUNDS {
            let texts = self.push_texts().await?;
            let media = self.upload_media().await?;
            let acts = self.push_acts().await?;
            next_due_ms = texts.next_due_ms;
            if texts.sent + media + acts == 0 {
                break;
            }
            self.pull().await?;
        }
        self.observer.notice(Notice::Settled);
        Ok(Turn { portal_ahead_ms, next_due_ms })
    }

    /// The media that the portal refused, each with its reason.
    pub fn refused_media(&self) -> Vec<(BlobId, Problem)> {
        self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the next turn try the refused media again, because a person said so.
    pub fn forget_refusals(&self) {
        self.refused_media.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Makes sure that the portal is the one that this profile knows, and fetches what it lays down.
    async fn meet(&self) -> Result<i64> {
        let hello = self.portal.hello().await?;
        let portal_ahead_ms = hello.server_time_ms - self.clock.now_ms();
        self.recognise(&hello)?;
        let catalogue = serde_json::to_value(self.portal.catalogue().await?).map_err(banthao_store::Error::from)?;
        let (id, url) = (self.portal_id, self.url.clone());
        self.db
            .write(move |writer| {
                portals::meet(writer, id, hello.epoch, &url, &hello.name)?;
                portals::set_catalogue(writer, id, &catalogue)
            })
            .await?;
        Ok(portal_ahead_ms)
    }

    fn recognise(&self, hello: &Hello) -> Result<()> {
        if hello.instance_id != self.portal_id {
            // Another installation at the same address knows nothing of our articles: sending there needs a sign-in, not a guess.
            return Err(portal::Error::AuthRequired.into());
        }
        if !hello.protocol.includes(PROTOCOL) {
            return Err(portal::Error::Incompatible { min: hello.protocol.min, max: hello.protocol.max }.into());
        }
        Ok(())
    }
}
