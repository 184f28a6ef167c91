//! Ids and chance that come out the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use banthao_sync::world::{Chance, Mint};
use uuid::Uuid;

use crate::MORNING_MS;

/// Ids in the form of UUIDv7 that count up; two mints of different seeds never give the same one.
#[derive(Debug)]
pub struct SeededMint {
    seed: u16,
    count: AtomicU64,
}

impl SeededMint {
    /// A mint of its own.
    pub fn new(seed: u16) -> Self {
        Self { seed, count: AtomicU64::new(0) }
    }
}

impl Mint for SeededMint {
    fn uuid(&self) -> Uuid {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        let mut random = [0; 10];
        random[..2].copy_from_slice(&self.seed.to_be_bytes());
        random[2..].copy_from_slice(&count.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(MORNING_MS.unsigned_abs() + count, &random).into_uuid()
    }
}

/// Chance without surprises: always the middle.
#[derive(Debug, Clone, Copy)]
pub struct Even;

impl Chance for Even {
    fn fraction(&self) -> f64 {
        0.5
    }
}
