//! Counting tests across runners that each report in their own words.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::AddAssign;

/// Counts of tests, or of checks that count as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    /// One check that passed, or one that did not.
    pub(crate) fn of_one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 }
    }

    /// Tests that returned early because something was absent count as skipped: a suite that looks greener than it is helps nobody.
    pub(crate) fn with_loud_skips(mut self, skips: usize) -> Self {
        let moved = skips.min(self.passed);
        self.passed -= moved;
        self.skipped += moved;
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The tests that said of themselves that they did not run, each once: `SKIPPED <test name>: <reason>`.
pub(crate) fn loud_skips(output: &str) -> BTreeSet<&str> {
    output.lines().map(str::trim).filter(|line| line.starts_with("SKIPPED ") && line.contains(": ")).collect()
}

/// Reads nextest's closing `Summary [ 0.1s] 3 tests run: 2 passed, 1 failed, 4 skipped`.
pub(crate) fn from_nextest(output: &str) -> Option<Tally> {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, counts) = line.split_once("run: ")?;
    let failed = ["failed", "timed out", "exec failed"].iter().map(|word| count_before(counts, word)).sum();
    // What nextest calls skipped was filtered out by us; it was never asked to run.
    Some(Tally { passed: count_before(counts, "passed"), failed, skipped: 0 })
}

/// Adds up every `test result: ok. 3 passed; 0 failed; 1 ignored; …` that `cargo test` prints.
pub(crate) fn from_libtest(output: &str) -> Option<Tally> {
    let mut sum = Tally::default();
    let mut seen = false;
    for line in output.lines().filter_map(|line| line.trim_start().strip_prefix("test result: ")) {
        seen = true;
        sum += Tally {
            passed: count_before(line, "passed"),
            failed: count_before(line, "failed"),
            skipped: count_before(line, "ignored"),
        };
    }
    seen.then_some(sum)
}

/// Reads a closing line of `3 passed, 0 failed`, as scripts print it.
pub(crate) fn from_plain(output: &str) -> Option<Tally> {
    let line = output.lines().rev().find(|line| line.contains(" passed, ") && line.contains(" failed"))?;
    let counts = ["passed", "failed", "skipped"].map(|word| count_before(line, word));
    Some(Tally { passed: counts[0], failed: counts[1], skipped: counts[2] })
}

/// The number that stands right before a word in a list such as `2 passed (1 slow), 1 failed`.
fn count_before(text: &str, word: &str) -> usize {
    text.split([',', ';', '.', '(', ')'])
        .filter_map(|part| part.trim().strip_suffix(word)?.trim().parse::<usize>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_nextest(input: &str, expected: Option<(usize, usize)>) {
        let found = from_nextest(input).map(|tally| (tally.passed, tally.failed));
        assert_eq!(found, expected, "{input}");
    }

    #[test]
    fn nextest_summaries_are_read() {
        check_nextest("     Summary [   0.003s] 1 test run: 1 passed, 0 skipped\n", Some((1, 0)));
        check_nextest(
            "     Summary [   9.1s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped",
            Some((10, 2)),
        );
        check_nextest("error: could not compile", None);
    }

    #[test]
    fn libtest_summaries_are_added_up() {
        let output = "\
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(from_libtest(output), Some(Tally { passed: 5, failed: 1, skipped: 1 }));
        assert_eq!(from_libtest("no tests here"), None);
    }

    #[test]
    fn plain_closing_lines_are_read() {
        assert_eq!(
            from_plain("pass  x\n12 passed, 1 failed\n"),
            Some(Tally { passed: 12, failed: 1, skipped: 0 })
        );
        assert_eq!(from_plain("the verifiers could not be installed"), None);
    }

    #[test]
    fn a_test_that_says_skipped_is_counted_once_and_not_as_passed() {
        let output = "    SKIPPED import::uberx: ../shared/data is absent\nSKIPPED import::uberx: ../shared/data is absent\nskipped quietly";
        assert_eq!(loud_skips(output).len(), 1);
        let tally = Tally { passed: 2, failed: 0, skipped: 0 }.with_loud_skips(1);
        assert_eq!(tally.to_string(), "1 passed, 0 failed, 1 skipped");
    }
}
