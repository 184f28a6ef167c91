//! One officer's machine: the application without a window, and the parts of the world that a test may break.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use banthao_core::{App, Clip, Config, Pace, Provision, SecretStore, world::World};
use banthao_document::{ArticleId, BlobId};
use banthao_protocol::ApiError;
use banthao_store::{Db, Key, Settings, revisions};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    clipboard::HeldClipboard,
    clock::DeskClock,
    network::Network,
    secrets::MemorySecrets,
    world::{Even, SeededMint},
};

/// A machine. Sync takes a turn only when [`Desk::syncs`] says so.
pub struct Desk {
    folder: TempDir,
    outside: TempDir,
    app: Option<App>,
    network: Network,
    secrets: Arc<MemorySecrets>,
    clock: DeskClock,
    mint: Arc<SeededMint>,
    portal_url: String,
    max_pages: Option<u32>,
    provision: Option<Provision>,
    clipboard: Arc<HeldClipboard>,
}

impl Desk {
    pub(crate) async fn starts(portal_url: String, clock: DeskClock, seed: u16, secrets: MemorySecrets) -> Self {
        let mut desk = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            outside: tempfile::tempdir().expect("a temporary folder"),
            app: None,
            network: Network::default(),
            secrets: Arc::new(secrets),
            clock,
            mint: Arc::new(SeededMint::new(seed)),
            portal_url,
            max_pages: None,
            provision: None,
            clipboard: Arc::default(),
        };
        desk.boots().await;
        desk
    }

    async fn boots(&mut self) {
        let config = Config {
            folder: self.folder.path().to_owned(),
            secrets: Arc::clone(&self.secrets) as _,
            connect: Arc::new(self.network.clone()),
            world: World { clock: Arc::new(self.clock.clone()), mint: Arc::clone(&self.mint) as _, chance: Arc::new(Even) },
            provision: self.provision.clone(),
            device_name: "Máy thử".to_owned(),
            pace: Pace::OnRequest,
            max_pages: self.max_pages,
            clipboard: Arc::clone(&self.clipboard) as _,
            documents: self.outside.path().to_owned(),
        };
        self.app = Some(App::start(config).await.expect("the application starts"));
    }

    /// What the machine's clipboard holds from now on.
    pub fn copies(&self, clip: Clip) {
        self.clipboard.holds(clip);
    }

    /// The running application.
    pub fn app(&self) -> &App {
        self.app.as_ref().expect("the application runs")
    }

    /// The network of this machine.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The keyring of this machine.
    pub fn secrets(&self) -> &MemorySecrets {
        &self.secrets
    }

    /// The clock of this machine.
    pub fn clock(&self) -> &DeskClock {
        &self.clock
    }

    /// The portal that people here sign in to.
    pub fn portal_url(&self) -> &str {
        &self.portal_url
    }

    /// The application's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A folder of this machine outside the application's own: documents, another disk.
    pub fn outside(&self) -> &Path {
        self.outside.path()
    }

    /// The databases of all profiles, without those that a repair laid aside.
    pub fn databases(&self) -> Vec<PathBuf> {
        let is_database = |file: &PathBuf| {
            file.file_name().is_some_and(|name| name == "banthao.db") && file.components().all(|part| part.as_os_str() != "damaged")
        };
        files_below(self.folder()).into_iter().filter(is_database).collect()
    }

    /// From the next start on, the organisation has laid this account's sign-in on the machine.
    pub fn is_provisioned_for(&mut self, username: &str) {
        self.provision = Some(Provision {
            portal_url: self.portal_url.clone(),
            username: Some(username.to_owned()),
            password: Some(banthao_portal::DEMO_PASSWORD.to_owned()),
            passphrase: None,
        });
    }

    /// Quits as a person does, and starts again.
    pub async fn restarts(&mut self) {
        self.quits().await;
        self.boots().await;
    }

    /// Quits; the machine is off until [`Desk::is_switched_on`].
    pub async fn quits(&mut self) {
        self.app().stop().await;
        self.app = None;
    }

    /// Starts the application on what it left behind.
    pub async fn is_switched_on(&mut self) {
        self.boots().await;
    }

    /// The process ends without a chance to say goodbye, and is started again.
    pub async fn is_killed(&mut self) {
        self.app = None;
        self.boots().await;
    }

    /// A turn of sync is cut off by the end of the process, after the request that the network lets fall silent took effect.
    pub async fn is_killed_while_it_syncs(&mut self) {
        self.clock.rests();
        let app = self.app().clone();
        let turn = tokio::spawn(async move { app.dispatch("sync_now", serde_json::json!({})).await });
        self.network.falls_silent().await;
        turn.abort();
        // An aborted task is over only once it was awaited; until then it still holds the profile.
        assert!(turn.await.is_err(), "the turn was to be cut off, not to end");
        self.is_killed().await;
    }

    /// Starts again with a quota for the database, in pages of 4 KiB, or without one.
    pub async fn restarts_with_pages(&mut self, max_pages: Option<u32>) {
        self.max_pages = max_pages;
        self.restarts().await;
    }

    /// The first paragraph of every revision of an article: the window has no command for it, so the profiles' databases are asked.
    pub fn texts_of(&self, article: &str) -> Vec<String> {
        let article: ArticleId = article.parse().expect("an article's id");
        let of_profile = |db: Db| db.read(|reader| revisions::of(reader, article)).expect("the history can be read");
        let text = |body: Value| body["content"][0]["content"][0]["text"].as_str().unwrap_or_default().to_owned();
        self.profiles().flat_map(of_profile).map(|revision| text(revision.content.body.0)).collect()
    }

    /// The bytes of a medium as they are kept on this machine, be it something to send or an original.
    pub fn medium(&self, blob: BlobId) -> Option<Vec<u8>> {
        self.profiles().find_map(|db| db.vault().get(blob).ok())
    }

    /// The first profile's store, opened beside the running application.
    ///
    /// # Panics
    /// Where there is no profile.
    pub fn store(&self) -> Db {
        self.profiles().next().expect("a profile")
    }

    /// Every profile's store, opened beside the running application.
    fn profiles(&self) -> impl Iterator<Item = Db> {
        self.databases().into_iter().map(|file| {
            let folder = file.parent().expect("a profile's folder");
            let profile = folder.file_name().and_then(|name| name.to_str()).expect("a profile's id");
            let secret = self.secrets.get(&format!("key:{profile}")).expect("the keyring answers").expect("the profile has a key");
            let key = Key::from_bytes(&secret).expect("a key of 32 bytes");
            Db::open(&Settings::in_folder(folder), &key).expect("the profile opens")
        })
    }

    /// One command of the list, as a window asks it.
    ///
    /// # Errors
    /// What the window is told.
    pub async fn asks<T: DeserializeOwned>(&self, command: &str, request: impl Serialize) -> Result<T, ApiError> {
        let request = serde_json::to_value(request).expect("a request can be written");
        let answer = self.app().dispatch(command, request).await?;
        Ok(serde_json::from_value(answer).expect("the answer has the form that the list names"))
    }
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() { waiting.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
