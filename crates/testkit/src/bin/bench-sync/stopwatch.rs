//! What is said of many values.

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

/// The largest value.
pub fn worst(values: Vec<f64>) -> f64 {
    percentile(values, 1.0)
}
