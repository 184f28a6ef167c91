//! Two texts that can become one without anybody being asked.
//!
//! Where both sides changed an article in different places, the merge is a revision of its own with both for parents, and goes to the portal like
//! any other text. Everything else waits for the person: places where both wrote, texts without a common past on this machine, and articles that
//! somebody is deciding about or that are public: there a change is a proposal, and proposing is up to people.

use banthao_document::{Revision, RevisionId, SCHEMA_VERSION, merge, validate};
use banthao_portal_api::wire::{ArticleChange, Stage};
use banthao_store::{
    Writer,
    articles::{self, Article},
    journal,
    revisions::{self, Origin},
};

use crate::{
    Identity, Result,
    checkpoint::{checkpoint, commit},
    faults::{self, Fault},
};

/// Joins what is on the screen with `head`, which the portal has, if nobody needs to be asked. Either way both texts are revisions afterwards.
pub(crate) fn join(
    writer: &Writer<'_>,
    article: &Article,
    agreed: Option<RevisionId>,
    now: &ArticleChange,
    head: &Revision,
    identity: &Identity,
    now_ms: i64,
) -> Result<bool> {
    let ours = checkpoint(writer, article, identity, Origin::Autosave, now_ms)?;
    let (Some(ours), Some(agreed)) = (ours, agreed) else { return Ok(false) };
    // Keys that are still in the journal belong to the text as it is; the person joins the two when they have paused.
    if !is_with_its_author(&now.stage) || journal::end(writer, article.id)?.is_some() {
        return Ok(false);
    }
    let agreed = if faults::planted(Fault::MergesOnTheWrongBase) { now.head } else { agreed };
    let Some(base) = revisions::get(writer, agreed)? else { return Ok(false) };
    let theirs = &head.content;
    if [&base.content, &article.content, theirs].iter().any(|content| content.schema > SCHEMA_VERSION) {
        return Ok(false);
    }
    let merged = merge::merge(&base.content, &article.content, theirs);
    if !merged.conflicts.is_empty() || validate::content(&merged.content).is_err() {
        return Ok(false);
    }
    // Saved when the officer last wrote: what the portal added has nothing to rest for.
    articles::save(writer, article.id, &merged.content, &article.caret, article.saved_ms)?;
    match articles::get(writer, article.id)? {
        Some(joined) if merged.content != *theirs => {
            commit(writer, &joined, vec![ours, now.head], identity, Origin::Merged, now_ms)?;
        }
        // Everything that was written here is in the portal's text already.
        Some(_) | None => articles::set_head(writer, article.id, now.head)?,
    }
    Ok(true)
}

/// Whether only its author has to do with the article at the moment.
fn is_with_its_author(stage: &Stage) -> bool {
    match stage {
        Stage::Draft | Stage::Returned(_) => true,
        Stage::InReview { .. } | Stage::Published { .. } => false,
    }
}
