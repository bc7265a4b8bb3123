//! Whose a credential of the agency is, for the server that it was shown to.

use rusqlite::Connection;

use super::Agency;
use super::admit::Shown;
use super::keys::Key;
use crate::backend::error::Error;
use crate::backend::introspection::{Active, Kind};
use crate::delegation::Api;

/// Whose credential this is, if it is one of the agency's and still good.
pub(in crate::backend) fn introspect(
    agency: &Agency,
    connection: &Connection,
    credential: &[u8],
) -> Result<Option<Active>, Error> {
    let (kind, expires, shown) = match agency.tokens.read(credential) {
        Some(good) => {
            let expires = i64::try_from(good.expires).ok();
            (Kind::Jwt, expires, Shown::Token(good))
        }
        None => (Kind::ApiKey, None, Shown::Key(Key::read(credential))),
    };
    let caller = shown.caller(connection)?;
    Ok(caller.map(|caller| Active {
        active: true,
        api: Api::V4,
        kind,
        sub: caller.account.to_string(),
        name: caller.name,
        org: caller.division_name,
        scope: caller.levels.scopes(),
        features: Vec::new(),
        exp: expires,
        token_id: caller.key.map(|key| key.id),
    }))
}
