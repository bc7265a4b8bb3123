//! Who is let in: decided once, before anything else is looked at.

use std::time::Instant;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};

use super::Agency;
use super::caller::{Caller, Level};
use super::keys::Key;
use super::resource::Resource;
use super::tokens::LIFETIME;
use crate::backend::answer::{Created, Found};
use crate::backend::auth::bearer;
use crate::backend::error::Error;

/// What a request shows to prove whose it is.
enum Shown {
    Key(Key),
    /// A token that has been found good, by its account.
    Token(i64),
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
        };
        let caller = account.map(|account| Caller::find(connection, account));
        Ok(caller.transpose()?.flatten())
    });
    let caller = caller.await?.ok_or(Error::Unauthorized)?;
    agency
        .limiter
        .take(caller.account, Instant::now())
        .map_err(Error::Limited)?;
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
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

fn shown(agency: &Agency, headers: &HeaderMap) -> Result<Shown, Error> {
    match (headers.get("apikey"), headers.get(header::AUTHORIZATION)) {
        (Some(key), None) => Ok(Shown::Key(Key::read(key.as_bytes()))),
        (None, Some(value)) => bearer(value)
            .and_then(|token| agency.tokens.account(token))
            .map(Shown::Token)
            .ok_or(Error::Unauthorized),
        (Some(_), Some(_)) => Err(Error::two_credentials()),
        (None, None) => Err(Error::Unauthorized),
    }
}
