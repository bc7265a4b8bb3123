//! What callgrind counted: read from its file, and divided among the operations.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// How the C library's functions are called that allocate; those that make an allocation larger
/// are among them.
const ALLOCATORS: [&str; 7] = [
    "malloc",
    "calloc",
    "realloc",
    "aligned_alloc",
    "memalign",
    "posix_memalign",
    "__libc_malloc",
];

/// What one operation costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) instructions: u64,
    pub(super) allocations: u64,
}

impl Counts {
    /// What one of `operations` costs, by which two runs differ.
    pub(super) fn of_each(few: Run, many: Run, operations: u64) -> Self {
        let each = |few: u64, many: u64| {
            let difference = many.saturating_sub(few);
            (difference + operations / 2) / operations
        };
        Self {
            instructions: each(few.instructions, many.instructions),
            allocations: each(few.allocations, many.allocations),
        }
    }

    /// By which part of them the instructions differ.
    pub(super) fn differs(self, other: Self) -> f64 {
        change(self.instructions, other.instructions).abs()
    }
}

/// By which part of it a count has grown; negative where it has shrunk.
pub(super) fn change(from: u64, to: u64) -> f64 {
    (to as f64 - from as f64) / (from as f64).max(1.0)
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            instructions,
            allocations,
        } = self;
        write!(f, "{instructions} instructions, {allocations} allocations")
    }
}

/// What a whole run cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    instructions: u64,
    allocations: u64,
}

impl Run {
    /// Reads a file of callgrind's; `None` where it is no such file. A function has its name where
    /// it is first spoken of, and only a number from then on.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut instructions = None;
        let mut allocations = 0;
        let mut allocators = HashSet::new();
        let mut callee = "";
        for line in text.lines() {
            let called = line.strip_prefix("cfn=");
            if let Some(function) = called.or_else(|| line.strip_prefix("fn=")) {
                let (number, name) = function.split_once(' ').unwrap_or((function, ""));
                if ALLOCATORS.contains(&name) {
                    allocators.insert(number);
                }
                if called.is_some() {
                    callee = number;
                }
            } else if let Some(calls) = line.strip_prefix("calls=") {
                if allocators.contains(callee) {
                    allocations += calls.split(' ').next()?.parse::<u64>().ok()?;
                }
            } else if let Some(total) = line.strip_prefix("totals: ") {
                instructions = total.split(' ').next()?.parse().ok();
            }
        }
        Some(Self {
            instructions: instructions?,
            allocations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "version: 1\nevents: Ir\n\nfn=(1) main\n12 5\ncfn=(2) malloc\ncalls=3 0\n\
                        13 60\ncfn=(3) free\ncalls=3 0\n14 30\n\nfn=(4) other\n20 1\n\
                        cfn=(2)\ncalls=2 0\n21 40\n\ntotals: 136\n";

    #[test]
    fn calls_of_allocators_are_counted_under_their_name_and_their_number() {
        let run = Run {
            instructions: 136,
            allocations: 5,
        };
        assert_eq!(Run::read(FILE), Some(run));
        assert_eq!(Run::read("fn=(1) main\n"), None);
    }

    #[test]
    fn what_two_runs_share_drops_out_and_the_rest_is_rounded() {
        let run = |instructions, allocations| Run {
            instructions,
            allocations,
        };
        let counts = Counts {
            instructions: 25,
            allocations: 3,
        };
        assert_eq!(Counts::of_each(run(1_000, 70), run(1_246, 99), 10), counts);
    }
}
