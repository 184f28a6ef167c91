//! Times and what is said of many of them.

use std::{future::Future, time::Instant};

/// Milliseconds that `work` takes, and what it gives.
pub async fn time<T>(work: impl Future<Output = T>) -> (f64, T) {
    let begin = Instant::now();
    let done = work.await;
    (begin.elapsed().as_secs_f64() * 1000.0, done)
}

/// The value below which this part of all lies.
pub fn percentile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let index = (values.len() as f64 * part).ceil() as usize;
    values.get(index.clamp(1, values.len().max(1)) - 1).copied().unwrap_or(f64::NAN)
}

/// The middle value.
pub fn median(values: Vec<f64>) -> f64 {
    percentile(values, 0.5)
}

/// All of them shared out evenly.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
