//! Rounds: every contestant once, and again, so that what disturbs one disturbs all.

use serde::Serialize;

use super::callgrind::{self, Profile};
use super::driver::{self, Run};
use super::hello::{self, Build};
use super::programs::Programs;
use super::scenarios::{Contestant, Kind, Rounds, Scenario};

/// How much is measured.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Length {
    pub(super) rounds: usize,
    pub(super) milliseconds: u32,
    /// Rounds of what takes long.
    pub(super) few_rounds: usize,
    /// Rounds of what lies far apart.
    pub(super) many_rounds: usize,
    /// How many sessions are opened and never closed.
    pub(super) abandoned: u32,
}

impl Length {
    pub(super) const FULL: Self = Self {
        rounds: 5,
        milliseconds: 1000,
        few_rounds: 3,
        many_rounds: 15,
        abandoned: 1_000_000,
    };
    pub(super) const QUICK: Self = Self {
        rounds: 3,
        milliseconds: 300,
        few_rounds: 1,
        many_rounds: 5,
        abandoned: 100_000,
    };
}

impl Length {
    const fn of(self, rounds: Rounds) -> usize {
        match rounds {
            Rounds::Few => self.few_rounds,
            Rounds::Usual => self.rounds,
            Rounds::Many => self.many_rounds,
        }
    }
}

/// What was measured of a contestant.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Measured {
    Rounds(Vec<Run>),
    Profile(Profile),
    Build(Build),
    /// Why there is nothing.
    Nothing(String),
}

pub(super) fn scenario(
    programs: &Programs,
    scenario: &'static Scenario,
    length: Length,
) -> Vec<Measured> {
    match scenario.kind {
        Kind::Load | Kind::Memory => loads(programs, scenario, length),
        Kind::Profile => once(scenario, |who| {
            callgrind::measure(programs, who).map(Measured::Profile)
        }),
        Kind::Build => once(scenario, |who| hello::measure(who).map(Measured::Build)),
    }
}

fn loads(programs: &Programs, scenario: &'static Scenario, length: Length) -> Vec<Measured> {
    let start = || Measured::Rounds(Vec::new());
    let mut all: Vec<Measured> = scenario.contestants.iter().map(|_| start()).collect();
    let rounds = match scenario.kind {
        Kind::Memory => 1,
        _ => length.of(scenario.rounds),
    };
    for round in 1..=rounds {
        println!("{}, round {round} of {rounds}", scenario.name);
        for (who, measured) in scenario.contestants.iter().zip(&mut all) {
            if round <= length.few_rounds || !who.is_script() {
                measured.add(who, || driver::load(programs, who, length));
            }
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

/// Of what does not change from round to round.
fn once(
    scenario: &'static Scenario,
    measure: impl Fn(&Contestant) -> Result<Measured, String>,
) -> Vec<Measured> {
    let one = |who: &Contestant| {
        println!("{}, {}", scenario.name, who.name);
        measure(who).unwrap_or_else(|error| {
            println!("  {error}");
            Measured::Nothing(error)
        })
    };
    scenario.contestants.iter().map(one).collect()
}
