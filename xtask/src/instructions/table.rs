//! The counts beside those of the baseline.

use std::fmt::Write as _;

use super::baseline::Baseline;
use super::counts::{Counts, change};

/// By which part instructions may grow before they are refused, or shrink before they are kept.
const TOLERANCE: f64 = 0.03;

/// One path, now and as it was.
pub(super) struct Row {
    path: String,
    now: Counts,
    was: Option<Counts>,
}

impl Row {
    pub(super) fn new(path: String, now: Counts, baseline: &Baseline) -> Self {
        let was = baseline.paths.get(&path).copied();
        Self { path, now, was }
    }

    /// It costs more, or nobody ever said what it may cost.
    pub(super) fn is_refused(&self) -> bool {
        self.was.is_none_or(|was| {
            change(was.instructions, self.now.instructions) > TOLERANCE
                || self.now.allocations > was.allocations
        })
    }

    /// It costs less.
    pub(super) fn is_saving(&self) -> bool {
        self.was.is_some_and(|was| {
            change(was.instructions, self.now.instructions) < -TOLERANCE
                || self.now.allocations < was.allocations
        })
    }

    fn verdict(&self) -> &'static str {
        match self.was {
            None => "**not in the baseline**",
            Some(_) if self.is_refused() => "**more**",
            Some(_) if self.is_saving() => "less",
            Some(_) => "",
        }
    }
}

pub(super) fn render(rows: &[Row]) -> String {
    let mut text = String::from(
        "| path | instructions | baseline | change | allocations | baseline | |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let Row { path, now, was } = row;
        let (instructions, change, allocations) = match was {
            None => ("–".to_owned(), "–".to_owned(), "–".to_owned()),
            Some(was) => (
                was.instructions.to_string(),
                format!(
                    "{:+.1} %",
                    change(was.instructions, now.instructions) * 100.0
                ),
                was.allocations.to_string(),
            ),
        };
        let _ = writeln!(
            text,
            "| {path} | {} | {instructions} | {change} | {} | {allocations} | {} |",
            now.instructions,
            now.allocations,
            row.verdict()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(now: (u64, u64), was: Option<(u64, u64)>) -> Row {
        let counts = |(instructions, allocations)| Counts {
            instructions,
            allocations,
        };
        Row {
            path: "list".to_owned(),
            now: counts(now),
            was: was.map(counts),
        }
    }

    #[test]
    fn three_percent_and_one_allocation_decide() {
        let verdict = |now| row(now, Some((1_000, 9))).verdict();
        assert_eq!(verdict((1_030, 9)), "");
        assert_eq!(verdict((970, 9)), "");
        assert_eq!(verdict((1_031, 9)), "**more**");
        assert_eq!(verdict((969, 9)), "less");
        assert_eq!(verdict((1_000, 10)), "**more**");
        assert_eq!(verdict((1_000, 8)), "less");
        assert_eq!(verdict((900, 10)), "**more**");
        assert!(row((1, 0), None).is_refused());
    }

    #[test]
    fn a_path_is_a_row() {
        let text = render(&[row((1_100, 9), Some((1_000, 9)))]);
        let last = text.lines().last();
        let expected = "| list | 1100 | 1000 | +10.0 % | 9 | 9 | **more** |";
        assert_eq!(last, Some(expected));
    }
}
