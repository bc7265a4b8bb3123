//! Personal access tokens in the database, where only their hashes are.

use rusqlite::{Connection, OptionalExtension as _, Params, Row, named_params};
use schemars::JsonSchema;
use serde::Serialize;

use super::{NOW, count, offset, page_of, rows};
use crate::backend::error::Error;
use crate::backend::hash::Hash;
use crate::backend::scopes::Scopes;
use crate::model::{Page, PageNumber, PageSize};

/// A token as its owner sees it, without the secret.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::backend) struct Token {
    /// The number of the token.
    pub(in crate::backend) id: i64,
    /// The name of the account it belongs to.
    pub(in crate::backend) account: String,
    /// What its owner calls it.
    pub(in crate::backend) name: String,
    /// How the token begins.
    pub(in crate::backend) prefix: String,
    /// The scopes it was minted with. The role of its account bounds them.
    pub(in crate::backend) scopes: Vec<String>,
    /// When it was minted (RFC 3339, UTC).
    pub(in crate::backend) created_at: String,
    /// When it is good no longer, if it ends by itself.
    pub(in crate::backend) expires_at: Option<String>,
    /// When it was last used, to the minute.
    pub(in crate::backend) last_used_at: Option<String>,
}

/// A token that is to be.
pub(in crate::backend) struct NewToken {
    pub(in crate::backend) account: i64,
    pub(in crate::backend) name: String,
    pub(in crate::backend) scopes: String,
    pub(in crate::backend) expires_at: Option<String>,
    /// The token it is minted with.
    pub(in crate::backend) parent: Option<i64>,
}

/// A token that is neither revoked nor expired.
pub(in crate::backend) struct Live {
    pub(in crate::backend) id: i64,
    pub(in crate::backend) account: i64,
    pub(in crate::backend) scopes: Scopes,
    /// When it expires, in seconds since 1970.
    pub(in crate::backend) expires: Option<i64>,
    /// Whether its last use was noted more than a minute ago.
    pub(in crate::backend) stale: bool,
}

/// Whose tokens are meant: those of one account, or all of an org.
#[derive(Clone, Copy)]
pub(in crate::backend) enum Owner {
    Account(i64),
    Org(i64),
}

const COLUMNS: &str = "t.id, a.name AS account, t.name, t.prefix, t.scopes, t.created_at, t.expires_at, t.last_used_at";
const OWNED: &str = "FROM tokens t JOIN accounts a ON a.id = t.account_id
    WHERE t.revoked_at IS NULL AND (:account IS NULL OR a.id = :account) AND (:org IS NULL OR a.org_id = :org)";

/// The token that this is the hash of.
pub(in crate::backend) fn by_hash(
    connection: &Connection,
    hash: &Hash,
) -> Result<Option<Live>, Error> {
    live(connection, "hash", [hash])
}

/// The token with this number.
pub(in crate::backend) fn by_id(connection: &Connection, id: i64) -> Result<Option<Live>, Error> {
    live(connection, "id", [id])
}

fn live(connection: &Connection, column: &str, value: impl Params) -> Result<Option<Live>, Error> {
    let sql = format!(
        "SELECT id, account_id, scopes, unixepoch(expires_at) AS expires,
                last_used_at IS NULL OR unixepoch(last_used_at) < unixepoch() - 60 AS stale
         FROM tokens
         WHERE {column} = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > {NOW})"
    );
    let found = connection.prepare_cached(&sql)?.query_row(value, |row| {
        let scopes: String = row.get("scopes")?;
        Ok(Live {
            id: row.get("id")?,
            account: row.get("account_id")?,
            // A scope this program does not know gives nothing.
            scopes: Scopes::read(&scopes).unwrap_or(Scopes::NONE),
            expires: row.get("expires")?,
            stale: row.get("stale")?,
        })
    });
    Ok(found.optional()?)
}

/// Notes that a token has been used.
pub(in crate::backend) fn touch(connection: &Connection, id: i64) -> Result<(), Error> {
    let sql = format!("UPDATE tokens SET last_used_at = {NOW} WHERE id = ?1");
    connection.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// How many tokens an account has that are not revoked.
pub(in crate::backend) fn count_of(connection: &Connection, account: i64) -> Result<u32, Error> {
    let sql = "SELECT count(*) FROM tokens WHERE account_id = ?1 AND revoked_at IS NULL";
    count(connection, sql, [account])
}

/// Keeps a token, of which only its beginning can be read afterwards.
pub(in crate::backend) fn create(
    connection: &Connection,
    token: &NewToken,
    secret: &str,
) -> Result<Token, Error> {
    let sql = format!(
        "INSERT INTO tokens (account_id, name, prefix, hash, parent_id, scopes, created_at, expires_at)
         VALUES (:account, :name, :prefix, :hash, :parent, :scopes, {NOW}, :expires) RETURNING id"
    );
    let id: i64 = connection.prepare_cached(&sql)?.query_row(
        named_params! {
            ":account": token.account,
            ":name": token.name,
            ":prefix": secret.chars().take(PREFIX).collect::<String>(),
            ":hash": Hash::of(secret.as_bytes()),
            ":parent": token.parent,
            ":scopes": token.scopes,
            ":expires": token.expires_at,
        },
        |row| row.get(0),
    )?;
    let sql = format!(
        "SELECT {COLUMNS} FROM tokens t JOIN accounts a ON a.id = t.account_id WHERE t.id = ?1"
    );
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

/// How much of a token its owner sees again: `pfai_` and eight digits.
const PREFIX: usize = 13;

/// Tokens that are not revoked, the newest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    owner: Owner,
    page: PageNumber,
    pagesize: PageSize,
) -> Result<Page<Token>, Error> {
    let (account, org) = owner.numbers();
    let items = rows(
        connection,
        &format!("SELECT {COLUMNS} {OWNED} ORDER BY t.id DESC LIMIT :limit OFFSET :offset"),
        named_params! {
            ":account": account,
            ":org": org,
            ":limit": u32::from(pagesize),
            ":offset": offset(page, pagesize),
        },
        read,
    )?;
    let total = count(
        connection,
        &format!("SELECT count(*) {OWNED}"),
        named_params! { ":account": account, ":org": org },
    )?;
    Ok(page_of(items, page, pagesize, total))
}

/// Revokes a token and those that were minted with it; tells whether there was one.
pub(in crate::backend) fn revoke(
    connection: &Connection,
    id: i64,
    owner: Owner,
) -> Result<bool, Error> {
    let (account, org) = owner.numbers();
    let sql = format!(
        "WITH RECURSIVE meant (id) AS (
             SELECT t.id {OWNED} AND t.id = :id
             UNION SELECT t.id FROM tokens t JOIN meant ON t.parent_id = meant.id
         )
         UPDATE tokens SET revoked_at = {NOW}
         WHERE revoked_at IS NULL AND id IN (SELECT id FROM meant)"
    );
    let revoked = connection.prepare_cached(&sql)?.execute(named_params! {
        ":id": id,
        ":account": account,
        ":org": org,
    })?;
    Ok(revoked > 0)
}

impl Owner {
    /// The account or the org.
    fn numbers(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Account(account) => (Some(account), None),
            Self::Org(org) => (None, Some(org)),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Token> {
    let scopes: String = row.get("scopes")?;
    Ok(Token {
        id: row.get("id")?,
        account: row.get("account")?,
        name: row.get("name")?,
        prefix: row.get("prefix")?,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        last_used_at: row.get("last_used_at")?,
    })
}
