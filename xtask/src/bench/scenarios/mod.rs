//! What is measured: every row of the table of budgets, and what explains it.

mod calls;
mod growth;
mod streams;

use super::programs::{PYTHON, TYPESCRIPT};

/// Contestants under the same load, measured in turn.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) contestants: &'static [Contestant],
    pub(super) kind: Kind,
    pub(super) rounds: Rounds,
}

/// How often a load is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounds {
    /// It takes so long, or matters so little, that fewer must do.
    Few,
    Usual,
    /// Which processor runs what is the scheduler's choice, so that single rounds lie far apart.
    Many,
}

/// What of a contestant is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// CPU time, latency, memory.
    Load,
    /// Memory as more and more sessions are abandoned.
    Memory,
    /// Instructions and allocations.
    Profile,
    /// What it takes to build.
    Build,
}

/// A server, and how it is asked.
#[derive(Debug)]
pub(super) struct Contestant {
    pub(super) name: &'static str,
    /// Flags of the driver.
    pub(super) load: &'static str,
    /// The program and its arguments; `{lists}` is the folder of saved lists.
    pub(super) server: &'static str,
}

impl Contestant {
    pub(super) fn program(&self) -> &'static str {
        self.server.split_whitespace().next().unwrap_or_default()
    }

    pub(super) fn arguments(&self) -> impl Iterator<Item = &'static str> {
        self.server.split_whitespace().skip(1)
    }

    /// Whether an interpreter runs it, which takes long to start.
    pub(super) fn is_script(&self) -> bool {
        [TYPESCRIPT, PYTHON].contains(&self.program())
    }
}

const fn who(name: &'static str, load: &'static str, server: &'static str) -> Contestant {
    Contestant { name, load, server }
}

const fn load(
    name: &'static str,
    what: &'static str,
    contestants: &'static [Contestant],
) -> Scenario {
    Scenario {
        name,
        what,
        contestants,
        kind: Kind::Load,
        rounds: Rounds::Usual,
    }
}

impl Scenario {
    const fn rounds(self, rounds: Rounds) -> Self {
        Self { rounds, ..self }
    }

    const fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
}

/// The lists that are saved from our server before all else, by how many tools they have.
pub(super) const LISTS: [usize; 3] = [1, 40, 400];

pub(super) fn all() -> impl Iterator<Item = &'static Scenario> {
    [calls::SCENARIOS, streams::SCENARIOS, growth::SCENARIOS]
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        for scenario in all() {
            let same = |other: &&Scenario| other.name == scenario.name;
            assert_eq!(all().filter(same).count(), 1, "{}", scenario.name);
            for who in scenario.contestants {
                let same = |other: &&Contestant| other.name == who.name;
                let count = scenario.contestants.iter().filter(same).count();
                assert_eq!(count, 1, "{} {}", scenario.name, who.name);
            }
        }
    }
}
