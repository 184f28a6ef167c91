//! Clocks that stand still until a test moves them.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// 23/11/2026 10:00 in Việt Nam, UTC milliseconds.
pub const MORNING_MS: i64 = 1_795_402_800_000;

/// Longer than the engine waits for someone who types.
const REST_MS: i64 = 3_000;

/// The time of an office. Clones tell the same time.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl Default for ManualClock {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(MORNING_MS)))
    }
}

impl ManualClock {
    /// UTC milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Lets time pass.
    pub fn passes_ms(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl banthao_portal::Clock for ManualClock {
    fn now_ms(&self) -> i64 {
        Self::now_ms(self)
    }
}

/// A device's clock: the office's, ahead or behind by as much as a test says.
#[derive(Debug, Clone)]
pub struct DeskClock {
    office: ManualClock,
    ahead_ms: Arc<AtomicI64>,
}

impl DeskClock {
    /// A clock that is right.
    pub fn of(office: &ManualClock) -> Self {
        Self { office: office.clone(), ahead_ms: Arc::default() }
    }

    /// Sets it wrong: milliseconds ahead of the office, negative for behind.
    pub fn runs_ahead_ms(&self, milliseconds: i64) {
        self.ahead_ms.store(milliseconds, Ordering::SeqCst);
    }

    /// The officer pauses, long enough for a text to count as rested.
    pub fn rests(&self) {
        self.office.passes_ms(REST_MS);
    }
}

impl banthao_sync::world::Clock for DeskClock {
    fn now_ms(&self) -> i64 {
        self.office.now_ms() + self.ahead_ms.load(Ordering::SeqCst)
    }
}
