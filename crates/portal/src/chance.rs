//! Chance, as someone else throws it: ids and tokens are as hard to guess as it is, and a test can have the same ones again.

use uuid::Uuid;

/// Where bytes come from that nobody foresees.
pub trait Chance: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's own source, fit for secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes);
    }
}

/// So many of them.
pub fn bytes<const N: usize>(chance: &dyn Chance) -> [u8; N] {
    let mut bytes = [0; N];
    chance.fill(&mut bytes);
    bytes
}

/// An id of nothing but chance.
pub fn id(chance: &dyn Chance) -> Uuid {
    uuid::Builder::from_random_bytes(bytes(chance)).into_uuid()
}
