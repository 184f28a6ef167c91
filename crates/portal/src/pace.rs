//! How fast one session may ask.
//!
//! A bucket of requests for each: it fills by the clock, and a client that empties it is told how long to wait. One that obeys is never cut off
//! for longer than a second or two; one that does not slows down nobody but itself.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::Rate;

/// Sessions remembered at once; beyond it those with a full bucket are forgotten.
const SESSIONS: usize = 10_000;

/// The buckets, by the digest of the token.
pub struct Pace {
    rate: Option<Rate>,
    buckets: Mutex<HashMap<[u8; 32], Bucket>>,
}

struct Bucket {
    /// Thousandths of a request.
    filled: u64,
    at_ms: i64,
}

impl Pace {
    pub fn new(rate: Option<Rate>) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Takes one request out of a session's bucket, or says how long to wait for the next.
    pub fn request(&self, session: [u8; 32], now_ms: i64) -> Result<(), Duration> {
        let Some(rate) = self.rate else { return Ok(()) };
        let full = u64::from(rate.burst.max(1)) * 1000;
        let per_ms = u64::from(rate.per_second.max(1));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let level = |bucket: &Bucket| {
            // A clock that was set back fills nothing and empties nothing.
            let passed = now_ms.saturating_sub(bucket.at_ms).max(0).unsigned_abs();
            bucket.filled.saturating_add(passed.saturating_mul(per_ms)).min(full)
        };
        if buckets.len() >= SESSIONS {
            buckets.retain(|_, bucket| level(bucket) < full);
        }
        let bucket = buckets.entry(session).or_insert(Bucket { filled: full, at_ms: now_ms });
        let filled = level(bucket);
        *bucket = Bucket { filled, at_ms: now_ms };
        if filled < 1000 {
            return Err(Duration::from_millis((1000 - filled).div_ceil(per_ms)));
        }
        bucket.filled -= 1000;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again_by_the_clock() {
        let pace = Pace::new(Some(Rate { burst: 3, per_second: 2 }));
        let session = [1; 32];
        assert!((0..3).all(|_| pace.request(session, 0).is_ok()));
        assert_eq!(pace.request(session, 0), Err(Duration::from_millis(500)));
        assert_eq!(pace.request([2; 32], 0), Ok(()), "one session's haste is nobody else's");
        assert_eq!(pace.request(session, 500), Ok(()));
        assert_eq!(pace.request(session, 499), Err(Duration::from_millis(500)), "a clock that goes back gives nothing");
        assert!((0..3).all(|_| pace.request(session, 100_000).is_ok()), "and no more than a bucketful waits");
        assert!(pace.request(session, 100_000).is_err());
    }
}
