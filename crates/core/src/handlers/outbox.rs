//! What waits to be sent, and what the person does about it.

use banthao_document::{ArticleId, OpId};
use banthao_portal_api::wire::{Change, ChangeKind};
use banthao_protocol::{
    ApiError, AppEvent, DeletedThereView, DeletionsAnswer, DeletionsRequest, DeletionsView, ErrorCode, NetworkCostsRequest, Nothing,
    OutboxAct, OutboxMay, OutboxReportView, OutboxRequest, OutboxView, PauseRequest, SyncView, WaitsFor,
};
use banthao_store::{
    Error as StoreError, Writer, articles, mirrors,
    outbox::{self, Entry, State},
    revisions::{self, Origin},
    transfers, trash, withheld,
};
use banthao_sync::{Identity, asked::is_text, checkpoint::checkpoint, deletions::Answer};
use uuid::Uuid;

use super::decisions::store_error;
use crate::{
    App, desk_report,
    error::{Result, from_store},
    journal::settle,
    open::Open,
    status,
    sync_loop::not_signed_in,
    waits::{self, Circumstances},
};

pub(crate) async fn outbox_list(app: &App, _: Nothing) -> Result<OutboxView> {
    list(&*app.open()?).await
}

pub(crate) async fn outbox_retry(app: &App, request: OutboxRequest) -> Result<OutboxView> {
    let open = app.open()?;
    if let Some(op_id) = op_id(&request.entry)? {
        let (again, now_ms) = (app.inner.config.world.mint.op(), app.inner.config.world.clock.now_ms());
        let retried = open.db.write(move |writer| {
            let Some(refused) = outbox::get(writer, op_id)?.filter(|entry| entry.state == State::Refused) else { return Ok(()) };
            // The same operation would be answered with the same receipt: what is tried again is a new one. A text needs none, the plan finds it.
            outbox::remove(writer, op_id)?;
            if !is_text(&refused) {
                let entry = Entry { op_id: again, op_seq: None, state: State::Queued, problem: None, created_ms: now_ms, ..refused };
                outbox::add(writer, &entry)?;
            }
            Ok::<_, StoreError>(())
        });
        retried.await.map_err(from_store)?;
    }
    open.sync.retry_media().await?;
    open.sync.wake();
    app.emit(AppEvent::OutboxChanged);
    list(&open).await
}

/// Gives up what was refused. Nothing that was written is lost by it: of a text, the portal's goes on and this one stays in the history; an
/// article that the portal never had goes to the trash, whole.
pub(crate) async fn outbox_discard(app: &App, request: OutboxRequest) -> Result<OutboxView> {
    let open = app.open()?;
    let Some(op_id) = op_id(&request.entry)? else {
        return Err(ApiError::new(ErrorCode::WrongState, "only what was refused can be given up"));
    };
    let (identity, portal, now_ms) = (open.identity(), open.portal_id(), app.inner.config.world.clock.now_ms());
    let discarded = open.db.write(move |writer| {
        let Some(entry) = outbox::get(writer, op_id)?.filter(|entry| entry.state == State::Refused) else { return Ok(None) };
        outbox::remove(writer, op_id)?;
        if is_text(&entry) {
            give_up_text(writer, entry.article, portal, &identity, now_ms)?;
        }
        Ok::<_, StoreError>(Some(entry))
    });
    let Some(entry) = discarded.await.map_err(from_store)? else {
        return Err(ApiError::new(ErrorCode::WrongState, "only what was refused can be given up"));
    };
    app.emit(AppEvent::ArticlesChanged { articles: vec![entry.article.to_string()] });
    app.emit(AppEvent::OutboxChanged);
    list(&open).await
}

fn give_up_text(writer: &Writer<'_>, id: ArticleId, portal: Option<Uuid>, identity: &Identity, now_ms: i64) -> banthao_store::Result<()> {
    settle(writer, id, portal, now_ms)?;
    let Some(article) = articles::get(writer, id)? else { return Ok(()) };
    // What is on the screen becomes a revision first: the history has it when the screen has it no more.
    checkpoint(writer, &article, identity, Origin::Autosave, now_ms).map_err(store_error)?;
    let mirror = match portal {
        Some(portal) => mirrors::get(writer, portal, id)?,
        None => None,
    };
    let theirs = mirror.filter(|mirror| mirror.head.is_some()).and_then(|mirror| mirror.agreed);
    match theirs.map(|theirs| revisions::get(writer, theirs)).transpose()?.flatten() {
        Some(theirs) => {
            articles::save(writer, id, &theirs.content, &serde_json::Value::Null, now_ms)?;
            articles::set_head(writer, id, theirs.id())
        }
        None => trash::put(writer, id, now_ms),
    }
}

pub(crate) async fn outbox_send_anyway(app: &App, request: OutboxRequest) -> Result<OutboxView> {
    let open = app.open()?;
    let Some(portal) = open.portal_id() else { return Err(not_signed_in()) };
    let Some(("media", article)) = request.entry.split_once(':') else { return Err(not_an_entry()) };
    let article: ArticleId = article.parse().map_err(|_| not_an_entry())?;
    open.db.write(move |writer| transfers::urge(writer, portal, Some(article))).await.map_err(from_store)?;
    open.sync.wake();
    app.emit(AppEvent::SyncChanged);
    app.emit(AppEvent::OutboxChanged);
    list(&open).await
}

pub(crate) async fn outbox_report(app: &App, _: Nothing) -> Result<OutboxReportView> {
    let open = app.open()?;
    let (sync, facts) = (open.sync.view().await?, open.sync.facts());
    let (portal, now_ms) = (open.portal_id(), app.inner.config.world.clock.now_ms());
    let report = open.db.read(move |reader| desk_report::write(reader, portal, &sync, &facts, now_ms));
    Ok(OutboxReportView { text: report.await.map_err(from_store)? })
}

pub(crate) async fn deletions_list(app: &App, _: Nothing) -> Result<DeletionsView> {
    let open = app.open()?;
    let Some(portal) = open.portal_id() else { return Ok(DeletionsView { articles: Vec::new() }) };
    let told = open.db.read(move |reader| {
        let mut told = Vec::new();
        for (article, _, change) in withheld::all(reader, portal)? {
            let heading = articles::heading(reader, article)?;
            let thrown_away = trash::since(reader, article)?.is_some();
            let Some(heading) = heading.filter(|_| !thrown_away) else { continue };
            let change: Change = serde_json::from_value(change).map_err(StoreError::from)?;
            if let ChangeKind::Tombstone { by, at_ms, .. } = change.kind {
                told.push(DeletedThereView { article: article.to_string(), title: heading.title, by: by.name, at_ms });
            }
        }
        Ok::<_, StoreError>(told)
    });
    Ok(DeletionsView { articles: told.await.map_err(from_store)? })
}

pub(crate) async fn deletions_answer(app: &App, request: DeletionsRequest) -> Result<SyncView> {
    let open = app.open()?;
    let answer = match request.answer {
        DeletionsAnswer::CarryOut => Answer::CarryOut,
        DeletionsAnswer::Keep => Answer::Keep,
    };
    open.sync.answer_deletions(answer, app.inner.config.world.clock.now_ms()).await?;
    open.sync.view().await
}

pub(crate) async fn network_costs(app: &App, request: NetworkCostsRequest) -> Result<SyncView> {
    let open = app.open()?;
    open.sync.set_costs(request.costs).await?;
    open.sync.view().await
}

pub(crate) async fn sync_now(app: &App, _: Nothing) -> Result<SyncView> {
    let open = app.open()?;
    open.sync.turn_now().await?;
    open.sync.view().await
}

pub(crate) async fn sync_pause(app: &App, request: PauseRequest) -> Result<SyncView> {
    let open = app.open()?;
    open.sync.set_sending(request.sending).await?;
    open.sync.view().await
}

async fn list(open: &Open) -> Result<OutboxView> {
    let (portal, account, refused) = (open.portal_id(), open.account(), open.sync.refused_media());
    let waiting = open.db.read(move |reader| status::waiting(reader, portal, account, &refused)).await.map_err(from_store)?;
    let mut entries: Vec<_> = waiting.into_iter().map(|waiting| waiting.view).collect();
    let (facts, metered) = (open.sync.facts(), open.sync.is_metered());
    if let Some((blob, done)) = facts.medium {
        let name = blob.to_string();
        for entry in &mut entries {
            for file in entry.files.iter_mut().filter(|file| file.blob == name) {
                (file.is_sending, file.done) = (true, done.min(file.bytes));
            }
        }
    }
    waits::explain(&mut entries, Circumstances { connection: facts.connection, sending: facts.sending, metered });
    for entry in entries.iter_mut().filter(|entry| entry.waits_for == WaitsFor::FreeNetwork) {
        entry.may.insert(0, OutboxMay::SendAnyway);
    }
    let media_bytes = entries.iter().filter(|entry| entry.what == OutboxAct::Media).map(|entry| entry.bytes).sum();
    Ok(OutboxView { bytes: entries.iter().map(|entry| entry.bytes).sum(), media_bytes, entries })
}

fn not_an_entry() -> ApiError {
    ApiError::new(ErrorCode::BadRequest, "not an entry of the outbox")
}

/// The operation that an entry names; none for what is derived and has no operation yet.
fn op_id(entry: &str) -> Result<Option<OpId>> {
    match entry.split_once(':') {
        Some(("op", id)) => id.parse().map(Some).map_err(|_| not_an_entry()),
        Some(("text" | "media" | "choice", _)) => Ok(None),
        Some(_) | None => Err(not_an_entry()),
    }
}
