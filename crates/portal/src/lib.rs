//! The reference portal: receives, reviews and publishes articles.
//!
//! A client speaks to [`api`] in the native protocol; a reader sees [`site`]. Between the two stand the rules of [`workflow`], which run
//! inside the transactions of [`storage`]: an article reaches the site by the approval of its last level and in no other way.

#![deny(missing_docs)]

mod api;
mod blocking;
mod chance;
mod clock;
pub mod faults;
mod pace;
mod passwords;
mod pictures;
mod reading;
mod serve;
mod site;
mod storage;
mod throttle;
mod turns;
mod workflow;

use std::{
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::Router;
use banthao_document::AccountId;
use banthao_imaging::Caps;
use banthao_portal_api::wire::{Account, Limits, Role, Unit};

pub use blocking::Blocking;
pub use chance::{Chance, SystemChance};
pub use clock::{Clock, SystemClock};
pub use serve::{ServeError, Serving, TlsFiles, serve};
pub use storage::Error;

use storage::Storage;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The password of every demonstration account.
pub const DEMO_PASSWORD: &str = "ban-thao-demo";

/// How a portal is set up.
pub struct Settings {
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// The display name.
    pub name: String,
    /// The address under which the public reaches it, without a slash at the end; none takes the address it listens on.
    pub public_url: Option<String>,
    /// Whether to make the demonstration accounts `canbo`, `lanhdao` and `bientap`.
    pub demo: bool,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where ids and tokens come from.
    pub chance: Arc<dyn Chance>,
    /// The SQLite file system to use, by name; none for the machine's own. Tests put one there that loses power.
    pub vfs: Option<&'static str>,
    /// Days until a token ends.
    pub token_days: u32,
    /// Where its work is done that blocks. Tests that play it in virtual time have it done at once.
    pub blocking: Blocking,
    /// What it takes in one piece.
    pub limits: Limits,
    /// How many requests one session may make; none sets no limit.
    pub rate: Option<Rate>,
    /// How long a deleted article is remembered as deleted; a cursor from before is void afterwards.
    pub keep_tombstones: Duration,
}

/// A bucket of requests: so many at once, and so many more with every second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Requests that may come at once.
    pub burst: u32,
    /// Requests that are allowed anew in each second.
    pub per_second: u32,
}

impl Settings {
    /// The usual set-up, with everything kept in `data_dir`.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            name: "Cổng thông tin điện tử (bản mẫu)".to_owned(),
            public_url: None,
            demo: false,
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
            vfs: None,
            token_days: 30,
            blocking: Blocking::Pool,
            limits: Limits {
                max_push_operations: 500,
                max_push_bytes: 8 << 20,
                max_push_wire_bytes: 1 << 20,
                max_pull_changes: 500,
                max_blob_bytes: 2 << 30,
                min_append_bytes: 0,
                max_append_bytes: 64 << 20,
                quota_bytes: 64 << 30,
            },
            rate: Some(Rate { burst: 600, per_second: 20 }),
            keep_tombstones: Duration::from_secs(400 * 24 * 60 * 60),
        }
    }
}

/// Someone who shall be able to sign in.
pub struct NewAccount<'a> {
    /// Sign-in name.
    pub username: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Where they work.
    pub unit: Unit,
    /// What they may do.
    pub roles: Vec<Role>,
    /// In the clear; only its Argon2id hash is kept.
    pub password: &'a str,
}

/// A portal; clones are the same one.
#[derive(Clone)]
pub struct Portal(Arc<Inner>);

struct Inner {
    storage: Storage,
    name: String,
    public_url: OnceLock<String>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    token_days: u32,
    blocking: Blocking,
    limits: Limits,
    passwords: passwords::Passwords,
    throttle: throttle::Throttle,
    pace: pace::Pace,
    turns: turns::Turns,
    announcements: tokio::sync::broadcast::Sender<()>,
    keep_tombstones: Duration,
    tidied_at_ms: AtomicI64,
    rendering: tokio::sync::Mutex<()>,
}

impl Portal {
    /// Opens the portal in its data folder, making it on first start. Blocks.
    ///
    /// # Errors
    /// [`Error::Newer`] for the data of a newer build, which stay as they are; [`Error::Disk`] and [`Error::Database`] when the folder
    /// cannot be used.
    pub fn open(settings: Settings) -> Result<Self, Error> {
        std::fs::create_dir_all(&settings.data_dir)?;
        let storage = Storage::open(&settings)?;
        let public_url = OnceLock::new();
        if let Some(url) = settings.public_url {
            public_url.get_or_init(|| url.trim_end_matches('/').to_owned());
        }
        let portal = Self(Arc::new(Inner {
            storage,
            name: settings.name,
            public_url,
            clock: settings.clock,
            chance: settings.chance,
            token_days: settings.token_days,
            blocking: settings.blocking,
            limits: settings.limits,
            passwords: passwords::Passwords::new(),
            throttle: throttle::Throttle::default(),
            pace: pace::Pace::new(settings.rate),
            turns: turns::Turns::default(),
            announcements: tokio::sync::broadcast::Sender::new(16),
            keep_tombstones: settings.keep_tombstones,
            tidied_at_ms: AtomicI64::new(i64::MIN),
            rendering: tokio::sync::Mutex::new(()),
        }));
        if settings.demo {
            portal.add_demo_accounts()?;
        }
        portal.tidy_up()?;
        Ok(portal)
    }

    /// Everything that the portal answers.
    pub fn router(&self) -> Router {
        site::router(self.clone()).nest("/v1", api::router(self.clone()))
    }

    /// Gives the portal another epoch, as it has to have when its data folder was put back from a backup: every cursor handed out before is
    /// void, and the clients find out what is missing here and send it again. Blocks.
    ///
    /// # Errors
    /// [`Error::Database`] or [`Error::Disk`] when it cannot be kept.
    pub fn begin_epoch(&self) -> Result<uuid::Uuid, Error> {
        let epoch = chance::id(self.chance());
        self.0.storage.write_now(|books| books.begin_epoch(epoch))?;
        Ok(epoch)
    }

    /// Forgets, once a day at most, the articles that were deleted longer ago than they have to be remembered. Blocks.
    fn tidy_up(&self) -> Result<(), Error> {
        let (now_ms, last_ms) = (self.now_ms(), self.0.tidied_at_ms.load(Ordering::Relaxed));
        if last_ms.saturating_add(DAY_MS) > now_ms {
            return Ok(());
        }
        self.0.tidied_at_ms.store(now_ms, Ordering::Relaxed);
        let before_ms = now_ms.saturating_sub(i64::try_from(self.0.keep_tombstones.as_millis()).unwrap_or(i64::MAX));
        let forgotten = self.0.storage.write_now(|books| books.forget_tombstones(before_ms))?;
        if forgotten > 0 {
            tracing::info!(forgotten, "articles that were deleted long ago are gone");
        }
        Ok(())
    }

    /// Adds an account; false and nothing done when the name is taken. Blocks for as long as Argon2 takes.
    ///
    /// # Errors
    /// [`Error::Database`] or [`Error::Disk`] when it cannot be kept.
    pub fn add_account(&self, new: &NewAccount<'_>) -> Result<bool, Error> {
        let hash = self.0.passwords.hash(new.password);
        let account = Account {
            id: AccountId(chance::id(self.chance())),
            username: new.username.to_owned(),
            name: new.name.to_owned(),
            unit: new.unit.clone(),
            roles: new.roles.clone(),
        };
        self.0.storage.write_now(|books| books.add_account(&account, &hash))
    }

    fn add_demo_accounts(&self) -> Result<(), Error> {
        let centre = Unit { code: "trung-tam-thong-tin".to_owned(), name: "Trung tâm Thông tin".to_owned() };
        let board = Unit { code: "ban-bien-tap".to_owned(), name: "Ban Biên tập".to_owned() };
        let people = [
            ("canbo", "Cán bộ truyền thông", &centre, Role::Officer),
            ("lanhdao", "Lãnh đạo đơn vị", &centre, Role::UnitLeader),
            ("bientap", "Biên tập viên Cổng", &board, Role::Editor),
        ];
        for (username, name, unit, role) in people {
            self.add_account(&NewAccount { username, name, unit: unit.clone(), roles: vec![role], password: DEMO_PASSWORD })?;
        }
        Ok(())
    }

    /// Tells whoever listens that there may be news.
    fn announce(&self) {
        // Nobody may be listening; that is no failure.
        let _ = self.0.announcements.send(());
    }

    fn storage(&self) -> &Storage {
        &self.0.storage
    }

    fn chance(&self) -> &dyn Chance {
        &*self.0.chance
    }

    fn now_ms(&self) -> i64 {
        self.0.clock.now_ms()
    }

    /// The public address, without a slash at the end.
    fn public_url(&self) -> &str {
        self.0.public_url.get().map_or("http://localhost", String::as_str)
    }

    /// What a picture may be at most: 100 megapixels are 300 MB once decoded.
    fn caps(&self) -> Caps {
        Caps { bytes: self.0.limits.max_blob_bytes, pixels: 100_000_000 }
    }
}
