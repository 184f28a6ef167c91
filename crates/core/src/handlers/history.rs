//! What an article said before: listed, named, compared, taken up again.

use std::collections::HashMap;

use banthao_document::{AccountId, ArticleContent, ArticleId, Revision, RevisionId, diff, normalise};
use banthao_protocol::{
    ApiError, AppEvent, CompareRequest, CompareView, ErrorCode, HistoryRequest, HistoryView, May, MilestoneView, NameRequest, RestoredView,
    RevisionKind, RevisionRequest, RevisionRow, UnsavedView, WritingPlace,
};
use banthao_store::{
    Error as StoreError, Reader, Result as StoreResult,
    articles::{self, Article},
    milestones::{self, Milestone},
    names,
    revisions::{self, Listed, Origin},
};
use banthao_sync::{
    Identity,
    checkpoint::{checkpoint, commit},
};
use serde_json::Value;

use super::{
    articles::{around, article_id, not_found, view},
    decisions::store_error,
    library::{kind_name, section_name},
};
use crate::{
    App,
    comparison::{compare, counted},
    error::{Result, from_store},
    journal::settle,
    status::{Surroundings, Whereabouts},
};

/// Rows of one answer: a few screens full.
const PAGE: usize = 50;
/// The longest name, in characters.
const LONGEST_NAME: usize = 120;

pub(crate) async fn history_list(app: &App, request: HistoryRequest) -> Result<HistoryView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let below = request.below.as_deref().map(revision_id).transpose()?;
    let (around, identity) = (around(&open).await?, open.identity());
    let list = open.db.read(move |reader| {
        let around = around(reader)?;
        let Some(article) = articles::get(reader, id)? else { return Ok(None) };
        list(reader, &article, &around, identity, below).map(Some)
    });
    list.await.map_err(from_store)?.ok_or_else(not_found)
}

pub(crate) async fn history_name(app: &App, request: NameRequest) -> Result<HistoryView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let wanted = request.revision.as_deref().map(revision_id).transpose()?;
    let called: String = normalise::line(&request.name).trim().chars().take(LONGEST_NAME).collect();
    if called.is_empty() && wanted.is_none() {
        return Err(ApiError::new(ErrorCode::Incomplete, "a version needs a name"));
    }
    let (identity, portal, now_ms) = (open.identity(), open.portal_id(), app.inner.config.world.clock.now_ms());
    let named = open.db.write(move |writer| {
        settle(writer, id, portal, now_ms)?;
        let Some(article) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
        let revision = match wanted {
            Some(revision) if holds(writer, id, revision)? => revision,
            Some(_) => return Ok(Err(no_revision())),
            None => match checkpoint(writer, &article, &identity, Origin::Named, now_ms).map_err(store_error)? {
                Some(revision) => revision,
                None => return Ok(Err(ApiError::new(ErrorCode::Incomplete, "there is nothing to name"))),
            },
        };
        names::set(writer, revision, &called, now_ms)?;
        Ok::<_, StoreError>(Ok(()))
    });
    named.await.map_err(from_store)??;
    history_list(app, HistoryRequest { article: request.article, below: None }).await
}

pub(crate) async fn history_compare(app: &App, request: CompareRequest) -> Result<CompareView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let before = request.before.as_deref().map(revision_id).transpose()?;
    let after = request.after.as_deref().map(revision_id).transpose()?;
    let catalogue = open.catalogue().await?;
    let texts = open.db.read(move |reader| {
        let Some(article) = articles::get(reader, id)? else { return Ok(Err(not_found())) };
        let content = |revision: RevisionId| -> StoreResult<Option<ArticleContent>> {
            Ok(revisions::get(reader, revision)?.filter(|found| found.article == id).map(|found| found.content))
        };
        let earlier = match before {
            Some(revision) => content(revision)?,
            None => Some(ArticleContent::empty(&article.content.kind)),
        };
        let later = match after {
            Some(revision) => content(revision)?,
            None => Some(article.content),
        };
        Ok::<_, StoreError>(earlier.zip(later).ok_or_else(no_revision))
    });
    let (earlier, later) = texts.await.map_err(from_store)??;
    let name_of = move |field: &str, code: &str| match field {
        "kind" => kind_name(catalogue.as_ref(), code),
        "section" => section_name(catalogue.as_ref(), code),
        _ => code.to_owned(),
    };
    // Long texts take their time: not on the thread that answers the window.
    let compared = tokio::task::spawn_blocking(move || compare(&earlier, &later, name_of));
    compared.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the comparison stopped"))
}

pub(crate) async fn history_restore(app: &App, request: RevisionRequest) -> Result<RestoredView> {
    let open = app.open()?;
    let (id, wanted) = (article_id(&request.article)?, revision_id(&request.revision)?);
    let (identity, portal, now_ms) = (open.identity(), open.portal_id(), app.inner.config.world.clock.now_ms());
    let around = around(&open).await?;
    let restored = open.db.write(move |writer| {
        settle(writer, id, portal, now_ms)?;
        let around = around(writer)?;
        let Some(article) = articles::get(writer, id)? else { return Ok(Err(not_found())) };
        let at = Whereabouts::read(writer, id, article.content_hash, &around)?;
        if !at.may(&around).contains(&May::Edit) {
            return Ok(Err(ApiError::new(ErrorCode::WrongState, "the article may not be changed now")));
        }
        let Some(earlier) = revisions::get(writer, wanted)?.filter(|found| found.article == id) else { return Ok(Err(no_revision())) };
        if earlier.content.schema > banthao_document::SCHEMA_VERSION {
            return Ok(Err(ApiError::new(ErrorCode::ArticleTooNew, "the revision was written by a newer version")));
        }
        let undo = checkpoint(writer, &article, &identity, Origin::Autosave, now_ms).map_err(store_error)?;
        if earlier.content_hash() != article.content_hash {
            articles::save(writer, id, &earlier.content, &Value::Null, now_ms)?;
            let article = Article { content: earlier.content, ..article };
            commit(writer, &article, undo.into_iter().collect(), &identity, Origin::Restored, now_ms).map_err(store_error)?;
        }
        Ok::<_, StoreError>(Ok(undo))
    });
    let undo = restored.await.map_err(from_store)??;
    open.sync.typed();
    app.emit(AppEvent::ArticlesChanged { articles: vec![id.to_string()] });
    Ok(RestoredView { article: view(&open, id, now_ms).await?, undo: undo.map(|id| id.to_string()) })
}

fn list(
    reader: &Reader<'_>,
    article: &Article,
    around: &Surroundings,
    identity: Identity,
    below: Option<RevisionId>,
) -> StoreResult<HistoryView> {
    let mut all = revisions::list(reader, article.id)?;
    all.reverse();
    let start = match below {
        Some(below) => all.iter().position(|one| one.id == below).map_or(all.len(), |index| index + 1),
        None => 0,
    };
    let (names, people) = (names::of(reader, article.id)?, people(reader, article, around)?);
    let mut marks: HashMap<RevisionId, Vec<MilestoneView>> = HashMap::new();
    for (revision, what) in milestones::of(reader, article.id)? {
        marks.entry(revision).or_default().push(milestone(what));
    }
    let mut texts = Texts { reader, read: HashMap::new() };
    let shown = all.iter().position(|one| one.content_hash == article.content_hash);
    let mut rows = Vec::new();
    for (index, one) in all.iter().enumerate().skip(start).take(PAGE) {
        let from = source(&all, index);
        let Some(revision) = texts.get(one.id)? else { continue };
        let counts = texts.counts(from, &revision.content)?;
        rows.push(RevisionRow {
            revision: one.id.to_string(),
            kind: kind(one.origin),
            name: names.get(&one.id).cloned(),
            milestones: marks.remove(&one.id).unwrap_or_default(),
            author: revision.author.and_then(|author| people.get(&author).cloned()),
            place: if revision.device == identity.device { WritingPlace::Here } else { WritingPlace::Elsewhere },
            at_ms: one.made_at_ms,
            from: from.map(|from| from.to_string()),
            added: counted(counts.added),
            removed: counted(counts.removed),
            on_screen: shown == Some(index),
        });
    }
    let unsaved = match (below, shown) {
        (None, None) if !all.is_empty() || article.content != ArticleContent::empty(&article.content.kind) => {
            let counts = texts.counts(article.head.or(all.first().map(|one| one.id)), &article.content)?;
            Some(UnsavedView { at_ms: article.saved_ms, added: counted(counts.added), removed: counted(counts.removed) })
        }
        _ => None,
    };
    Ok(HistoryView { unsaved, rows, more: start + PAGE < all.len() })
}

/// What a revision is compared with in a list that runs from the latest to the earliest: its first parent, or the one below when that is gone.
fn source(all: &[Listed], index: usize) -> Option<RevisionId> {
    let parent = all[index].parents.first().filter(|parent| all.iter().any(|one| one.id == **parent));
    parent.copied().or_else(|| all.get(index + 1).map(|one| one.id))
}

/// Revisions, each read once.
struct Texts<'a, 'r> {
    reader: &'a Reader<'r>,
    read: HashMap<RevisionId, Option<Revision>>,
}

impl Texts<'_, '_> {
    fn get(&mut self, id: RevisionId) -> StoreResult<Option<Revision>> {
        if let Some(known) = self.read.get(&id) {
            return Ok(known.clone());
        }
        let revision = revisions::get(self.reader, id)?;
        self.read.insert(id, revision.clone());
        Ok(revision)
    }

    /// How many words came and went since `from`; since the empty page when there is none.
    fn counts(&mut self, from: Option<RevisionId>, to: &ArticleContent) -> StoreResult<diff::Counts> {
        let before = match from {
            Some(from) => self.get(from)?.map(|revision| revision.content),
            None => None,
        };
        Ok(diff::counts(&diff::diff(&before.unwrap_or_else(|| ArticleContent::empty(&to.kind)), to)))
    }
}

/// The names of the people who had to do with an article, as far as this machine was told.
fn people(reader: &Reader<'_>, article: &Article, around: &Surroundings) -> StoreResult<HashMap<AccountId, String>> {
    let at = Whereabouts::read(reader, article.id, article.content_hash, around)?;
    let told = at.state.iter().flat_map(|state| state.events.iter().map(|event| &event.by).chain([&state.owner]));
    let mut people: HashMap<AccountId, String> = told.map(|person| (person.id, person.name.clone())).collect();
    people.extend(around.account.as_ref().map(|account| (account.id, account.name.clone())));
    Ok(people)
}

fn kind(origin: Origin) -> RevisionKind {
    match origin {
        Origin::Autosave => RevisionKind::Autosave,
        Origin::Named => RevisionKind::Named,
        Origin::Submitted => RevisionKind::Submitted,
        Origin::Approved => RevisionKind::Approved,
        Origin::Merged => RevisionKind::Merged,
        Origin::Remote => RevisionKind::Remote,
        Origin::Restored => RevisionKind::Restored,
    }
}

fn milestone(what: Milestone) -> MilestoneView {
    match what {
        Milestone::Received => MilestoneView::Received,
        Milestone::Submitted => MilestoneView::Submitted,
        Milestone::Approved => MilestoneView::Approved,
        Milestone::Published => MilestoneView::Published,
    }
}

fn holds(reader: &Reader<'_>, article: ArticleId, revision: RevisionId) -> StoreResult<bool> {
    Ok(revisions::get(reader, revision)?.is_some_and(|found| found.article == article))
}

fn revision_id(text: &str) -> Result<RevisionId> {
    text.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a revision's id"))
}

fn no_revision() -> ApiError {
    ApiError::new(ErrorCode::RevisionNotFound, "no such revision on this machine")
}
