//! What the app remembers about safety while it runs, and what it tells of it.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use banthao_protocol::{ApiError, AppEvent, BackupTroubleView, ErrorCode, Lock, RecoveryCodeState, SafetyView, SnapshotView};
use banthao_store::{
    Db, Key,
    backup::{self, Snapshot},
    settings::Setting,
};

use crate::{
    App,
    error::{Result, from_store},
    recovery_code,
    work::Works,
};

/// The person goes on without a recovery code and knows it.
pub(crate) const RECOVERY_SKIPPED: Setting<bool> = Setting::named("recovery_skipped");
/// How many snapshots are kept.
pub(crate) const BACKUPS_KEPT: Setting<u32> = Setting::named("backups_kept");
/// A week of them, one a day.
pub(crate) const KEPT_AT_FIRST: u32 = 7;

/// Of the running app, not of a profile.
#[derive(Default)]
pub(crate) struct Safety {
    pub works: Works,
    /// The groups that are to be typed back, of the code that was shown last.
    asked: Mutex<Option<Vec<String>>>,
    backup_trouble: Mutex<Option<BackupTroubleView>>,
    /// The key that the person gave for a profile which then did not open: what a repair works with.
    key_at_hand: Mutex<Option<Key>>,
}

impl Safety {
    pub fn asked(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn key_at_hand(&self) -> MutexGuard<'_, Option<Key>> {
        self.key_at_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn backup_trouble(&self) -> MutexGuard<'_, Option<BackupTroubleView>> {
        self.backup_trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// How safe the open profile is.
    pub(crate) async fn safety_view(&self) -> Result<SafetyView> {
        let open = self.open()?;
        let trouble = self.inner.safety.backup_trouble().clone();
        let moved_from = self.inner.profiles.lock().await.get(open.profile).and_then(|profile| profile.moved_from.clone());
        let (key, documents) = (open.key_place, self.inner.config.documents.display().to_string());
        let view = open.db.run(move |db| {
            let folder = db.folder();
            let recovery = recovery_code::view(folder);
            let (skipped, kept) =
                db.read(|reader| Ok::<_, banthao_store::Error>((RECOVERY_SKIPPED.get(reader)?, BACKUPS_KEPT.get(reader)?)))?;
            Ok::<_, banthao_store::Error>(SafetyView {
                key,
                remind: !matches!(recovery, RecoveryCodeState::Confirmed { .. }) && skipped != Some(true),
                recovery,
                // A folder that cannot be listed is what `backup_trouble` tells of.
                snapshots: backup::list(folder).unwrap_or_default().iter().map(snapshot_view).collect(),
                kept: kept.unwrap_or(KEPT_AT_FIRST),
                backup_trouble: trouble,
                folder: folder.display().to_string(),
                bytes: bytes_below(folder)?,
                moved_from: moved_from.map(|folder| folder.display().to_string()),
                documents,
            })
        });
        view.await.map_err(from_store)
    }

    pub(crate) fn safety_changed(&self) {
        self.emit(AppEvent::SafetyChanged);
    }

    /// A handler's refusal on its way to the window: a database that turned out to be damaged while it was open is closed, so that the person is
    /// led to its repair and nothing more is written into it.
    pub(crate) fn notice(&self, error: &ApiError) {
        if error.code == ErrorCode::Locked {
            // Off this thread: what is still running on it must come to its end first.
            let app = self.clone();
            tokio::spawn(async move {
                if let Some(db) = app.lock_for_repair().await {
                    let _ = tokio::task::spawn_blocking(move || db.close()).await;
                }
            });
        }
    }

    /// Closes the open profile for repair.
    pub(crate) async fn close_for_repair(&self) -> Result<()> {
        let Some(db) = self.lock_for_repair().await else {
            return Err(ApiError::new(ErrorCode::WrongState, "the profile is not open"));
        };
        blocking(move || {
            // That the log of a damaged file cannot be written back is expected; it is still there, and is read with the rest.
            if let Err(error) = db.close() {
                tracing::warn!(%error, "the log stays beside the database");
            }
            Ok(())
        })
        .await
    }

    async fn lock_for_repair(&self) -> Option<Arc<Db>> {
        let db = self.open().ok()?.db.blocking().clone();
        *self.inner.safety.key_at_hand() = Some(db.key().clone());
        self.lock(Lock::DatabaseUnreadable).await;
        Some(db)
    }
}

pub(crate) fn snapshot_view(snapshot: &Snapshot) -> SnapshotView {
    SnapshotView {
        taken_ms: snapshot.taken_ms,
        bytes: snapshot.bytes,
        articles: snapshot.facts.as_ref().map(|facts| u32::try_from(facts.articles).unwrap_or(u32::MAX)),
    }
}

/// Blocking work off the threads that answer the window.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::new(ErrorCode::Internal, "the work stopped"))?
}

/// Bytes of all files below a folder.
pub(crate) fn bytes_below(folder: &Path) -> banthao_store::Result<u64> {
    Ok(files_below(folder)?.iter().map(|(_, bytes)| bytes).sum())
}

/// Every file below a folder, relative to it, with its size.
pub(crate) fn files_below(folder: &Path) -> banthao_store::Result<Vec<(std::path::PathBuf, u64)>> {
    let (mut files, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(next)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            } else if let Ok(path) = entry.path().strip_prefix(folder) {
                // A file that went between the two calls is no file.
                files.push((path.to_owned(), entry.metadata().map_or(0, |meta| meta.len())));
            }
        }
    }
    files.sort();
    Ok(files)
}
