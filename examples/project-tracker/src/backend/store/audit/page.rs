//! The log as it is read: page by page, and of a long one no more at once than a page may cost.

use rusqlite::{Connection, OptionalExtension as _, Row};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Entry, Outcome};
use crate::backend::auth::Via;
use crate::backend::error::Error;
use crate::backend::store::list::List;
use crate::backend::store::word::{Json, Word};
use crate::delegation::Api;
use crate::model::{PageNumber, PageSize};

/// How many entries are looked through for a page.
const LOOKED_THROUGH: u32 = 10_000;
/// How far those are counted that fit.
const COUNTED: u32 = 1000;
/// Among how many entries the first one since a time is looked for: by their times they may be in another order than by
/// their numbers, where a clock was put back.
const DISORDER: u32 = 1000;

/// Which entries are asked for.
#[derive(JsonSchema)]
pub(in crate::backend) struct Filters {
    /// Only those of the account with this name.
    pub(in crate::backend) actor: Option<String>,
    /// Only those from this point in time on.
    #[schemars(extend("format" = "date-time"))]
    pub(in crate::backend) since: Option<String>,
    /// Only those that came this way.
    pub(in crate::backend) via: Option<Via>,
    /// Only those of this method, such as `POST` or `tools/call`.
    pub(in crate::backend) method: Option<String>,
    /// Only calls of the tool or the prompt of this name, or of the resource of this URI.
    pub(in crate::backend) name: Option<String>,
    /// Only calls that ended like this.
    pub(in crate::backend) outcome: Option<Outcome>,
    /// Only those before the entry of this number: what comes in the meantime moves nothing.
    #[schemars(range(min = 1))]
    pub(in crate::backend) before: Option<i64>,
    /// Which page of those that were looked through, from 1. To go through the whole log, say `before` instead.
    #[serde(default)]
    pub(in crate::backend) page: PageNumber,
    /// How many on a page.
    #[serde(default)]
    pub(in crate::backend) pagesize: PageSize,
}

/// Where a page stands in the log. For each, at most ten thousand entries are looked through: of a long log, a page may
/// hold few that fit, or none, and there are more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(in crate::backend) struct Standing {
    /// The number of this page, from 1.
    page: PageNumber,
    /// How many entries a full page holds.
    pagesize: PageSize,
    /// How many of the entries that were looked through fit; 1000 says so many or more.
    total: u32,
    /// What to ask for as `before` to go on, for the first page; null at the end of the log.
    next: Option<i64>,
}

/// That a call has started is not told once it has ended.
const ONCE: &str = "FROM audit INDEXED BY audit_by_org
    WHERE org_id = ? AND (outcome IS NOT 'started' OR NOT EXISTS (
        SELECT 1 FROM audit AS e WHERE e.request_id = audit.request_id AND e.outcome <> 'started'))";
const ORDER: &str = "id DESC";

/// The last entry that is looked through.
const LAST: &str = "SELECT id FROM audit INDEXED BY audit_by_org
    WHERE api = ?1 AND org_id = ?2 AND id < ?3 ORDER BY id DESC LIMIT 1 OFFSET ?4 - 1";

/// The first entry since a time.
const FIRST: &str = "SELECT min(id) FROM (
    SELECT id FROM audit INDEXED BY audit_by_time
    WHERE api = ?1 AND org_id = ?2 AND at >= ?3 ORDER BY at LIMIT ?4)";

/// What happened in an org, the newest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    api: Api,
    org: i64,
    filters: &Filters,
) -> Result<(Vec<Entry>, Standing), Error> {
    let last = last(connection, api, org, filters.before)?;
    let fitting = fitting(api, org, filters, last);
    let total = fitting.counted(connection, COUNTED)?;
    let (page, pagesize) = (filters.page, filters.pagesize);
    let entries = fitting.items(connection, "*", ORDER, (page, pagesize), read)?;
    let is_full = u32::try_from(entries.len()) == Ok(pagesize.into());
    let next = match entries.last() {
        Some(entry) if is_full => Some(entry.id),
        _ => more(connection, api, org, filters.since.as_deref(), last)?,
    };
    let standing = Standing {
        page,
        pagesize,
        total,
        next,
    };
    Ok((entries, standing))
}

/// Those among the entries down to the last that are asked for.
fn fitting(api: Api, org: i64, filters: &Filters, last: Option<i64>) -> List<'_> {
    List::of(org, ONCE)
        .only("api = ?", Some(api.name()))
        .only("account = ? COLLATE NOCASE", filters.actor.as_ref())
        .only("at >= ?", filters.since.as_ref())
        .only("via = ?", filters.via.map(Via::name))
        .only("method = ?", filters.method.as_ref())
        .only("name = ?", filters.name.as_ref())
        .only("outcome = ?", filters.outcome.map(Word))
        .only("id < ?", filters.before)
        .only("id >= ?", last)
}

/// The last entry that is looked through; none if the log ends before.
fn last(
    connection: &Connection,
    api: Api,
    org: i64,
    before: Option<i64>,
) -> Result<Option<i64>, Error> {
    let before = before.unwrap_or(i64::MAX);
    let last = connection
        .prepare_cached(LAST)?
        .query_row((api.name(), org, before, LOOKED_THROUGH), |row| row.get(0));
    Ok(last.optional()?)
}

/// The last entry that was looked through, if there may be more behind it since a time.
fn more(
    connection: &Connection,
    api: Api,
    org: i64,
    since: Option<&str>,
    last: Option<i64>,
) -> Result<Option<i64>, Error> {
    let (Some(last), Some(since)) = (last, since) else {
        return Ok(last);
    };
    let first: Option<i64> = connection
        .prepare_cached(FIRST)?
        .query_row((api.name(), org, since, DISORDER), |row| row.get(0))?;
    Ok(first.filter(|first| *first < last).map(|_| last))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let arguments: Option<Json<_>> = row.get("arguments")?;
    let outcome: Option<Word<_>> = row.get("outcome")?;
    Ok(Entry {
        id: row.get("id")?,
        at: row.get("at")?,
        account_id: row.get("account_id")?,
        account: row.get("account")?,
        token_id: row.get("token_id")?,
        via: row.get("via")?,
        method: row.get("method")?,
        path: row.get("path")?,
        status: row.get("status")?,
        count: row.get("count")?,
        request_id: row.get("request_id")?,
        name: row.get("name")?,
        arguments: arguments.map(|Json(arguments)| arguments),
        outcome: outcome.map(|Word(outcome)| outcome),
        message: row.get("message")?,
        duration_ms: row.get("duration_ms")?,
    })
}

#[cfg(test)]
mod tests;
