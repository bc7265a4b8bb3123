//! For how long entries are kept.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::{Timestamp, ToSpan as _};
use tokio::time::sleep;

use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::moment::spelled;
use crate::backend::store::audit::{PIECE, trim as trim_piece};

/// How often it is looked for what is too old.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// How long others have the database to themselves after a piece has gone.
const PAUSE: Duration = Duration::from_millis(100);
/// The most days that can be said.
const MOST: u16 = 36_500;

/// For how long entries are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// For so many days, which have 24 hours each.
    Days(u16),
    /// None is ever deleted.
    Forever,
}

impl Default for Keep {
    /// Whoever looks back once a year, as audits do, has a month for it.
    fn default() -> Self {
        Self::Days(400)
    }
}

impl FromStr for Keep {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(0) => Ok(Self::Forever),
            Ok(days @ 1..=MOST) => Ok(Self::Days(days)),
            _ if text == "forever" => Ok(Self::Forever),
            _ => Err(format!("say a number of days from 1 to {MOST}, or forever")),
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => days.fmt(f),
            Self::Forever => f.write_str("forever"),
        }
    }
}

impl Keep {
    /// What is from before this time is too old; nothing is without.
    fn since(self, now: Timestamp) -> Option<String> {
        let Self::Days(days) = self else { return None };
        let hours = (i64::from(days) * 24).hours();
        now.checked_sub(hours).ok().map(spelled)
    }
}

/// Sees to it that no entry is much older than it may be, for as long as it is polled.
pub(in crate::backend) async fn enforce(database: Database, keep: Keep) {
    while let Some(since) = keep.since(Timestamp::now()) {
        match trim(&database, &since).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(
                "the audit log is kept for {keep} days: {count} entries from before {since} are deleted"
            ),
            Err(error) => tracing::error!(
                "audit log: what is from before {since} could not be deleted, and is tried again in an hour: {:#}",
                error.told()
            ),
        }
        sleep(EVERY).await;
    }
}

/// Deletes all entries from before a time, and gives how many.
pub(in crate::backend) async fn trim(database: &Database, since: &str) -> Result<usize, Error> {
    let mut all = 0;
    loop {
        let since = since.to_owned();
        let piece = database.write(move |connection| trim_piece(connection, &since));
        let piece = piece.await?;
        all += piece;
        if piece < PIECE as usize {
            return Ok(all);
        }
        sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_in_days_or_forever() {
        for (text, keep) in [
            ("1", Keep::Days(1)),
            ("36500", Keep::Days(36_500)),
            ("0", Keep::Forever),
            ("forever", Keep::Forever),
        ] {
            assert_eq!(text.parse(), Ok(keep));
        }
        for text in ["", "-1", "1.5", "36501", "99999999999", "never", "1d"] {
            let refused = text.parse::<Keep>().unwrap_err();
            assert!(refused.contains("or forever"), "{text}: {refused}");
        }
        for keep in [Keep::default(), Keep::Forever] {
            assert_eq!(keep.to_string().parse(), Ok(keep));
        }
    }

    #[test]
    fn a_day_has_twenty_four_hours() {
        let now: Timestamp = "2026-11-22T05:00:00.1234Z".parse().unwrap();
        let since = Keep::Days(400).since(now).unwrap();
        assert_eq!(since, "2025-10-18T05:00:00.123Z");
        assert_eq!(Keep::Forever.since(now), None);
    }
}
