//! The time, as someone else tells it: the portal orders and expires by a clock that a test can set.

use std::time::UNIX_EPOCH;

/// Where the portal reads the time.
pub trait Clock: Send + Sync {
    /// UTC milliseconds since 1970-01-01.
    fn now_ms(&self) -> i64;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}
