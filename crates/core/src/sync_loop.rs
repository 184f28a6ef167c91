//! When the engine takes a turn, and what the window is told of it.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use banthao_document::BlobId;
use banthao_portal_api::{Error as PortalError, Portal, wire::Problem};
use banthao_protocol::{ApiError, AppEvent, Connection, ErrorCode, ProgressView, Sending, SyncView};
use banthao_store::AsyncDb;
use banthao_sync::{Engine, Identity, Notice, Observer, Turn, backoff};
use tokio::{
    sync::{Notify, broadcast},
    task::AbortHandle,
    time::{Instant, sleep_until},
};

use crate::{
    App,
    app::Inner,
    error::{Result, from_portal, from_store, from_sync},
    listing,
    open::SENDING,
    profiles::{PortalLink, Profile},
    status,
};

/// Whether sync runs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Turns come by themselves: after saves, at intervals, after failures with growing waits.
    Live,
    /// A turn comes when `sync_now` asks for one, and only then.
    OnRequest,
}

/// How often the portal is asked for news while all is well.
const INTERVAL: Duration = Duration::from_secs(5);
/// The longest wait while the portal cannot even be reached: a refused connection costs the portal nothing, and the officer who has just
/// found a network should not wait for minutes.
const REACH_CAP: Duration = Duration::from_secs(12);
/// After the last key, a little longer than the engine asks of a text that is to be sent.
const REST: Duration = Duration::from_millis(2_050);
/// Typing without a pause puts a turn off no longer than this.
const LONGEST_TYPING: Duration = Duration::from_secs(15);
/// A difference between the clocks that is worth telling.
const SKEW_MS: i64 = 2 * 60 * 1000;

/// The engine of one open profile and its heartbeat.
pub(crate) struct SyncLoop {
    engine: Option<Engine>,
    portal: Option<Arc<dyn Portal>>,
    db: AsyncDb,
    app: Weak<Inner>,
    link: Option<PortalLink>,
    facts: Arc<Mutex<Facts>>,
    wake: Notify,
    typed: Notify,
    /// Turns of one profile come one after the other.
    turning: tokio::sync::Mutex<()>,
    heartbeat: Mutex<Option<AbortHandle>>,
}

/// What the last contact said.
#[derive(Debug, Clone)]
struct Facts {
    connection: Connection,
    since_ms: i64,
    sending: Sending,
    progress: Option<ProgressView>,
    clock_skew_ms: Option<i64>,
}

impl SyncLoop {
    pub async fn start(app: &App, db: AsyncDb, profile: &Profile, link: Option<&PortalLink>, token: Option<String>) -> Result<Arc<Self>> {
        let config = &app.inner.config;
        let world = &config.world;
        let sending = db.read(|reader| SENDING.get(reader)).await.map_err(from_store)?.unwrap_or(Sending::Automatic);
        let facts = Arc::new(Mutex::new(Facts {
            connection: match (link, &token) {
                (None, _) => Connection::NoPortal,
                (Some(_), None) => Connection::AuthRequired,
                (Some(_), Some(_)) => Connection::Unknown,
            },
            since_ms: world.clock.now_ms(),
            sending,
            progress: None,
            clock_skew_ms: None,
        }));
        let (mut engine, mut reached) = (None, None);
        if let (Some(link), Some(token)) = (link, token) {
            let portal = config.connect.connect(&link.url, Some(token)).map_err(|error| from_portal(&error))?;
            reached = Some(Arc::clone(&portal));
            let observer = Arc::new(Window { events: app.inner_events(), facts: Arc::clone(&facts) });
            let identity = Identity { account: Some(link.account.id), device: profile.device };
            engine = Some(
                Engine::new(
                    db.clone(),
                    portal,
                    link.portal_id,
                    link.url.clone(),
                    identity,
                    Arc::clone(&world.clock),
                    Arc::clone(&world.mint),
                    observer,
                )
                .await
                .map_err(from_sync)?,
            );
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
            turning: tokio::sync::Mutex::new(()),
            heartbeat: Mutex::new(None),
        });
        if this.engine.is_some() && config.pace == Pace::Live {
            let task = tokio::spawn(Arc::clone(&this).beat());
            *lock(&this.heartbeat) = Some(task.abort_handle());
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

    /// Media that the portal refused are sent again in the next turn.
    pub fn retry_media(&self) {
        if let Some(engine) = &self.engine {
            engine.forget_refusals();
        }
    }

    /// Something is to be sent: the next turn comes now.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Something was typed: a turn comes once the officer rests.
    pub fn typed(&self) {
        self.typed.notify_one();
    }

    /// No turn begins any more. One that is under way ends where it stands; the store knows what was on its way.
    pub fn stop(&self) {
        if let Some(task) = lock(&self.heartbeat).take() {
            task.abort();
        }
    }

    pub async fn set_sending(&self, sending: Sending) -> Result<()> {
        self.db.write(move |writer| SENDING.set(writer, &sending)).await.map_err(from_store)?;
        lock(&self.facts).sending = sending;
        self.wake();
        self.emit(AppEvent::SyncChanged);
        Ok(())
    }

    /// A turn, now.
    pub async fn turn_now(&self) -> Result<()> {
        match self.turn().await {
            Ok(_) => Ok(()),
            Err(error) => Err(from_sync(error)),
        }
    }

    pub async fn view(&self) -> Result<SyncView> {
        let facts = lock(&self.facts).clone();
        let portal = self.link.as_ref().map(|link| link.portal_id);
        let account = self.link.as_ref().map(|link| link.account.id);
        let refused = self.refused_media();
        let waiting = self
            .db
            .read(move |reader| status::waiting(reader, portal, account, &refused))
            .await
            .map_err(from_store)?
            .iter()
            .filter(|entry| entry.counts())
            .count();
        Ok(SyncView {
            connection: facts.connection,
            since_ms: facts.since_ms,
            sending: facts.sending,
            waiting: waiting as u32,
            progress: facts.progress,
            clock_skew_ms: facts.clock_skew_ms,
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
        }
    }

    async fn beat(self: Arc<Self>) {
        let mut failures = 0;
        loop {
            let wait = if lock(&self.facts).sending == Sending::Paused {
                INTERVAL
            } else {
                match self.turn().await {
                    Ok(turn) => {
                        failures = 0;
                        self.settle_listing().await;
                        self.until_next(turn)
                    }
                    Err(banthao_sync::Error::Portal(error)) => {
                        failures += 1;
                        match self.after(&error, failures).await {
                            Some(wait) => wait,
                            None => return,
                        }
                    }
                    Err(banthao_sync::Error::Store(error)) => {
                        tracing::warn!(%error, "the store failed in a turn");
                        INTERVAL
                    }
                }
            };
            self.wait(wait, failures).await;
        }
    }

    /// Until the next turn is due. Typing brings it near while the portal answers, and puts it off while it goes on, up to a limit.
    async fn wait(&self, wait: Duration, failures: u32) {
        let began = Instant::now();
        let mut due = began + wait;
        loop {
            tokio::select! {
                () = sleep_until(due) => return,
                () = self.wake.notified() => return,
                () = self.typed.notified(), if failures == 0 => due = (Instant::now() + REST).min(began + LONGEST_TYPING),
            }
        }
    }

    async fn turn(&self) -> banthao_sync::Result<Turn> {
        let Some(engine) = &self.engine else { return Err(PortalError::AuthRequired.into()) };
        let _one_at_a_time = self.turning.lock().await;
        let result = engine.turn().await;
        match &result {
            Ok(turn) => {
                let skew = -turn.portal_ahead_ms;
                lock(&self.facts).clock_skew_ms = (skew.abs() > SKEW_MS).then_some(skew);
                self.set_connection(Connection::Online);
            }
            Err(banthao_sync::Error::Portal(error)) => self.set_connection(connection_of(error)),
            Err(banthao_sync::Error::Store(_)) => {}
        }
        result
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

    fn until_next(&self, turn: Turn) -> Duration {
        let Some(app) = self.app.upgrade() else { return INTERVAL };
        let due = turn.next_due_ms.map(|due_ms| Duration::from_millis((due_ms - app.config.world.clock.now_ms()).max(1) as u64));
        due.unwrap_or(INTERVAL).min(INTERVAL)
    }

    /// The wait after a failure; none when only a person can help and the loop ends.
    async fn after(&self, error: &PortalError, failures: u32) -> Option<Duration> {
        let app = self.app.upgrade()?;
        let fraction = app.config.world.chance.fraction();
        match error {
            PortalError::AuthRequired | PortalError::WrongCredentials => {
                let app = App { inner: app };
                if let Err(error) = app.set_signed_out().await {
                    tracing::warn!(code = ?error.code, "the end of the session was not remembered");
                }
                app.emit(AppEvent::AppChanged);
                None
            }
            PortalError::Unreachable => Some(backoff::wait(failures, None, fraction).min(REACH_CAP)),
            PortalError::Busy { retry_after } => Some(backoff::wait(failures, *retry_after, fraction)),
            PortalError::InDoubt
            | PortalError::Captive
            | PortalError::Untrusted
            | PortalError::BadAddress
            | PortalError::Failing { .. }
            | PortalError::Incompatible { .. }
            | PortalError::CursorExpired
            | PortalError::Rejected(_)
            | PortalError::Local(_)
            | PortalError::Nonsense => Some(backoff::wait(failures, None, fraction)),
        }
    }

    fn set_connection(&self, connection: Connection) {
        let mut facts = lock(&self.facts);
        facts.progress = None;
        if facts.connection != connection {
            facts.connection = connection;
            if let Some(app) = self.app.upgrade() {
                facts.since_ms = app.config.world.clock.now_ms();
            }
        }
        drop(facts);
        self.emit(AppEvent::SyncChanged);
    }

    fn emit(&self, event: AppEvent) {
        if let Some(app) = self.app.upgrade() {
            App { inner: app }.emit(event);
        }
    }
}

fn connection_of(error: &PortalError) -> Connection {
    match error {
        PortalError::Unreachable => Connection::Offline,
        PortalError::Captive => Connection::Captive,
        PortalError::Untrusted => Connection::Untrusted,
        PortalError::AuthRequired | PortalError::WrongCredentials => Connection::AuthRequired,
        PortalError::Incompatible { .. } => Connection::Incompatible,
        PortalError::InDoubt
        | PortalError::BadAddress
        | PortalError::Failing { .. }
        | PortalError::Busy { .. }
        | PortalError::CursorExpired
        | PortalError::Rejected(_)
        | PortalError::Local(_)
        | PortalError::Nonsense => Connection::PortalFailing,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells the window what the engine does, as it does it.
struct Window {
    events: broadcast::Sender<AppEvent>,
    facts: Arc<Mutex<Facts>>,
}

impl Observer for Window {
    fn notice(&self, notice: Notice) {
        let event = match notice {
            Notice::Articles(articles) => AppEvent::ArticlesChanged { articles: articles.iter().map(ToString::to_string).collect() },
            Notice::Revived(articles) => AppEvent::ArticlesRevived { articles: articles.iter().map(ToString::to_string).collect() },
            Notice::Outbox => AppEvent::OutboxChanged,
            Notice::Progress { items, done, total } => {
                lock(&self.facts).progress = Some(ProgressView { items, bytes_done: done, bytes_total: total });
                AppEvent::SyncChanged
            }
            Notice::Settled => {
                lock(&self.facts).progress = None;
                AppEvent::SyncChanged
            }
        };
        let _ = self.events.send(event);
    }
}

/// A refusal in the words of the one who is to send.
pub(crate) fn not_signed_in() -> ApiError {
    ApiError::new(ErrorCode::AuthRequired, "nobody is signed in")
}
