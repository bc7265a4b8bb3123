//! What has changed, in the database: triggers write it down, and keep the newest ten thousand.

use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;

use super::rows;
use crate::backend::error::Error;

/// How many changes one answer tells.
const MOST: u32 = 500;

/// Something that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(in crate::backend) struct Change {
    /// The number of the change: each is greater than those before it.
    seq: i64,
    /// When it changed (RFC 3339, UTC).
    at: String,
    /// The name of the org it belongs to, or of the division of the agency.
    org: String,
    /// `issue`, `project`, `flag`, or `token` and `key` for one that is revoked.
    kind: String,
    /// The number of the issue, the project, the token or the key.
    id: Option<i64>,
    /// What it goes by: such as `CORE-12`, `CORE` or `workflows`.
    name: String,
}

/// How far a reader has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(in crate::backend) struct Position {
    /// What to ask for next: changes after this one.
    last: i64,
    /// Whether there were changes that are kept no longer: anything may have changed.
    missed: bool,
}

/// What has changed after one change; without one only where the end is.
pub(in crate::backend) fn after(
    connection: &Connection,
    seq: Option<i64>,
) -> Result<(Vec<Change>, Position), Error> {
    let sql = "SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM changes";
    let mut statement = connection.prepare_cached(sql)?;
    let (first, newest): (i64, i64) =
        statement.query_row((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let seq = seq.unwrap_or(newest);
    // What comes after the newest was said by another database.
    let missed = seq > newest || seq < first - 1;
    let seq = seq.min(newest);
    let sql = "SELECT c.seq, c.at, coalesce(o.name, d.name) AS org, c.kind, c.item_id, c.name
               FROM changes c LEFT JOIN orgs o ON o.id = c.org_id LEFT JOIN agency_divisions d ON d.id = c.division_id
               WHERE c.seq > ?1 ORDER BY c.seq LIMIT ?2";
    let changes = rows(connection, sql, (seq, MOST), read)?;
    let last = changes.last().map_or(seq, |change| change.seq);
    Ok((changes, Position { last, missed }))
}

/// The number of the newest change.
pub(in crate::backend) fn newest(connection: &Connection) -> Result<i64, Error> {
    let sql = "SELECT coalesce(max(seq), 0) FROM changes";
    Ok(connection
        .prepare_cached(sql)?
        .query_row((), |row| row.get(0))?)
}

impl Position {
    /// Whether there are changes that are kept no longer.
    pub(in crate::backend) const fn has_missed(self) -> bool {
        self.missed
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Change> {
    Ok(Change {
        seq: row.get("seq")?,
        at: row.get("at")?,
        org: row.get("org")?,
        kind: row.get("kind")?,
        id: row.get("item_id")?,
        name: row.get("name")?,
    })
}
