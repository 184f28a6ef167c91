//! From what is on the screen to a revision.

use std::collections::BTreeMap;

use banthao_document::{ArticleContent, Revision, RevisionId};
use banthao_store::{
    Writer,
    articles::{self, Article},
    revisions::{self, Origin},
};

use crate::{Identity, Result};

/// Makes a revision of what is on the screen if it says anything that its head does not, and returns the article's head. None for an article
/// that nobody has written in yet: an empty page is no one's work and is sent nowhere.
///
/// # Errors
/// From the store.
pub fn checkpoint(writer: &Writer<'_>, article: &Article, identity: &Identity, origin: Origin, now_ms: i64) -> Result<Option<RevisionId>> {
    if let Some(head) = article.head
        && revisions::content_hash(writer, head)? == Some(article.content_hash)
    {
        return Ok(Some(head));
    }
    if article.head.is_none() && article.content == ArticleContent::empty(&article.content.kind) {
        return Ok(None);
    }
    let parents = article.head.into_iter().collect();
    Ok(Some(commit(writer, article, parents, identity, origin, now_ms)?))
}

/// Makes a revision of what is on the screen, from `parents`, and makes it the article's head.
///
/// # Errors
/// From the store.
pub fn commit(
    writer: &Writer<'_>,
    article: &Article,
    parents: Vec<RevisionId>,
    identity: &Identity,
    origin: Origin,
    now_ms: i64,
) -> Result<RevisionId> {
    let revision = Revision {
        article: article.id,
        parents,
        author: identity.account,
        device: identity.device,
        made_at_ms: now_ms,
        content: article.content.clone(),
        unknown: BTreeMap::new(),
    };
    let id = revisions::add(writer, &revision, origin)?;
    articles::set_head(writer, article.id, id)?;
    Ok(id)
}
