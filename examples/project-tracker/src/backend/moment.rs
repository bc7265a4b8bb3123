//! Days and points in time, in the one spelling that sorts as text.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// A day as `2026-03-31`.
pub(super) fn date(text: &str) -> Result<String, String> {
    let day: Option<Date> = text.parse().ok();
    // The parser knows more spellings than the one that sorts.
    day.filter(|day| (1900..=2999).contains(&day.year()))
        .map(|day| day.to_string())
        .filter(|day| day == text)
        .ok_or_else(|| "must be a date such as 2026-03-31".into())
}

/// A point in time, to the millisecond in UTC.
pub(super) fn instant(text: &str) -> Result<String, String> {
    let instant: Option<Timestamp> = text.parse().ok();
    instant
        .map(spelled)
        .filter(|instant| instant.len() == "2026-03-31T00:00:00.000Z".len())
        .ok_or_else(|| "must be a time such as 2026-03-31T12:00:00Z".into())
}

/// The same of a time that is known already.
pub(super) fn spelled(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// The day it is (UTC).
pub(super) fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_that_there_is() {
        assert_eq!(date("2028-02-29").unwrap(), "2028-02-29");
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "20260101",
            "2026-01-01T00:00:00",
            " 2026-01-01",
            "1899-12-31",
            "-002026-01-01",
            "tomorrow",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_is_kept_in_utc_to_the_millisecond() {
        let utc = "2026-03-31T10:00:00.000Z";
        for text in ["2026-03-31T10:00:00Z", "2026-03-31T12:00:00+02:00"] {
            assert_eq!(instant(text).unwrap(), utc);
        }
        for text in ["", "now", "2026-03-31", "2026-03-31T10:00:00"] {
            assert!(instant(text).is_err(), "{text}");
        }
    }
}
