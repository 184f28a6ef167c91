//! What the store costs, measured on the disk that it is given, and what is said of many measured values.

pub mod autosave;

/// One measured value; its unit and its limit are the caller's.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub name: &'static str,
    /// How much.
    pub value: f64,
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

/// The largest value.
pub fn worst(values: Vec<f64>) -> f64 {
    percentile(values, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_and_nothing_measured_is_no_figure() {
        let values: Vec<f64> = (1..=101).rev().map(f64::from).collect();
        assert_eq!((median(values.clone()), percentile(values.clone(), 0.99), worst(values)), (51.0, 100.0, 101.0));
        assert!(median(Vec::new()).is_nan());
    }
}
