//! How often a password may be guessed.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Wrong passwords for one name in one window.
const ATTEMPTS: u32 = 10;
const WINDOW_MS: i64 = 10 * 60 * 1000;

/// Names remembered at once; beyond it those whose window is over are forgotten.
const NAMES: usize = 10_000;

/// Counts attempts by sign-in name. In memory only: a restart of the portal is not in a guesser's hands.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<String, Window>>);

struct Window {
    opened_at_ms: i64,
    attempts: u32,
}

impl Throttle {
    /// Counts an attempt before it is made, so that many at once cannot all slip through; or says how long to wait.
    pub fn attempt(&self, name: &str, now_ms: i64) -> Result<(), Duration> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= NAMES {
            windows.retain(|_, window| now_ms < window.opened_at_ms + WINDOW_MS);
        }
        let window = windows.entry(name.to_owned()).or_insert(Window { opened_at_ms: now_ms, attempts: 0 });
        let ends = window.opened_at_ms + WINDOW_MS;
        if now_ms >= ends {
            *window = Window { opened_at_ms: now_ms, attempts: 0 };
        } else if window.attempts >= ATTEMPTS {
            return Err(Duration::from_millis((ends - now_ms).unsigned_abs()));
        }
        window.attempts += 1;
        Ok(())
    }

    /// Forgets the attempts of someone who knew the password.
    pub fn succeeded(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}
