//! What the last contacts with the portal said, as the window is shown it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use banthao_document::BlobId;
use banthao_portal_api::Error as PortalError;
use banthao_protocol::{AppEvent, Connection, NetworkCosts, ProgressView, Sending};
use banthao_sync::{Notice, Observer};
use tokio::sync::broadcast;

use super::lock;

/// Failures that are remembered for the help desk.
const FAILURES: usize = 20;
/// Progress is told again after so many bytes, or at the end of a file.
const TELL_EVERY: u64 = 256 << 10;

/// What the last contacts said.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub connection: Connection,
    pub since_ms: i64,
    pub sending: Sending,
    pub costs: NetworkCosts,
    pub progress: Option<ProgressView>,
    /// The medium on its way, and its bytes that the portal has.
    pub medium: Option<(BlobId, u64)>,
    pub clock_skew_ms: Option<i64>,
    /// Whether the portal says unasked when there is news.
    pub has_hints: bool,
    /// The latest failures of this run, oldest first.
    pub failures: VecDeque<Failure>,
}

/// A failure: what it was and when. Nothing of what was being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub at_ms: i64,
    pub what: String,
}

impl Facts {
    pub fn new(connection: Connection, since_ms: i64, sending: Sending, costs: NetworkCosts) -> Self {
        let (progress, medium, clock_skew_ms, has_hints, failures) = (None, None, None, false, VecDeque::new());
        Self { connection, since_ms, sending, costs, progress, medium, clock_skew_ms, has_hints, failures }
    }

    pub fn set_connection(&mut self, connection: Connection, now_ms: i64) {
        if self.connection != connection {
            self.connection = connection;
            self.since_ms = now_ms;
        }
    }

    pub fn failed(&mut self, error: &PortalError, at_ms: i64) {
        let what = kind(error);
        // A line that is down is asked often, and says the same each time.
        if let Some(last) = self.failures.back_mut().filter(|last| last.what == what) {
            last.at_ms = at_ms;
            return;
        }
        if self.failures.len() == FAILURES {
            self.failures.pop_front();
        }
        self.failures.push_back(Failure { at_ms, what });
    }
}

/// The kind of a failure. The words of a portal are not repeated: they might be about an article.
fn kind(error: &PortalError) -> String {
    match error {
        PortalError::Rejected(problem) => format!("rejected with status {}", problem.kind.status()),
        PortalError::Local(error) => format!("a file on this machine failed: {:?}", error.kind()),
        PortalError::Unreachable
        | PortalError::InDoubt
        | PortalError::Captive
        | PortalError::Untrusted
        | PortalError::BadAddress
        | PortalError::Failing { .. }
        | PortalError::Busy { .. }
        | PortalError::WrongCredentials
        | PortalError::AuthRequired
        | PortalError::Incompatible { .. }
        | PortalError::CursorExpired
        | PortalError::Nonsense => error.to_string(),
    }
}

/// What a failure says of the connection; none when it says nothing.
pub(super) fn connection_of(error: &PortalError) -> Option<Connection> {
    Some(match error {
        PortalError::Unreachable => Connection::Offline,
        PortalError::Captive => Connection::Captive,
        PortalError::Untrusted => Connection::Untrusted,
        PortalError::AuthRequired | PortalError::WrongCredentials => Connection::AuthRequired,
        PortalError::Incompatible { .. } => Connection::Incompatible,
        PortalError::InDoubt
        | PortalError::BadAddress
        | PortalError::Failing { .. }
        | PortalError::Busy { .. }
        | PortalError::CursorExpired
        | PortalError::Rejected(_)
        | PortalError::Nonsense => Connection::PortalFailing,
        PortalError::Local(_) => return None,
    })
}

/// Tells the window what the engine does, as it does it.
pub(super) struct Window {
    events: broadcast::Sender<AppEvent>,
    facts: Arc<Mutex<Facts>>,
}

impl Window {
    pub fn new(events: broadcast::Sender<AppEvent>, facts: Arc<Mutex<Facts>>) -> Self {
        Self { events, facts }
    }

    /// Notes how far media are; says whether that is worth telling.
    fn goes_on(&self, items: u32, done: u64, total: u64, medium: (BlobId, u64)) -> bool {
        let mut facts = lock(&self.facts);
        let told = facts.progress.as_ref().map_or(0, |progress| progress.bytes_done);
        let is_another = facts.medium.is_none_or(|(blob, _)| blob != medium.0);
        facts.medium = Some(medium);
        let worth = is_another || done >= total || done < told || done - told >= TELL_EVERY;
        if worth {
            facts.progress = Some(ProgressView { items, bytes_done: done, bytes_total: total });
        }
        worth
    }
}

impl Observer for Window {
    fn notice(&self, notice: Notice) {
        let ids = |articles: Vec<banthao_document::ArticleId>| articles.iter().map(ToString::to_string).collect();
        let event = match notice {
            Notice::Articles(articles) => AppEvent::ArticlesChanged { articles: ids(articles) },
            Notice::Revived(articles) => AppEvent::ArticlesRevived { articles: ids(articles) },
            Notice::Retired(articles) => AppEvent::ArticlesRetired { articles: ids(articles) },
            Notice::Kept(articles) => AppEvent::ArticlesKept { articles: ids(articles) },
            Notice::Outbox => AppEvent::OutboxChanged,
            Notice::Withheld(_) => AppEvent::SyncChanged,
            Notice::Progress { items, done, total, medium } => {
                if !self.goes_on(items, done, total, medium) {
                    return;
                }
                AppEvent::SyncChanged
            }
            Notice::MediaSettled => {
                let mut facts = lock(&self.facts);
                (facts.progress, facts.medium) = (None, None);
                AppEvent::SyncChanged
            }
            Notice::Settled => AppEvent::SyncChanged,
        };
        let _ = self.events.send(event);
    }
}

#[cfg(test)]
mod tests {
    use banthao_portal_api::wire::{Problem, ProblemType};

    use super::*;

    #[test]
    fn the_help_desk_sees_the_kind_of_a_failure_and_none_of_its_words() {
        let mut facts = Facts::new(Connection::Online, 0, Sending::Automatic, NetworkCosts::Free);
        let problem = Problem { title: "CANARY".to_owned(), ..Problem::new(ProblemType::InvalidContent, "CANARY") };
        facts.failed(&PortalError::Rejected(Box::new(problem)), 1);
        facts.failed(&PortalError::Local(std::io::Error::other("/home/CANARY")), 2);
        assert!(facts.failures.iter().all(|failure| !failure.what.contains("CANARY")), "{:?}", facts.failures);
        for number in 0..50 {
            facts.failed(&PortalError::InDoubt, number);
            facts.failed(&PortalError::Unreachable, number);
            facts.failed(&PortalError::Unreachable, number + 1);
        }
        assert_eq!(facts.failures.len(), FAILURES, "a month of failures fits on a page");
        let again = facts.failures.iter().zip(facts.failures.iter().skip(1)).any(|(one, next)| one.what == next.what);
        assert!(!again, "what failed in the same way again is told once, with the last time");
    }
}
