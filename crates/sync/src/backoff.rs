//! How long to wait after a failure.

use std::time::Duration;

const BASE: Duration = Duration::from_secs(1);
/// The longest wait that failures alone lead to.
pub const CAP: Duration = Duration::from_secs(5 * 60);

/// The wait before the next turn after `failures` failures in a row: full jitter between nothing and one second doubled each time, five
/// minutes at most (Brooker, “Exponential Backoff and Jitter”, 2015). A portal's own `Retry-After` is waited for in full, for it knows.
pub fn wait(failures: u32, retry_after: Option<Duration>, fraction: f64) -> Duration {
    let ceiling = BASE.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(CAP);
    let jittered = ceiling.mul_f64(fraction.clamp(0.0, 1.0));
    retry_after.map_or(jittered, |asked| asked.max(jittered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_to_five_minutes_and_no_further() {
        let longest: Vec<u64> = (1..=12).map(|failures| wait(failures, None, 1.0).as_secs()).collect();
        assert_eq!(longest, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(wait(u32::MAX, None, 1.0), CAP, "a week offline must not overflow");
    }

    #[test]
    fn a_portal_that_asks_for_time_gets_it() {
        assert_eq!(wait(1, Some(Duration::from_secs(90)), 0.0), Duration::from_secs(90));
    }
}
