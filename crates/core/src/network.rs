//! What the machine knows of the network that it is on.
//!
//! Only the shell can ask the operating system, so it tells the core, and tells it again when something changes. On Linux it asks
//! NetworkManager; elsewhere nobody tells, and the person's own word about the costs and the regular looks for the portal have to do.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::App;

const UNKNOWN: u8 = 0;
const FREE: u8 = 1;
const METERED: u8 = 2;

/// The network at hand, as the system told.
#[derive(Default)]
pub(crate) struct Network {
    metered: AtomicU8,
}

impl Network {
    /// Whether it costs money by the byte; none when the system does not say.
    pub fn metered(&self) -> Option<bool> {
        match self.metered.load(Ordering::Relaxed) {
            FREE => Some(false),
            METERED => Some(true),
            _ => None,
        }
    }
}

impl App {
    /// The machine is on another network, woke up, or learnt what its network costs: `metered` is none when the system does not say. The
    /// portal is asked at once.
    pub fn network_changed(&self, metered: Option<bool>) {
        let known = match metered {
            None => UNKNOWN,
            Some(false) => FREE,
            Some(true) => METERED,
        };
        self.inner.network.metered.store(known, Ordering::Relaxed);
        if let Ok(open) = self.open() {
            open.sync.network_changed();
        }
    }
}
