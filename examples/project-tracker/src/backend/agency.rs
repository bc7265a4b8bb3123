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
mod docs;
mod filter;
mod handlers;
mod keys;
mod kind;
mod limit;
mod migrations;
mod moment;
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
#[cfg(test)]
mod tests;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use rusqlite::Connection;

pub(crate) use demo::ADMIN_KEY;
pub(crate) use limit::Limit;

use super::database::Database;
use limit::Limiter;
use tokens::Tokens;

/// Where the API is under the address of the backend.
pub(crate) const BASE: &str = "/agency/api/v4";

/// What every request shares.
#[derive(Clone)]
pub(super) struct Agency {
    database: Database,
    tokens: Arc<Tokens>,
    limiter: Arc<Limiter>,
}

/// Brings the tables up to date, and fills them if they are new.
pub(super) fn prepare(connection: &mut Connection) -> anyhow::Result<()> {
    migrations::apply(connection)?;
    demo::fill_if_new(connection)
}

/// The API under [`BASE`], and the page that describes it.
///
/// Fails if the secret of the tokens is too short.
pub(super) fn router(
    database: Database,
    jwt_secret: Option<&str>,
    limit: Limit,
) -> anyhow::Result<Router> {
    let agency = Agency {
        database,
        tokens: Arc::new(Tokens::new(jwt_secret)?),
        limiter: Arc::new(Limiter::new(limit)),
    };
    let mut api = Router::new()
        .route("/me", get(admit::me))
        .route("/token", post(admit::token));
    for resource in resources::RESOURCES {
        api = api.merge(handlers::routes(resource));
    }
    let api = api
        .route_layer(from_fn_with_state(agency.clone(), admit::admit))
        .with_state(agency);
    Ok(super::plain_errors(Router::new().nest(BASE, api)).merge(docs::router()))
}
