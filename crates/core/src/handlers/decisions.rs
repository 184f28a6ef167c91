//! Acts that a person takes and a portal must confirm. Each is in the outbox before its command returns.

use std::sync::Arc;

use banthao_document::{ArticleId, ContentHash};
use banthao_portal_api::wire::Act;
use banthao_protocol::{
    ApiError, AppEvent, ArticleRequest, ArticleView, ChooseRequest, DecisionRequest, ErrorCode, Keep, May, SendBackRequest,
};
use banthao_store::{
    Error as StoreError, Writer,
    articles::{self, Article},
    mirrors,
    outbox::{self, Entry, State},
    revisions::{self, Origin},
};
use banthao_sync::{
    asked::Asked,
    checkpoint::{checkpoint, commit},
};

use super::articles::{around, article_id, blockers, content_hash, not_found, view};
use crate::{
    App,
    error::{Result, from_store},
    journal::settle,
    open::Open,
    status::Whereabouts,
    sync_loop::not_signed_in,
};

/// An article at the moment of a decision.
pub(super) struct Scene<'a> {
    pub writer: &'a Writer<'a>,
    pub article: Article,
    pub at: Whereabouts,
}

pub(crate) async fn article_submit(app: &App, request: ArticleRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let (identity, now_ms, checked) = (open.identity(), app.inner.config.world.clock.now_ms(), Arc::clone(&open));
    decide(app, &open, &request.article, May::Submit, move |scene| {
        let lacking = blockers(&checked, &scene.article.content);
        if !lacking.is_empty() {
            return Ok(Err(ApiError::new(ErrorCode::Incomplete, "something required is missing").with("count", lacking.len())));
        }
        if let Err(invalid) = banthao_document::validate::content(&scene.article.content) {
            return Ok(Err(ApiError::new(ErrorCode::InvalidContent, "the text breaks the schema").with("reason", invalid.reason)));
        }
        let head = checkpoint(scene.writer, &scene.article, &identity, Origin::Submitted, now_ms).map_err(store_error)?;
        let Some(revision) = head else { return Ok(Err(ApiError::new(ErrorCode::Incomplete, "there is nothing to submit"))) };
        Ok(Ok(Some(Act::Submit { revision, content_hash: scene.article.content_hash })))
    })
    .await
}

pub(crate) async fn article_recall(app: &App, request: ArticleRequest) -> Result<ArticleView> {
    let open = app.open()?;
    decide(app, &open, &request.article, May::Recall, |scene| {
        let is_asked = |entry: &Entry, asked: &Asked| asks_to_submit(asked) && entry.state != State::Refused;
        let submission = scene.at.entries.iter().find(|(entry, asked)| is_asked(entry, asked));
        if let Some((entry, _)) = submission
            && entry.state == State::Queued
            && entry.op_seq.is_none()
        {
            // It never left this machine, so the portal need not hear of it.
            outbox::remove(scene.writer, entry.op_id)?;
            return Ok(Ok(None));
        }
        let submitted = submission.and_then(|(_, asked)| match asked {
            Asked::Act(Act::Submit { revision, .. }) => Some(*revision),
            Asked::Act(_) | Asked::Text(_) => None,
        });
        let Some(revision) = submitted.or(scene.article.head) else { return Ok(Err(wrong_state())) };
        Ok(Ok(Some(Act::Recall { revision })))
    })
    .await
}

pub(crate) async fn article_approve(app: &App, request: DecisionRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let read = content_hash(&request.content_hash)?;
    decide(app, &open, &request.article, May::Approve, move |scene| {
        Ok(what_was_read(&scene, read).map(|revision| Some(Act::Approve { revision, content_hash: read })))
    })
    .await
}

pub(crate) async fn article_send_back(app: &App, request: SendBackRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let read = content_hash(&request.content_hash)?;
    let reason = banthao_document::normalise::text(&request.reason).trim().to_owned();
    if reason.is_empty() {
        return Err(ApiError::new(ErrorCode::Incomplete, "a return needs a reason"));
    }
    decide(app, &open, &request.article, May::SendBack, move |scene| {
        Ok(what_was_read(&scene, read).map(|revision| Some(Act::SendBack { revision, content_hash: read, reason })))
    })
    .await
}

pub(crate) async fn article_choose(app: &App, request: ChooseRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let (identity, now_ms, portal) = (open.identity(), app.inner.config.world.clock.now_ms(), open.portal_id());
    decide(app, &open, &request.article, May::Choose, move |scene| {
        let (Some(portal), Some(mirror)) = (portal, scene.at.mirror.clone()) else { return Ok(Err(wrong_state())) };
        let Some(theirs) = mirror.head else { return Ok(Err(wrong_state())) };
        // Both texts become revisions before either goes from the screen.
        let ours = checkpoint(scene.writer, &scene.article, &identity, Origin::Autosave, now_ms).map_err(store_error)?;
        match request.keep {
            Keep::Mine => {
                let parents = ours.into_iter().chain([theirs]).collect();
                commit(scene.writer, &scene.article, parents, &identity, Origin::Merged, now_ms).map_err(store_error)?;
            }
            Keep::Theirs => {
                let Some(revision) = revisions::get(scene.writer, theirs)? else { return Ok(Err(wrong_state())) };
                articles::save(scene.writer, scene.article.id, &revision.content, &serde_json::Value::Null, now_ms)?;
                articles::set_head(scene.writer, scene.article.id, theirs)?;
            }
        }
        mirrors::put(scene.writer, portal, scene.article.id, &mirrors::Mirror { agreed: Some(theirs), ..mirror })?;
        drop_what_is_void(&scene)?;
        Ok(Ok(None))
    })
    .await
}

fn asks_to_submit(asked: &Asked) -> bool {
    matches!(asked, Asked::Act(Act::Submit { .. }))
}

/// A submission that never left was of a text that no longer stands alone: the officer submits what they have chosen.
pub(super) fn drop_what_is_void(scene: &Scene<'_>) -> banthao_store::Result<()> {
    let void = |(entry, asked): &&(Entry, Asked)| entry.state == State::Refused || (entry.op_seq.is_none() && asks_to_submit(asked));
    for (entry, _) in scene.at.entries.iter().filter(void) {
        outbox::remove(scene.writer, entry.op_id)?;
    }
    Ok(())
}

/// Takes a decision about an article if it may be taken, queues what the portal is to be asked, and shows the article as it then is.
pub(super) async fn decide(
    app: &App,
    open: &Arc<Open>,
    article: &str,
    needed: May,
    decision: impl FnOnce(Scene<'_>) -> banthao_store::Result<Result<Option<Act>>> + Send + 'static,
) -> Result<ArticleView> {
    let id: ArticleId = article_id(article)?;
    if open.link.is_none() && needed != May::Submit {
        return Err(not_signed_in());
    }
    let around = around(open).await?;
    let (op_id, portal, now_ms) = (app.inner.config.world.mint.op(), open.portal_id(), app.inner.config.world.clock.now_ms());
    let decided = open.db.write(move |writer| {
        let around = around(writer)?;
        settle(writer, id, portal, now_ms)?;
        let Some(article) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
        let at = Whereabouts::read(writer, id, article.content_hash, &around)?;
        if !at.may(&around).contains(&needed) {
            return Ok(Err(wrong_state()));
        }
        let act = match decision(Scene { writer, article, at })? {
            Ok(act) => act,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if let Some(act) = act {
            let act = serde_json::to_value(act).map_err(StoreError::from)?;
            let entry =
                Entry { op_id, portal, article: id, op_seq: None, act, bytes: 0, state: State::Queued, problem: None, created_ms: now_ms };
            outbox::add(writer, &entry)?;
        }
        Ok::<_, StoreError>(Ok(()))
    });
    decided.await.map_err(from_store)??;
    open.sync.wake();
    app.emit(AppEvent::OutboxChanged);
    app.emit(AppEvent::ArticlesChanged { articles: vec![id.to_string()] });
    view(open, id, now_ms).await
}

/// The revision that the person read, provided that it is still the one on the portal.
fn what_was_read(scene: &Scene<'_>, read: ContentHash) -> Result<banthao_document::RevisionId> {
    let head = scene.at.state.as_ref().map(|state| state.head);
    match head {
        Some(head) if scene.article.content_hash == read && scene.article.head == Some(head) => Ok(head),
        Some(_) | None => Err(ApiError::new(ErrorCode::ContentChanged, "the text changed since it was read")),
    }
}

pub(super) fn wrong_state() -> ApiError {
    ApiError::new(ErrorCode::WrongState, "the article does not allow this now")
}

pub(crate) fn store_error(error: banthao_sync::Error) -> StoreError {
    match error {
        banthao_sync::Error::Store(error) => error,
        banthao_sync::Error::Portal(error) => StoreError::Defect(error.to_string()),
    }
}
