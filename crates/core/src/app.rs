//! The application: which profile is open, and who may come in.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use banthao_document::DeviceId;
use banthao_portal_api::wire::{Session, SessionRequest};
use banthao_protocol::{ApiError, AppEvent, AppView, CheckState, ErrorCode, KeyPlace, Lock, SignInRequest};
use banthao_store::{AsyncDb, Db, Key, Settings, check, portals};
use banthao_sync::Identity;
use tokio::sync::{Mutex, broadcast};
use uuid::Uuid;

use crate::{
    clipboard::Clipboard,
    connect::Connect,
    error::{Result, from_portal, from_store},
    growth,
    housekeeping::Housekeeping,
    listing::{self, Keeper},
    media,
    network::Network,
    open::{LAST_ARTICLE, Open, keep_token, key_without_asking, open_db, token, wrapped_key},
    passphrase,
    pasting::LastPaste,
    preview::Previews,
    profiles::{PortalLink, Profile, Profiles},
    provision::Provision,
    recovery::{self, Health},
    safety::Safety,
    secrets::SecretStore,
    sync_loop::{Pace, SyncLoop},
    world::World,
};

/// What an [`App`] is made of.
pub struct Config {
    /// The app's folder: the index of profiles and a folder for each.
    pub folder: PathBuf,
    /// The keyring.
    pub secrets: Arc<dyn SecretStore>,
    /// How portals are reached.
    pub connect: Arc<dyn Connect>,
    /// Clock, ids and chance.
    pub world: World,
    /// What the organisation laid on the machine.
    pub provision: Option<Provision>,
    /// The name under which the portal lists this machine.
    pub device_name: String,
    /// Whether sync runs by itself, or only when `sync_now` says so.
    pub pace: Pace,
    /// A quota for the database, in pages of 4 KiB.
    pub max_pages: Option<u32>,
    /// The system's clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// The person's folder for documents: suggested when something is saved outside the profile.
    pub documents: PathBuf,
}

/// The application. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub config: Config,
    seat: RwLock<Seat>,
    /// Profiles change one at a time.
    pub profiles: Mutex<Profiles>,
    pub safety: Safety,
    pub network: Network,
    pub last_paste: LastPaste,
    events: broadcast::Sender<AppEvent>,
}

enum Seat {
    Locked(Lock),
    Open(Arc<Open>),
}

impl App {
    /// Starts the application and opens the profile that was open last, or a new one. A profile that cannot be opened is no error: the window
    /// is told why.
    ///
    /// # Errors
    /// When the app's own folder cannot be used.
    pub async fn start(config: Config) -> Result<Self> {
        let profiles = Profiles::load(&config.folder)?;
        let (events, _) = broadcast::channel(256);
        let inner = Inner {
            config,
            seat: RwLock::new(Seat::Locked(Lock::StorageFailed)),
            profiles: Mutex::new(profiles),
            safety: Safety::default(),
            network: Network::default(),
            last_paste: LastPaste::default(),
            events,
        };
        let app = Self { inner: Arc::new(inner) };
        app.open_current(None).await?;
        app.provision().await;
        crate::backup::start(&app);
        Ok(app)
    }

    /// What the window is told without asking.
    pub fn events(&self) -> broadcast::Receiver<AppEvent> {
        self.inner.events.subscribe()
    }

    pub(crate) fn inner_events(&self) -> broadcast::Sender<AppEvent> {
        self.inner.events.clone()
    }

    pub(crate) fn emit(&self, event: AppEvent) {
        // Nobody listening is no error: a window that opens later asks for everything.
        let _ = self.inner.events.send(event);
    }

    /// The open profile.
    pub(crate) fn open(&self) -> Result<Arc<Open>> {
        match &*self.inner.seat.read().unwrap_or_else(PoisonError::into_inner) {
            Seat::Open(open) => Ok(Arc::clone(open)),
            Seat::Locked(_) => Err(ApiError::new(ErrorCode::Locked, "the profile is locked")),
        }
    }

    pub(crate) async fn view(&self) -> Result<AppView> {
        let profiles = self.inner.profiles.lock().await;
        let current = profiles.current().map(Profile::view);
        let all = profiles.profiles.iter().map(Profile::view).collect();
        drop(profiles);
        let open = self.open().ok();
        let lock = match &*self.inner.seat.read().unwrap_or_else(PoisonError::into_inner) {
            Seat::Open(open) => Lock::Open { key: open.key_place },
            Seat::Locked(lock) => lock.clone(),
        };
        let (sync, last_article) = match &open {
            Some(open) => {
                let last = open.db.read(|reader| LAST_ARTICLE.get(reader)).await.map_err(from_store)?;
                (open.sync.view().await?, last.map(|id| id.to_string()))
            }
            None => (SyncLoop::idle_view(self.inner.config.world.clock.now_ms()), None),
        };
        Ok(AppView {
            lock,
            profile: current,
            profiles: all,
            sync,
            last_article,
            suggested_portal_url: self.inner.config.provision.as_ref().map(|provision| provision.portal_url.clone()).unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            documents: self.inner.config.documents.display().to_string(),
        })
    }

    /// Opens the current profile, with `passphrase` where one is needed.
    pub(crate) async fn open_current(&self, passphrase: Option<String>) -> Result<()> {
        let mut profiles = self.inner.profiles.lock().await;
        if profiles.current().is_none() {
            let profile = self.new_profile();
            profiles.current = Some(profile.id);
            profiles.put(profile);
            profiles.save(&self.inner.config.folder)?;
        }
        let Some(profile) = profiles.current().cloned() else { return Ok(()) };
        self.seat_profile(&profile, passphrase).await
    }

    pub(crate) async fn switch(&self, id: Uuid) -> Result<()> {
        let mut profiles = self.inner.profiles.lock().await;
        let Some(profile) = profiles.get(id).cloned() else {
            return Err(ApiError::new(ErrorCode::BadRequest, "no such profile"));
        };
        profiles.current = Some(id);
        profiles.save(&self.inner.config.folder)?;
        self.seat_profile(&profile, None).await
    }

    pub(crate) fn new_profile(&self) -> Profile {
        let world = &self.inner.config.world;
        let key = if self.inner.config.secrets.exists() { KeyPlace::Keyring } else { KeyPlace::Passphrase };
        Profile { id: world.mint.uuid(), device: DeviceId(world.mint.uuid()), key, portal: None, folder: None, moved_from: None }
    }

    /// Puts the profile on the seat, open if that can be; only a wrong or weak passphrase is an error, everything else is a lock that the
    /// window explains.
    pub(crate) async fn seat_profile(&self, profile: &Profile, passphrase: Option<String>) -> Result<()> {
        let opened = match self.key(profile, passphrase).await? {
            Ok(key) => self.open_profile(profile, key).await?,
            Err(lock) => Err(lock),
        };
        self.take_seat(opened).await;
        Ok(())
    }

    /// Puts an opened profile, or the reason why it is not, on the seat.
    pub(crate) async fn take_seat(&self, opened: Result<Arc<Open>, Lock>) {
        let seat = match opened {
            Ok(open) => Seat::Open(open),
            Err(lock) => Seat::Locked(lock),
        };
        let before = std::mem::replace(&mut *self.inner.seat.write().unwrap_or_else(PoisonError::into_inner), seat);
        self.leave(before).await;
        self.emit(AppEvent::AppChanged);
    }

    pub(crate) async fn key(&self, profile: &Profile, passphrase: Option<String>) -> Result<Result<Key, Lock>> {
        let (inner, profile) = (Arc::clone(&self.inner), profile.clone());
        // The keyring is asked over D-Bus and Argon2 takes its time: neither may hold up the window.
        let asked = tokio::task::spawn_blocking(move || {
            let root = &inner.config.folder;
            match (key_without_asking(&profile, root, &*inner.config.secrets), passphrase) {
                (Err(Lock::NewPassphrase), Some(passphrase)) => passphrase::create(&wrapped_key(&profile, root), &passphrase).map(Ok),
                (Err(Lock::Passphrase), Some(passphrase)) => passphrase::open(&wrapped_key(&profile, root), &passphrase).map(Ok),
                (answer, _) => Ok(answer),
            }
        });
        asked.await.map_err(|_| ApiError::new(ErrorCode::Internal, "opening the profile stopped"))?
    }

    pub(crate) async fn open_profile(&self, profile: &Profile, key: Key) -> Result<Result<Arc<Open>, Lock>> {
        let (inner, owned) = (Arc::clone(&self.inner), profile.clone());
        *self.inner.safety.key_at_hand() = Some(key.clone());
        let opened = tokio::task::spawn_blocking(move || {
            let db = open_db(&owned, &inner.config.folder, &key, inner.config.max_pages, &*inner.config.secrets)?;
            let token = token(&owned, &db, &*inner.config.secrets);
            Ok::<_, Lock>((db, token))
        });
        let (db, token) = match opened.await.map_err(|_| ApiError::new(ErrorCode::Internal, "opening the profile stopped"))? {
            Ok(opened) => opened,
            Err(lock) => return Ok(Err(lock)),
        };
        let health = self.take_up(profile, &db).await?;
        let open = self.assemble(profile, db, token, health).await?;
        *self.inner.safety.key_at_hand() = None;
        Ok(Ok(open))
    }

    /// Replays what the process before left in the journal, and has the file checked when that process ended uncleanly.
    async fn take_up(&self, profile: &Profile, db: &Arc<Db>) -> Result<Arc<Health>> {
        if let Ok(open) = self.open()
            && open.profile == profile.id
        {
            // The same profile again: the process before is this one.
            return Ok(Arc::clone(&open.health));
        }
        let link = profile.portal.as_ref();
        let identity = Identity { account: link.map(|link| link.account.id), device: profile.device };
        // Not the key that it was asked with: a change of the key may have come in between.
        let key = db.key().clone();
        let (db, portal, now_ms) = (Arc::clone(db), link.map(|link| link.portal_id), self.inner.config.world.clock.now_ms());
        let begun = tokio::task::spawn_blocking(move || recovery::begin(&db, &identity, portal, now_ms));
        let end = begun.await.map_err(|_| ApiError::new(ErrorCode::Internal, "taking the profile up stopped"))?.map_err(from_store)?;
        let state = if end == recovery::End::Unclean { CheckState::Running } else { CheckState::NotNeeded };
        let health = Arc::new(Health::new(state));
        if end == recovery::End::Unclean {
            let (checked, events) = (Arc::clone(&health), self.inner_events());
            let settings = Settings::in_folder(profile.folder(&self.inner.config.folder));
            tokio::task::spawn_blocking(move || {
                let damage = match check::quick(&settings, &key) {
                    Ok(check::Soundness::Sound) => None,
                    Ok(check::Soundness::Damaged(lines)) => Some(lines.join("; ")),
                    Err(error) => Some(error.to_string()),
                };
                if let Some(damage) = &damage {
                    tracing::error!(damage, "the database took harm");
                }
                checked.set(if damage.is_some() { CheckState::Damaged } else { CheckState::Sound });
                let _ = events.send(AppEvent::RecoveryChanged);
            });
        }
        Ok(health)
    }

    async fn assemble(&self, profile: &Profile, db: Arc<Db>, token: Option<String>, health: Arc<Health>) -> Result<Arc<Open>> {
        let db = AsyncDb::new(db);
        let link = profile.portal.clone();
        let sync = SyncLoop::start(self, db.clone(), profile, link.as_ref(), token).await?;
        let housekeeping = (self.inner.config.pace == Pace::Live).then(|| Housekeeping::start(self, db.clone()));
        let open = Arc::new(Open {
            profile: profile.id,
            device: profile.device,
            key_place: profile.key,
            link,
            db,
            sync,
            listing: Keeper::default(),
            health,
            proofing: Arc::default(),
            previews: Previews::default(),
            _housekeeping: housekeeping,
        });
        listing::meet(&open).await?;
        media::keeper::start(self, &open);
        Ok(open)
    }

    /// Signs in. The profile that is then open is the one of the account, which may be another than before.
    pub(crate) async fn sign_in(&self, request: SignInRequest) -> Result<()> {
        let portal = self.inner.config.connect.connect(&request.portal_url, None).map_err(|error| from_portal(&error))?;
        let hello = portal.hello().await.map_err(|error| from_portal(&error))?;
        let mut profiles = self.inner.profiles.lock().await;
        let mut profile = match profiles.for_sign_in(hello.instance_id, &request.username) {
            Some(profile) => profile.clone(),
            None => self.new_profile(),
        };
        let session = portal
            .sign_in(&SessionRequest {
                username: request.username,
                password: request.password,
                device: profile.device,
                device_name: self.inner.config.device_name.clone(),
            })
            .await
            .map_err(|error| from_portal(&error))?;
        let Session { token, account, .. } = session;
        profile.portal = Some(PortalLink { portal_id: hello.instance_id, url: request.portal_url.clone(), account, signed_in: true });

        let before = profiles.current;
        let stays = before == Some(profile.id);
        let db = match (self.open(), stays) {
            (Ok(open), true) => Ok((Arc::clone(open.db.blocking()), Arc::clone(&open.health))),
            _ => {
                let key = self.key(&profile, request.passphrase).await?;
                match key {
                    Ok(key) => {
                        let (inner, owned) = (Arc::clone(&self.inner), profile.clone());
                        let opening = move || open_db(&owned, &inner.config.folder, &key, inner.config.max_pages, &*inner.config.secrets);
                        let db = tokio::task::spawn_blocking(opening)
                            .await
                            .map_err(|_| ApiError::new(ErrorCode::Internal, "opening the profile stopped"))?;
                        match db {
                            Ok(db) => {
                                let health = self.take_up(&profile, &db).await?;
                                Ok((db, health))
                            }
                            Err(lock) => Err(lock),
                        }
                    }
                    Err(lock) => Err(lock),
                }
            }
        };
        let (db, health) = match db {
            Ok(db) => db,
            Err(lock) => {
                // The other person's profile needs a passphrase first; the window asks for it and they sign in again.
                let mut link = profile.portal.take();
                if let Some(link) = &mut link {
                    link.signed_in = false;
                }
                profile.portal = link;
                profiles.current = Some(profile.id);
                profiles.put(profile);
                profiles.save(&self.inner.config.folder)?;
                self.lock(lock).await;
                return Ok(());
            }
        };
        let url = request.portal_url;
        db.write(|writer| portals::meet(writer, hello.instance_id, hello.epoch, &url, &hello.name)).map_err(from_store)?;
        let open = self.assemble(&profile, db, Some(token.clone()), health).await?;
        keep_token(&open, Some(&token), &*self.inner.config.secrets)?;
        profiles.current = Some(profile.id);
        profiles.put(profile);
        profiles.save(&self.inner.config.folder)?;
        self.sit(open).await;
        Ok(())
    }

    /// Ends the session. The portal is told if it can be; the token is forgotten here in any case.
    pub(crate) async fn sign_out(&self) -> Result<()> {
        let open = self.open()?;
        if let Some(portal) = open.sync.portal() {
            let _ = portal.sign_out().await;
        }
        keep_token(&open, None, &*self.inner.config.secrets)?;
        self.set_signed_out().await?;
        self.open_current(None).await
    }

    /// Remembers that the token of the open profile is no good any more.
    pub(crate) async fn set_signed_out(&self) -> Result<()> {
        let mut profiles = self.inner.profiles.lock().await;
        if let Some(mut profile) = profiles.current().cloned() {
            if let Some(link) = &mut profile.portal {
                link.signed_in = false;
            }
            profiles.put(profile);
            profiles.save(&self.inner.config.folder)?;
        }
        Ok(())
    }

    async fn sit(&self, open: Arc<Open>) {
        let before = std::mem::replace(&mut *self.inner.seat.write().unwrap_or_else(PoisonError::into_inner), Seat::Open(open));
        self.leave(before).await;
        self.emit(AppEvent::AppChanged);
        self.emit(AppEvent::ArticlesChanged { articles: Vec::new() });
    }

    pub(crate) async fn lock(&self, lock: Lock) {
        let before = std::mem::replace(&mut *self.inner.seat.write().unwrap_or_else(PoisonError::into_inner), Seat::Locked(lock));
        self.leave(before).await;
        self.emit(AppEvent::AppChanged);
    }

    /// Ends what went on at a seat that someone else has taken. The same profile seated anew goes on being open.
    async fn leave(&self, before: Seat) {
        let Seat::Open(before) = before else { return };
        before.sync.stop();
        if self.open().is_ok_and(|now| now.profile == before.profile) {
            return;
        }
        self.put_down(&before).await;
    }

    /// Writes everything typed into its article and marks the profile as closed. What cannot be written now stays in the journal, and the next start
    /// takes it up.
    async fn put_down(&self, open: &Open) {
        let (portal, now_ms) = (open.portal_id(), self.inner.config.world.clock.now_ms());
        if let Err(error) = open.db.run(move |db| recovery::end(db, portal, now_ms)).await {
            tracing::warn!(%error, "the profile was not closed cleanly");
        }
    }

    /// Does what the organisation laid down, on a profile that nobody has signed in to. A portal that cannot be reached yet is no failure: the
    /// sign-in dialog offers its address.
    pub(crate) async fn provision(&self) {
        let Some(provision) = self.inner.config.provision.clone() else { return };
        if let (Err(_), Some(passphrase)) = (self.open(), provision.passphrase.clone())
            && let Err(error) = self.open_current(Some(passphrase)).await
        {
            tracing::warn!(code = ?error.code, "the provisioned passphrase was not taken");
        }
        let unclaimed = self.inner.profiles.lock().await.current().is_some_and(|profile| profile.portal.is_none());
        let (Some(username), Some(password), true) = (provision.username, provision.password, unclaimed && self.open().is_ok()) else {
            return;
        };
        let request = SignInRequest { portal_url: provision.portal_url, username, password, passphrase: provision.passphrase };
        if let Err(error) = self.sign_in(request).await {
            tracing::warn!(code = ?error.code, "the provisioned sign-in did not succeed");
        }
    }

    /// Stops sync and closes the profile. What was typed is on disk already, and is in its article when this returns.
    pub async fn stop(&self) {
        if let Ok(open) = self.open() {
            if let Err(error) = growth::on_closing(&open, self.inner.config.world.clock.now_ms()).await {
                tracing::warn!(%error, "no revision was made of the article on the screen");
            }
            open.sync.stop();
            self.put_down(&open).await;
        }
    }
}
