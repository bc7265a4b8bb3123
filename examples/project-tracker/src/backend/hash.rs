//! What is kept of a secret.
//!
//! SHA-256 keeps a stolen database file from being a list of working keys. Keys and tokens are long and random, unlike
//! passwords, so a slow salted hash would add nothing. And because it is the hash that is looked up, how long the
//! look-up takes says nothing about the secret.

use rusqlite::ToSql;
use rusqlite::types::ToSqlOutput;
use sha2::{Digest as _, Sha256};

/// The hash of a key or a token.
#[derive(Clone, Copy)]
pub(super) struct Hash([u8; 32]);

impl Hash {
    pub(super) fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }
}

impl ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}
