//! When the engine takes a turn, and what the window is told of it.
//!
//! Texts have a heartbeat of their own, media another: a film that takes an hour holds up no word. Both stop when the person says so; media
//! also while the network costs money. What a wait is for, [`banthao_sync::pace`] knows; here it is waited for.

mod facts;
mod heartbeat;
mod hints;
mod media;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use banthao_document::BlobId;
use banthao_portal_api::{Error as PortalError, Portal, wire::Problem};
use banthao_protocol::{ApiError, AppEvent, Connection, ErrorCode, NetworkCosts, Sending, SyncView};
use banthao_store::{AsyncDb, outbox, transfers, withheld};
use banthao_sync::{
    Engine, Greeting, Identity, Media, Turn,
    deletions::{self, Answer},
};
use tokio::{
    sync::{Notify, watch},
    task::AbortHandle,
    time::Instant,
};

pub(crate) use self::facts::Facts;
use self::facts::Window;
use crate::{
    App,
    app::Inner,
    error::{Result, from_portal, from_store, from_sync},
    listing,
    open::{NETWORK_COSTS, SENDING},
    profiles::{PortalLink, Profile},
    status,
};

/// Whether sync runs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Turns come by themselves: after saves, at hints, at intervals, after failures with growing waits.
    Live,
    /// A turn comes when `sync_now` asks for one, and only then.
    OnRequest,
}

/// A difference between the clocks that is worth telling.
const SKEW_MS: i64 = 2 * 60 * 1000;

/// The engine of one open profile and its heartbeats.
pub(crate) struct SyncLoop {
    engine: Option<Engine>,
    portal: Option<Arc<dyn Portal>>,
    db: AsyncDb,
    app: Weak<Inner>,
    link: Option<PortalLink>,
    facts: Arc<Mutex<Facts>>,
    wake: Notify,
    typed: Notify,
    /// The network is another one, or the machine woke up: nothing that was learnt before holds.
    moved: Notify,
    /// Which media may go; none while nothing may. A change stops what is on its way and looks again.
    lane: watch::Sender<Option<Media>>,
    media_wake: Notify,
    /// Exchanges of one profile come one after the other.
    turning: tokio::sync::Mutex<()>,
    /// So do its media.
    uploading: tokio::sync::Mutex<()>,
    /// When the portal last proved itself.
    greeted: Mutex<Option<Instant>>,
    tasks: Mutex<Vec<AbortHandle>>,
}

impl SyncLoop {
    pub async fn start(app: &App, db: AsyncDb, profile: &Profile, link: Option<&PortalLink>, token: Option<String>) -> Result<Arc<Self>> {
        let config = &app.inner.config;
        let world = &config.world;
        let settings = db.read(|reader| Ok::<_, banthao_store::Error>((SENDING.get(reader)?, NETWORK_COSTS.get(reader)?)));
        let (sending, costs) = settings.await.map_err(from_store)?;
        let connection = match (link, &token) {
            (None, _) => Connection::NoPortal,
            (Some(_), None) => Connection::AuthRequired,
            (Some(_), Some(_)) => Connection::Unknown,
        };
        let facts = Facts::new(
            connection,
            world.clock.now_ms(),
            sending.unwrap_or(Sending::Automatic),
            costs.unwrap_or(NetworkCosts::AsTheSystemSays),
        );
        let facts = Arc::new(Mutex::new(facts));
        let (mut engine, mut reached) = (None, None);
        if let (Some(link), Some(token)) = (link, token) {
            let portal = config.connect.connect(&link.url, Some(token)).map_err(|error| from_portal(&error))?;
            reached = Some(Arc::clone(&portal));
            let observer = Arc::new(Window::new(app.inner_events(), Arc::clone(&facts)));
            let identity = Identity { account: Some(link.account.id), device: profile.device };
            let (clock, mint) = (Arc::clone(&world.clock), Arc::clone(&world.mint));
            let made = Engine::new(db.clone(), portal, link.portal_id, link.url.clone(), identity, clock, mint, observer);
            engine = Some(made.await.map_err(from_sync)?);
        }
        let this = Arc::new(Self {
            engine,
            portal: reached,
            db,
            app: Arc::downgrade(&app.inner),
            link: link.cloned(),
            facts,
            wake: Notify::new(),
            typed: Notify::new(),
            moved: Notify::new(),
            lane: watch::Sender::new(None),
            media_wake: Notify::new(),
            turning: tokio::sync::Mutex::new(()),
            uploading: tokio::sync::Mutex::new(()),
            greeted: Mutex::new(None),
            tasks: Mutex::default(),
        });
        this.decide_lane();
        if this.engine.is_some() && config.pace == Pace::Live {
            let tasks = [
                tokio::spawn(Arc::clone(&this).beat()),
                tokio::spawn(Arc::clone(&this).send_media()),
                tokio::spawn(Arc::clone(&this).listen()),
            ];
            lock(&this.tasks).extend(tasks.iter().map(tokio::task::JoinHandle::abort_handle));
        }
        Ok(this)
    }

    /// The portal of this profile, while someone is signed in.
    pub fn portal(&self) -> Option<Arc<dyn Portal>> {
        self.portal.clone()
    }

    /// Media that the portal refused, with the reason.
    pub fn refused_media(&self) -> Vec<(BlobId, Problem)> {
        self.engine.as_ref().map(Engine::refused_media).unwrap_or_default()
    }

    /// What the last contacts said.
    pub fn facts(&self) -> Facts {
        lock(&self.facts).clone()
    }

    /// Media that the portal refused are sent again in the next turn.
    pub async fn retry_media(&self) -> Result<()> {
        match &self.engine {
            Some(engine) => engine.forget_refusals().await.map_err(from_sync),
            None => Ok(()),
        }
    }

    /// Something is to be sent: the next turn comes now.
    pub fn wake(&self) {
        self.wake.notify_one();
        self.media_wake.notify_one();
    }

    /// Something was typed: a turn comes once the officer rests.
    pub fn typed(&self) {
        self.typed.notify_one();
    }

    /// The machine is on another network, or what it costs has changed.
    pub fn network_changed(&self) {
        *lock(&self.greeted) = None;
        self.decide_lane();
        self.moved.notify_one();
        self.media_wake.notify_one();
        self.emit(AppEvent::SyncChanged);
        self.emit(AppEvent::OutboxChanged);
    }

    /// No turn begins any more. One that is under way ends where it stands; the store knows what was on its way.
    pub fn stop(&self) {
        for task in lock(&self.tasks).drain(..) {
            task.abort();
        }
    }

    pub async fn set_sending(&self, sending: Sending) -> Result<()> {
        self.db.write(move |writer| SENDING.set(writer, &sending)).await.map_err(from_store)?;
        lock(&self.facts).sending = sending;
        self.settings_changed();
        Ok(())
    }

    pub async fn set_costs(&self, costs: NetworkCosts) -> Result<()> {
        self.db.write(move |writer| NETWORK_COSTS.set(writer, &costs)).await.map_err(from_store)?;
        lock(&self.facts).costs = costs;
        self.settings_changed();
        Ok(())
    }

    fn settings_changed(&self) {
        self.decide_lane();
        self.wake();
        self.emit(AppEvent::SyncChanged);
        self.emit(AppEvent::OutboxChanged);
    }

    /// Whether the network at hand costs money, as the person or the system says.
    pub fn is_metered(&self) -> bool {
        let system = self.app.upgrade().and_then(|app| app.network.metered());
        match lock(&self.facts).costs {
            NetworkCosts::AsTheSystemSays => system.unwrap_or(false),
            NetworkCosts::Costs => true,
            NetworkCosts::Free => false,
        }
    }

    /// Says which media may go. Told to whoever is sending, only when it is another answer than before.
    fn decide_lane(&self) {
        let metered = self.is_metered();
        let media = match (lock(&self.facts).sending, metered) {
            (Sending::Paused, _) => None,
            (Sending::Automatic, true) => Some(Media::Urged),
            (Sending::Automatic, false) => Some(Media::All),
        };
        self.lane.send_if_modified(|lane| std::mem::replace(lane, media) != media);
    }

    /// A turn, now: the portal proves itself, texts and media go until neither side has news.
    pub async fn turn_now(&self) -> Result<()> {
        match self.turn().await {
            Ok(_) => Ok(()),
            Err(error) => Err(from_sync(error)),
        }
    }

    /// Carries out many deletions of the portal, or keeps the articles, as the person says.
    pub async fn answer_deletions(&self, answer: Answer, now_ms: i64) -> Result<()> {
        let Some(link) = &self.link else { return Err(not_signed_in()) };
        let portal = link.portal_id;
        let carried = self.db.write(move |writer| deletions::settle(writer, portal, Some(answer), now_ms)).await.map_err(from_sync)?;
        let changed: Vec<String> = carried.retired.iter().chain(&carried.kept).map(ToString::to_string).collect();
        self.emit(AppEvent::ArticlesChanged { articles: changed });
        self.emit(AppEvent::SyncChanged);
        self.wake();
        Ok(())
    }

    pub async fn view(&self) -> Result<SyncView> {
        let facts = self.facts();
        let portal = self.link.as_ref().map(|link| link.portal_id);
        let account = self.link.as_ref().map(|link| link.account.id);
        let refused = self.refused_media();
        let read = self.db.read(move |reader| {
            let waiting = status::waiting(reader, portal, account, &refused)?.iter().filter(|entry| entry.counts()).count();
            let in_doubt = outbox::count(reader, outbox::State::InDoubt)?;
            let (on_their_way, deletions) = match portal {
                Some(portal) => (transfers::all(reader, portal)?, withheld::count(reader, portal)?),
                None => (Vec::new(), 0),
            };
            Ok::<_, banthao_store::Error>((waiting, in_doubt, on_their_way, deletions))
        });
        let (waiting, in_doubt, on_their_way, withheld_deletions) = read.await.map_err(from_store)?;
        let metered = self.is_metered();
        let held = on_their_way.iter().filter(|transfer| metered && !transfer.urged && transfer.problem.is_none());
        Ok(SyncView {
            connection: facts.connection,
            since_ms: facts.since_ms,
            sending: facts.sending,
            waiting: waiting as u32,
            progress: facts.progress,
            clock_skew_ms: facts.clock_skew_ms,
            costs: facts.costs,
            metered,
            held_media_bytes: held.map(|transfer| transfer.bytes.saturating_sub(transfer.sent)).sum(),
            in_doubt,
            withheld_deletions,
        })
    }

    /// What a window sees while no profile is open.
    pub fn idle_view(now_ms: i64) -> SyncView {
        SyncView {
            connection: Connection::NoPortal,
            since_ms: now_ms,
            sending: Sending::Automatic,
            waiting: 0,
            progress: None,
            clock_skew_ms: None,
            costs: NetworkCosts::AsTheSystemSays,
            metered: false,
            held_media_bytes: 0,
            in_doubt: 0,
            withheld_deletions: 0,
        }
    }

    /// Everything at once, for whoever asked.
    async fn turn(&self) -> banthao_sync::Result<Turn> {
        let Some(engine) = &self.engine else { return Err(PortalError::AuthRequired.into()) };
        let _one_at_a_time = self.turning.lock().await;
        let result = match self.uploading.try_lock() {
            Ok(_no_other_upload) => {
                let media = if self.is_metered() { Media::Urged } else { Media::All };
                engine.turn(Greeting::Anew, media).await
            }
            // Media are on their way already, and go on.
            Err(_) => engine.exchange(Greeting::Anew).await,
        };
        self.learn(&result);
        result
    }

    /// What came of a contact, for the window.
    fn learn<T: Contact>(&self, result: &banthao_sync::Result<T>) {
        match result {
            Ok(done) => {
                if let Some(ahead_ms) = done.portal_ahead_ms() {
                    lock(&self.facts).clock_skew_ms = (ahead_ms.abs() > SKEW_MS).then_some(-ahead_ms);
                }
                self.set_connection(Connection::Online);
            }
            Err(banthao_sync::Error::Portal(error)) => {
                // Whatever failed, the next contact proves first that it is with the portal.
                *lock(&self.greeted) = None;
                lock(&self.facts).failed(error, self.now_ms());
                if let Some(connection) = facts::connection_of(error) {
                    self.set_connection(connection);
                }
            }
            Err(banthao_sync::Error::Store(_)) => {}
        }
    }

    /// What a turn brought is indexed while nobody waits for it.
    async fn settle_listing(&self) {
        let Some(app) = self.app.upgrade().map(|inner| App { inner }) else { return };
        let Ok(open) = app.open() else { return };
        if std::ptr::eq(Arc::as_ptr(&open.sync), self)
            && let Err(error) = listing::settle_all(&open).await
        {
            tracing::warn!(code = ?error.code, "the listing was not brought up to date");
        }
    }

    /// The token is good no more: this is remembered, and no turn begins until someone has signed in.
    async fn sign_out(&self) {
        let Some(inner) = self.app.upgrade() else { return };
        let app = App { inner };
        if let Err(error) = app.set_signed_out().await {
            tracing::warn!(code = ?error.code, "the end of the session was not remembered");
        }
        app.emit(AppEvent::AppChanged);
    }

    fn set_connection(&self, connection: Connection) {
        let now_ms = self.now_ms();
        lock(&self.facts).set_connection(connection, now_ms);
        self.emit(AppEvent::SyncChanged);
    }

    fn now_ms(&self) -> i64 {
        self.app.upgrade().map_or(0, |app| app.config.world.clock.now_ms())
    }

    fn fraction(&self) -> f64 {
        self.app.upgrade().map_or(0.5, |app| app.config.world.chance.fraction())
    }

    fn emit(&self, event: AppEvent) {
        if let Some(app) = self.app.upgrade() {
            App { inner: app }.emit(event);
        }
    }
}

/// What a contact may tell of the portal's clock.
trait Contact {
    fn portal_ahead_ms(&self) -> Option<i64>;
}

impl Contact for Turn {
    fn portal_ahead_ms(&self) -> Option<i64> {
        Some(self.portal_ahead_ms)
    }
}

impl Contact for usize {
    fn portal_ahead_ms(&self) -> Option<i64> {
        None
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A refusal in the words of the one who is to send.
pub(crate) fn not_signed_in() -> ApiError {
    ApiError::new(ErrorCode::AuthRequired, "nobody is signed in")
}
