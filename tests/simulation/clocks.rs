//! The time of one simulated world, ids and chance that come out the same for the same seed.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use banthao_portal::Chance;
use banthao_sync::world::Mint;
use rand::{RngCore, SeedableRng, rngs::StdRng};
use uuid::Uuid;

/// 23/11/2026 10:00 in Việt Nam, UTC milliseconds.
pub const MORNING_MS: i64 = 1_795_402_800_000;

/// The true time, which passes when the world says so. Clones tell the same time.
#[derive(Clone)]
pub struct Time(Arc<AtomicI64>);

impl Time {
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(MORNING_MS)))
    }

    pub fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    pub fn passes_ms(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

/// A machine's clock: the true time, wrong by as much as somebody set it.
#[derive(Clone)]
pub struct Wrong {
    time: Time,
    by_ms: Arc<AtomicI64>,
}

impl Wrong {
    pub fn new(time: &Time) -> Self {
        Self { time: time.clone(), by_ms: Arc::default() }
    }

    pub fn jumps_ms(&self, milliseconds: i64) {
        self.by_ms.fetch_add(milliseconds, Ordering::Relaxed);
    }

    pub fn now_ms(&self) -> i64 {
        self.time.now_ms() + self.by_ms.load(Ordering::Relaxed)
    }
}

impl banthao_sync::world::Clock for Wrong {
    fn now_ms(&self) -> i64 {
        Self::now_ms(self)
    }
}

impl banthao_portal::Clock for Wrong {
    fn now_ms(&self) -> i64 {
        Self::now_ms(self)
    }
}

/// Ids that count up; two devices never mint the same.
pub struct Ids {
    device: u16,
    count: AtomicU64,
}

impl Ids {
    pub fn of(device: u16) -> Self {
        Self { device, count: AtomicU64::new(1) }
    }
}

impl Mint for Ids {
    fn uuid(&self) -> Uuid {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let mut random = [0; 10];
        random[..2].copy_from_slice(&self.device.to_be_bytes());
        random[2..].copy_from_slice(&count.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(MORNING_MS.unsigned_abs() + count, &random).into_uuid()
    }
}

/// A portal's chance.
pub struct Thrown(Mutex<StdRng>);

impl Thrown {
    pub fn seeded(seed: u64) -> Arc<Self> {
        Arc::new(Self(Mutex::new(StdRng::seed_from_u64(seed))))
    }
}

impl Chance for Thrown {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}
