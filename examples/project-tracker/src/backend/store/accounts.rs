//! Orgs and their accounts, and the API keys by which accounts are found.

use rusqlite::{Connection, OptionalExtension as _};

use super::NOW;
use super::word::Word;
use crate::backend::auth::{Caller, Via};
use crate::backend::error::Error;
use crate::backend::hash::Hash;
use crate::backend::scopes::Scopes;
use crate::model::Role;

/// The account with this number, unless it has been shut: with all that its role allows.
pub(in crate::backend) fn find(
    connection: &Connection,
    account: i64,
) -> Result<Option<Caller>, Error> {
    let sql = "SELECT a.name, a.role, a.org_id, o.name AS org
               FROM accounts a JOIN orgs o ON o.id = a.org_id
               WHERE a.id = ?1 AND a.active = 1";
    let found = connection.prepare_cached(sql)?.query_row([account], |row| {
        let role = row.get::<_, Word<_>>("role")?.0;
        Ok(Caller {
            account,
            name: row.get("name")?,
            org: row.get("org_id")?,
            org_name: row.get("org")?,
            role,
            scopes: Scopes::of(role),
            token: None,
            via: Via::Rest,
        })
    });
    Ok(found.optional()?)
}

/// The numbers of the accounts with this name, in one org or in all.
pub(in crate::backend) fn named(
    connection: &Connection,
    name: &str,
    org: Option<&str>,
) -> Result<Vec<i64>, Error> {
    let sql = "SELECT a.id FROM accounts a JOIN orgs o ON o.id = a.org_id
               WHERE a.name = ?1 AND (?2 IS NULL OR o.name = ?2)";
    super::rows(connection, sql, (name, org), |row| row.get(0))
}

/// The account that an API key belongs to.
pub(in crate::backend) fn of_key(
    connection: &Connection,
    key: &Hash,
) -> Result<Option<i64>, Error> {
    let sql = "SELECT account_id FROM api_keys WHERE hash = ?1 AND revoked_at IS NULL";
    let found = connection
        .prepare_cached(sql)?
        .query_row([key], |row| row.get(0));
    Ok(found.optional()?)
}

/// Founds an org, and gives its number.
pub(in crate::backend) fn create_org(connection: &Connection, name: &str) -> Result<i64, Error> {
    let sql = format!("INSERT INTO orgs (name, created_at) VALUES (?1, {NOW}) RETURNING id");
    Ok(connection.query_row(&sql, [name], |row| row.get(0))?)
}

/// Opens an account, and gives its number.
pub(in crate::backend) fn create(
    connection: &Connection,
    org: i64,
    name: &str,
    role: Role,
) -> Result<i64, Error> {
    let sql = format!(
        "INSERT INTO accounts (org_id, name, role, created_at) VALUES (?1, ?2, ?3, {NOW}) RETURNING id"
    );
    Ok(connection.query_row(&sql, (org, name, Word(role)), |row| row.get(0))?)
}

/// Lets an account in with an API key.
pub(in crate::backend) fn add_key(
    connection: &Connection,
    account: i64,
    key: &str,
) -> Result<(), Error> {
    let sql = format!("INSERT INTO api_keys (hash, account_id, created_at) VALUES (?1, ?2, {NOW})");
    connection.execute(&sql, (Hash::of(key.as_bytes()), account))?;
    Ok(())
}

/// Whether nobody has an account yet.
pub(in crate::backend) fn are_none(connection: &Connection) -> Result<bool, Error> {
    Ok(super::count(connection, "SELECT count(*) FROM accounts", ())? == 0)
}
