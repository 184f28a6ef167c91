//! A portal on a loopback port, and the desks around it.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
};

use axum::{
    body::{Body, to_bytes},
    http,
};
use banthao_core::{Connect, NativeConnect};
use banthao_document::DeviceId;
use banthao_portal::{DEMO_PASSWORD, Portal, Serving, Settings};
use banthao_portal_api::wire::{ArticleChange, ChangeKind, SessionRequest};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::{
    clock::{DeskClock, ManualClock},
    desk::Desk,
    secrets::MemorySecrets,
};

/// A portal with the demonstration accounts `canbo`, `lanhdao` and `bientap`, and its clock.
pub struct Office {
    folder: TempDir,
    clock: ManualClock,
    portal: Portal,
    address: SocketAddr,
    serving: Option<Serving>,
    desks: AtomicU16,
}

/// What a reader gets.
#[derive(Debug)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub text: String,
}

impl Office {
    /// A new portal, serving.
    pub async fn opens() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = ManualClock::default();
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        let (portal, address, serving) = serves(&folder.path().join("portal"), &clock, any_port).await;
        Self { folder, clock, portal, address, serving: Some(serving), desks: AtomicU16::new(0) }
    }

    /// The portal's address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The time at the portal, and at every desk whose clock is right.
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// A new machine at which nobody has signed in.
    pub async fn desk(&self) -> Desk {
        self.desk_with(MemorySecrets::default()).await
    }

    /// A new machine with this keyring.
    pub async fn desk_with(&self, secrets: MemorySecrets) -> Desk {
        // Odd and even neighbours must not share ids, nor may two offices in one process matter to each other.
        let seed = self.desks.fetch_add(1, Ordering::SeqCst);
        Desk::starts(self.url(), DeskClock::of(&self.clock), seed, secrets).await
    }

    /// A new machine at which this account has signed in.
    pub async fn desk_of(&self, username: &str) -> Desk {
        let desk = self.desk().await;
        desk.signs_in(username).await;
        desk
    }

    /// Every article that `username` sees on the portal, asked of the portal itself.
    pub async fn articles_of(&self, username: &str) -> Vec<ArticleChange> {
        let portal = NativeConnect::default().connect(&self.url(), None).expect("the portal's own address");
        let request = SessionRequest {
            username: username.to_owned(),
            password: DEMO_PASSWORD.to_owned(),
            device: DeviceId(uuid::Builder::from_random_bytes(rand::random()).into_uuid()),
            device_name: "Người quan sát".to_owned(),
        };
        portal.sign_in(&request).await.expect("a demonstration account");
        let page = portal.pull(None, 200).await.expect("the portal serves");
        let articles = page.into_iter().flat_map(|page| page.changes).filter_map(|change| match change.kind {
            ChangeKind::Article(article) => Some(*article),
            ChangeKind::Tombstone { .. } | ChangeKind::Unknown(_) => None,
        });
        articles.collect()
    }

    /// A page of the public site, by its path or its absolute address.
    pub async fn page(&self, address: &str) -> Page {
        let path = address.strip_prefix(&self.url()).unwrap_or(address);
        let request = http::Request::get(path).body(Body::empty()).expect("a path of the site");
        let answer = self.portal.router().oneshot(request).await.expect("the router answers");
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a whole body");
        Page { status, text: String::from_utf8_lossy(&body).into_owned() }
    }

    /// A copy of all that the portal keeps, to go back to.
    pub fn backs_up(&self) -> PathBuf {
        let backup = self.folder.path().join("backup");
        copies(&self.folder.path().join("portal"), &backup);
        backup
    }

    /// The portal goes on, at the same address, from what it was at the time of the backup.
    pub async fn goes_back_to(&mut self, backup: &Path) {
        if let Some(serving) = self.serving.take() {
            serving.end().await.expect("the portal ends");
        }
        let (portal, _, serving) = serves(backup, &self.clock, self.address).await;
        (self.portal, self.serving) = (portal, Some(serving));
    }
}

async fn serves(folder: &Path, clock: &ManualClock, address: SocketAddr) -> (Portal, SocketAddr, Serving) {
    let mut settings = Settings::new(folder);
    settings.demo = true;
    settings.clock = Arc::new(clock.clone());
    let portal = Portal::open(settings).expect("the portal opens");
    let (address, serving) = banthao_portal::serve(&portal, address, None).await.expect("the portal serves");
    (portal, address, serving)
}

fn copies(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for entry in fs::read_dir(from).expect("a folder to copy").map(|entry| entry.expect("a readable folder")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copies(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file to copy");
        }
    }
}
