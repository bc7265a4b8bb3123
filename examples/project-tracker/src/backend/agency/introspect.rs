//! Whose a credential of the agency is, for the server that it was shown to.

use rusqlite::Connection;

use super::Agency;
use super::caller::Caller;
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
    let (kind, account, expires) = match agency.tokens.read(credential) {
        Some(good) => (
            Kind::Jwt,
            Some(good.account),
            i64::try_from(good.expires).ok(),
        ),
        None => (
            Kind::ApiKey,
            Key::read(credential).account(connection)?,
            None,
        ),
    };
    let Some(account) = account else {
        return Ok(None);
    };
    let caller = Caller::find(connection, account)?;
    Ok(caller.map(|caller| Active {
        active: true,
        api: Api::V4,
        kind,
        sub: account.to_string(),
        name: caller.name,
        org: caller.division_name,
        scope: caller.levels.scopes(),
        features: Vec::new(),
        exp: expires,
        token_id: None,
    }))
}
