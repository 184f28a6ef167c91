//! The rules of `docs/portal-protocol.md`, asked of any portal.
//!
//! [`portal_conformance_tests!`](crate::portal_conformance_tests) makes one test of each rule; [`examine`] asks them one after the other and
//! tells of each what came of it, for whoever builds a portal. The portal is given as a [`Candidate`]. What a portal says in its capabilities
//! or its handshake that it cannot do is not asked of it.

mod access;
mod deletion;
mod handshake;
mod media;
mod pull;
mod push;
mod raw;
mod report;
mod review;

use std::{any::Any, future::Future, pin::Pin, sync::Arc};

use banthao_portal_api::Portal;

pub use access::Access;
pub use raw::Raw;
pub use report::{Finding, examine};

/// A portal to be examined.
pub struct Candidate {
    /// A new connection, with this token or none.
    pub connect: Box<dyn Fn(Option<String>) -> Arc<dyn Portal> + Send + Sync>,
    /// The way to the portal below the client, for the rules about single headers; none when it is behind an adaptor.
    pub raw: Option<Raw>,
    /// Someone who writes.
    pub officer: Access,
    /// Someone who decides at the first level about the officer's articles, and sees none of them before.
    pub approver: Option<Access>,
    /// A section that the portal knows.
    pub section: String,
    /// Whatever has to live as long as the portal.
    pub keeps: Box<dyn Any + Send + Sync>,
}

/// What came of a rule that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The portal keeps it.
    Kept,
    /// It was not asked, for this reason.
    NotAsked(&'static str),
}

/// A rule being asked.
pub type Asking = Pin<Box<dyn Future<Output = Verdict> + Send>>;

/// A rule of the protocol.
pub struct Rule {
    /// What is expected, as the name of a test.
    pub name: &'static str,
    /// The section of `docs/portal-protocol.md` that says so.
    pub section: &'static str,
    /// Asks a portal for it; panics when the portal does not keep it, and says what was expected.
    pub ask: fn(Arc<Candidate>) -> Asking,
}

/// Every rule, with the module that asks for it and the section of the protocol page that says so. Calls `$then` with the list.
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_rules {
    ($then:path; $($more:tt)*) => {
        $then! { $($more)*;
            handshake::the_handshake_names_the_same_installation_every_time, "Handshake";
            handshake::the_handshake_gives_back_the_nonce, "Handshake";
            handshake::a_protocol_that_is_not_spoken_is_told_which_ones_are, "Headers that a client sends";
            handshake::every_answer_has_its_media_type, "Ground rules";
            handshake::a_redirect_is_never_sent, "Ground rules";
            handshake::a_wrong_password_opens_nothing, "Session";
            handshake::nothing_is_said_to_strangers, "Session";
            handshake::a_token_ends_with_the_session, "Session";
            handshake::the_catalogue_has_sections_and_a_way_to_the_public, "Catalogue";
            push::a_repeated_operation_is_answered_with_the_first_receipt, "Receipts";
            push::an_operation_id_stands_for_one_operation, "Receipts";
            push::a_change_of_an_old_base_takes_no_effect, "Push";
            push::a_refused_operation_holds_up_none_of_the_others, "Push";
            push::a_packed_push_is_understood, "Push";
            push::a_bomb_is_not_unpacked, "Push";
            push::a_token_is_good_on_its_own_device_only, "Session";
            push::a_revision_that_is_not_of_its_article_is_refused, "Push";
            push::a_delta_is_applied_or_the_whole_is_asked_for, "Deltas";
            push::a_delta_makes_exactly_the_revision_that_it_names, "Deltas";
            push::unknown_members_of_a_revision_come_back_as_they_went, "Ground rules";
            pull::a_pull_goes_on_where_the_last_one_ended, "Pull";
            pull::a_cursor_that_the_portal_never_gave_is_refused, "Pull";
            pull::a_pull_that_finds_nothing_has_no_body, "Pull";
            pull::what_a_device_sent_is_counted_as_told, "Pull";
            pull::a_push_can_bring_the_news, "Push";
            pull::what_the_portal_lacks_is_told, "Revs-diff";
            pull::a_hint_follows_a_change, "Hints";
            deletion::a_deletion_is_told_and_absence_is_not, "Deletion";
            deletion::an_edit_brings_a_deleted_article_back, "Deletion";
            media::a_medium_is_stored_once_and_comes_back_as_it_went, "Media";
            media::a_part_of_a_medium_can_be_asked_for, "Media";
            media::an_upload_goes_on_where_it_ended, "Uploads";
            media::an_append_elsewhere_is_told_where_the_upload_ends, "Uploads";
            media::bytes_that_are_not_what_was_announced_are_refused, "Uploads";
            media::to_know_a_digest_is_not_to_have_the_medium, "Who may do what";
            media::a_text_without_its_media_cannot_be_submitted, "Push";
            review::an_article_out_of_sight_does_not_exist, "Who may do what";
            review::a_reviewer_may_decide_and_nothing_else, "Who may do what";
            review::an_approval_covers_exactly_the_content_that_was_read, "Push";
            review::nobody_decides_about_their_own_article, "Push";
        }
    };
}

/// One test for each rule. Takes an async function that makes a [`Candidate`]; each test gets one of its own.
#[macro_export]
macro_rules! portal_conformance_tests {
    ($make:path) => {
        $crate::conformance_rules!($crate::conformance_tests_of; $make);
    };
}

/// The tests of the rules in a list.
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_tests_of {
    ($make:path; $($module:ident::$rule:ident, $section:literal;)*) => {$(
        #[tokio::test]
        async fn $rule() {
            $crate::conformance::ask(stringify!($rule), $make().await).await;
        }
    )*};
}

macro_rules! rules_of {
    (; $($module:ident::$rule:ident, $section:literal;)*) => {
        /// Every rule, in the order of the protocol page.
        pub const RULES: &[Rule] = &[$(Rule {
            name: stringify!($rule),
            section: $section,
            ask: |candidate| Box::pin(async move { $module::$rule(&candidate).await }),
        }),*];
    };
}
use rules_of as rules;

conformance_rules!(rules;);

/// Asks one rule, by its name.
///
/// # Panics
/// When the portal does not keep the rule, or there is no such rule.
pub async fn ask(name: &str, candidate: Candidate) {
    let rule = RULES.iter().find(|rule| rule.name == name).expect("a rule of the list");
    (rule.ask)(Arc::new(candidate)).await;
}
