//! From what the store knows to the words of the [`plan`](crate::plan).

use banthao_document::RevisionId;
use banthao_portal_api::wire::{ArticleChange, Publication, Stage};
use banthao_store::{Reader, articles::Heading, mirrors::Mirror, revisions, trash};

use crate::{
    Identity, MirrorState, Result,
    plan::{Kept, Local, Need, Remote, There},
    tombstone::Tombstone,
};

/// This machine's side. What is on the screen and not yet a revision is an edit like any other; another person's article is here as a copy
/// only, which the caller passes as none.
pub(crate) fn local(reader: &Reader<'_>, here: Option<&Heading>, agreed: Option<RevisionId>) -> Result<Local> {
    let Some(article) = here else { return Ok(Local::Absent) };
    let Some(agreed) = agreed else { return Ok(Local::Edited) };
    let unchanged = revisions::content_hash(reader, agreed)? == Some(article.content_hash);
    Ok(if unchanged { Local::Unchanged } else { Local::Edited })
}

/// What both sides last had in common, when the portal now speaks of `head`.
///
/// A portal that was restored from a backup may have lost what was agreed upon, and got another text since: its head is measured against the old
/// base only if it was made from it. Otherwise there is no base, and the words here are an edit that nobody may replace. The same goes for an
/// article that was deleted there and came back: its base is the head that was deleted.
pub(crate) fn base(reader: &Reader<'_>, known: &Mirror, head: RevisionId) -> Result<Option<RevisionId>> {
    if known.head.is_some() {
        return Ok(known.agreed);
    }
    let last = Tombstone::read(known.state.as_ref()).map(|tombstone| tombstone.last_head);
    match known.agreed.or(last) {
        Some(base) if base == head || revisions::descends(reader, head, base)? => Ok(Some(base)),
        Some(_) | None => Ok(None),
    }
}

/// The portal's side as a change tells it.
pub(crate) fn remote(reader: &Reader<'_>, here: Option<&Heading>, agreed: Option<RevisionId>, now: &ArticleChange) -> Result<Remote> {
    if agreed == Some(now.head) {
        return Ok(Remote::Unchanged);
    }
    let Some(article) = here else { return Ok(Remote::Edited) };
    if let Some(head) = article.head
        && revisions::descends(reader, head, now.head)?
    {
        return Ok(Remote::Ours);
    }
    let equal = revisions::content_hash(reader, now.head)? == Some(article.content_hash);
    Ok(if equal { Remote::Equal } else { Remote::Edited })
}

/// The portal's side as the mirror remembers it.
pub(crate) fn remembered(mirror: Option<&Mirror>) -> Remote {
    match mirror {
        None => Remote::Absent,
        Some(Mirror { head: None, .. }) => Remote::Absent,
        Some(Mirror { head: Some(head), agreed, .. }) if Some(*head) == *agreed => Remote::Unchanged,
        Some(_) => Remote::Edited,
    }
}

/// Where this machine keeps the article.
pub(crate) fn kept(reader: &Reader<'_>, here: Option<&Heading>, article: banthao_document::ArticleId) -> Result<Kept> {
    Ok(match here {
        Some(_) if trash::since(reader, article)?.is_some() => Kept::Trashed,
        Some(_) => Kept::Listed,
        None if trash::is_deleted(reader, article)? => Kept::Buried,
        None => Kept::Listed,
    })
}

/// Whether other people have to do with an article in this stage.
pub(crate) fn need(stage: &Stage, publication: Option<&Publication>) -> Need {
    match (stage, publication) {
        (Stage::InReview { .. } | Stage::Published { .. }, _) | (Stage::Draft | Stage::Returned(_), Some(_)) => Need::Others,
        (Stage::Draft | Stage::Returned(_), None) => Need::Nobody,
    }
}

/// Whether the portal has the article, as whose, and who needs it there.
pub fn whose(mirror: Option<&Mirror>, identity: &Identity) -> (There, Need) {
    let Some(mirror) = mirror.filter(|mirror| mirror.head.is_some()) else { return (There::Missing, Need::Nobody) };
    match MirrorState::read(mirror.state.as_ref()) {
        // Only a receipt of this machine's own is known: nobody else can have seen it.
        None => (There::Own, Need::Nobody),
        Some(state) => {
            let there = if Some(state.owner.id) == identity.account { There::Own } else { There::Another };
            (there, need(&state.stage, state.publication.as_ref()))
        }
    }
}

/// Only one's own articles are sent; those of others are here to be read and decided about.
pub(crate) fn is_ours(mirror: Option<&Mirror>, identity: &Identity) -> bool {
    let owner = mirror.and_then(|mirror| MirrorState::read(mirror.state.as_ref())).map(|state| state.owner.id);
    owner.is_none() || owner == identity.account
}
