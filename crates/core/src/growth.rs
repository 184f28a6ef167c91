//! When a text becomes a revision without anybody asking, portal or not.
//!
//! The text on the screen is saved at every pause of a quarter of a second; a history of those would be a history of letters. A revision is made of
//! a text that rested for a while, before it changes again; every few minutes of writing without a rest; and when the article is left.

use std::sync::Arc;

use banthao_document::ArticleId;
use banthao_store::{
    Error as StoreError, Result, Writer,
    articles::{self, Article},
    revisions::{self, Origin},
    trash,
};
use banthao_sync::{Identity, checkpoint::checkpoint};

use crate::{
    journal::settle,
    keeping::Keeping,
    open::{LAST_ARTICLE, Open},
};

/// Whether a text is worth a revision before it changes: saved at `saved_ms`, the latest revision (or the article) made at `since_ms`.
fn is_due(saved_ms: i64, since_ms: i64, now_ms: i64, keeping: &Keeping) -> bool {
    // A clock that was set back says nothing about rests; the next minute will.
    now_ms - saved_ms >= keeping.pause_ms() || now_ms - since_ms >= keeping.stretch_ms()
}

/// Before a text is replaced by what was typed next: makes a revision of it if it is due.
pub(crate) fn before_change(writer: &Writer<'_>, article: &Article, identity: &Identity, now_ms: i64) -> Result<()> {
    let since_ms = match article.head {
        Some(head) => revisions::get(writer, head)?.map_or(article.saved_ms, |revision| revision.made_at_ms),
        None => articles::created_ms(writer, article.id)?.unwrap_or(article.saved_ms),
    };
    if is_due(article.saved_ms, since_ms, now_ms, &Keeping::read(writer)?) {
        keep(writer, article, identity, now_ms)?;
    }
    Ok(())
}

/// The person goes on to another article: what this one says now becomes a revision.
pub(crate) fn on_leaving(writer: &Writer<'_>, id: ArticleId, identity: &Identity, now_ms: i64) -> Result<()> {
    match articles::get(writer, id)? {
        Some(article) if trash::since(writer, id)?.is_none() => keep(writer, &article, identity, now_ms),
        Some(_) | None => Ok(()),
    }
}

/// The profile is closed: the article on the screen is left.
pub(crate) async fn on_closing(open: &Arc<Open>, now_ms: i64) -> Result<()> {
    let (identity, portal) = (open.identity(), open.portal_id());
    open.db
        .write(move |writer| match LAST_ARTICLE.get(writer)? {
            Some(id) => {
                settle(writer, id, portal, now_ms)?;
                on_leaving(writer, id, &identity, now_ms)
            }
            None => Ok(()),
        })
        .await
}

fn keep(writer: &Writer<'_>, article: &Article, identity: &Identity, now_ms: i64) -> Result<()> {
    match checkpoint(writer, article, identity, Origin::Autosave, now_ms) {
        Ok(_) => Ok(()),
        Err(banthao_sync::Error::Store(error)) => Err(error),
        Err(banthao_sync::Error::Portal(error)) => Err(StoreError::Defect(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    #[test]
    fn a_rest_or_a_long_stretch_of_writing_makes_a_revision() {
        let keeping = Keeping::default();
        for (why, saved_ago, since_ago, due) in [
            ("in the middle of a sentence", 300, MINUTE, false),
            ("after a rest", 2 * MINUTE, 3 * MINUTE, true),
            ("after five minutes without a rest", 300, 5 * MINUTE, true),
            ("with a clock that was set back", -10 * MINUTE, -10 * MINUTE, false),
        ] {
            let now = 1_000 * MINUTE;
            assert_eq!(is_due(now - saved_ago, now - since_ago, now, &keeping), due, "{why}");
        }
    }
}
