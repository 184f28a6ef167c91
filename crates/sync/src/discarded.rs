//! Articles that were thrown away or deleted here while the portal goes on.
//!
//! Somebody's words outlive somebody's tidying up: new words on the portal, or an act that waits for other people, bring the article back. What
//! was known when it was thrown away does not.

use banthao_portal_api::wire::{ArticleChange, Stage};

use crate::plan::Remote;

/// Whether other people have to do with the article, so that it must be seen.
pub(crate) fn is_needed_by_others(now: &ArticleChange) -> bool {
    match now.stage {
        Stage::InReview { .. } | Stage::Published { .. } => true,
        Stage::Draft | Stage::Returned(_) => now.publication.is_some(),
    }
}

/// Whether what the portal says takes an article out of the trash.
pub(crate) fn is_revived(there: Remote, now: &ArticleChange) -> bool {
    match there {
        Remote::Edited => true,
        Remote::Absent | Remote::Unchanged | Remote::Ours | Remote::Equal | Remote::Deleted => is_needed_by_others(now),
    }
}
