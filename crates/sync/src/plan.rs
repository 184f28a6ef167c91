//! What to do about one article, given what three places know of it.
//!
//! Every article is known in up to three revisions: the *base* both sides last agreed on, the *local* one on this machine, and the *remote* one
//! the portal last told us of. [`plan`] turns what is known into one [`Action`] and touches nothing: no clock, no disk, no network. Whether the
//! article stands on the lists, lies in the trash or was deleted is asked apart from its text, by [`place`] and [`farewell`]. All policy about
//! who wins lives in this file; the rest of the crate only obeys it.
//!
//! | local \ remote | absent  | unchanged | ours           | equal         | edited        | deleted  |
//! |----------------|---------|-----------|----------------|---------------|---------------|----------|
//! | absent         | nothing | fast-fwd  | fast-fwd       | fast-fwd      | fast-fwd      | nothing  |
//! | unchanged      | push    | nothing   | agree          | agree         | fast-fwd      | retire   |
//! | edited         | push    | push      | agree and push | agree         | choose        | revive   |
//!
//! | kept \ remote         | absent | unchanged, ours, equal           | edited     | deleted |
//! |-----------------------|--------|----------------------------------|------------|---------|
//! | listed                | stays  | stays                            | stays      | stays   |
//! | in the trash, deleted | stays  | stays; comes back if others need | comes back | stays   |
//!
//! | on emptying the trash | the portal has it | it has not |
//! |-----------------------|-------------------|------------|
//! | nobody else needs it  | ask to delete     | go quietly |
//! | others need it        | go quietly        | go quietly |

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

/// What to do about the text.
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
    /// Put the article into the trash; its revisions stay, and it can be taken back.
    Retire,
}

/// The policy about texts.
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

/// Where this machine keeps an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kept {
    /// On the lists, or nowhere yet.
    Listed,
    /// In the trash, whole.
    Trashed,
    /// Deleted for good; only its id is left.
    Buried,
}

/// Whether people other than its author have to do with an article on the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// It is a draft of its author's.
    Nobody,
    /// Somebody is to decide about it, or the public reads it.
    Others,
}

/// Whether news of the portal bring an article back to the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// It stays where it is.
    Stays,
    /// It comes out of the trash, or back from its grave.
    ComesBack,
}

/// The policy about places: somebody's words and an act that waits for other people outlive somebody's tidying up; what was known when the
/// article was thrown away does not.
pub fn place(kept: Kept, remote: Remote, need: Need) -> Place {
    match (kept, remote, need) {
        (
            Kept::Listed,
            Remote::Absent | Remote::Unchanged | Remote::Ours | Remote::Equal | Remote::Edited | Remote::Deleted,
            Need::Nobody | Need::Others,
        ) => Place::Stays,
        (Kept::Trashed | Kept::Buried, Remote::Absent | Remote::Deleted, Need::Nobody | Need::Others) => Place::Stays,
        (Kept::Trashed | Kept::Buried, Remote::Edited, Need::Nobody | Need::Others) => Place::ComesBack,
        (Kept::Trashed | Kept::Buried, Remote::Unchanged | Remote::Ours | Remote::Equal, Need::Nobody) => Place::Stays,
        (Kept::Trashed | Kept::Buried, Remote::Unchanged | Remote::Ours | Remote::Equal, Need::Others) => Place::ComesBack,
    }
}

/// What an article's end on this machine means for the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Farewell {
    /// The portal is not told: it has no such article, or others need it there.
    Quietly,
    /// The portal is asked to delete it too.
    AskPortal,
}

/// Whether the portal has an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum There {
    /// It has it, as this person's.
    Own,
    /// It has it, as another person's.
    Another,
    /// It has it not.
    Missing,
}

/// The policy about endings. What is before approvers or before the public is recalled or withdrawn, which are acts of their own; emptying a
/// trash does neither by the way.
pub fn farewell(there: There, need: Need) -> Farewell {
    match (there, need) {
        (There::Own, Need::Nobody) => Farewell::AskPortal,
        (There::Own, Need::Others) | (There::Another | There::Missing, Need::Nobody | Need::Others) => Farewell::Quietly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCAL: [Local; 3] = [Local::Absent, Local::Unchanged, Local::Edited];
    const REMOTE: [Remote; 6] = [Remote::Absent, Remote::Unchanged, Remote::Ours, Remote::Equal, Remote::Edited, Remote::Deleted];
    const KEPT: [Kept; 3] = [Kept::Listed, Kept::Trashed, Kept::Buried];
    const NEED: [Need; 2] = [Need::Nobody, Need::Others];

    #[test]
    fn every_row_of_the_table_of_texts_is_as_it_is_written() {
        use Action::{Agree, AgreeAndPush, Choose, FastForward, Nothing, Push, Retire, Revive};
        let table = [
            [Nothing, FastForward, FastForward, FastForward, FastForward, Nothing],
            [Push, Nothing, Agree, Agree, FastForward, Retire],
            [Push, Push, AgreeAndPush, Agree, Choose, Revive],
        ];
        for (local, row) in LOCAL.into_iter().zip(table) {
            for (remote, action) in REMOTE.into_iter().zip(row) {
                assert_eq!(plan(local, remote), action, "{local:?}, {remote:?}");
            }
        }
    }

    #[test]
    fn every_row_of_the_table_of_places_is_as_it_is_written() {
        use Place::{ComesBack, Stays};
        for kept in [Kept::Trashed, Kept::Buried] {
            for (need, row) in [
                (Need::Nobody, [Stays, Stays, Stays, Stays, ComesBack, Stays]),
                (Need::Others, [Stays, ComesBack, ComesBack, ComesBack, ComesBack, Stays]),
            ] {
                for (remote, expected) in REMOTE.into_iter().zip(row) {
                    assert_eq!(place(kept, remote, need), expected, "{kept:?}, {remote:?}, {need:?}");
                }
            }
        }
        for (remote, need) in REMOTE.into_iter().flat_map(|remote| NEED.map(|need| (remote, need))) {
            assert_eq!(place(Kept::Listed, remote, need), Stays, "what is on the lists goes from them by a plan about its text alone");
        }
    }

    #[test]
    fn the_portal_is_asked_to_delete_only_what_is_its_authors_alone() {
        let asked: Vec<_> = [There::Own, There::Another, There::Missing]
            .into_iter()
            .flat_map(|there| NEED.map(|need| (there, need)))
            .filter(|(there, need)| farewell(*there, *need) == Farewell::AskPortal)
            .collect();
        assert_eq!(asked, [(There::Own, Need::Nobody)]);
    }

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
    fn absence_on_the_portal_retires_nothing() {
        for local in LOCAL {
            assert!(!matches!(plan(local, Remote::Absent), Action::Retire | Action::FastForward), "{local:?}");
        }
        for (kept, need) in KEPT.into_iter().flat_map(|kept| NEED.map(|need| (kept, need))) {
            assert_eq!(place(kept, Remote::Absent, need), Place::Stays);
        }
    }

    #[test]
    fn a_lost_answer_is_found_again_and_what_was_typed_since_follows() {
        assert_eq!(plan(Local::Edited, Remote::Ours), Action::AgreeAndPush);
        assert_eq!(plan(Local::Unchanged, Remote::Ours), Action::Agree);
    }
}
