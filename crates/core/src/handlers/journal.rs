//! Typing, and what came back of it after an unclean end.

use banthao_document::ArticleContent;
use banthao_protocol::{
    ApiError, AppEvent, ArticleJournalRequest, ArticleJournaled, ErrorCode, May, Nothing, RecoveredView, RecoveryKeep, RecoveryRequest,
    RecoveryView,
};
use banthao_store::{
    Error as StoreError, Reader, articles,
    journal::{self, Appended, BATCH_VERSION, Batch},
    recoveries::{self, Recovery},
    revisions,
};

use super::articles::{around, article_id, content_hash, not_found};
use crate::{
    App,
    error::{Result, from_store},
    journal::{Written, check, settle},
    open::Open,
    recovery::go_back,
    status::Whereabouts,
    words,
};

pub(crate) async fn article_journal(app: &App, request: ArticleJournalRequest) -> Result<ArticleJournaled> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let base_hash = content_hash(&request.base_hash)?;
    check(&request.entries)?;
    let (seq, now_ms) = (request.seq, app.inner.config.world.clock.now_ms());
    let written = Written { entries: request.entries, caret: request.caret };
    let entries = serde_json::to_value(written).map_err(|error| from_store(StoreError::from(error)))?;
    let batch = Batch { seq, base_hash, entries, version: BATCH_VERSION, typed_ms: now_ms };
    // Whether the article may be changed is asked once for each time that its content was written, and again when it is: in between, every batch
    // is one small row.
    let first = if seq == 1 { Some(around(&open).await?) } else { None };
    let appended = open.db.write(move |writer| {
        if let Some(around) = first
            && journal::end(writer, id)?.is_none()
        {
            let around = around(writer)?;
            let Some(article) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
            if article.content_hash != base_hash {
                return Ok(Err(another_text()));
            }
            let at = Whereabouts::read(writer, id, article.content_hash, &around)?;
            if !at.may(&around).contains(&May::Edit) && !at.needs_choice() {
                return Ok(Err(ApiError::new(ErrorCode::WrongState, "the article may not be changed now")));
            }
        }
        Ok::<_, StoreError>(match journal::append(writer, id, &batch)? {
            Appended::Added | Appended::Repeated => Ok(()),
            Appended::OutOfOrder => Err(another_text()),
        })
    });
    appended.await.map_err(from_store)??;
    Ok(ArticleJournaled { seq, saved_ms: now_ms })
}

pub(crate) async fn recovery_list(app: &App, _: Nothing) -> Result<RecoveryView> {
    list(&*app.open()?).await
}

pub(crate) async fn recovery_resolve(app: &App, request: RecoveryRequest) -> Result<RecoveryView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let (identity, portal, now_ms) = (open.identity(), open.portal_id(), app.inner.config.world.clock.now_ms());
    let around = around(&open).await?;
    let resolved = open.db.write(move |writer| {
        let Some(recovery) = recoveries::all(writer)?.into_iter().find(|recovery| recovery.article == id) else { return Ok(Ok(())) };
        if request.keep == RecoveryKeep::Before && recovery.after.is_some() {
            settle(writer, id, portal, now_ms)?;
            let around = around(writer)?;
            let Some(article) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
            let at = Whereabouts::read(writer, id, article.content_hash, &around)?;
            if !at.may(&around).contains(&May::Edit) && !at.needs_choice() {
                return Ok(Err(ApiError::new(ErrorCode::WrongState, "the article may not be changed now")));
            }
            go_back(writer, &recovery, &identity, now_ms)?;
        }
        recoveries::forget(writer, id)?;
        Ok::<_, StoreError>(Ok(()))
    });
    resolved.await.map_err(from_store)??;
    if request.keep == RecoveryKeep::Before {
        open.sync.typed();
        app.emit(AppEvent::ArticlesChanged { articles: vec![id.to_string()] });
    }
    list(&open).await
}

async fn list(open: &Open) -> Result<RecoveryView> {
    let articles = open.db.read(|reader| recoveries::all(reader)?.iter().map(|recovery| recovered(reader, recovery)).collect());
    let articles: Vec<Option<RecoveredView>> = articles.await.map_err(from_store)?;
    Ok(RecoveryView { check: open.health.get(), articles: articles.into_iter().flatten().collect() })
}

fn recovered(reader: &Reader<'_>, recovery: &Recovery) -> banthao_store::Result<Option<RecoveredView>> {
    let Some(article) = articles::get(reader, recovery.article)? else { return Ok(None) };
    let content = |revision| Ok::<_, StoreError>(revisions::get(reader, revision)?.map(|revision| revision.content));
    let before = match recovery.before {
        Some(before) => content(before)?,
        None => Some(ArticleContent::empty(&article.content.kind)),
    };
    let after = match recovery.after {
        Some(after) => content(after)?,
        None => None,
    };
    let parts = before.zip(after).map(|(before, after)| words::parts(&before, &after)).unwrap_or_default();
    Ok(Some(RecoveredView {
        article: recovery.article.to_string(),
        title: article.content.title,
        recovered_ms: recovery.recovered_ms,
        parts,
        aside: journal::aside(reader, recovery.article)?,
    }))
}

/// The window starts anew from the whole text: it holds everything, and one of the two is behind.
fn another_text() -> ApiError {
    ApiError::new(ErrorCode::ContentChanged, "the journal goes on from another text")
}
