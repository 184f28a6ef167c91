//! What to do about one article, given what three places know of it.
//!
//! Every article is known in up to three revisions: the *base* both sides last agreed on, the *local* one on this machine, and the *remote* one
//! the portal last told us of. [`plan`] turns what is known into one [`Action`] and touches nothing: no clock, no disk, no network. All policy
//! about who wins lives in this file; the rest of the crate only obeys it.

/// This machine's side, measured against the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Local {
    /// The article is not on this machine.
    Absent,
    /// Nothing was written here since the base.
    Unchanged,
    /// Something was written here since the base, or there is no base yet.
    Edited,
}

/// The portal's side, measured against the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remote {
    /// The portal has never had it.
    Absent,
    /// The portal's head is the base.
    Unchanged,
    /// The portal's head is one that this machine wrote, though its receipt never came: the lost answer, found.
    Ours,
    /// The portal's head is someone else's, and says the same as the text here.
    Equal,
    /// The portal's head is someone else's, and says something else.
    Edited,
    /// Somebody deleted it on the portal.
    Deleted,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Both sides agree.
    Nothing,
    /// Send the local text, on the base.
    Push,
    /// Take the portal's text.
    FastForward,
    /// Count the portal's head as the base: both say the same, or it is ours.
    Agree,
    /// Count the portal's head as the base, then send what was written since.
    AgreeAndPush,
    /// A person must choose. Nothing is sent and nothing is overwritten until then.
    Choose,
    /// Send the local text as a new beginning: someone's words outlive someone's tidying up.
    Revive,
    /// Take the article off the lists; its revisions stay.
    Retire,
}

/// The policy.
pub fn plan(local: Local, remote: Remote) -> Action {
    match (local, remote) {
        (Local::Absent, Remote::Absent | Remote::Deleted) => Action::Nothing,
        (Local::Absent, Remote::Unchanged | Remote::Ours | Remote::Equal | Remote::Edited) => Action::FastForward,

        (Local::Unchanged, Remote::Unchanged) => Action::Nothing,
        (Local::Unchanged, Remote::Ours | Remote::Equal) => Action::Agree,
        (Local::Unchanged, Remote::Edited) => Action::FastForward,
        (Local::Unchanged, Remote::Deleted) => Action::Retire,
        // A new portal, or one restored from a backup older than the article: it gets it again.
        (Local::Unchanged, Remote::Absent) => Action::Push,

        (Local::Edited, Remote::Absent | Remote::Unchanged) => Action::Push,
        (Local::Edited, Remote::Ours) => Action::AgreeAndPush,
        (Local::Edited, Remote::Equal) => Action::Agree,
        (Local::Edited, Remote::Edited) => Action::Choose,
        (Local::Edited, Remote::Deleted) => Action::Revive,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCAL: [Local; 3] = [Local::Absent, Local::Unchanged, Local::Edited];
    const REMOTE: [Remote; 6] = [Remote::Absent, Remote::Unchanged, Remote::Ours, Remote::Equal, Remote::Edited, Remote::Deleted];

    #[test]
    fn no_plan_ever_replaces_words_written_here_by_words_written_there() {
        for remote in REMOTE {
            let action = plan(Local::Edited, remote);
            assert!(!matches!(action, Action::FastForward | Action::Retire | Action::Nothing), "{remote:?} must not discard an edit");
        }
    }

    #[test]
    fn no_plan_ever_sends_over_words_written_there() {
        for local in LOCAL {
            let action = plan(local, Remote::Edited);
            assert!(!matches!(action, Action::Push | Action::AgreeAndPush | Action::Revive), "{local:?} must not overwrite the portal");
        }
    }

    #[test]
    fn equal_words_are_never_a_conflict() {
        for local in LOCAL {
            assert_ne!(plan(local, Remote::Equal), Action::Choose);
        }
    }

    #[test]
    fn an_edit_revives_an_article_that_was_deleted_elsewhere() {
        assert_eq!(plan(Local::Edited, Remote::Deleted), Action::Revive);
    }

    #[test]
    fn a_lost_answer_is_found_again_and_what_was_typed_since_follows() {
        assert_eq!(plan(Local::Edited, Remote::Ours), Action::AgreeAndPush);
        assert_eq!(plan(Local::Unchanged, Remote::Ours), Action::Agree);
    }
}
