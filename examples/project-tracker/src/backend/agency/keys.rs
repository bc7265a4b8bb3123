//! API keys, kept by their hashes.
//!
//! The last part of a key, after its last `-`, names its row and is no secret. The whole key is compared by its hash, in
//! constant time, and against something even if there is no such row: how long an answer takes says nothing about keys.
//! Keys are long and random, unlike passwords, so a slow salted hash would add nothing.

use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::backend::error::Error;
use crate::backend::store::NOW;

type Hash = [u8; 32];

/// A key as a request shows it.
pub(super) struct Key {
    id: String,
    hash: Hash,
}

impl Key {
    pub(super) fn read(key: &[u8]) -> Self {
        let id = std::str::from_utf8(key).ok();
        let id = id
            .and_then(|key| key.rsplit_once('-'))
            .map_or("", |(_, id)| id);
        Self {
            id: id.to_owned(),
            hash: Sha256::digest(key).into(),
        }
    }

    /// The account whose key this is, if it is anyone's and has not been revoked.
    pub(super) fn account(&self, connection: &Connection) -> Result<Option<i64>, Error> {
        let sql = "SELECT account_id, hash FROM agency_keys WHERE id = ?1 AND revoked_at IS NULL";
        let found: Option<(i64, Hash)> = connection
            .prepare_cached(sql)?
            .query_row([&self.id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (account, hash) =
            found.map_or((None, [0; 32]), |(account, hash)| (Some(account), hash));
        let same: bool = hash.ct_eq(&self.hash).into();
        Ok(account.filter(|_| same))
    }
}

/// Lets an account in with a key.
pub(super) fn add(connection: &Connection, account: i64, key: &str) -> Result<(), Error> {
    let Key { id, hash } = Key::read(key.as_bytes());
    let sql = format!(
        "INSERT INTO agency_keys (id, account_id, hash, created_at) VALUES (?1, ?2, ?3, {NOW})"
    );
    connection.execute(&sql, (id, account, hash))?;
    Ok(())
}
