//! One change from the portal, obeyed as [`plan`](crate::plan) says.

use banthao_document::{ArticleId, ContentHash, Revision, RevisionId};
use banthao_portal_api::wire::{ArticleChange, Change, ChangeKind};
use banthao_store::{
    Error as StoreError, Reader, Writer, articles,
    mirrors::{self, Mirror},
    quarantine,
    revisions::{self, Origin},
    trash, withheld,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Identity, MirrorState, Result, facts,
    faults::{self, Fault},
    merging, milestones,
    plan::{Action, Kept, Place, place, plan},
};

/// What became of an article by a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Something about it changed here.
    Changed(ArticleId),
    /// The same, and it came out of the trash or back from its grave.
    Revived(ArticleId),
    /// It was deleted there; what that means here is settled when the pull is over.
    Withheld,
}

impl Taken {
    fn of(article: ArticleId, place: Place) -> Self {
        match place {
            Place::ComesBack => Self::Revived(article),
            Place::Stays => Self::Changed(article),
        }
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
        ChangeKind::Article(now) => match head_of(writer, now)? {
            Some(head) => article(writer, portal, identity, change, now, &head, known, now_ms).map(Some),
            None => keep(writer, portal, change),
        },
        ChangeKind::Tombstone { .. } => {
            let told = serde_json::to_value(change).map_err(StoreError::from)?;
            withheld::put(writer, portal, change.article, change.seq, &told)?;
            Ok(Some(Taken::Withheld))
        }
        // A kind that this build does not know how to carry out: kept, obeyed by a build that does.
        ChangeKind::Unknown(_) => keep(writer, portal, change),
    }
}

fn keep(writer: &Writer<'_>, portal: Uuid, change: &Change) -> Result<Option<Taken>> {
    quarantine::keep(writer, portal, change.seq, &serde_json::to_value(change).map_err(StoreError::from)?)?;
    Ok(None)
}

/// The head that a change speaks of, which is in the store. Its text is read only where it is needed: of what this device sent, it seldom is.
struct Head {
    id: RevisionId,
    content_hash: ContentHash,
}

impl Head {
    fn revision(&self, reader: &Reader<'_>) -> Result<Revision> {
        Ok(revisions::get(reader, self.id)?.ok_or(StoreError::Damaged("revision"))?)
    }
}

/// The head, now in the store; none when it came without its text and is not here, or is not what its id says. One that this device sent comes so.
fn head_of(writer: &Writer<'_>, now: &ArticleChange) -> Result<Option<Head>> {
    if let Some(revision) = &now.revision {
        if revision.id() != now.head {
            return Ok(None);
        }
        revisions::add(writer, revision, Origin::Remote)?;
    }
    let content_hash = revisions::content_hash(writer, now.head)?;
    Ok(content_hash.map(|content_hash| Head { id: now.head, content_hash }))
}

#[expect(clippy::too_many_arguments, reason = "the change in its parts, all of one call")]
fn article(
    writer: &Writer<'_>,
    portal: Uuid,
    identity: &Identity,
    change: &Change,
    now: &ArticleChange,
    head: &Head,
    known: Option<Mirror>,
    now_ms: i64,
) -> Result<Taken> {
    let id = change.article;
    withheld::remove(writer, portal, id)?;
    let here = articles::heading(writer, id)?;
    let agreed = match &known {
        Some(known) => facts::base(writer, known, now.head)?,
        None => None,
    };
    let kept = facts::kept(writer, here.as_ref(), id)?;
    let there = facts::remote(writer, here.as_ref(), agreed, now)?;
    let place = place(kept, there, facts::need(&now.stage, now.publication.as_ref()));
    match (kept, place) {
        (Kept::Buried, Place::Stays) => {
            // What was deleted here is still what it was there: its portal's copy stays, and nothing comes back by itself.
            mirrors::put(writer, portal, id, &mirror(agreed, change, now)?)?;
            return Ok(Taken::Changed(id));
        }
        (Kept::Buried, Place::ComesBack) => drop(trash::unbury(writer, id)?),
        (Kept::Trashed, Place::ComesBack) => drop(trash::take_back(writer, id)?),
        (Kept::Listed, Place::Stays | Place::ComesBack) | (Kept::Trashed, Place::Stays) => {}
    }
    let ours = here.as_ref().filter(|_| identity.account == Some(now.owner.id));
    let action = match plan(facts::local(writer, ours, agreed)?, there) {
        Action::Choose if faults::planted(Fault::TakesTheirs) => Action::FastForward,
        Action::Choose if faults::planted(Fault::KeepsMine) => Action::AgreeAndPush,
        Action::Choose if faults::planted(Fault::ComparesTimestamps) => {
            let made_at_ms = revisions::made_at_ms(writer, head.id)?;
            let is_later = here.as_ref().is_some_and(|here| Some(here.saved_ms) > made_at_ms);
            if is_later { Action::AgreeAndPush } else { Action::FastForward }
        }
        action => action,
    };
    let agreed = match action {
        Action::FastForward => {
            let caret = articles::get(writer, id)?.map_or(Value::Null, |article| article.caret);
            articles::save(writer, id, &head.revision(writer)?.content, &caret, now_ms)?;
            articles::set_head(writer, id, now.head)?;
            Some(now.head)
        }
        Action::Agree | Action::AgreeAndPush | Action::Nothing => {
            // Where the same words stand on another head, that head is adopted, so that both sides go on from one revision.
            if let Some(article) = &here
                && article.content_hash == head.content_hash
            {
                articles::set_head(writer, id, now.head)?;
            }
            Some(now.head)
        }
        Action::Choose => match articles::get(writer, id)? {
            Some(article) if merging::join(writer, &article, agreed, now, &head.revision(writer)?, identity, now_ms)? => Some(now.head),
            Some(_) | None => agreed,
        },
        Action::Push | Action::Revive | Action::Retire => agreed,
    };
    mirrors::put(writer, portal, id, &mirror(agreed, change, now)?)?;
    milestones::note(writer, now)?;
    Ok(Taken::of(id, place))
}

/// What the portal has just said of the article.
fn mirror(agreed: Option<RevisionId>, change: &Change, now: &ArticleChange) -> Result<Mirror> {
    let state = serde_json::to_value(MirrorState::from(now)).map_err(StoreError::from)?;
    Ok(Mirror { agreed, head: Some(now.head), seq: change.seq, state: Some(state) })
}
