//! What the store costs, measured on the disk that it is given.

pub mod autosave;

/// One measured value; its unit and its limit are the caller's.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub name: &'static str,
    /// How much.
    pub value: f64,
}

/// The value below which `share` of the samples lie; `samples` are sorted by this.
pub fn quantile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let last = samples.len().saturating_sub(1);
    samples.get(((last as f64) * share).round() as usize).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_samples_and_nothing_measured_is_no_figure() {
        let mut samples: Vec<f64> = (1..=101).rev().map(f64::from).collect();
        assert_eq!((quantile(&mut samples, 0.5), quantile(&mut samples, 0.99), quantile(&mut samples, 1.0)), (51.0, 100.0, 101.0));
        assert!(quantile(&mut [], 0.5).is_nan());
    }
}
