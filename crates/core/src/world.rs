//! The world as it is outside tests.

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

pub use banthao_sync::world::{Chance, Clock, Mint};
use uuid::Uuid;

/// Clock, ids and chance, passed to whoever needs one of them.
#[derive(Clone)]
pub struct World {
    /// The time of day.
    pub clock: Arc<dyn Clock>,
    /// Where new ids come from.
    pub mint: Arc<dyn Mint>,
    /// Where jitter comes from.
    pub chance: Arc<dyn Chance>,
}

impl World {
    /// The machine's own clock and randomness.
    pub fn of_this_machine() -> Self {
        Self { clock: Arc::new(Machine), mint: Arc::new(Machine), chance: Arc::new(Machine) }
    }
}

struct Machine;

impl Clock for Machine {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now_ms(&self) -> i64 {
        // A clock before 1970 is a broken one; it is shown as such and decides nothing.
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
    }
}

impl Mint for Machine {
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
}

impl Chance for Machine {
    fn fraction(&self) -> f64 {
        rand::random()
    }
}
