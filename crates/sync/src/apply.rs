//! One change from the portal, obeyed as [`plan`](crate::plan) says.

use banthao_document::{ArticleId, Revision, RevisionId};
use banthao_portal_api::wire::{ArticleChange, Change, ChangeKind};
use banthao_store::{
    Error as StoreError, Reader, Writer,
    articles::{self, Article},
    mirrors::{self, Mirror},
    quarantine,
    revisions::{self, Origin},
    trash,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Identity, MirrorState, Result,
    checkpoint::checkpoint,
    discarded, milestones,
    plan::{Action, Local, Remote, plan},
};

/// What became of an article by a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Something about it changed here.
    Changed(ArticleId),
    /// The same, and it came out of the trash or back from its grave.
    Revived(ArticleId),
}

impl Taken {
    fn of(article: ArticleId, revived: bool) -> Self {
        if revived { Self::Revived(article) } else { Self::Changed(article) }
    }
}

/// Takes in one change; returns the article if anything about it changed here.
pub(crate) fn change(writer: &Writer<'_>, portal: Uuid, identity: &Identity, change: &Change, now_ms: i64) -> Result<Option<Taken>> {
    let known = mirrors::get(writer, portal, change.article)?;
    if known.as_ref().is_some_and(|mirror| mirror.seq > change.seq) {
        // A receipt has told us of something later already.
        return Ok(None);
    }
    match &change.kind {
        ChangeKind::Article(now) => match head(writer, now)? {
            Some(head) => article(writer, portal, identity, change, now, &head, known, now_ms).map(Some),
            None => quarantined(writer, portal, change),
        },
        // A head that is not what its id says, or a kind that this build does not know how to carry out: kept, obeyed by a build that does.
        ChangeKind::Tombstone { .. } | ChangeKind::Unknown(_) => quarantined(writer, portal, change),
    }
}

fn quarantined(writer: &Writer<'_>, portal: Uuid, change: &Change) -> Result<Option<Taken>> {
    quarantine::keep(writer, portal, change.seq, &serde_json::to_value(change).map_err(StoreError::from)?)?;
    Ok(None)
}

/// The head that a change speaks of: as it came, or, when this machine sent it, as it is here; none when it is not what its id says.
fn head(reader: &Reader<'_>, now: &ArticleChange) -> Result<Option<Revision>> {
    match now.revision.as_deref() {
        Some(revision) => Ok(Some(revision.clone()).filter(|revision| revision.id() == now.head)),
        None => Ok(revisions::get(reader, now.head)?),
    }
}

#[expect(clippy::too_many_arguments, reason = "all that is known about one change, and there is one call")]
fn article(
    writer: &Writer<'_>,
    portal: Uuid,
    identity: &Identity,
    change: &Change,
    now: &ArticleChange,
    head: &Revision,
    known: Option<Mirror>,
    now_ms: i64,
) -> Result<Taken> {
    let id = change.article;
    let mut revived = false;
    let here = articles::get(writer, id)?;
    let agreed = known.and_then(|mirror| mirror.agreed);
    if here.is_none() && trash::is_deleted(writer, id)? {
        if agreed == Some(now.head) && !discarded::is_needed_by_others(now) {
            // What was deleted here is still what it was there: its portal's copy stays, and nothing comes back by itself.
            mirrors::put(writer, portal, id, &mirror(agreed, change, now)?)?;
            return Ok(Taken::Changed(id));
        }
        revived |= trash::unbury(writer, id)?;
    }
    revisions::add(writer, head, Origin::Remote)?;

    let ours = here.as_ref().filter(|_| identity.account == Some(now.owner.id));
    let there = remote(writer, here.as_ref(), agreed, now, head)?;
    if discarded::is_revived(there, now) {
        revived |= trash::take_back(writer, id)?;
    }
    let action = plan(local(writer, ours, agreed)?, there);
    let agreed = match action {
        Action::FastForward => {
            let caret = here.as_ref().map_or(Value::Null, |article| article.caret.clone());
            articles::save(writer, id, &head.content, &caret, now_ms)?;
            articles::set_head(writer, id, now.head)?;
            Some(now.head)
        }
        Action::Agree | Action::AgreeAndPush | Action::Nothing => {
            // Where the same words stand on another head, that head is adopted, so that both sides go on from one revision.
            if let Some(article) = &here
                && article.content_hash == head.content_hash()
            {
                articles::set_head(writer, id, now.head)?;
            }
            Some(now.head)
        }
        Action::Choose => {
            // What is on the screen becomes a revision now, so that either choice leaves the other one in the history.
            if let Some(article) = &here {
                checkpoint(writer, article, identity, Origin::Autosave, now_ms)?;
            }
            agreed
        }
        Action::Push | Action::Revive | Action::Retire => agreed,
    };
    mirrors::put(writer, portal, id, &mirror(agreed, change, now)?)?;
    milestones::note(writer, now)?;
    Ok(Taken::of(id, revived))
}

/// What the portal has just said of the article.
fn mirror(agreed: Option<RevisionId>, change: &Change, now: &ArticleChange) -> Result<Mirror> {
    let state = serde_json::to_value(MirrorState::from(now)).map_err(StoreError::from)?;
    Ok(Mirror { agreed, head: Some(now.head), seq: change.seq, state: Some(state) })
}

/// This machine's side. What is on the screen and not yet a revision is an edit like any other; another person's article is here as a copy only.
fn local(reader: &Reader<'_>, here: Option<&Article>, agreed: Option<RevisionId>) -> Result<Local> {
    let Some(article) = here else { return Ok(Local::Absent) };
    let Some(agreed) = agreed else { return Ok(Local::Edited) };
    let unchanged = revisions::content_hash(reader, agreed)? == Some(article.content_hash);
    Ok(if unchanged { Local::Unchanged } else { Local::Edited })
}

/// The portal's side.
fn remote(
    reader: &Reader<'_>,
    here: Option<&Article>,
    agreed: Option<RevisionId>,
    now: &ArticleChange,
    theirs: &Revision,
) -> Result<Remote> {
    if agreed == Some(now.head) {
        return Ok(Remote::Unchanged);
    }
    let Some(article) = here else { return Ok(Remote::Edited) };
    if let Some(head) = article.head
        && revisions::descends(reader, head, now.head)?
    {
        return Ok(Remote::Ours);
    }
    Ok(if article.content_hash == theirs.content_hash() { Remote::Equal } else { Remote::Edited })
}
