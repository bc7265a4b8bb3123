//! Accounts, found by a secret that is nowhere written down.

use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};

use super::word::Word;
use crate::backend::error::Error;
use crate::model::{Account, Role};

/// What a caller proves an account with, known here by its hash alone.
///
/// SHA-256 keeps a stolen database file from being a list of working keys. Keys and tokens are long and random, unlike
/// passwords, so a slow salted hash would add nothing. And because it is the hash that is looked up, how long the
/// look-up takes says nothing about the secret.
pub(in crate::backend) struct Secret {
    hash: [u8; 32],
    sql: &'static str,
}

impl Secret {
    pub(in crate::backend) fn api_key(key: &[u8]) -> Self {
        Self {
            hash: hash(key),
            sql: "SELECT id, name, role FROM accounts WHERE api_key_hash = ?1",
        }
    }

    pub(in crate::backend) fn token(token: &[u8]) -> Self {
        Self {
            hash: hash(token),
            sql: "SELECT id, name, role FROM accounts WHERE token_hash = ?1",
        }
    }
}

/// Whose secret this is, if anyone's.
pub(in crate::backend) fn of(
    connection: &Connection,
    secret: &Secret,
) -> Result<Option<Account>, Error> {
    let account = connection
        .prepare_cached(secret.sql)?
        .query_row([&secret.hash], |row| {
            Ok(Account {
                id: row.get("id")?,
                name: row.get("name")?,
                role: row.get::<_, Word<_>>("role")?.0,
            })
        });
    Ok(account.optional()?)
}

/// Creates an account.
pub(in crate::backend) fn create(
    connection: &Connection,
    name: &str,
    role: Role,
    key: &str,
    token: &str,
) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO accounts (name, role, api_key_hash, token_hash) VALUES (?1, ?2, ?3, ?4)",
        (
            name,
            Word(role),
            hash(key.as_bytes()),
            hash(token.as_bytes()),
        ),
    )?;
    Ok(())
}

/// Whether nobody has an account yet.
pub(in crate::backend) fn are_none(connection: &Connection) -> Result<bool, Error> {
    Ok(super::count(connection, "SELECT count(*) FROM accounts", ())? == 0)
}

fn hash(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}
