//! Leading a person out of a database that does not open: what is wrong, what can be done, what came of it.

use banthao_protocol::{Ailment, ApiError, ErrorCode, Lock, RepairReport, RepairRequest, RepairView, SnapshotView, Work};
use banthao_store::{
    Key,
    backup::{self, Snapshot},
    repair::{self, Diagnosis, Log},
};

use crate::{
    App,
    error::{Result, from_store},
    key_check,
    profiles::Profile,
    safety::{blocking, snapshot_view},
};

/// Snapshots that are read through before any is offered: a person chooses among a few.
const OFFERED: usize = 3;

/// A locked profile and the key that was to open it.
pub(crate) struct Patient {
    pub profile: Profile,
    pub key: Key,
}

impl App {
    /// The profile that does not open.
    ///
    /// # Errors
    /// [`ErrorCode::WrongState`] when it is open, or when no key is at hand.
    pub(crate) async fn patient(&self) -> Result<Patient> {
        let profile = self.inner.profiles.lock().await.current().cloned();
        let key = self.inner.safety.key_at_hand().clone();
        match (profile, key, self.open()) {
            (Some(profile), Some(key), Err(_)) => Ok(Patient { profile, key }),
            _ => Err(ApiError::new(ErrorCode::WrongState, "there is nothing to repair")),
        }
    }

    pub(crate) async fn repair_view(&self) -> Result<RepairView> {
        let Patient { profile, key } = self.patient().await?;
        let _progress = self.begins(Work::Repair)?;
        let folder = profile.folder(&self.inner.config.folder);
        let documents = self.inner.config.documents.display().to_string();
        blocking(move || {
            let diagnosis = repair::diagnose(&folder, &key).map_err(from_store)?;
            let snapshots: Vec<SnapshotView> = good_snapshots(&folder, &key)?.iter().map(snapshot_view).collect();
            Ok(RepairView {
                found: ailment(&diagnosis),
                key_fits: key_check::fits(&folder, &key),
                bytes: diagnosis.bytes.unwrap_or(0),
                damaged_pages: diagnosis.damaged_pages.map(|pages| u32::try_from(pages).unwrap_or(u32::MAX)),
                readable: u32::try_from(diagnosis.readable_articles).unwrap_or(u32::MAX),
                snapshots,
                documents,
            })
        })
        .await
    }

    pub(crate) async fn repair(&self, request: RepairRequest) -> Result<RepairReport> {
        let Patient { profile, key } = self.patient().await?;
        let lock = self.view().await?.lock;
        // A key that is not this profile's would make a database that its owner cannot open.
        if lock != Lock::DatabaseUnreadable {
            return Err(ApiError::new(ErrorCode::WrongState, "only a damaged database is repaired"));
        }
        let _progress = self.begins(Work::Repair)?;
        let folder = profile.folder(&self.inner.config.folder);
        let now_ms = self.inner.config.world.clock.now_ms();
        let at_hand = key.clone();
        let mended = blocking(move || match request {
            RepairRequest::Snapshot { taken_ms } => mend(&folder, &key, Some(find(&folder, taken_ms)?), now_ms),
            RepairRequest::Readable => mend(&folder, &key, None, now_ms),
            RepairRequest::StartNew => Ok(Mended {
                aside: repair::start_new(&folder, &key, now_ms).map_err(from_store)?.display().to_string(),
                is_partial: true,
                ..Mended::default()
            }),
        });
        let mended = mended.await?;
        let profiles = self.inner.profiles.lock().await;
        let opened = self.open_profile(&profile, at_hand).await?;
        self.take_seat(opened).await;
        drop(profiles);
        self.report(mended).await
    }

    pub(crate) async fn report(&self, mended: Mended) -> Result<RepairReport> {
        Ok(RepairReport {
            snapshot_ms: mended.snapshot_ms,
            articles: mended.articles,
            rescued: mended.rescued,
            is_partial: mended.is_partial,
            aside: mended.aside,
            app: self.view().await?,
        })
    }
}

/// What a repair or restore came to.
#[derive(Default)]
pub(crate) struct Mended {
    pub snapshot_ms: Option<i64>,
    pub articles: u32,
    pub rescued: u32,
    pub is_partial: bool,
    pub aside: String,
}

fn mend(folder: &std::path::Path, key: &Key, snapshot: Option<Snapshot>, now_ms: i64) -> Result<Mended> {
    let outcome = repair::mend(folder, key, snapshot.as_ref(), now_ms).map_err(unreadable)?;
    Ok(Mended {
        snapshot_ms: outcome.snapshot_ms,
        articles: u32::try_from(outcome.articles).unwrap_or(u32::MAX),
        rescued: u32::try_from(outcome.rescued).unwrap_or(u32::MAX),
        is_partial: !outcome.partial_tables.is_empty() || outcome.nothing_readable || outcome.log != Log::Sound,
        aside: outcome.aside.display().to_string(),
    })
}

/// The snapshot that the window named.
pub(crate) fn find(folder: &std::path::Path, taken_ms: i64) -> Result<Snapshot> {
    let snapshots = backup::list(folder).map_err(from_store)?;
    let found = snapshots.into_iter().find(|snapshot| snapshot.taken_ms == taken_ms);
    found.ok_or_else(|| ApiError::new(ErrorCode::SnapshotUnreadable, "the snapshot is not there"))
}

/// What cannot be read here is the snapshot.
pub(crate) fn unreadable(error: banthao_store::Error) -> ApiError {
    match error {
        banthao_store::Error::Unreadable | banthao_store::Error::Damaged(_) | banthao_store::Error::TooNew { .. } => {
            ApiError::new(ErrorCode::SnapshotUnreadable, "the snapshot cannot be read through")
        }
        other => from_store(other),
    }
}

fn good_snapshots(folder: &std::path::Path, key: &Key) -> Result<Vec<Snapshot>> {
    let snapshots = backup::list(folder).map_err(from_store)?;
    let read = |mut snapshot: Snapshot| {
        snapshot.facts = Some(backup::verify(&snapshot.file, key).ok()?);
        Some(snapshot)
    };
    Ok(snapshots.into_iter().filter_map(read).take(OFFERED).collect())
}

fn ailment(diagnosis: &Diagnosis) -> Ailment {
    match (diagnosis.bytes, diagnosis.log) {
        (None, _) => Ailment::FileMissing,
        (Some(_), Log::Foreign) => Ailment::LogForeign,
        (Some(_), _) if !diagnosis.start_is_readable => Ailment::Start,
        (Some(_), _) if diagnosis.damaged_pages.is_some_and(|pages| pages > 0) => Ailment::Pages,
        (Some(_), Log::Missing) => Ailment::LogMissing,
        (Some(_), Log::Sound) => Ailment::Nothing,
    }
}
