//! API keys of the agency in the database, as those see them who look after a division.

use rusqlite::{Connection, OptionalExtension as _, Row};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::List;
use super::{NOW, count};
use crate::backend::error::Error;
use crate::model::{Page, PageNumber, PageSize};

/// A key as it is seen, without the secret.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::backend) struct Kept {
    /// The number of the key.
    id: i64,
    /// The number of the account it belongs to.
    account_id: i64,
    /// The name of the account it belongs to.
    account: String,
    /// What it is called.
    name: String,
    /// How the key ends, which tells it from others.
    suffix: String,
    /// The scopes it was minted with. The role of its account bounds them.
    scopes: Vec<String>,
    /// When it was minted (RFC 3339, UTC).
    created_at: String,
    /// When it was last used, to the minute.
    last_used_at: Option<String>,
}

const COLUMNS: &str = "k.id, k.account_id, a.name AS account, k.name, k.suffix, k.scopes, k.created_at, k.last_used_at";

/// Keys of a division that are not revoked, the newest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    division: i64,
    page: (PageNumber, PageSize),
) -> Result<Page<Kept>, Error> {
    let sql = "FROM agency_api_keys k JOIN agency_accounts a ON a.id = k.account_id
               WHERE a.division_id = ? AND k.revoked_at IS NULL";
    List::of(division, sql).page(connection, COLUMNS, "k.id DESC", page, read)
}

/// One key.
pub(in crate::backend) fn get(connection: &Connection, id: i64) -> Result<Kept, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM agency_api_keys k JOIN agency_accounts a ON a.id = k.account_id WHERE k.id = ?1"
    );
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

/// How many keys an account of the division has that are not revoked; nothing where the division has no such account, or
/// it is shut.
pub(in crate::backend) fn count_of(
    connection: &Connection,
    division: i64,
    account: i64,
) -> Result<Option<u32>, Error> {
    let sql = "SELECT 1 FROM agency_accounts WHERE id = ?1 AND division_id = ?2 AND active = 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([account, division], |_| Ok(()));
    if found.optional()?.is_none() {
        return Ok(None);
    }
    let sql = "SELECT count(*) FROM agency_api_keys WHERE account_id = ?1 AND revoked_at IS NULL";
    count(connection, sql, [account]).map(Some)
}

/// Revokes a key of a division; tells whether there was one.
pub(in crate::backend) fn revoke(
    connection: &Connection,
    division: i64,
    id: i64,
) -> Result<bool, Error> {
    let sql = format!(
        "UPDATE agency_api_keys SET revoked_at = {NOW} WHERE id = ?1 AND revoked_at IS NULL
         AND account_id IN (SELECT id FROM agency_accounts WHERE division_id = ?2)"
    );
    let revoked = connection.prepare_cached(&sql)?.execute([id, division])?;
    Ok(revoked > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let scopes: String = row.get("scopes")?;
    Ok(Kept {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        account: row.get("account")?,
        name: row.get("name")?,
        suffix: row.get("suffix")?,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        created_at: row.get("created_at")?,
        last_used_at: row.get("last_used_at")?,
    })
}
