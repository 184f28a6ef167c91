//! How many tests ran, read from what the three runners print: Cargo's, Vitest's and Node's.

use std::ops::AddAssign;

/// Passed and failed tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// Sums every summary found in `output`; a text without any counts nothing.
    pub fn of(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().map(str::trim) {
            if let Some(result) = line.strip_prefix("test result:") {
                // test result: ok. 12 passed; 0 failed; 0 ignored; …
                sum += Self { passed: number_before(result, "passed"), failed: number_before(result, "failed") };
            } else if let Some(result) = line.strip_prefix("Tests ") {
                // Tests  1 failed | 11 passed (12)
                sum += Self { passed: number_before(result, "passed"), failed: number_before(result, "failed") };
            } else if let Some(count) = line.strip_prefix("ℹ pass ") {
                sum.passed += count.trim().parse().unwrap_or(0);
            } else if let Some(count) = line.strip_prefix("ℹ fail ").or_else(|| line.strip_prefix("ℹ cancelled ")) {
                sum.failed += count.trim().parse().unwrap_or(0);
            }
        }
        sum
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|found| *found == word);
    at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summaries_of_all_crates_add_up() {
        let output = "running 2 tests\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Tally::of(output), Tally { passed: 15, failed: 2 });
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        let output = " Test Files  1 failed | 3 passed (4)\n      Tests  1 failed | 11 passed (12)\n   Start at  10:00:00\n";
        assert_eq!(Tally::of(output), Tally { passed: 11, failed: 1 });
    }

    #[test]
    fn a_cancelled_test_of_node_is_a_failed_one() {
        let output = "ℹ tests 9\nℹ suites 2\nℹ pass 6\nℹ fail 1\nℹ cancelled 2\nℹ skipped 0\n";
        assert_eq!(Tally::of(output), Tally { passed: 6, failed: 3 });
    }

    #[test]
    fn a_text_without_a_summary_counts_nothing() {
        assert_eq!(Tally::of("Tests are fun\n   Compiling passed v0.1.0\n"), Tally::default());
    }
}
