//! Times and what is said of many of them.

use std::{future::Future, time::Instant};

/// Milliseconds that `work` takes, and what it gives.
pub async fn time<T>(work: impl Future<Output = T>) -> (f64, T) {
    let begin = Instant::now();
    let done = work.await;
    (begin.elapsed().as_secs_f64() * 1000.0, done)
}

/// All of them shared out evenly.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
