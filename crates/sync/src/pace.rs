//! When to come back to a portal, after what came of the last turn.
//!
//! Pure: it is told what happened and how chance fell, and says how long to wait. Three kinds of failure are told apart. Those that never reached
//! the portal cost it nothing, and the officer who has just found a network should not wait for minutes. Those that did are backed off from, and
//! paid out of a budget that only success fills, so that a portal in trouble gets at most a tenth more load from retries. And some a waiting
//! cannot mend: a person must sign in.

use std::time::Duration;

use banthao_portal_api::Error as PortalError;

use crate::backoff;

/// How often the portal is asked for news while all is well and it sends no hints.
pub const INTERVAL: Duration = Duration::from_secs(5);
/// The same while it sends hints: a look now and then, in case one was lost.
pub const INTERVAL_WITH_HINTS: Duration = Duration::from_secs(60);
/// The longest wait while the portal cannot even be reached.
pub const REACH_CAP: Duration = Duration::from_secs(12);
/// A line that is cut comes back within a second or two more often than not, and whoever asks at an address where nobody answers is a burden to
/// nobody: the first so many times it is asked again after no more than [`PROBE`].
const PROBES: u32 = 40;
/// The longest wait between two probes.
pub const PROBE: Duration = Duration::from_millis(100);
/// While something else answers in the portal's place: until the person has passed the page that wants to be seen.
pub const CAPTIVE: Duration = Duration::from_secs(10);
/// A greeting is good for so long; after it the portal proves itself again and its catalogue is fetched.
pub const GREETING_GOOD_FOR: Duration = Duration::from_secs(15 * 60);
/// A clock that went on by this much more than the time that passed for this process means that the machine slept.
pub const SLEPT: Duration = Duration::from_secs(30);

/// What one retry costs, in successes: retries add a tenth to the portal's load at most.
const COST_OF_A_RETRY: u32 = 10;
/// Ten retries may be made before any success.
const MOST_CREDIT: u32 = 10 * COST_OF_A_RETRY;

/// When to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// After so long, or when something happens here.
    In(Duration),
    /// When a person has signed in.
    Never,
}

/// What is remembered between turns.
#[derive(Debug, Clone)]
pub struct Pace {
    failures: u32,
    /// Attempts in a row that did not even reach the portal.
    unreached: u32,
    /// Successes that no retry has used up.
    credit: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { failures: 0, unreached: 0, credit: MOST_CREDIT }
    }
}

impl Pace {
    /// Failures in a row that reached the portal or tried to.
    pub fn failures(&self) -> u32 {
        self.failures.saturating_add(self.unreached)
    }

    /// Whether the last failure is asked again so soon because nobody was there to be asked.
    pub fn probes(&self) -> bool {
        (1..=PROBES).contains(&self.unreached)
    }

    /// A turn succeeded.
    pub fn succeeded(&mut self) {
        self.forgets();
        self.credit = (self.credit + 1).min(MOST_CREDIT);
    }

    /// Another network, or the machine woke up: what was waited for there says nothing here. The budget stays, for the portal is the same.
    pub fn forgets(&mut self) {
        self.failures = 0;
        self.unreached = 0;
    }

    /// A turn failed; `fraction` is chance, evenly spread in `0.0..1.0`.
    pub fn failed(&mut self, error: &PortalError, fraction: f64) -> Next {
        let unreached = std::mem::take(&mut self.unreached);
        match error {
            PortalError::AuthRequired | PortalError::WrongCredentials => Next::Never,
            // Not a failure of the portal and none of ours: a page wants to be seen by a person.
            PortalError::Captive => Next::In(CAPTIVE),
            PortalError::Unreachable => {
                self.unreached = unreached.saturating_add(1);
                Next::In(match self.unreached.checked_sub(PROBES) {
                    None | Some(0) => PROBE.mul_f64(fraction.clamp(0.0, 1.0)),
                    Some(more) => backoff::wait(more, None, fraction).min(REACH_CAP),
                })
            }
            PortalError::Busy { retry_after } => self.paid(*retry_after, fraction),
            PortalError::InDoubt | PortalError::Failing { .. } | PortalError::Nonsense | PortalError::CursorExpired => {
                self.paid(None, fraction)
            }
            // Nothing that was sent: waiting mends a certificate or a version now and then, and costs the portal nothing worth counting.
            PortalError::Untrusted | PortalError::BadAddress | PortalError::Incompatible { .. } | PortalError::Rejected(_) => {
                self.failures = self.failures.saturating_add(1);
                Next::In(backoff::wait(self.failures, None, fraction))
            }
            // A file on this machine failed, not the portal.
            PortalError::Local(_) => Next::In(INTERVAL),
        }
    }

    fn paid(&mut self, retry_after: Option<Duration>, fraction: f64) -> Next {
        self.failures = self.failures.saturating_add(1);
        let Some(left) = self.credit.checked_sub(COST_OF_A_RETRY) else {
            return Next::In(retry_after.map_or(backoff::CAP, |asked| asked.max(backoff::CAP)));
        };
        self.credit = left;
        Next::In(backoff::wait(self.failures, retry_after, fraction))
    }
}

/// Whether the machine slept: the time of day went on by much more than the time that passed for this process. A clock that was set back or
/// forward by a person looks alike, and a turn too many does no harm.
pub fn slept(passed: Duration, clock_moved_ms: i64) -> bool {
    clock_moved_ms.saturating_sub(i64::try_from(passed.as_millis()).unwrap_or(i64::MAX)) > SLEPT.as_millis() as i64
}

#[cfg(test)]
mod tests {
    use banthao_portal_api::wire::{Problem, ProblemType};

    use super::*;

    fn seconds(next: Next) -> u64 {
        match next {
            Next::In(wait) => wait.as_secs(),
            Next::Never => panic!("waiting helps"),
        }
    }

    #[test]
    fn every_failure_has_its_own_wait() {
        let rejected = || PortalError::Rejected(Box::new(Problem::new(ProblemType::Other, "")));
        let cases: [(PortalError, Next); 13] = [
            (PortalError::AuthRequired, Next::Never),
            (PortalError::WrongCredentials, Next::Never),
            (PortalError::Captive, Next::In(CAPTIVE)),
            (PortalError::Unreachable, Next::In(PROBE)),
            (PortalError::Busy { retry_after: Some(Duration::from_secs(90)) }, Next::In(Duration::from_secs(90))),
            (PortalError::Busy { retry_after: None }, Next::In(Duration::from_secs(1))),
            (PortalError::InDoubt, Next::In(Duration::from_secs(1))),
            (PortalError::Failing { status: 503 }, Next::In(Duration::from_secs(1))),
            (PortalError::Nonsense, Next::In(Duration::from_secs(1))),
            (PortalError::Untrusted, Next::In(Duration::from_secs(1))),
            (PortalError::Incompatible { min: 2, max: 3 }, Next::In(Duration::from_secs(1))),
            (rejected(), Next::In(Duration::from_secs(1))),
            (PortalError::Local(std::io::Error::other("disk")), Next::In(INTERVAL)),
        ];
        for (error, next) in cases {
            assert_eq!(Pace::default().failed(&error, 1.0), next, "{error:?}");
        }
    }

    #[test]
    fn a_month_behind_a_captive_portal_costs_no_retry() {
        let mut pace = Pace::default();
        for _ in 0..100_000 {
            assert_eq!(pace.failed(&PortalError::Captive, 1.0), Next::In(CAPTIVE));
        }
        assert_eq!(pace.failures(), 0);
        assert_eq!(seconds(pace.failed(&PortalError::InDoubt, 1.0)), 1, "the first real failure is the first");
    }

    #[test]
    fn an_unreachable_portal_is_asked_again_within_seconds_however_long_it_lasts() {
        let mut pace = Pace::default();
        let longest = (0..1000).map(|_| seconds(pace.failed(&PortalError::Unreachable, 1.0))).max();
        assert_eq!(longest, Some(REACH_CAP.as_secs()));
    }

    #[test]
    fn a_line_that_was_cut_for_a_second_or_two_is_taken_up_at_once_and_one_that_is_gone_is_left_alone() {
        let mut pace = Pace::default();
        let waits: Vec<Duration> = (0..60)
            .map(|_| match pace.failed(&PortalError::Unreachable, 0.5) {
                Next::In(wait) => wait,
                Next::Never => panic!("waiting helps"),
            })
            .collect();
        assert_eq!(waits[..40].iter().sum::<Duration>(), Duration::from_secs(2));
        assert!(waits[50..].iter().all(|wait| *wait >= Duration::from_secs(6)), "{waits:?}");
        assert_eq!(
            pace.failed(&PortalError::InDoubt, 1.0),
            Next::In(Duration::from_secs(1)),
            "it counts for nothing once the portal is there"
        );
    }

    #[test]
    fn a_spent_budget_waits_as_long_as_any_back_off_and_success_fills_it_by_a_tenth() {
        let mut pace = Pace::default();
        for _ in 0..10 {
            pace.failed(&PortalError::InDoubt, 0.0);
        }
        assert_eq!(seconds(pace.failed(&PortalError::InDoubt, 0.0)), 300, "eleven failures without one success");
        for _ in 0..9 {
            pace.succeeded();
        }
        assert_eq!(seconds(pace.failed(&PortalError::InDoubt, 0.0)), 300, "nine successes are no whole retry");
        pace.succeeded();
        pace.succeeded();
        assert_eq!(seconds(pace.failed(&PortalError::InDoubt, 1.0)), 1, "the first failure after a success, paid for");
    }

    #[test]
    fn what_the_portal_asks_for_outlives_a_spent_budget() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            pace.failed(&PortalError::Failing { status: 500 }, 0.0);
        }
        let asked = Duration::from_secs(3600);
        assert_eq!(pace.failed(&PortalError::Busy { retry_after: Some(asked) }, 0.0), Next::In(asked));
    }

    #[test]
    fn another_network_starts_the_waits_over() {
        let mut pace = Pace::default();
        for _ in 0..6 {
            pace.failed(&PortalError::InDoubt, 1.0);
        }
        pace.forgets();
        assert_eq!(seconds(pace.failed(&PortalError::InDoubt, 1.0)), 1);
    }

    #[test]
    fn a_lid_that_was_closed_for_days_is_noticed_and_a_clock_set_back_is_not_taken_for_it() {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        assert!(slept(Duration::from_secs(4), 3 * DAY_MS));
        assert!(!slept(Duration::from_secs(4), 4_100));
        assert!(!slept(Duration::from_secs(4), -3 * DAY_MS));
        assert!(!slept(Duration::from_secs(600), 600_000), "a long wait is no sleep");
        assert!(!slept(Duration::MAX, i64::MAX), "nothing overflows");
    }
}
