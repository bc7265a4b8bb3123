//! Who is let in: decided once, before anything else is looked at.

use std::time::Instant;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::Agency;
use super::caller::Caller;
use super::keys::{self, Key};
use super::levels::Level;
use super::resource::Resource;
use super::tokens::{Good, LIFETIME};
use crate::backend::admission::Admits;
use crate::backend::answer::{Created, Found, Paged};
use crate::backend::audit::{self, Actor, Log};
use crate::backend::credential::Credential;
use crate::backend::error::Error;
use crate::backend::extract::Params;
use crate::backend::store::audit::{Deed, Entry, Standing};
use crate::delegation::{Api, Delegation};

/// What a request shows to prove whose it is.
pub(super) enum Shown {
    Key(Key),
    /// A token that has been found good.
    Token(Good),
    Delegation(Delegation),
}

impl Shown {
    /// The credential in the headers of a request.
    fn read(headers: &HeaderMap, agency: &Agency) -> Result<Self, Error> {
        match Credential::read(headers)? {
            Credential::ApiKey(key) => Ok(Self::Key(Key::read(key))),
            Credential::Bearer(token) => match agency.secret.read(token, Api::V4) {
                Some(delegation) => Ok(Self::Delegation(delegation)),
                None => agency
                    .tokens
                    .read(token)
                    .map(Self::Token)
                    .ok_or(Error::Unauthorized),
            },
        }
    }

    /// Whose it is, if it is anyone's and still good.
    pub(super) fn caller(&self, connection: &Connection) -> Result<Option<Caller>, Error> {
        match self {
            Self::Key(key) => match key.live(connection)? {
                Some(key) => Caller::with_key(connection, key),
                None => Ok(None),
            },
            Self::Token(good) => Caller::by(connection, good.account, good.key),
            Self::Delegation(given) => {
                let caller = Caller::by(connection, given.account, given.token)?;
                Ok(caller.and_then(|caller| caller.delegated(&given.scope)))
            }
        }
    }
}

impl Admits for Agency {
    type Caller = Caller;

    async fn admitted(&self, headers: &HeaderMap, deed: &Deed) -> Result<Caller, Error> {
        let shown = Shown::read(headers, self)?;
        let caller = self
            .database
            .read(move |connection| shown.caller(connection));
        let caller = caller.await?.ok_or(Error::Unauthorized)?;
        if let Err(wait) = self.limiter.take(caller.account, Instant::now()) {
            self.log.refuse(caller.actor(), deed.clone());
            return Err(Error::Limited(wait));
        }
        if let Some(key) = caller.key.filter(|key| key.stale) {
            self.database
                .write(move |connection| keys::touch(connection, key.id))
                .await?;
        }
        Ok(caller)
    }

    fn actor(caller: &Caller) -> Actor {
        caller.actor()
    }

    fn log(&self) -> &Log {
        &self.log
    }
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

/// Refuses who may not look after the division's accounts, before anything else is looked at.
pub(super) async fn administer(
    Extension(caller): Extension<Caller>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    caller.may_administer()?;
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
        .issue(caller.account, caller.key.map(|key| key.id))
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
) -> Result<Paged<Entry, Standing>, Error> {
    audit::list(&agency.database, Api::V4, caller.division, fields).await
}
