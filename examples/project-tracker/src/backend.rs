//! Two REST APIs of the kind an MCP server is put in front of: that of a `workspace`, its projects, issues and agents,
//! and that of an `agency`.
//!
//! A request passes the same stations each time: `routes` knows what it needs, `admission` and `auth` decide who may,
//! `audit` notes what they do, `extract` and `fields` turn text into the types of `model`, a handler asks `store` inside
//! one transaction of `database`, and `answer` or `error` wraps what comes of it.

mod admission;
mod agency;
mod answer;
mod audit;
mod auth;
mod calls;
mod changes;
mod console;
mod credential;
mod database;
mod demo;
mod docs;
mod error;
mod extract;
mod fields;
mod flags;
mod hash;
mod introspection;
mod limit;
mod moment;
mod openapi;
mod request_id;
mod routes;
mod scopes;
mod store;
#[cfg(test)]
mod tests;
mod tokens;
mod value;
mod worker;
mod workspace;

use std::future::{Future, IntoFuture as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn;
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

pub(crate) use agency::{ADMIN_KEY as AGENCY_KEY, BASE as AGENCY, Surface, surface};
#[cfg(test)]
pub(crate) use agency::{Case, cases};
pub(crate) use audit::{Keep, redaction};
pub(crate) use console::{Console, Wish};
pub(crate) use demo::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN};
#[cfg(test)]
pub(crate) use demo::{DEMO_KEY, READER_KEY};
pub(crate) use limit::Limit;

use agency::Agency;
use answer::Found;
use audit::Log;
use calls::Calls;
use changes::Feed;
use database::Database;
use error::Error;
use introspection::Introspection;
use limit::Limiter;
use worker::Worker;
use workspace::Workspace;

use crate::delegation::ServiceSecret;

/// Where the workspace's API is under the address of the backend.
pub(crate) const WORKSPACE: &str = "/api/v1";

const LARGEST_BODY: usize = 1024 * 1024;

/// How the backend is to run.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// Where everything is kept; in memory without.
    pub(crate) database: Option<PathBuf>,
    /// What the bearer tokens of the agency are signed with, at least 32 bytes; made up at each start without.
    pub(crate) jwt_secret: Option<String>,
    /// What the MCP server proves itself with; made up without.
    pub(crate) service_secret: Option<Arc<ServiceSecret>>,
    /// How many requests an account may make.
    pub(crate) limit: Limit,
    /// For how long the audit log is kept.
    pub(crate) audit_keep: Keep,
}

/// The APIs, ready to be served.
pub(crate) struct Apis {
    pub(crate) router: Router,
    log: Log,
    /// What is done for the log meanwhile, for as long as there is this.
    upkeep: JoinSet<()>,
}

/// Makes the APIs ready: everything that can be wrong with the options is found here.
pub(crate) async fn open(options: Options) -> anyhow::Result<Apis> {
    tokio::task::spawn_blocking(move || apis(&options)).await?
}

/// How long the requests that have begun may go on after the shutdown: who waits for a change would wait for longer.
const GRACE: Duration = Duration::from_secs(2);

/// Serves the APIs until the shutdown comes, then finishes the requests it has begun, if they end soon.
pub(crate) async fn serve(
    listener: TcpListener,
    apis: Apis,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (ends, ended) = oneshot::channel::<()>();
    let shutdown = async {
        shutdown.await;
        drop(ends);
    };
    let Apis {
        router,
        log,
        upkeep,
    } = apis;
    let served = axum::serve(listener, router).with_graceful_shutdown(shutdown);
    let over = async {
        let _ = ended.await;
        sleep(GRACE).await;
    };
    tokio::select! {
        served = served.into_future() => served?,
        () = over => {}
    }
    let _ = timeout(GRACE, log.note_refusals()).await;
    drop(upkeep);
    Ok(())
}

/// The APIs over one database. Opening it blocks.
fn apis(options: &Options) -> anyhow::Result<Apis> {
    let database = Database::open(options.database.as_deref())?;
    let log = Log::new(database.clone());
    let mut upkeep = JoinSet::new();
    upkeep.spawn(log.clone().note_refusals_each_minute());
    upkeep.spawn(audit::enforce(database.clone(), options.audit_keep));
    let router = router(options, database, log.clone())?;
    Ok(Apis {
        router,
        log,
        upkeep,
    })
}

fn router(options: &Options, database: Database, log: Log) -> anyhow::Result<Router> {
    let secret = match &options.service_secret {
        Some(secret) => Arc::clone(secret),
        None => Arc::new(ServiceSecret::new(None)?),
    };
    let agency = Agency::new(
        database.clone(),
        log.clone(),
        options.jwt_secret.as_deref(),
        options.limit,
        Arc::clone(&secret),
    )?;
    let workspace = Workspace {
        worker: Worker::start(database.clone()),
        database,
        log: log.clone(),
        limiter: Arc::new(Limiter::new(options.limit)),
        secret: Arc::clone(&secret),
    };
    let calls = Calls::new(workspace.database.clone(), log, secret, options.limit);
    let introspection = Introspection {
        workspace: workspace.clone(),
        agency: agency.clone(),
    };
    let introspect = post(introspection::introspect).with_state(introspection);
    let changes = get(changes::follow).with_state(Feed::new(&workspace));
    let api = routes::router(&workspace)
        .route("/health", get(health))
        .route("/introspect", introspect)
        .route("/changes", changes)
        .route("/calls", post(calls::note).with_state(calls))
        .method_not_allowed_fallback(admission::no_method::<Workspace>)
        .fallback(admission::no_path::<Workspace>)
        .with_state(workspace);
    Ok(bounded(Router::new().nest(WORKSPACE, api))
        .merge(docs::router(WORKSPACE, openapi::document()))
        .merge(agency::router(agency))
        .fallback(async || Error::NotFound("Page"))
        .layer(from_fn(request_id::name)))
}

/// Bounds the bodies of requests.
fn bounded(api: Router) -> Router {
    api.layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// `GET /health`
async fn health(State(database): State<Database>) -> Result<Found<Value>, Error> {
    let answer: i64 = database
        .read(|connection| Ok(connection.query_row("SELECT 1", (), |row| row.get(0))?))
        .await?;
    Ok(Found(json!({ "healthy": answer == 1 })))
}
