//! The REST API over projects and issues: a small service of the kind an MCP server is put in front of.
//!
//! A request passes the same stations each time: `auth` decides who may, `extract` and `fields` turn text into the types
//! of `model`, a handler asks `store` inside one transaction of `database`, and `answer` or `error` wraps what comes of it.

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
use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) use demo::DEMO_KEY;
#[cfg(test)]
pub(crate) use demo::{DEMO_TOKEN, READER_KEY, READER_TOKEN};

use answer::Found;
use database::Database;
use error::Error;

const LARGEST_BODY: usize = 1024 * 1024;

/// Serves the API until the shutdown comes, then finishes the requests it has begun.
///
/// Without a database file everything is kept in memory.
pub(crate) async fn serve(
    listener: TcpListener,
    database: Option<PathBuf>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let router = tokio::task::spawn_blocking(move || router(database.as_deref())).await??;
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await?;
    Ok(())
}

/// The API over a database file, or over a database in memory. Opening the database blocks.
pub(crate) fn router(database: Option<&Path>) -> anyhow::Result<Router> {
    let database = Database::open(database)?;
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
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(database);
    Ok(Router::new()
        .nest("/api/v4", api)
        .fallback(async || Error::NotFound("Page")))
}

/// `GET /health`
async fn health(State(database): State<Database>) -> Result<Found<Value>, Error> {
    let answer: i64 = database
        .read(|connection| Ok(connection.query_row("SELECT 1", (), |row| row.get(0))?))
        .await?;
    Ok(Found(json!({ "healthy": answer == 1 })))
}
