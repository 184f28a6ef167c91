//! Articles on the screen: opened, saved, checked.

use std::sync::Arc;

use banthao_document::{ArticleContent, ArticleId, ContentHash, validate};
use banthao_portal_api::wire::{Catalogue, EventKind, WorkflowEvent};
use banthao_protocol::{
    ApiError, ArticleCreateRequest, ArticleRequest, ArticleSaveRequest, ArticleSaved, ArticleView, Blocker, CheckView, ErrorCode,
    HistoryKind, HistoryLine, May, TheirsView,
};
use banthao_store::{Error as StoreError, Reader, Writer, articles, journal, revisions, trash};
use banthao_sync::Identity;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    App, content,
    error::{Result, from_store},
    growth,
    journal::{part_ways, settle},
    open::{LAST_ARTICLE, Open},
    status::{Surroundings, Whereabouts},
};

/// The kind of an article before any portal has said what kinds there are.
pub(crate) const FIRST_KIND: &str = "tin";

/// What a status is derived from besides the article itself, read in the same transaction as the article.
pub(crate) async fn around(open: &Open) -> Result<impl FnOnce(&Reader<'_>) -> banthao_store::Result<Surroundings> + Send + use<>> {
    let (portal, account, catalogue) = (open.portal_id(), open.link.as_ref().map(|link| link.account.clone()), open.catalogue().await?);
    let refused = open.sync.refused_media();
    Ok(move |reader: &Reader<'_>| Surroundings::read(reader, portal, account, catalogue, refused))
}

pub(crate) async fn article_create(app: &App, request: ArticleCreateRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let id = app.inner.config.world.mint.article();
    let (now_ms, portal, identity) = (app.inner.config.world.clock.now_ms(), open.portal_id(), open.identity());
    let content = ArticleContent::empty(request.kind.as_deref().unwrap_or(FIRST_KIND));
    let created = open.db.write(move |writer| {
        leave_for(writer, id, &identity, portal, now_ms)?;
        articles::save(writer, id, &content, &Value::Null, now_ms)
    });
    created.await.map_err(from_store)?;
    view(&open, id, now_ms).await
}

pub(crate) async fn article_open(app: &App, request: ArticleRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let (now_ms, portal, identity) = (app.inner.config.world.clock.now_ms(), open.portal_id(), open.identity());
    had_room(open.db.write(move |writer| leave_for(writer, id, &identity, portal, now_ms)).await)?;
    view(&open, id, now_ms).await
}

/// The article that was on the screen until now is left, with everything that was typed into it, unless it is the one that is opened.
fn leave_for(writer: &Writer<'_>, id: ArticleId, identity: &Identity, portal: Option<Uuid>, now_ms: i64) -> banthao_store::Result<()> {
    match LAST_ARTICLE.get(writer)? {
        Some(left) if left != id => {
            settle(writer, left, portal, now_ms)?;
            growth::on_leaving(writer, left, identity, now_ms)
        }
        Some(_) | None => Ok(()),
    }
}

pub(crate) async fn article_save(app: &App, request: ArticleSaveRequest) -> Result<ArticleSaved> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let sent = request.content.body.clone();
    let content = content::stored(request.content)?;
    let rewritten = content.body.0 != sent;
    let base = content_hash(&request.base_hash)?;
    let (now_ms, portal, identity) = (app.inner.config.world.clock.now_ms(), open.portal_id(), open.identity());
    let around = around(&open).await?;
    let saved = open.db.write(move |writer| {
        let around = around(writer)?;
        let Some(before) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
        let changes = before.content_hash != content.hash();
        if changes && before.content_hash != base && !part_ways(writer, &before, base, portal)? {
            return Ok(Err(ApiError::new(ErrorCode::ContentChanged, "the text changed under the one that was typed")));
        }
        let at = Whereabouts::read(writer, id, before.content_hash, &around)?;
        // Before a choice the window offers no editing, but keys that were pressed already belong to the text that will be chosen from.
        if changes && !at.may(&around).contains(&May::Edit) && !at.needs_choice() {
            return Ok(Err(ApiError::new(ErrorCode::WrongState, "the article may not be changed now")));
        }
        if changes && before.content_hash == base {
            growth::before_change(writer, &before, &identity, now_ms)?;
        }
        if !journal::clear(writer, id, request.journal_seq)? {
            return Ok(Err(ApiError::new(ErrorCode::ContentChanged, "the journal holds more than this text")));
        }
        let content_hash = articles::save(writer, id, &content, &request.caret, now_ms)?;
        let at = Whereabouts::read(writer, id, content_hash, &around)?;
        Ok::<_, StoreError>(Ok((
            before.content_hash != content_hash,
            ArticleSaved { saved_ms: now_ms, content_hash: content_hash.to_string(), rewritten, status: at.status(&around) },
        )))
    });
    let (changed, saved) = saved.await.map_err(from_store)??;
    if changed {
        open.sync.typed();
    }
    Ok(saved)
}

pub(crate) async fn article_check(app: &App, request: ArticleRequest) -> Result<CheckView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let article = open.db.read(move |reader| articles::get(reader, id)).await.map_err(from_store)?.ok_or_else(not_found)?;
    Ok(CheckView { blockers: blockers(&open, &article.content) })
}

/// What stands between this content and its submission.
pub(crate) fn blockers(open: &Open, content: &ArticleContent) -> Vec<Blocker> {
    use validate::Lacking;
    let mut blockers: Vec<Blocker> = validate::lacking(content)
        .into_iter()
        .map(|lacking| match lacking {
            Lacking::Title => Blocker::Title,
            Lacking::Sapo => Blocker::Sapo,
            Lacking::Section => Blocker::Section,
            Lacking::Body => Blocker::Body,
            Lacking::ImageAlt => Blocker::ImageAlt,
            Lacking::ImageCredit => Blocker::ImageCredit,
            Lacking::Decision => Blocker::Decision,
        })
        .collect();
    if validate::is_unwritten(content) {
        blockers.push(Blocker::Unwritten);
    }
    if open.link.is_none() {
        blockers.push(Blocker::SignIn);
    }
    blockers
}

/// Whether there was room for it. A disk without any keeps nobody from reading.
fn had_room(written: Result<(), StoreError>) -> Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(StoreError::DiskFull) => Ok(false),
        Err(error) => Err(from_store(error)),
    }
}

/// The article as the window shows it; also remembers it as the one to open at the next start.
pub(crate) async fn view(open: &Arc<Open>, id: ArticleId, now_ms: i64) -> Result<ArticleView> {
    let around = around(open).await?;
    let portal = open.portal_id();
    let prepared = open.db.write(move |writer| {
        // Whoever shows an article shows everything that was typed into it.
        settle(writer, id, portal, now_ms)?;
        if LAST_ARTICLE.get(writer)? != Some(id) && articles::heading(writer, id)?.is_some() && trash::since(writer, id)?.is_none() {
            LAST_ARTICLE.set(writer, &id)?;
        }
        Ok(())
    });
    let had_room = had_room(prepared.await)?;
    let view = open.db.read(move |reader| {
        let around = around(reader)?;
        let Some(article) = articles::get(reader, id)? else { return Ok(None) };
        // Without what was typed, the article is not what the person wrote.
        if !had_room && journal::end(reader, id)?.is_some() {
            return Err(StoreError::DiskFull);
        }
        let at = Whereabouts::read(reader, id, article.content_hash, &around)?;
        let theirs = match at.mirror.as_ref().and_then(|mirror| mirror.head) {
            Some(head) if at.needs_choice() => revisions::get(reader, head)?,
            Some(_) | None => None,
        };
        let by = at.state.as_ref().and_then(|state| state.events.last()).map(|event| event.by.name.clone());
        let at_ms = at.state.as_ref().map_or(0, |state| state.received_at_ms);
        Ok::<_, StoreError>(Some(ArticleView {
            article: id.to_string(),
            content: content::view(&article.content),
            content_hash: article.content_hash.to_string(),
            status: at.status(&around),
            may: at.may(&around),
            owner: at.state.as_ref().filter(|_| !at.is_own()).map(|state| state.owner.name.clone()),
            saved_ms: article.saved_ms,
            caret: article.caret,
            history: at.state.iter().flat_map(|state| &state.events).map(|event| line(event, around.catalogue.as_ref())).collect(),
            theirs: theirs.map(|revision| TheirsView { content: content::view(&revision.content), by, at_ms }),
            public_url: at.state.as_ref().and_then(|state| state.publication.as_ref()).map(|publication| publication.url.clone()),
            trash: at.trash,
        }))
    });
    view.await.map_err(from_store)?.ok_or_else(not_found)
}

fn line(event: &WorkflowEvent, catalogue: Option<&Catalogue>) -> HistoryLine {
    let level = |index: usize| catalogue.and_then(|catalogue| catalogue.workflow.levels.get(index)).map(|level| level.waiting.clone());
    let (what, level, reason) = match &event.kind {
        EventKind::Created => (HistoryKind::Created, None, None),
        EventKind::Submitted => (HistoryKind::Submitted, None, None),
        EventKind::Recalled => (HistoryKind::Recalled, None, None),
        EventKind::Voided => (HistoryKind::Voided, None, None),
        EventKind::Approved { level: index } => (HistoryKind::Approved, level(*index), None),
        EventKind::SentBack { level: index, reason } => (HistoryKind::SentBack, level(*index), Some(reason.clone())),
        EventKind::Published => (HistoryKind::Published, None, None),
        EventKind::Deleted | EventKind::Revived | EventKind::Unknown => (HistoryKind::Other, None, None),
    };
    HistoryLine { at_ms: event.at_ms, by: event.by.name.clone(), what, level, reason }
}

pub(crate) fn article_id(text: &str) -> Result<ArticleId> {
    text.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not an article's id"))
}

pub(crate) fn content_hash(text: &str) -> Result<ContentHash> {
    text.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a content's hash"))
}

pub(crate) fn not_found() -> ApiError {
    ApiError::new(ErrorCode::ArticleNotFound, "no such article on this machine")
}
