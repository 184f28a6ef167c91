//! Drafts and whole profiles on their way out of this machine, into it, and to another disk.

use banthao_protocol::{
    AppEvent, AppView, BundleOpenRequest, BundleReport, BundleRequest, ExportReport, ExportRequest, ImportReport, Nothing, PathRequest,
    SafetyView, Work,
};

use crate::{App, error::Result, export, import, safety::blocking};

pub(crate) async fn drafts_export(app: &App, request: ExportRequest) -> Result<ExportReport> {
    let open = app.open()?;
    let progress = app.begins(Work::Export)?;
    let now_ms = app.inner.config.world.clock.now_ms();
    let portal = open.portal_id();
    let db = open.db.blocking().clone();
    blocking(move || {
        let drafts = export::drafts(&db, portal, request.scope)?;
        let medium = |blob| export::medium(&db, blob);
        export::write(&request, db.folder(), &drafts, &medium, now_ms, &progress)
    })
    .await
}

pub(crate) async fn drafts_import(app: &App, request: PathRequest) -> Result<ImportReport> {
    let open = app.open()?;
    let progress = app.begins(Work::Export)?;
    let (now_ms, mint) = (app.inner.config.world.clock.now_ms(), app.inner.config.world.mint.clone());
    let db = open.db.blocking().clone();
    let report = blocking(move || import::read(&db, std::path::Path::new(&request.path), now_ms, &*mint, &progress)).await?;
    app.emit(AppEvent::ArticlesChanged { articles: Vec::new() });
    Ok(report)
}

pub(crate) async fn profile_move(app: &App, request: PathRequest) -> Result<SafetyView> {
    app.move_profile(request.path.into()).await?;
    app.safety_view().await
}

pub(crate) async fn move_finish(app: &App, _: Nothing) -> Result<SafetyView> {
    app.finish_move().await?;
    app.safety_view().await
}

pub(crate) async fn bundle_make(app: &App, request: BundleRequest) -> Result<BundleReport> {
    app.make_bundle(request).await
}

pub(crate) async fn bundle_open(app: &App, request: BundleOpenRequest) -> Result<AppView> {
    app.open_bundle(request).await?;
    app.view().await
}
