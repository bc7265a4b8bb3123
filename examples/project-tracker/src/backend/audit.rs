//! The audit log: what was asked of the API and what was called of the servers, by whom and by which way, and what came of it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{OriginalUri, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use mcp_server::audit::Redaction;
use serde_json::Value;
use tokio::time::timeout;

use super::agency::KEY_PREFIX;
use super::answer::Listed;
use super::auth::{Caller, Via};
use super::database::Database;
use super::error::Error;
use super::extract::Params;
use super::fields::Fields;
use super::moment::instant;
use super::request_id::RequestId;
use super::store::audit::{self as store, Deed, Entry, Filters};
use super::tokens;
use super::value::{line, number, text, word};
use crate::delegation::Api;

/// How many characters a method may have that is asked for.
const LONGEST_METHOD: usize = 64;
/// How many characters a name or a URI may have that is asked for.
const LONGEST_NAME: usize = 1024;

/// Who does something.
pub(super) struct Actor {
    pub(super) api: Api,
    /// The org, or the division of the agency.
    pub(super) org: i64,
    pub(super) account: i64,
    pub(super) name: String,
    /// The number of their personal access token, or of their API key of the agency.
    pub(super) token: Option<i64>,
    pub(super) via: Via,
}

impl Actor {
    /// The caller of the workspace's API.
    pub(super) fn of(caller: &Caller) -> Self {
        Self {
            api: Api::V1,
            org: caller.org,
            account: caller.account,
            name: caller.name.clone(),
            token: caller.token,
            via: caller.via,
        }
    }
}

/// How long a request that changes nothing waits until it is noted.
const NOTE: Duration = Duration::from_secs(2);
/// After which time it is told again that requests cannot be noted.
const PAUSE: Duration = Duration::from_secs(60);
/// What the credentials begin with that are minted.
const CREDENTIALS: [&str; 2] = [tokens::PREFIX, KEY_PREFIX];

/// What the log tells of what it is told: no credentials.
pub(crate) fn redaction() -> Redaction {
    Redaction::new().prefixes(CREDENTIALS)
}

/// Runs a request, and notes what came of it. What only reads and cannot be noted is not told.
pub(super) async fn watch(
    database: &Database,
    actor: Actor,
    request: Request,
    next: Next,
) -> Response {
    let safe = request.method().is_safe();
    let watched = watched(database.clone(), actor, request, next);
    if safe {
        return watched.await;
    }
    // What was changed is noted even if the client has gone in the meantime.
    let response = tokio::spawn(watched).await;
    response.unwrap_or_else(|panicked| Error::Internal(panicked.into()).into_response())
}

async fn watched(database: Database, actor: Actor, request: Request, next: Next) -> Response {
    let safe = request.method().is_safe();
    let mut deed = deed(&request);
    let response = next.run(request).await;
    deed.status = response.status().as_u16();
    let noting = database.write(move |connection| store::add(connection, &actor, &deed));
    let noted = match safe {
        true => timeout(NOTE, noting).await,
        false => Ok(noting.await),
    };
    match noted {
        Ok(Ok(())) => response,
        Ok(Err(error)) => {
            tell(&format!("{:#}", error.told()));
            // A change is made: to say that it is not would be worse.
            if safe { unnoted() } else { response }
        }
        Err(_) => {
            tell("it takes too long");
            unnoted()
        }
    }
}

fn unnoted() -> Response {
    Error::Unnoted.into_response()
}

/// Tells the operator that there is no entry of a request, once a minute at most.
fn tell(reason: &str) {
    static TOLD: Mutex<Option<Instant>> = Mutex::new(None);
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.is_none_or(|told| told.elapsed() > PAUSE) {
        *told = Some(Instant::now());
        tracing::error!("requests cannot be noted in the audit log: {reason}");
    }
}

fn deed(request: &Request) -> Deed {
    // Below an address of its own a router does not see the whole path.
    let whole = request.extensions().get::<OriginalUri>();
    let path = whole.map_or(request.uri(), |OriginalUri(uri)| uri).path();
    Deed {
        method: request.method().as_str().to_owned(),
        path: redaction().uri(path),
        status: 0,
        request_id: RequestId::of(request.extensions()),
    }
}

/// `GET /audit`
pub(super) async fn of_org(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
    Params(fields): Params,
) -> Result<Listed<Entry>, Error> {
    list(&database, Api::V1, caller.org, fields).await
}

/// What happened in an org or a division.
pub(super) async fn list(
    database: &Database,
    api: Api,
    org: i64,
    mut fields: Fields,
) -> Result<Listed<Entry>, Error> {
    let filters = Filters {
        actor: fields.optional("actor", line(LONGEST_NAME)),
        since: fields.optional("since", since),
        via: fields.optional("via", word),
        method: fields.optional("method", line(LONGEST_METHOD)),
        name: fields.optional("name", line(LONGEST_NAME)),
        outcome: fields.optional("outcome", word),
        before: fields.optional("before", entry),
        page: fields.optional("page", number).unwrap_or_default(),
        pagesize: fields.optional("pagesize", number).unwrap_or_default(),
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, api, org, &filters));
    page.await.map(Listed)
}

fn entry(value: &Value) -> Result<i64, String> {
    let number = text(value)?.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "must be the number of an entry".to_owned())
}

fn since(value: &Value) -> Result<String, String> {
    instant(text(value)?)
}
