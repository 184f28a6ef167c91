//! What waits to be sent, and what the person does about it.

use banthao_document::OpId;
use banthao_protocol::{ApiError, AppEvent, ErrorCode, Nothing, OutboxRequest, OutboxView, PauseRequest, SyncView};
use banthao_store::outbox::{self, Entry, State};

use crate::{
    App,
    error::{Result, from_store},
    open::Open,
    status,
};

pub(crate) async fn outbox_list(app: &App, _: Nothing) -> Result<OutboxView> {
    list(&*app.open()?).await
}

pub(crate) async fn outbox_retry(app: &App, request: OutboxRequest) -> Result<OutboxView> {
    let open = app.open()?;
    if let Some(op_id) = op_id(&request.entry)? {
        let (again, now_ms) = (app.inner.config.world.mint.op(), app.inner.config.world.clock.now_ms());
        let retried = open.db.write(move |writer| {
            let refused = outbox::all(writer)?.into_iter().find(|entry| entry.op_id == op_id && entry.state == State::Refused);
            let Some(refused) = refused else { return Ok(()) };
            // The same operation would be answered with the same receipt: what is tried again is a new one. A text needs none, the plan finds it.
            outbox::remove(writer, op_id)?;
            if refused.act["act"] != "put_revision" {
                let entry = Entry { op_id: again, op_seq: None, state: State::Queued, problem: None, created_ms: now_ms, ..refused };
                outbox::add(writer, &entry)?;
            }
            Ok::<_, banthao_store::Error>(())
        });
        retried.await.map_err(from_store)?;
    }
    open.sync.retry_media();
    open.sync.wake();
    app.emit(AppEvent::OutboxChanged);
    list(&open).await
}

pub(crate) async fn outbox_discard(app: &App, request: OutboxRequest) -> Result<OutboxView> {
    let open = app.open()?;
    let Some(op_id) = op_id(&request.entry)? else {
        return Err(ApiError::new(ErrorCode::WrongState, "only an act can be given up, never a text"));
    };
    let discarded = open.db.write(move |writer| {
        let refused = outbox::all(writer)?.into_iter().find(|entry| entry.op_id == op_id && entry.state == State::Refused);
        if let Some(entry) = &refused {
            outbox::remove(writer, entry.op_id)?;
        }
        Ok::<_, banthao_store::Error>(refused)
    });
    let Some(entry) = discarded.await.map_err(from_store)? else {
        return Err(ApiError::new(ErrorCode::WrongState, "only what was refused can be given up"));
    };
    app.emit(AppEvent::ArticlesChanged { articles: vec![entry.article.to_string()] });
    app.emit(AppEvent::OutboxChanged);
    list(&open).await
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
    let entries: Vec<_> = waiting.into_iter().map(|waiting| waiting.view).collect();
    Ok(OutboxView { bytes: entries.iter().map(|entry| entry.bytes).sum(), entries })
}

/// The operation that an entry names; none for what is derived and has no operation yet.
fn op_id(entry: &str) -> Result<Option<OpId>> {
    match entry.split_once(':') {
        Some(("op", id)) => id.parse().map(Some).map_err(|_| ApiError::new(ErrorCode::BadRequest, "not an entry of the outbox")),
        Some(("text" | "media" | "choice", _)) => Ok(None),
        Some(_) | None => Err(ApiError::new(ErrorCode::BadRequest, "not an entry of the outbox")),
    }
}
