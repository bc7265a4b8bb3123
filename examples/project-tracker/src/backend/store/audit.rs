//! The audit log in the database, which is only ever added to.

use rusqlite::{Connection, Row, named_params};
use schemars::JsonSchema;
use serde::Serialize;

use super::{NOW, count, offset, page_of, rows};
use crate::backend::audit::Actor;
use crate::backend::error::Error;
use crate::delegation::Api;
use crate::model::{Page, PageNumber, PageSize};

/// Something that an account did or was refused.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::backend) struct Entry {
    /// The number of the entry.
    pub(in crate::backend) id: i64,
    /// When it happened (RFC 3339, UTC).
    pub(in crate::backend) at: String,
    /// The number of the account.
    pub(in crate::backend) account_id: i64,
    /// The name of the account at the time.
    pub(in crate::backend) account: String,
    /// The number of the personal access token it was done with.
    pub(in crate::backend) token_id: Option<i64>,
    /// `rest`, `mcp` for what a tool did for the account, or `cli`.
    pub(in crate::backend) via: String,
    /// The method of the request.
    pub(in crate::backend) method: String,
    /// The path of the request.
    pub(in crate::backend) path: String,
    /// The status of the answer.
    pub(in crate::backend) status: u16,
    /// The number that the request was answered under.
    pub(in crate::backend) request_id: String,
}

/// What is to be noted of a request.
pub(in crate::backend) struct Deed {
    pub(in crate::backend) method: String,
    pub(in crate::backend) path: String,
    pub(in crate::backend) status: u16,
    pub(in crate::backend) request_id: String,
}

/// Which entries are asked for.
#[derive(JsonSchema)]
pub(in crate::backend) struct Filters {
    /// Only those of the account with this name.
    pub(in crate::backend) actor: Option<String>,
    /// Only those from this point in time on.
    pub(in crate::backend) since: Option<String>,
    /// Which page, from 1.
    #[serde(default)]
    pub(in crate::backend) page: PageNumber,
    /// How many on a page.
    #[serde(default)]
    pub(in crate::backend) pagesize: PageSize,
}

const MATCHING: &str = "FROM audit WHERE api = :api AND org_id = :org
    AND (:actor IS NULL OR account = :actor COLLATE NOCASE) AND (:since IS NULL OR at >= :since)";

/// Notes what somebody did.
pub(in crate::backend) fn add(
    connection: &Connection,
    actor: &Actor,
    deed: &Deed,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO audit (at, api, org_id, account_id, account, token_id, via, method, path, status, request_id)
         VALUES ({NOW}, :api, :org, :account_id, :account, :token, :via, :method, :path, :status, :request)"
    );
    connection.prepare_cached(&sql)?.execute(named_params! {
        ":api": actor.api.name(),
        ":org": actor.org,
        ":account_id": actor.account,
        ":account": actor.name,
        ":token": actor.token,
        ":via": actor.via.name(),
        ":method": deed.method,
        ":path": deed.path,
        ":status": deed.status,
        ":request": deed.request_id,
    })?;
    Ok(())
}

/// What happened in an org, the newest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    api: Api,
    org: i64,
    filters: &Filters,
) -> Result<Page<Entry>, Error> {
    let api = api.name();
    let items = rows(
        connection,
        &format!("SELECT * {MATCHING} ORDER BY id DESC LIMIT :limit OFFSET :offset"),
        named_params! {
            ":api": api,
            ":org": org,
            ":actor": filters.actor,
            ":since": filters.since,
            ":limit": u32::from(filters.pagesize),
            ":offset": offset(filters.page, filters.pagesize),
        },
        read,
    )?;
    let total = count(
        connection,
        &format!("SELECT count(*) {MATCHING}"),
        named_params! { ":api": api, ":org": org, ":actor": filters.actor, ":since": filters.since },
    )?;
    Ok(page_of(items, filters.page, filters.pagesize, total))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
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
        request_id: row.get("request_id")?,
    })
}
