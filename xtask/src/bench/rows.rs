//! Budgets beside what was measured.

use serde::Serialize;
use serde_json::{Value, json};

use super::budgets::{BUDGETS, Budget, Limit, Measure};
use super::driver::Run;
use super::results::{ABSENT, Key, Results, median};

/// A budget, and what it is held against, or why there is nothing.
pub(super) struct Row {
    pub(super) budget: &'static Budget,
    pub(super) measured: Result<Spread, String>,
    /// What hyper alone comes to, where the same is asked of it.
    raw: Option<Spread>,
}

/// The median over the rounds, and between what they lie.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Spread {
    fn of(rounds: Vec<f64>) -> Self {
        Self {
            least: rounds.iter().copied().fold(f64::INFINITY, f64::min),
            most: rounds.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            median: median(rounds.into_iter()),
        }
    }

    /// Of what does not change from round to round, or is a median already.
    fn one(value: f64) -> Self {
        Self::of(vec![value])
    }

    /// The same in other units.
    fn map(self, to: impl Fn(f64) -> f64) -> Self {
        Self {
            median: to(self.median),
            least: to(self.least),
            most: to(self.most),
        }
    }
}

pub(super) fn budgets(results: &Results) -> Vec<Row> {
    let row = |budget: &'static Budget| Row {
        budget,
        measured: measure(results, &budget.measure),
        raw: raw(results, &budget.measure),
    };
    BUDGETS.iter().map(row).collect()
}

impl Row {
    pub(super) fn verdict(&self) -> String {
        match &self.measured {
            Err(reason) => reason.clone(),
            Ok(spread) => [self.judge(*spread), self.obstacle(*spread)].concat(),
        }
    }

    fn judge(&self, spread: Spread) -> String {
        let Budget { limit, stretch, .. } = self.budget;
        let verdict = match spread.median {
            median if limit.allows(median, *stretch) => "met, and more",
            median if limit.allows(median, limit.value()) => "met",
            _ => "**missed**",
        };
        verdict.to_owned()
    }

    /// What a missed budget is up against, where the numbers tell.
    fn obstacle(&self, spread: Spread) -> String {
        let limit = self.budget.limit;
        match self.raw {
            Some(raw) if !limit.allows(spread.median, limit.value()) => {
                let only = match limit.allows(raw.median, limit.value()) {
                    true => "",
                    false => "only ",
                };
                format!("; hyper alone reaches {only}{:.2}", raw.median)
            }
            _ => String::new(),
        }
    }

    /// Whether its scenario was left out.
    pub(super) fn is_absent(&self) -> bool {
        self.measured.as_ref().is_err_and(|reason| reason == ABSENT)
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "what": self.budget.what,
            "measured": self.measured.as_ref().ok(),
            "budget": self.budget.limit.to_string(),
            "stretch": self.budget.stretch,
            "verdict": self.verdict(),
        })
    }
}

impl Limit {
    fn value(self) -> f64 {
        match self {
            Self::Most(value) | Self::Least(value) => value,
        }
    }

    fn allows(self, measured: f64, value: f64) -> bool {
        match self {
            Self::Most(_) => measured <= value,
            Self::Least(_) => measured >= value,
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Most(value) => write!(f, "≤ {value}"),
            Self::Least(value) => write!(f, "≥ {value}"),
        }
    }
}

fn measure(results: &Results, measure: &Measure) -> Result<Spread, String> {
    Ok(match *measure {
        Measure::Cpu(ours, base) => cpu(results, ours, base)?,
        Measure::Instructions(ours, base) => {
            let (ours, base) = (results.profile(ours)?, results.profile(base)?);
            Spread::one(ours.instructions / base.instructions)
        }
        Measure::Thousands(key) => Spread::one(results.profile(key)?.instructions / 1e3),
        Measure::Allocations(key) => Spread::one(results.profile(key)?.allocations),
        Measure::Event(ours, base) => Spread::one(event(results, ours)? / event(results, base)?),
        Measure::Less(ours, peers) => least(results, ours, peers)?,
        Measure::Growth(first, second) => {
            cpu(results, second, first)?.map(|ratio| (ratio - 1.0) * 100.0)
        }
        Measure::Session(key) => {
            let bytes = results.median(key, |run| run.idle_session.unwrap_or(f64::NAN))?;
            Spread::one(bytes / 1e3)
        }
        Measure::Start(key) => Spread::one(results.median(key, |run| run.start)?),
        Measure::Memory(key) => Spread::one(results.median(key, |run| run.memory_kb)? / 1024.0),
        Measure::Plateau(key) => Spread::one(results.median(key, last_half)?),
        Measure::Packages(key) => Spread::one(results.build(key)?.packages),
        Measure::Cold(key) => Spread::one(results.build(key)?.cold),
        Measure::Again(key) => Spread::one(results.build(key)?.again),
        Measure::Binary(key) => Spread::one(results.build(key)?.bytes / 1e6),
    })
}

fn cpu(results: &Results, key: Key, base: Key) -> Result<Spread, String> {
    results.ratios((key, base), |run| run.cpu).map(Spread::of)
}

/// The same of hyper alone: what no server on it can surpass.
fn raw(results: &Results, of: &Measure) -> Option<Spread> {
    let raw = |key| results.raw(key);
    let of = match *of {
        Measure::Less(ours, peers) => Measure::Less(raw(ours)?, peers),
        Measure::Growth(first, second) => Measure::Growth(raw(first)?, raw(second)?),
        _ => return None,
    };
    measure(results, &of).ok()
}

/// By how many per cent memory grew over the last two quarters.
fn last_half(run: &Run) -> f64 {
    match run.quarters_kb.as_slice() {
        [_, half, _, all] => (all / half - 1.0) * 100.0,
        _ => f64::NAN,
    }
}

/// How many more events the second of a pair has.
const MORE: f64 = 99.0;

fn event(results: &Results, [few, many]: [Key; 2]) -> Result<f64, String> {
    let few = results.median(few, |run| run.cpu)?;
    let many = results.median(many, |run| run.cpu)?;
    Ok((many - few) / MORE)
}

fn least(results: &Results, ours: Key, peers: &[Key]) -> Result<Spread, String> {
    let mut spreads = Vec::new();
    for peer in peers {
        spreads.push(cpu(results, *peer, ours)?);
    }
    spreads
        .into_iter()
        .min_by(|a, b| a.median.total_cmp(&b.median))
        .ok_or_else(|| "there are no peers".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(limit: Limit, stretch: f64, measured: f64) -> String {
        beside(limit, stretch, measured, None)
    }

    fn beside(limit: Limit, stretch: f64, measured: f64, raw: Option<f64>) -> String {
        let budget = Budget {
            what: "",
            measure: Measure::Packages(("", "")),
            limit,
            stretch,
        };
        let row = Row {
            budget: Box::leak(Box::new(budget)),
            measured: Ok(Spread::one(measured)),
            raw: raw.map(Spread::one),
        };
        row.verdict()
    }

    #[test]
    fn a_budget_is_met_or_missed_from_above_or_from_below() {
        assert_eq!(verdict(Limit::Most(1.35), 1.15, 1.1), "met, and more");
        assert_eq!(verdict(Limit::Most(1.35), 1.15, 1.2), "met");
        assert_eq!(verdict(Limit::Most(1.35), 1.15, 1.4), "**missed**");
        assert_eq!(verdict(Limit::Least(3.0), 3.4, 3.5), "met, and more");
        assert_eq!(verdict(Limit::Least(3.0), 3.4, 2.9), "**missed**");
        assert_eq!(verdict(Limit::Least(3.0), 3.4, f64::NAN), "**missed**");
    }

    #[test]
    fn a_missed_budget_says_what_hyper_alone_reaches() {
        let missed = |raw| beside(Limit::Least(3.0), 3.4, 2.3, Some(raw));
        assert_eq!(missed(2.6), "**missed**; hyper alone reaches only 2.60");
        assert_eq!(missed(3.2), "**missed**; hyper alone reaches 3.20");
        let met = beside(Limit::Least(3.0), 3.4, 3.1, Some(2.6));
        assert_eq!(met, "met");
    }
}
