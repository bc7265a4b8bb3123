//! A week of the calendar (ISO 8601), such as `2026-W31`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};

/// How many weeks are offered.
const OFFERED: i64 = 8;

/// A week, from Monday to Sunday (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Week {
    monday: Date,
}

impl Week {
    /// The week it is.
    pub(super) fn now() -> Self {
        Self::of(Offset::UTC.to_datetime(Timestamp::now()).date())
    }

    /// The week that a day is in.
    fn of(day: Date) -> Self {
        let since = i64::from(day.weekday().since(Weekday::Monday));
        Self {
            monday: day.saturating_sub(since.days()),
        }
    }

    /// This week and those before it, as they are written.
    pub(super) fn latest() -> Vec<String> {
        let Self { monday } = Self::now();
        let weeks = (0..OFFERED).map(|back| Self::of(monday.saturating_sub(back.weeks())));
        weeks.map(|week| week.to_string()).collect()
    }

    /// The day it begins with, as it is written at the beginning of a point in time.
    pub(super) fn begin(self) -> String {
        self.monday.to_string()
    }

    /// The day after its last.
    pub(super) fn end(self) -> String {
        self.monday.saturating_add(1.week()).to_string()
    }
}

impl FromStr for Week {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "must be a week such as 2026-W31";
        let (year, week) = text.split_once("-W").ok_or(wrong)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || week.len() != 2 || !digits(year) || !digits(week) {
            return Err(wrong);
        }
        let year = year.parse().map_err(|_| wrong)?;
        let week = week.parse().map_err(|_| wrong)?;
        let monday = ISOWeekDate::new(year, week, Weekday::Monday);
        let monday = monday
            .map_err(|_| "must be a week that the year has")?
            .date();
        Ok(Self { monday })
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.monday.iso_week_date();
        write!(f, "{:04}-W{:02}", date.year(), date.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_ends_before_the_next() {
        for (text, begin, end) in [
            ("2026-W01", "2025-12-29", "2026-01-05"),
            ("2026-W47", "2026-11-16", "2026-11-23"),
            ("2026-W53", "2026-12-28", "2027-01-04"),
        ] {
            let week: Week = text.parse().unwrap();
            assert_eq!((week.begin().as_str(), week.end().as_str()), (begin, end));
            assert_eq!(week.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_week_is_refused() {
        for text in [
            "", "2026", "2026-47", "2026-W1", "2026-W00", "2025-W53", "26-W01", "2026-W+1",
            "-026-W01",
        ] {
            assert!(text.parse::<Week>().is_err(), "{text}");
        }
    }

    #[test]
    fn this_week_and_those_before_it_are_offered() {
        let latest = Week::latest();
        assert_eq!(latest[0], Week::now().to_string());
        assert_eq!(latest.len(), 8);
        assert!(latest.is_sorted_by(|later, earlier| later > earlier));
    }
}
