//! Who is let in: decided once, before anything else is looked at.

use std::time::Instant;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};

use super::Agency;
use super::caller::{Caller, Role};
use super::keys::Key;
use super::levels::Level;
use super::resource::Resource;
use super::tokens::LIFETIME;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::audit;
use crate::backend::auth::Via;
use crate::backend::credential::Credential;
use crate::backend::error::Error;
use crate::backend::extract::Params;
use crate::backend::store::audit::Entry;
use crate::delegation::{Api, Delegation};

/// What a request shows to prove whose it is.
enum Shown {
    Key(Key),
    /// A token that has been found good, by its account.
    Token(i64),
    Delegation(Delegation),
}

/// Lets a request through with its caller, or refuses it.
pub(super) async fn admit(
    State(agency): State<Agency>,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    let shown = shown(&agency, request.headers())?;
    let caller = agency.database.read(move |connection| {
        let account = match shown {
            Shown::Key(key) => key.account(connection)?,
            Shown::Token(account) => Some(account),
            Shown::Delegation(Delegation { account, scope, .. }) => {
                return Caller::delegated(connection, account, &scope);
            }
        };
        let caller = account.map(|account| Caller::find(connection, account));
        Ok(caller.transpose()?.flatten())
    });
    let caller = caller.await?.ok_or(Error::Unauthorized)?;
    agency
        .limiter
        .take(caller.account, Instant::now())
        .map_err(Error::Limited)?;
    let actor = caller.actor();
    request.extensions_mut().insert(caller);
    Ok(audit::watch(&agency.database, actor, request, next).await)
}

/// Refuses what the caller's role does not include, before the body is looked at.
pub(super) async fn permit(
    resource: &'static Resource,
    Extension(caller): Extension<Caller>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let level = match *request.method() {
        Method::DELETE => Level::Delete,
        ref method if method.is_safe() => Level::Read,
        _ => Level::Write,
    };
    caller.may(resource, level)?;
    Ok(next.run(request).await)
}

/// `GET /me`
pub(super) async fn me(Extension(caller): Extension<Caller>) -> Found<Value> {
    Found(caller.describe())
}

/// `POST /token`
pub(super) async fn token(
    State(agency): State<Agency>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Created<Value>, Error> {
    // A token that could be had for a token would outlive the key that was its beginning.
    if !headers.contains_key("apikey") {
        return Err(Error::Forbidden);
    }
    let token = agency
        .tokens
        .issue(caller.account)
        .map_err(Error::Internal)?;
    Ok(Created(
        json!({ "token": token, "type": "Bearer", "expires_in": LIFETIME.as_secs() }),
    ))
}

/// `GET /audit`
pub(super) async fn audit(
    State(agency): State<Agency>,
    Extension(caller): Extension<Caller>,
    Params(fields): Params,
) -> Result<Listed<Entry>, Error> {
    if caller.role != Role::Admin || caller.via == Via::Mcp {
        return Err(Error::Forbidden);
    }
    audit::list(&agency.database, Api::V4, caller.division, fields).await
}

fn shown(agency: &Agency, headers: &HeaderMap) -> Result<Shown, Error> {
    match Credential::read(headers)? {
        Credential::ApiKey(key) => Ok(Shown::Key(Key::read(key))),
        Credential::Bearer(token) => by_bearer(agency, token).ok_or(Error::Unauthorized),
    }
}

fn by_bearer(agency: &Agency, token: &[u8]) -> Option<Shown> {
    match agency.secret.read(token, Api::V4) {
        Some(delegation) => Some(Shown::Delegation(delegation)),
        None => agency
            .tokens
            .read(token)
            .map(|good| Shown::Token(good.account)),
    }
}
