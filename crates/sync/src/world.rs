//! What differs from one run to the next, passed in so that a test can hold it still.

use banthao_document::{ArticleId, DeviceId, OpId};
use uuid::Uuid;

/// The time of day. Shown to people and stamped on revisions as a hint; orders nothing.
pub trait Clock: Send + Sync {
    /// UTC milliseconds.
    fn now_ms(&self) -> i64;
}

/// Where new ids come from.
pub trait Mint: Send + Sync {
    /// An id that was never given before: UUIDv7 (RFC 9562) outside tests.
    fn uuid(&self) -> Uuid;

    /// A new article.
    fn article(&self) -> ArticleId {
        ArticleId(self.uuid())
    }

    /// A new operation.
    fn op(&self) -> OpId {
        OpId(self.uuid())
    }

    /// A new device.
    fn device(&self) -> DeviceId {
        DeviceId(self.uuid())
    }
}

/// Chance, for the jitter that keeps a newsroom of laptops from calling in step.
pub trait Chance: Send + Sync {
    /// Evenly spread in `0.0..1.0`.
    fn fraction(&self) -> f64;
}
