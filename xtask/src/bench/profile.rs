//! What callgrind writes down: instructions, and how often a function was called.

use std::ops::{Div, Sub};

use serde::Serialize;

/// Functions that take memory.
const ALLOCATE: [&str; 3] = ["malloc", "calloc", "realloc"];

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Profile {
    pub(super) instructions: f64,
    pub(super) allocations: f64,
}

impl Profile {
    /// Names are given with a number once, and by the number alone from then on.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut instructions = None;
        let mut allocations = 0.0;
        let mut allocating = Vec::new();
        let mut called = false;
        for line in text.lines() {
            if let Some(total) = line.strip_prefix("summary: ") {
                instructions = total.trim().parse().ok();
            } else if let Some(calls) = line.strip_prefix("calls=") {
                let count = calls.split(' ').next()?.parse::<f64>().ok()?;
                allocations += if called { count } else { 0.0 };
            } else if let Some(name) = line.strip_prefix("cfn=").or(line.strip_prefix("fn=")) {
                let (number, name) = name.split_once(' ').unwrap_or((name, ""));
                if ALLOCATE.contains(&name) {
                    allocating.push(number);
                }
                called = line.starts_with("cfn=") && allocating.contains(&number);
            }
        }
        Some(Self {
            instructions: instructions?,
            allocations,
        })
    }
}

impl Sub for Profile {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            instructions: self.instructions - other.instructions,
            allocations: self.allocations - other.allocations,
        }
    }
}

impl Div<f64> for Profile {
    type Output = Self;

    fn div(self, by: f64) -> Self {
        Self {
            instructions: self.instructions / by,
            allocations: self.allocations / by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allocations_are_counted_where_they_are_called() {
        let text = "summary: 90\nfn=(1) main\n5 3\ncfn=(2) malloc\ncalls=4 0\n6 40\n\
                    fn=(2)\n1 2\ncfn=(3) _int_malloc\ncalls=2 0\n1 9\n\
                    fn=(4) other\ncfn=(2)\ncalls=3 0\n6 30\ncfn=(5) malloc_init\ncalls=7 0\n6 1\n";
        let expected = Profile {
            instructions: 90.0,
            allocations: 7.0,
        };
        assert_eq!(Profile::read(text), Some(expected));
        assert_eq!(Profile::read("fn=(1) main\n"), None);
    }
}
