//! All that was measured, and how one asks for it.

use serde_json::{Value, json};

use super::callgrind::Profile;
use super::driver::Run;
use super::hello::Build;
use super::machine::Machine;
use super::measure::{Length, Measured};
use super::rows;
use super::scenarios::Scenario;

/// Why a scenario that was left out has no number.
pub(super) const ABSENT: &str = "not in this run";

/// A contestant of a scenario.
pub(super) type Key = (&'static str, &'static str);

pub(super) struct Results {
    pub(super) machine: Machine,
    /// What is run and not built, with its version.
    pub(super) scripts: Vec<String>,
    pub(super) length: Length,
    scenarios: Vec<(&'static Scenario, Vec<Measured>)>,
}

impl Results {
    pub(super) fn new(machine: Machine, scripts: Vec<String>, length: Length) -> Self {
        Self {
            machine,
            scripts,
            length,
            scenarios: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, scenario: &'static Scenario, measured: Vec<Measured>) {
        self.scenarios.push((scenario, measured));
    }

    pub(super) fn scenarios(
        &self,
    ) -> impl Iterator<
        Item = (
            &'static Scenario,
            impl Iterator<Item = (&'static str, &Measured)>,
        ),
    > {
        self.scenarios.iter().map(|(scenario, measured)| {
            let names = scenario.contestants.iter().map(|who| who.name);
            (*scenario, names.zip(measured))
        })
    }

    /// Every round of a contestant, if all went well.
    pub(super) fn rounds(&self, key: Key) -> Result<&[Run], String> {
        match self.find(key)? {
            Measured::Rounds(rounds) => counted(rounds),
            Measured::Profile(_) | Measured::Build(_) => Err("not put under load".to_owned()),
            Measured::Nothing(error) => Err(first_line(error)),
        }
    }

    /// What one of its requests takes in a profile.
    pub(super) fn profile(&self, key: Key) -> Result<Profile, String> {
        match self.find(key)? {
            Measured::Profile(profile) => Ok(*profile),
            Measured::Rounds(_) | Measured::Build(_) => Err("not profiled".to_owned()),
            Measured::Nothing(error) => Err(first_line(error)),
        }
    }

    /// What it takes to build.
    pub(super) fn build(&self, key: Key) -> Result<Build, String> {
        match self.find(key)? {
            Measured::Build(build) => Ok(*build),
            Measured::Rounds(_) | Measured::Profile(_) => Err("not built anew".to_owned()),
            Measured::Nothing(error) => Err(first_line(error)),
        }
    }

    /// The same contestant with hyper alone, if there is one.
    pub(super) fn raw(&self, (scenario, name): Key) -> Option<Key> {
        let raw = name.replacen("ours", "raw", 1);
        let mut scenarios = self.scenarios.iter().map(|(scenario, _)| scenario);
        let found = scenarios.find(|is| is.name == scenario)?;
        let mut names = found.contestants.iter().map(|who| who.name);
        let raw = names.find(|name| *name == raw)?;
        (raw != name).then_some((scenario, raw))
    }

    /// The median of something over the rounds.
    pub(super) fn median(&self, key: Key, of: impl Fn(&Run) -> f64) -> Result<f64, String> {
        Ok(median(self.rounds(key)?.iter().map(of)))
    }

    /// What two contestants had of something in the same round, for each other.
    pub(super) fn ratios(
        &self,
        (key, base): (Key, Key),
        of: impl Fn(&Run) -> f64,
    ) -> Result<Vec<f64>, String> {
        let (rounds, base) = (self.rounds(key)?, self.rounds(base)?);
        let pairs = rounds.iter().zip(base);
        Ok(pairs.map(|(a, b)| of(a) / of(b)).collect())
    }

    fn find(&self, (scenario, name): Key) -> Result<&Measured, String> {
        let mut found = self.scenarios.iter().filter(|(is, _)| is.name == scenario);
        found
            .find_map(|(scenario, measured)| {
                let mut names = scenario.contestants.iter().map(|who| who.name);
                measured.get(names.position(|is| is == name)?)
            })
            .ok_or_else(|| ABSENT.to_owned())
    }

    pub(super) fn to_json(&self) -> Value {
        let scenarios = self.scenarios().map(|(scenario, contestants)| {
            let contestants =
                contestants.map(|(name, measured)| json!({ "name": name, "measured": measured }));
            json!({
                "name": scenario.name,
                "what": scenario.what,
                "contestants": contestants.collect::<Vec<_>>(),
            })
        });
        json!({
            "machine": self.machine,
            "scripts": self.scripts,
            "length": self.length,
            "budgets": rows::budgets(self).iter().map(rows::Row::to_json).collect::<Vec<_>>(),
            "scenarios": scenarios.collect::<Vec<_>>(),
        })
    }
}

/// A run with errors does not count.
pub(super) fn counted(rounds: &[Run]) -> Result<&[Run], String> {
    let errors: f64 = rounds.iter().map(|run| run.errors).sum();
    if errors > 0.0 {
        return Err(format!("does not count: {errors} errors"));
    }
    Ok(rounds)
}

/// The one in the middle: a machine with other work to do makes single rounds slow.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().replace('|', "/")
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_slow_round_does_not_move_the_median() {
        assert_eq!(median([2.0, 90.0, 1.0].into_iter()), 2.0);
    }
}
