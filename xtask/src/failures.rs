//! What failed, in the output of a run that went on after it. Cargo tells it where it happened, and the programs after that one push it out of
//! sight; Vitest and Node tell it at the end.

/// The lines between Cargo's `failures:` and the result that they belong to, of every program.
pub fn of<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in lines {
        inside |= *line == "failures:";
        if inside {
            found.push(*line);
        }
        inside &= !line.starts_with("test result:");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_found_among_what_held() {
        let output = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\nfailures:\n\n---- b stdout ----\nleft: 1\n\nfailures:\n    b\n\n\
                      test result: FAILED. 1 passed; 1 failed\n\nrunning 1 test\ntest c ... ok\n\ntest result: ok. 1 passed; 0 failed\n";
        let found = of(&output.lines().collect::<Vec<_>>());
        assert_eq!(
            found,
            ["failures:", "", "---- b stdout ----", "left: 1", "", "failures:", "    b", "", "test result: FAILED. 1 passed; 1 failed"]
        );
    }
}
