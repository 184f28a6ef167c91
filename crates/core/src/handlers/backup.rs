//! Snapshots and repair, as the window asks for them.

use banthao_protocol::{
    ApiError, AppView, BackupsKeptRequest, ErrorCode, ExportReport, ExportRequest, Nothing, RepairReport, RepairRequest, RepairView,
    RestorePreview, SafetyView, SnapshotRequest, Work,
};
use banthao_store::{Db, backup, repair};

use crate::{
    App,
    error::{Result, from_store},
    export::{self, Draft},
    repair::{Mended, Patient, find, unreadable},
    safety::{BACKUPS_KEPT, blocking},
};

pub(crate) async fn backup_now(app: &App, _: Nothing) -> Result<SafetyView> {
    app.backup().await?;
    app.safety_view().await
}

pub(crate) async fn backup_keep(app: &App, request: BackupsKeptRequest) -> Result<SafetyView> {
    if !(1..=60).contains(&request.kept) {
        return Err(ApiError::new(ErrorCode::BadRequest, "from 1 to 60 snapshots are kept"));
    }
    let open = app.open()?;
    open.db.write(move |writer| BACKUPS_KEPT.set(writer, &request.kept)).await.map_err(from_store)?;
    app.safety_changed();
    app.safety_view().await
}

pub(crate) async fn backup_preview(app: &App, request: SnapshotRequest) -> Result<RestorePreview> {
    let db = app.open()?.db.blocking().clone();
    blocking(move || {
        let snapshot = find(db.folder(), request.taken_ms)?;
        let facts = backup::verify(&snapshot.file, db.key()).map_err(unreadable)?;
        let kept = backup::texts(&snapshot.file, db.key()).map_err(unreadable)?;
        let here = backup::texts(&Db::file(db.folder()), db.key()).map_err(from_store)?;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(RestorePreview {
            articles: u32::try_from(facts.articles).unwrap_or(u32::MAX),
            changed: count(here.iter().filter(|(id, text)| kept.get(*id).is_some_and(|kept| kept != *text)).count()),
            missing: count(here.keys().filter(|id| !kept.contains_key(*id)).count()),
        })
    })
    .await
}

pub(crate) async fn backup_restore(app: &App, request: SnapshotRequest) -> Result<RepairReport> {
    let profiles = app.inner.profiles.lock().await;
    let open = app.open()?;
    let Some(profile) = profiles.get(open.profile).cloned() else {
        return Err(ApiError::new(ErrorCode::Internal, "the open profile is not in the index"));
    };
    let _progress = app.begins(Work::Repair)?;
    let db = open.db.blocking().clone();
    let now_ms = app.inner.config.world.clock.now_ms();
    let key = db.key().clone();
    open.sync.stop();
    let restored = blocking(move || {
        let snapshot = find(db.folder(), request.taken_ms)?;
        // Before the profile is closed: a snapshot that is no good must not even interrupt the writing.
        let facts = backup::verify(&snapshot.file, db.key()).map_err(unreadable)?;
        db.close().map_err(from_store)?;
        let aside = repair::restore(db.folder(), db.key(), &snapshot, now_ms).map_err(unreadable)?;
        Ok(Mended {
            snapshot_ms: Some(snapshot.taken_ms),
            articles: u32::try_from(facts.articles).unwrap_or(u32::MAX),
            aside: aside.display().to_string(),
            ..Mended::default()
        })
    });
    let restored = restored.await;
    let opened = app.open_profile(&profile, key).await?;
    app.take_seat(opened).await;
    drop(profiles);
    app.emit(banthao_protocol::AppEvent::ArticlesChanged { articles: Vec::new() });
    app.report(restored?).await
}

pub(crate) async fn repair_begin(app: &App, _: Nothing) -> Result<AppView> {
    app.close_for_repair().await?;
    app.view().await
}

pub(crate) async fn repair_look(app: &App, _: Nothing) -> Result<RepairView> {
    app.repair_view().await
}

pub(crate) async fn repair_do(app: &App, request: RepairRequest) -> Result<RepairReport> {
    app.repair(request).await
}

pub(crate) async fn repair_export(app: &App, request: ExportRequest) -> Result<ExportReport> {
    let Patient { profile, key } = app.patient().await?;
    let progress = app.begins(Work::Export)?;
    let folder = profile.folder(&app.inner.config.folder);
    let now_ms = app.inner.config.world.clock.now_ms();
    blocking(move || {
        let rescue = repair::rescue(&folder, &key).map_err(from_store)?;
        let drafts: Vec<Draft> = rescue
            .articles
            .into_iter()
            .map(|article| Draft { id: article.id, content: article.content, saved_ms: article.saved_ms })
            .collect();
        let medium = |blob| {
            let (media_type, file_name) = rescue.media.get(&blob).cloned().unwrap_or_default();
            rescue.vault.get(blob).ok().map(|bytes| export::Medium { media_type, file_name, bytes })
        };
        export::write(&request, &folder, &drafts, &medium, now_ms, &progress)
    })
    .await
}
