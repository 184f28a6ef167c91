//! One turn of sync, from beginning to end.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
};

use banthao_document::{AccountId, ArticleId, BlobId, DeviceId};
use banthao_portal_api::{
    Portal,
    wire::{Hello, Limits, PROTOCOL, Problem},
};
use banthao_store::{AsyncDb, outbox, portals, transfers};
use uuid::Uuid;

use crate::{
    Media, Result, portal,
    world::{Clock, Mint},
};

/// Rounds in one turn. Each leaves less to do; a portal whose answers contradict each other gets no more than this before the next turn.
const MOST_ROUNDS: usize = 16;

/// The feature of a portal that puts deltas together.
const DELTA: &str = "delta";

/// Who writes, where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The person, once signed in.
    pub account: Option<AccountId>,
    /// The device.
    pub device: DeviceId,
}

/// Whether the portal proves itself before anything else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Greeting {
    /// It does: at the first contact, after a failure, on another network, and when a person asks.
    Anew,
    /// It did on this network not long ago.
    Known,
}

/// What the engine tells whoever runs it, as it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// These articles changed.
    Articles(Vec<ArticleId>),
    /// These articles came out of the trash, because the portal has something new to say of them.
    Revived(Vec<ArticleId>),
    /// These articles were deleted on the portal and are in the trash here now.
    Retired(Vec<ArticleId>),
    /// These articles were deleted on the portal, stay here, and go up again.
    Kept(Vec<ArticleId>),
    /// So many deletions that a person has to say whether they were meant.
    Withheld(u32),
    /// The outbox changed.
    Outbox,
    /// Bytes on their way.
    Progress {
        /// Media in this turn.
        items: u32,
        /// Bytes that the portal has.
        done: u64,
        /// Bytes in all.
        total: u64,
        /// The medium on its way, and its bytes that the portal has.
        medium: (BlobId, u64),
    },
    /// Nothing of the media is on its way any more.
    MediaSettled,
    /// The texts were exchanged.
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
    /// What the portal takes, as it last said; none before the first contact.
    limits: Mutex<Option<Limits>>,
    /// Whether the portal puts deltas together, as it last said.
    reads_deltas: AtomicBool,
    /// The portal's clock minus this machine's at the last contact.
    portal_ahead_ms: AtomicI64,
    /// How often the portal has confirmed something of a medium.
    pub(crate) media_steps: Arc<AtomicU64>,
    /// What the store says of refused media, for callers that cannot wait for it.
    pub(crate) refused_media: Mutex<Vec<(BlobId, Problem)>>,
}

impl Engine {
    /// An engine. What a process before this one had on its way is in doubt from here on, and what it was refused is asked again, since the
    /// portal's limits may have changed.
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
        db.write(move |writer| {
            transfers::forgive(writer, portal_id, None)?;
            outbox::doubt_inflight(writer)
        })
        .await?;
        Ok(Self {
            db,
            portal,
            portal_id,
            url,
            identity,
            clock,
            mint,
            observer,
            limits: Mutex::default(),
            reads_deltas: AtomicBool::default(),
            portal_ahead_ms: AtomicI64::default(),
            media_steps: Arc::default(),
            refused_media: Mutex::default(),
        })
    }

    /// Exchanges texts and sends media, one after the other, until neither side has news for the other. Calling it again at any time is safe;
    /// two turns of one profile at once are not.
    ///
    /// # Errors
    /// The portal's, for the caller to wait or ask; the store's. Whatever was done before stays done and known.
    pub async fn turn(&self, greeting: Greeting, media: Media) -> Result<Turn> {
        let mut turn = self.exchange(greeting).await?;
        for _ in 0..MOST_ROUNDS {
            if self.send_media(media).await? == 0 {
                break;
            }
            turn = self.exchange(Greeting::Known).await?;
        }
        Ok(turn)
    }

    /// Surveys, pushes, pulls and reads back. With nothing new on either side it is one request.
    ///
    /// # Errors
    /// Those of [`Engine::turn`].
    pub async fn exchange(&self, greeting: Greeting) -> Result<Turn> {
        let is_new = greeting == Greeting::Anew || self.limits().is_none();
        if is_new {
            self.meet().await?;
        }
        // After a failure, what is in doubt is looked for before it is sent again. A portal that answers a repeated operation with its first
        // receipt may otherwise be told before it is asked.
        let mut is_read_back = false;
        if is_new || !self.may_send_again_unseen() {
            self.pull().await?;
            self.look_for_the_doubted().await?;
            is_read_back = true;
        }
        let mut next_due_ms = None;
        for _ in 0..MOST_ROUNDS {
            let pushed = self.push().await?;
            next_due_ms = pushed.next_due_ms;
            if pushed.answered == 0 {
                break;
            }
            is_read_back = pushed.is_read_back;
            if !is_read_back {
                self.pull().await?;
                is_read_back = true;
            }
        }
        if !is_read_back {
            self.pull().await?;
        }
        self.observer.notice(Notice::Settled);
        Ok(Turn { portal_ahead_ms: self.portal_ahead_ms.load(Ordering::Relaxed), next_due_ms })
    }

    /// How often the portal has confirmed something of a medium: that it takes it, that more of it is durable. An attempt that moved this got
    /// somewhere, however it ended.
    pub fn media_steps(&self) -> u64 {
        self.media_steps.load(Ordering::Relaxed)
    }

    /// What the portal takes; none before the first contact.
    pub(crate) fn limits(&self) -> Option<Limits> {
        *self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a text may be told by what changed since its base.
    pub(crate) fn reads_deltas(&self) -> bool {
        self.reads_deltas.load(Ordering::Relaxed)
    }

    pub(crate) fn tell_time(&self, server_time_ms: i64) {
        self.portal_ahead_ms.store(server_time_ms - self.clock.now_ms(), Ordering::Relaxed);
    }

    /// Makes sure that the portal is the one that this profile knows, and fetches what it lays down.
    pub(crate) async fn meet(&self) -> Result<()> {
        let hello = self.portal.hello().await?;
        self.tell_time(hello.server_time_ms);
        self.recognise(&hello)?;
        let catalogue = serde_json::to_value(self.portal.catalogue().await?).map_err(banthao_store::Error::from)?;
        let (id, url, limits) = (self.portal_id, self.url.clone(), hello.limits);
        self.reads_deltas.store(hello.features.iter().any(|feature| feature == DELTA), Ordering::Relaxed);
        self.db
            .write(move |writer| {
                portals::meet(writer, id, hello.epoch, &url, &hello.name)?;
                portals::set_catalogue(writer, id, &catalogue)
            })
            .await?;
        *self.limits.lock().unwrap_or_else(PoisonError::into_inner) = Some(limits);
        Ok(())
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
