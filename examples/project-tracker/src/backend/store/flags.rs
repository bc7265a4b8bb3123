//! Which features are on, in the database: all of them, unless a row says otherwise.

use rusqlite::{Connection, OptionalExtension as _};

use super::NOW;
use crate::backend::error::Error;
use crate::backend::flags::Feature;

/// Whether a feature is on for an org.
pub(in crate::backend) fn enabled(
    connection: &Connection,
    org: i64,
    feature: Feature,
) -> Result<bool, Error> {
    let sql = "SELECT enabled FROM flags WHERE org_id = ?1 AND name = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((org, feature.name()), |row| row.get(0));
    Ok(found.optional()?.unwrap_or(true))
}

/// The names of the features that are on for an org.
pub(in crate::backend) fn names(
    connection: &Connection,
    org: i64,
) -> Result<Vec<&'static str>, Error> {
    let mut names = Vec::new();
    for feature in Feature::ALL {
        if enabled(connection, org, feature)? {
            names.push(feature.name());
        }
    }
    Ok(names)
}

/// Refuses what is off for an org.
pub(in crate::backend) fn require(
    connection: &Connection,
    org: i64,
    feature: Feature,
) -> Result<(), Error> {
    if enabled(connection, org, feature)? {
        Ok(())
    } else {
        Err(Error::Disabled(feature.name()))
    }
}

/// Turns a feature on or off for an org.
pub(in crate::backend) fn set(
    connection: &Connection,
    org: i64,
    feature: Feature,
    enabled: bool,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO flags (org_id, name, enabled, updated_at) VALUES (?1, ?2, ?3, {NOW})
         ON CONFLICT DO UPDATE SET enabled = excluded.enabled, updated_at = excluded.updated_at"
    );
    connection
        .prepare_cached(&sql)?
        .execute((org, feature.name(), enabled))?;
    Ok(())
}
