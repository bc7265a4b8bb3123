//! Two REST APIs of the kind an MCP server is put in front of: a small one over projects and issues, and that of an
//! `agency`.
//!
//! A request passes the same stations each time: `auth` decides who may, `extract` and `fields` turn text into the types
//! of `model`, a handler asks `store` inside one transaction of `database`, and `answer` or `error` wraps what comes of it.

mod agency;
mod answer;
mod auth;
mod comments;
mod database;
mod demo;
mod error;
mod extract;
mod fields;
mod issues;
mod projects;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod value;

use std::future::Future;
use std::path::PathBuf;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) use agency::{ADMIN_KEY as AGENCY_KEY, BASE as AGENCY, Limit};
pub(crate) use demo::DEMO_KEY;
#[cfg(test)]
pub(crate) use demo::{DEMO_TOKEN, READER_KEY, READER_TOKEN};

use answer::Found;
use database::Database;
use error::Error;

const LARGEST_BODY: usize = 1024 * 1024;

/// How the backend is to run.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// Where everything is kept; in memory without.
    pub(crate) database: Option<PathBuf>,
    /// What the bearer tokens of the agency are signed with, at least 32 bytes; made up at each start without.
    pub(crate) jwt_secret: Option<String>,
    /// How many requests an account of the agency may make.
    pub(crate) limit: Limit,
}

/// Makes the APIs ready: everything that can be wrong with the options is found here.
pub(crate) async fn open(options: Options) -> anyhow::Result<Router> {
    tokio::task::spawn_blocking(move || router(&options)).await?
}

/// Serves the APIs until the shutdown comes, then finishes the requests it has begun.
pub(crate) async fn serve(
    listener: TcpListener,
    apis: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    axum::serve(listener, apis)
        .with_graceful_shutdown(shutdown)
        .await?;
    Ok(())
}

/// The APIs over one database. Opening it blocks.
fn router(options: &Options) -> anyhow::Result<Router> {
    let database = Database::open(options.database.as_deref())?;
    let agency = agency::router(
        database.clone(),
        options.jwt_secret.as_deref(),
        options.limit,
    )?;
    let api = Router::new()
        .route("/me", get(auth::me))
        .route("/projects", get(projects::list).post(projects::create))
        .route(
            "/projects/{project}",
            get(projects::get).patch(projects::update),
        )
        .route("/issues", get(issues::list).post(issues::create))
        .route("/issues/search", get(search::search))
        .route("/issues/{issue}", get(issues::get).patch(issues::update))
        .route(
            "/issues/{issue}/comments",
            get(comments::list).post(comments::create),
        )
        .route_layer(from_fn_with_state(database.clone(), auth::admit))
        .route("/health", get(health))
        .with_state(database);
    Ok(plain_errors(Router::new().nest("/api/v4", api))
        .merge(agency)
        .fallback(async || Error::NotFound("Page")))
}

/// Answers in the API's own form what never reaches a handler, and bounds the bodies of what does.
fn plain_errors(api: Router) -> Router {
    api.method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// `GET /health`
async fn health(State(database): State<Database>) -> Result<Found<Value>, Error> {
    let answer: i64 = database
        .read(|connection| Ok(connection.query_row("SELECT 1", (), |row| row.get(0))?))
        .await?;
    Ok(Found(json!({ "healthy": answer == 1 })))
}
