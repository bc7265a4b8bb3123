//! Two runs under callgrind that differ in their requests: the difference is what a request costs.

use std::process::Command;

use serde::Serialize;

use super::programs::Programs;
use super::scenarios::Contestant;
use super::{build, driver};
use crate::callgrind::Run;

const FEW: u32 = 1000;
const MANY: u32 = 5000;

/// What one request costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Profile {
    pub(super) instructions: f64,
    pub(super) allocations: f64,
}

impl Profile {
    fn of_each(few: Run, many: Run, requests: f64) -> Self {
        let each = |few: u64, many: u64| (many as f64 - few as f64) / requests;
        Self {
            instructions: each(few.instructions, many.instructions),
            allocations: each(few.allocations, many.allocations),
        }
    }
}

pub(super) fn measure(programs: &Programs, who: &Contestant) -> Result<Profile, String> {
    let valgrind = Command::new("valgrind").arg("--version").output();
    if valgrind.is_err() {
        return Err("valgrind is not installed".to_owned());
    }
    let few = after(programs, who, FEW)?;
    let many = after(programs, who, MANY)?;
    Ok(Profile::of_each(few, many, f64::from(MANY - FEW)))
}

fn after(programs: &Programs, who: &Contestant, requests: u32) -> Result<Run, String> {
    let file = who.server.replace([' ', '/'], "-") + who.load.trim_start_matches("--era ");
    let out = build::target().join(format!("{file}.{requests}.callgrind"));
    driver::profile(programs, who, requests, &out)?;
    Run::read(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_runs_share_drops_out() {
        let run = |instructions, allocations| Run {
            instructions,
            allocations,
        };
        let expected = Profile {
            instructions: 20.5,
            allocations: 2.25,
        };
        let each = Profile::of_each(run(1_000, 70), run(1_082, 79), 4.0);
        assert_eq!(each, expected);
    }
}
