//! The questions put to the database, each in SQL that never changes: what callers say is always a bound parameter.

pub(super) mod accounts;
pub(super) mod agents;
pub(super) mod audit;
pub(super) mod changes;
pub(super) mod comments;
pub(super) mod custom_fields;
pub(super) mod documents;
pub(super) mod executions;
pub(super) mod flags;
pub(super) mod integrations;
pub(super) mod issues;
pub(super) mod keys;
pub(super) mod labels;
pub(super) mod links;
mod list;
pub(super) mod notifications;
pub(super) mod projects;
pub(super) mod refer;
pub(super) mod search;
pub(super) mod sprints;
pub(super) mod teams;
pub(super) mod thing;
pub(super) mod tokens;
mod word;

use rusqlite::{Connection, Params, Row, ffi};

use super::error::Error;
use crate::model::{Meta, Page, PageNumber, PageSize};

/// The time as the API writes it (RFC 3339, UTC).
pub(super) const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

/// How many rows come before the page.
pub(super) fn offset(page: PageNumber, pagesize: PageSize) -> i64 {
    (i64::from(u32::from(page)) - 1) * i64::from(u32::from(pagesize))
}

pub(super) fn rows<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn count(connection: &Connection, sql: &str, params: impl Params) -> Result<u32, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// How the database goes about a statement.
#[cfg(test)]
fn plan(connection: &Connection, sql: &str) -> String {
    let sql = format!("EXPLAIN QUERY PLAN {sql}");
    let mut statement = connection.prepare(&sql).unwrap();
    let steps = statement.raw_query().mapped(|row| row.get(3));
    let steps: Vec<String> = steps.collect::<Result<_, _>>().unwrap();
    steps.join("\n")
}

fn page_of<T>(items: Vec<T>, page: PageNumber, pagesize: PageSize, total: u32) -> Page<T> {
    let meta = Meta {
        page,
        pagesize,
        total,
    };
    Page { items, meta }
}

/// What a statement gave, where a value that another row has already is a conflict.
fn unique<T>(given: rusqlite::Result<T>, taken: impl FnOnce() -> String) -> Result<T, Error> {
    given.map_err(|error| match error.sqlite_error() {
        Some(cause) if cause.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE => {
            Error::Conflict(taken())
        }
        _ => error.into(),
    })
}
