//! Throwing articles away, taking them back, deleting them for good.

use std::sync::Arc;

use banthao_document::ArticleId;
use banthao_protocol::{ApiError, AppEvent, ArticleRequest, ArticleView, ErrorCode, May, Nothing};
use banthao_store::{
    Error as StoreError, Writer, articles,
    outbox::{self, State},
    trash,
};

use super::articles::{around, article_id, not_found, view};
use crate::{
    App,
    error::{Result, from_store},
    farewell::{Leave, take_leave},
    housekeeping::is_awaited,
    journal::settle,
    open::{LAST_ARTICLE, Open},
    status::Whereabouts,
};

pub(crate) async fn article_trash(app: &App, request: ArticleRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let (id, now_ms) = (article_id(&request.article)?, app.inner.config.world.clock.now_ms());
    change(app, &open, id, May::Trash, move |writer| {
        trash::put(writer, id, now_ms)?;
        // What has not left this machine does not leave it any more; what may have left is still asked about.
        for entry in outbox::all(writer)?.into_iter().filter(|entry| entry.article == id) {
            if entry.state == State::Queued && entry.op_seq.is_none() {
                outbox::remove(writer, entry.op_id)?;
            }
        }
        if LAST_ARTICLE.get(writer)? == Some(id) {
            LAST_ARTICLE.clear(writer)?;
        }
        Ok(())
    })
    .await?;
    view(&open, id, now_ms).await
}

pub(crate) async fn article_take_back(app: &App, request: ArticleRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let (id, now_ms) = (article_id(&request.article)?, app.inner.config.world.clock.now_ms());
    change(app, &open, id, May::TakeBack, move |writer| trash::take_back(writer, id).map(|_| ())).await?;
    open.sync.wake();
    view(&open, id, now_ms).await
}

pub(crate) async fn article_delete(app: &App, request: ArticleRequest) -> Result<Nothing> {
    let open = app.open()?;
    let (id, now_ms) = (article_id(&request.article)?, app.inner.config.world.clock.now_ms());
    let awaited = open.db.read(move |reader| is_awaited(reader, id)).await.map_err(from_store)?;
    if awaited {
        // Whether the portal has the text is not known yet, and without the text it could never be told.
        return Err(wrong_state());
    }
    let (portal, identity, op_id) = (open.portal_id(), open.identity(), app.inner.config.world.mint.op());
    let leave = Leave { portal, identity, op_id, now_ms };
    change(app, &open, id, May::TakeBack, move |writer| take_leave(writer, id, leave)).await?;
    open.sync.wake();
    Ok(Nothing {})
}

/// Changes where an article is, if its whereabouts allow it.
async fn change(
    app: &App,
    open: &Arc<Open>,
    id: ArticleId,
    needed: May,
    work: impl FnOnce(&Writer<'_>) -> banthao_store::Result<()> + Send + 'static,
) -> Result<()> {
    let around = around(open).await?;
    let (portal, now_ms) = (open.portal_id(), app.inner.config.world.clock.now_ms());
    let changed = open.db.write(move |writer| {
        settle(writer, id, portal, now_ms)?;
        let around = around(writer)?;
        let Some(article) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
        let at = Whereabouts::read(writer, id, article.content_hash, &around)?;
        if !at.may(&around).contains(&needed) {
            return Ok(Err(wrong_state()));
        }
        work(writer)?;
        Ok::<_, StoreError>(Ok(()))
    });
    changed.await.map_err(from_store)??;
    app.emit(AppEvent::OutboxChanged);
    app.emit(AppEvent::ArticlesChanged { articles: vec![id.to_string()] });
    Ok(())
}

fn wrong_state() -> ApiError {
    ApiError::new(ErrorCode::WrongState, "the article does not allow this now")
}
