//! The measurements as a Markdown table.

use std::fmt::Write as _;

/// One measurement, and the most it may be.
pub(super) struct Row {
    what: String,
    measured: f64,
    budget: Option<f64>,
    unit: Unit,
}

/// How a number is written: its unit, how many of them make one, and its decimals.
struct Unit(&'static str, f64, usize);

impl Row {
    pub(super) fn kilobytes(what: String, bytes: f64, budget: f64) -> Self {
        Self::new(what, bytes, Some(budget), Unit(" KB", 1000.0, 2))
    }

    pub(super) fn lines(what: String, lines: f64) -> Self {
        Self::new(what, lines, None, Unit("", 1.0, 0))
    }

    pub(super) fn milliseconds(what: String, seconds: f64, budget: f64) -> Self {
        Self::new(what, seconds, Some(budget), Unit(" ms", 0.001, 1))
    }

    pub(super) fn seconds(what: String, seconds: f64, budget: f64) -> Self {
        Self::new(what, seconds, Some(budget), Unit(" s", 1.0, 2))
    }

    fn new(what: String, measured: f64, budget: Option<f64>, unit: Unit) -> Self {
        Self {
            what,
            measured,
            budget,
            unit,
        }
    }

    pub(super) fn is_met(&self) -> bool {
        self.budget.is_none_or(|budget| self.measured <= budget)
    }

    fn verdict(&self) -> &'static str {
        match self.budget {
            None => "",
            Some(_) if self.is_met() => "met",
            Some(_) => "**missed**",
        }
    }
}

impl Unit {
    fn write(&self, value: f64) -> String {
        let Self(name, one, decimals) = self;
        format!("{:.decimals$}{name}", value / one)
    }
}

pub(super) fn render(rows: &[Row]) -> String {
    let mut text = String::from("| what | measured | budget | |\n|---|---|---|---|\n");
    for row in rows {
        let measured = row.unit.write(row.measured);
        let budget = row.budget.map(|budget| row.unit.write(budget));
        let budget = budget.as_deref().unwrap_or("–");
        let _ = writeln!(
            text,
            "| {} | {measured} | {budget} | {} |",
            row.what,
            row.verdict()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_met_or_missed_and_a_plain_number_is_neither() {
        let rows = [
            Row::kilobytes("bytes".to_owned(), 5_250.0, 6_000.0),
            Row::lines("lines".to_owned(), 101.6),
            Row::milliseconds("time".to_owned(), 0.0204, 0.02),
        ];
        assert_eq!(
            render(&rows),
            "| what | measured | budget | |\n|---|---|---|---|\n\
             | bytes | 5.25 KB | 6.00 KB | met |\n\
             | lines | 102 | – |  |\n\
             | time | 20.4 ms | 20.0 ms | **missed** |\n"
        );
        let met: Vec<bool> = rows.iter().map(Row::is_met).collect();
        assert_eq!(met, [true, true, false]);
    }
}
