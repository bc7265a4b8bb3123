//! What callgrind counted, divided among the operations.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::callgrind::Run;

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

#[cfg(test)]
mod tests {
    use super::*;

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
