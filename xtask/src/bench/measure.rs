//! Rounds: every contestant once, and again, so that what disturbs one disturbs all.

use std::path::Path;

use serde::Serialize;

use super::callgrind;
use super::driver::{self, Run};
use super::profile::Profile;
use super::scenarios::{Contestant, Kind, Scenario};

/// How much is measured.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Length {
    pub(super) rounds: usize,
    pub(super) milliseconds: u32,
}

impl Length {
    pub(super) const FULL: Self = Self {
        rounds: 5,
        milliseconds: 1000,
    };
    pub(super) const QUICK: Self = Self {
        rounds: 3,
        milliseconds: 300,
    };
}

/// What was measured of a contestant.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Measured {
    Rounds(Vec<Run>),
    Profile(Profile),
    /// Why there is nothing.
    Nothing(String),
}

pub(super) fn scenario(
    programs: &Path,
    scenario: &'static Scenario,
    length: Length,
) -> Vec<Measured> {
    match scenario.kind {
        Kind::Load => loads(programs, scenario, length),
        Kind::Profile => profiles(programs, scenario),
    }
}

fn loads(programs: &Path, scenario: &'static Scenario, length: Length) -> Vec<Measured> {
    let start = || Measured::Rounds(Vec::new());
    let mut all: Vec<Measured> = scenario.contestants.iter().map(|_| start()).collect();
    for round in 1..=length.rounds {
        println!("{}, round {round} of {}", scenario.name, length.rounds);
        for (who, measured) in scenario.contestants.iter().zip(&mut all) {
            measured.add(who, || driver::load(programs, who, length.milliseconds));
        }
    }
    all
}

impl Measured {
    /// After a failure nothing more is tried.
    fn add(&mut self, who: &Contestant, run: impl FnOnce() -> Result<Run, String>) {
        let Self::Rounds(rounds) = self else {
            return;
        };
        match run() {
            Ok(run) => rounds.push(run),
            Err(error) => {
                println!("  {}: {error}", who.name);
                *self = Self::Nothing(error);
            }
        }
    }
}

fn profiles(programs: &Path, scenario: &'static Scenario) -> Vec<Measured> {
    let profile = |who: &Contestant| {
        println!("{}, {}", scenario.name, who.name);
        match callgrind::measure(programs, who) {
            Ok(profile) => Measured::Profile(profile),
            Err(error) => {
                println!("  {error}");
                Measured::Nothing(error)
            }
        }
    };
    scenario.contestants.iter().map(profile).collect()
}
