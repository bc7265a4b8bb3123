//! What a run tells its reader: steps with their time, and one count at the end.

use std::ops::AddAssign;
use std::process::ExitCode;
use std::time::Instant;

/// How many passed, how many failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    pub(crate) fn failed(failed: usize) -> Self {
        Self { passed: 0, failed }
    }

    pub(crate) fn one(passed: bool) -> Self {
        Self {
            passed: usize::from(passed),
            failed: usize::from(!passed),
        }
    }

    /// Print the last line of the run and turn it into the exit status.
    pub(crate) fn conclude(self) -> ExitCode {
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 && self.passed > 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Run one step under its heading and say how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> T) -> T {
    println!("== {name}");
    let start = Instant::now();
    let outcome = work();
    println!("== {name}: {:.1} s\n", start.elapsed().as_secs_f64());
    outcome
}

/// Indent captured output, so that it stands apart from the report.
pub(crate) fn print_indented(output: &str) {
    for line in output.lines() {
        println!("     | {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_in_which_nothing_ran_has_not_passed() {
        assert_eq!(Tally::default().conclude(), ExitCode::FAILURE);
        assert_eq!(Tally::failed(1).conclude(), ExitCode::FAILURE);
        assert_eq!(Tally::one(true).conclude(), ExitCode::SUCCESS);
    }
}
