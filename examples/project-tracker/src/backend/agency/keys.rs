//! API keys, kept by their hashes.
//!
//! The last part of a key, after its last `-`, names its row and is no secret. The whole key is compared by its hash, in
//! constant time, and against something even if there is no such row: how long an answer takes says nothing about keys.
//! Keys are long and random, unlike passwords, so a slow salted hash would add nothing.

use rusqlite::{Connection, OptionalExtension as _, ToSql};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::levels::Levels;
use crate::backend::error::Error;
use crate::backend::store::NOW;

type Hash = [u8; 32];

/// A key as a request shows it.
pub(in crate::backend) struct Key {
    suffix: String,
    hash: Hash,
}

/// A key that has not been revoked.
#[derive(Clone, Copy)]
pub(in crate::backend) struct Live {
    pub(super) id: i64,
    pub(super) account: i64,
    /// How far it goes. The role of its account bounds it.
    pub(super) levels: Levels,
    /// Whether its last use was noted more than a minute ago.
    pub(super) stale: bool,
}

impl Key {
    pub(in crate::backend) fn read(key: &[u8]) -> Self {
        let suffix = std::str::from_utf8(key).ok();
        let suffix = suffix
            .and_then(|key| key.rsplit_once('-'))
            .map_or("", |(_, suffix)| suffix);
        Self {
            suffix: suffix.to_owned(),
            hash: Sha256::digest(key).into(),
        }
    }

    /// What it is good for, if it is anyone's and has not been revoked.
    pub(in crate::backend) fn live(&self, connection: &Connection) -> Result<Option<Live>, Error> {
        let found = live(connection, "suffix", &self.suffix)?;
        let (live, hash) = found.map_or((None, [0; 32]), |(live, hash)| (Some(live), hash));
        let same: bool = hash.ct_eq(&self.hash).into();
        Ok(live.filter(|_| same))
    }
}

/// The key with this number, if it has not been revoked.
pub(super) fn by_id(connection: &Connection, id: i64) -> Result<Option<Live>, Error> {
    Ok(live(connection, "id", &id)?.map(|(live, _)| live))
}

fn live(
    connection: &Connection,
    column: &str,
    value: &dyn ToSql,
) -> Result<Option<(Live, Hash)>, Error> {
    let sql = format!(
        "SELECT id, account_id, scopes, hash,
                last_used_at IS NULL OR unixepoch(last_used_at) < unixepoch() - 60 AS stale
         FROM agency_api_keys WHERE {column} = ?1 AND revoked_at IS NULL"
    );
    let found = connection.prepare_cached(&sql)?.query_row([value], |row| {
        let scopes: String = row.get("scopes")?;
        let live = Live {
            id: row.get("id")?,
            account: row.get("account_id")?,
            // A scope this program does not know gives nothing.
            levels: Levels::read(&scopes).unwrap_or(Levels::NONE),
            stale: row.get("stale")?,
        };
        Ok((live, row.get("hash")?))
    });
    Ok(found.optional()?)
}

/// Notes that a key has been used.
pub(super) fn touch(connection: &Connection, id: i64) -> Result<(), Error> {
    let sql = format!("UPDATE agency_api_keys SET last_used_at = {NOW} WHERE id = ?1");
    connection.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// Lets an account in with a key, as far as these levels go; gives its number.
pub(super) fn add(
    connection: &Connection,
    account: i64,
    name: &str,
    levels: Levels,
    key: &str,
) -> Result<i64, Error> {
    let Key { suffix, hash } = Key::read(key.as_bytes());
    let sql = format!(
        "INSERT INTO agency_api_keys (account_id, name, suffix, hash, scopes, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, {NOW}) RETURNING id"
    );
    let values = (account, name, suffix, hash, levels.scopes());
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(values, |row| row.get(0))?)
}
