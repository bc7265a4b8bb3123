//! The API of an agency: its companies, projects, time and money, for accounts of divisions that do not see each other.
//!
//! Each resource is one description ([`resource::Resource`]) in `resources`. From it `query`, `filter` and `body` read
//! what a request says, `store` writes the SQL, and `openapi` tells the world; `change` and `remove` are the way a row
//! is written, past `caller` (who may), `refer` (what it names is there) and `rules` (what holds between its columns).

mod admit;
mod body;
mod caller;
mod change;
mod custom;
mod demo;
mod filter;
mod handlers;
mod introspect;
mod keyring;
mod keys;
mod kind;
mod levels;
mod money;
mod openapi;
mod query;
mod record;
mod refer;
mod remove;
mod resource;
mod resources;
mod rules;
mod store;
mod surface;
#[cfg(test)]
mod tests;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};

pub(crate) use demo::ADMIN_KEY;
pub(super) use demo::fill_if_new;
pub(super) use introspect::introspect;
pub(crate) use keyring::PREFIX as KEY_PREFIX;
#[cfg(test)]
pub(super) use keys::Key;
pub(crate) use surface::{Surface, surface};
#[cfg(test)]
pub(crate) use tests::{Case, cases};

use super::admission;
use super::audit::Log;
use super::database::Database;
use super::docs;
use super::limit::{Limit, Limiter};
use crate::delegation::ServiceSecret;
use tokens::Tokens;

/// Where the API is under the address of the backend.
pub(crate) const BASE: &str = "/api/v4";

/// What every request shares.
#[derive(Clone)]
pub(super) struct Agency {
    database: Database,
    log: Log,
    tokens: Arc<Tokens>,
    limiter: Arc<Limiter>,
    secret: Arc<ServiceSecret>,
}

impl Agency {
    /// Fails if the secret of the tokens is too short.
    pub(super) fn new(
        database: Database,
        log: Log,
        jwt_secret: Option<&str>,
        limit: Limit,
        secret: Arc<ServiceSecret>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            database,
            log,
            tokens: Arc::new(Tokens::new(jwt_secret)?),
            limiter: Arc::new(Limiter::new(limit)),
            secret,
        })
    }
}

/// The API under [`BASE`], and the page that describes it.
pub(super) fn router(agency: Agency) -> Router {
    let mut api = Router::new()
        .route("/audit", get(admit::audit))
        .route("/keys", get(keyring::list).post(keyring::mint))
        .route("/keys/{id}", delete(keyring::revoke))
        .route_layer(from_fn(admit::administer))
        .route("/me", get(admit::me))
        .route("/token", post(admit::token));
    for resource in resources::RESOURCES {
        api = api.merge(handlers::routes(resource));
    }
    let api = api
        .route_layer(from_fn_with_state(
            agency.clone(),
            admission::admit::<Agency>,
        ))
        .method_not_allowed_fallback(admission::no_method::<Agency>)
        .fallback(admission::no_path::<Agency>)
        .with_state(agency);
    super::bounded(Router::new().nest(BASE, api)).merge(docs::router(BASE, openapi::document()))
}
