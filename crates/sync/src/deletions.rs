//! What the portal deleted, carried out here once it is known how much it is.
//!
//! A pull tells of deletions page by page; they are laid by, and counted when the pull is over. A few are carried out: an article that nobody
//! changed here goes to the trash, from which it can be taken back, and one that somebody changed goes up again. Many at once are more likely a
//! mistake on the portal than an intention, and wait for a person.

use banthao_document::ArticleId;
use banthao_portal_api::wire::{Change, ChangeKind};
use banthao_store::{
    Reader, Writer, articles,
    mirrors::{self, Mirror},
    outbox, sync_due, trash, withheld,
};
use uuid::Uuid;

use crate::{
    Result, facts,
    faults::{self, Fault},
    plan::{Action, Kept, Local, Remote, plan},
    tombstone::Tombstone,
};

/// More articles than this leave the lists only when a person has said so.
const FEW: u32 = 20;
/// And no larger part of what the portal has than one in so many, unless they are hardly any.
const PART: u32 = 10;
/// As many as anyone deletes without thinking of it.
const HARDLY_ANY: u32 = 2;

/// What a person says to many deletions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They were meant: the articles go to the trash here too.
    CarryOut,
    /// They were not: the articles stay here and go up again.
    Keep,
}

/// What became of deletions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// Articles that went to the trash.
    pub retired: Vec<ArticleId>,
    /// Articles that were changed here, or are to stay, and go up again.
    pub kept: Vec<ArticleId>,
    /// How many wait for a person; none of them was carried out.
    pub withheld: u32,
}

/// Whether so many deletions of what the portal has are to be asked about.
pub fn are_many(leaving: u32, of: u32) -> bool {
    leaving > FEW || (leaving > HARDLY_ANY && leaving.saturating_mul(PART) > of)
}

/// Carries out what the portal deleted, unless it is much; with an answer, carries that out.
///
/// # Errors
/// From the store.
pub fn settle(writer: &Writer<'_>, portal: Uuid, answer: Option<Answer>, now_ms: i64) -> Result<Carried> {
    let told = withheld::all(writer, portal)?;
    let mut leaving = 0;
    for (article, _, _) in &told {
        leaving += u32::from(would_leave(writer, portal, *article)?);
    }
    // Those that have gone are counted with those that were there.
    if answer.is_none() && are_many(leaving, mirrors::count(writer, portal)?) {
        return Ok(Carried { withheld: told.len() as u32, ..Carried::default() });
    }
    let mut carried = Carried::default();
    for (article, seq, told) in told {
        withheld::remove(writer, portal, article)?;
        let Ok(Change { kind: ChangeKind::Tombstone { by, at_ms, head }, .. }) = serde_json::from_value(told) else { continue };
        let tombstone = Tombstone { by: Some(by), at_ms: Some(at_ms), last_head: head };
        carry_out(writer, portal, article, seq, &tombstone, answer, now_ms, &mut carried)?;
    }
    Ok(carried)
}

/// Whether the deletion would take an article off the lists.
fn would_leave(reader: &Reader<'_>, portal: Uuid, article: ArticleId) -> Result<bool> {
    Ok(facts::kept(reader, articles::heading(reader, article)?.as_ref(), article)? == Kept::Listed
        && action(reader, portal, article)? == Action::Retire)
}

fn action(reader: &Reader<'_>, portal: Uuid, article: ArticleId) -> Result<Action> {
    let agreed = mirrors::get(reader, portal, article)?.and_then(|mirror| mirror.agreed);
    let local: Local = facts::local(reader, articles::heading(reader, article)?.as_ref(), agreed)?;
    let local = if faults::planted(Fault::RetiresEdits) { Local::Unchanged } else { local };
    Ok(plan(local, Remote::Deleted))
}

#[expect(clippy::too_many_arguments, reason = "one deletion in its parts, from one call")]
fn carry_out(
    writer: &Writer<'_>,
    portal: Uuid,
    article: ArticleId,
    seq: u64,
    tombstone: &Tombstone,
    answer: Option<Answer>,
    now_ms: i64,
    carried: &mut Carried,
) -> Result<()> {
    let kept = facts::kept(writer, articles::heading(writer, article)?.as_ref(), article)?;
    let action = action(writer, portal, article)?;
    bury(writer, portal, article, seq, tombstone)?;
    match (action, kept) {
        (Action::Retire, Kept::Listed) if answer != Some(Answer::Keep) => {
            trash::put(writer, article, now_ms)?;
            // Whatever was asked about it and never left this machine has no object any more.
            for entry in outbox::of_article(writer, article)? {
                if entry.op_seq.is_none() {
                    outbox::remove(writer, entry.op_id)?;
                }
            }
            sync_due::settle(writer, article)?;
            carried.retired.push(article);
        }
        // The mirror says that the portal has it not, so the next look at it finds it to be sent.
        (Action::Retire | Action::Revive | Action::Push, Kept::Listed) => carried.kept.push(article),
        (Action::Retire | Action::Revive | Action::Push, Kept::Trashed | Kept::Buried)
        | (
            Action::Nothing | Action::FastForward | Action::Agree | Action::AgreeAndPush | Action::Choose,
            Kept::Listed | Kept::Trashed | Kept::Buried,
        ) => {}
    }
    Ok(())
}

/// Remembers that the portal deleted the article, and at which head.
pub(crate) fn bury(writer: &Writer<'_>, portal: Uuid, article: ArticleId, seq: u64, tombstone: &Tombstone) -> Result<()> {
    let state = serde_json::to_value(tombstone).map_err(banthao_store::Error::from)?;
    mirrors::put(writer, portal, article, &Mirror { agreed: None, head: None, seq, state: Some(state) })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_more_than_twenty_or_more_than_a_tenth_but_never_one_or_two() {
        for (leaving, of, many) in [
            (0, 0, false),
            (1, 1, false),
            (2, 3, false),
            (3, 29, true),
            (3, 30, false),
            (20, 200, false),
            (20, 199, true),
            (21, 100_000, true),
            (u32::MAX, 1, true),
        ] {
            assert_eq!(are_many(leaving, of), many, "{leaving} of {of}");
        }
    }
}
