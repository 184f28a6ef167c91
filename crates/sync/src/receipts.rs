//! One receipt, obeyed.

use banthao_document::{ArticleId, OpId};
use banthao_portal_api::wire::{Act, Outcome, Problem, ProblemType, Receipt};
use banthao_store::{
    Error as StoreError, Writer, media,
    milestones::{self, Milestone},
    mirrors::{self, Mirror},
    outbox::{self, State},
    revisions, sync_due,
};
use uuid::Uuid;

use crate::{Result, asked::Asked, deletions, tombstone::Tombstone};

/// An operation whose receipt is waited for.
#[derive(Debug)]
pub(crate) struct Sent {
    pub op_id: OpId,
    pub article: ArticleId,
    pub asked: Asked,
}

/// Obeys one receipt; returns 1 unless the operation has to be sent again.
pub(crate) fn take(writer: &Writer<'_>, portal: Uuid, operation: &Sent, receipt: &Receipt) -> Result<usize> {
    let op_id = operation.op_id;
    match &receipt.outcome {
        Outcome::Applied { seq, missing_blobs } => {
            applied(writer, portal, operation, *seq)?;
            for blob in missing_blobs {
                media::forget_upload(writer, portal, *blob)?;
            }
            // Its media are looked for once more, also where the mirror says nothing new.
            sync_due::note(writer, operation.article)?;
            outbox::set_state(writer, op_id, State::Acknowledged, None)?;
            Ok(1)
        }
        Outcome::Blocked { missing_blobs } => {
            for blob in missing_blobs {
                media::forget_upload(writer, portal, *blob)?;
            }
            sync_due::note(writer, operation.article)?;
            outbox::set_state(writer, op_id, State::Queued, None)?;
            Ok(0)
        }
        // The whole follows under the same id; a portal that wanted that and lacks a base all the same is asked again in the next turn.
        Outcome::BaseMissing => {
            outbox::set_state(writer, op_id, State::Queued, None)?;
            Ok(0)
        }
        Outcome::Conflict { head } => {
            match operation.asked {
                // Nothing took effect; the next pull brings the other head and the plan takes it from there.
                Asked::Text(_) | Asked::Act(Act::PutRevision { .. } | Act::PutDelta { .. }) => {
                    outbox::remove(writer, op_id)?;
                    // What an earlier answer says of the head was so then, and a pull may have told more since.
                    if head.is_none() && !receipt.replayed {
                        // A portal restored from a backup older than the article: it gets it as a new one.
                        mirrors::put(writer, portal, operation.article, &Mirror { agreed: None, head: None, seq: 0, state: None })?;
                    }
                }
                // Somebody went on writing: their words come back with the next pull, and the deletion is void.
                Asked::Act(Act::Delete { .. }) => outbox::remove(writer, op_id)?,
                Asked::Act(Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. }) => {
                    let problem = Problem::new(ProblemType::WrongStage, "the text changed after it was read");
                    refuse(writer, op_id, &problem)?;
                }
            }
            Ok(1)
        }
        Outcome::Rejected { problem } => {
            refuse(writer, op_id, problem)?;
            Ok(1)
        }
    }
}

fn applied(writer: &Writer<'_>, portal: Uuid, operation: &Sent, seq: u64) -> Result<()> {
    let known = mirrors::get(writer, portal, operation.article)?;
    if known.as_ref().is_some_and(|mirror| mirror.seq > seq) {
        return Ok(());
    }
    match &operation.asked {
        Asked::Text(text) => {
            let head = text.head();
            if let Some(made_at_ms) = revisions::made_at_ms(writer, head)? {
                milestones::note(writer, head, Milestone::Received, made_at_ms)?;
            }
            // Of an article that was deleted and now is there again, what was said of it is over.
            let state = known.and_then(|mirror| mirror.state).filter(|state| Tombstone::read(Some(state)).is_none());
            mirrors::put(writer, portal, operation.article, &Mirror { agreed: Some(head), head: Some(head), seq, state })?;
        }
        Asked::Act(Act::Delete { base }) => {
            deletions::bury(writer, portal, operation.article, seq, &Tombstone { by: None, at_ms: None, last_head: *base })?;
        }
        Asked::Act(
            Act::PutRevision { .. }
            | Act::PutDelta { .. }
            | Act::Submit { .. }
            | Act::Recall { .. }
            | Act::Approve { .. }
            | Act::SendBack { .. },
        ) => {}
    }
    Ok(())
}

fn refuse(writer: &Writer<'_>, op_id: OpId, problem: &Problem) -> Result<()> {
    let problem = serde_json::to_value(problem).map_err(StoreError::from)?;
    outbox::set_state(writer, op_id, State::Refused, Some(&problem))?;
    Ok(())
}
