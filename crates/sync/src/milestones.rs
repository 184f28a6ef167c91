//! What a portal has done with revisions, noted as it is read back.

use banthao_portal_api::wire::{ArticleChange, Stage};
use banthao_store::{
    Writer,
    milestones::{self, Milestone},
};

use crate::Result;

/// Notes what a change says of the article's revisions.
pub(crate) fn note(writer: &Writer<'_>, now: &ArticleChange) -> Result<()> {
    milestones::note(writer, now.head, Milestone::Received, now.received_at_ms)?;
    if let Stage::InReview { level, revision, .. } = now.stage {
        milestones::note(writer, revision, Milestone::Submitted, now.received_at_ms)?;
        if level > 0 {
            milestones::note(writer, revision, Milestone::Approved, now.received_at_ms)?;
        }
    }
    if let Some(publication) = &now.publication {
        // Nothing becomes public but what was approved.
        milestones::note(writer, publication.revision, Milestone::Approved, publication.modified_at_ms)?;
        milestones::note(writer, publication.revision, Milestone::Published, publication.modified_at_ms)?;
    }
    Ok(())
}
