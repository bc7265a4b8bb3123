//! The audit log: what was asked of the API and what was called of the servers, by whom and by which way, and what came of it.

mod refusals;
mod retention;

pub(crate) use retention::Keep;
pub(super) use retention::enforce;
#[cfg(test)]
pub(super) use retention::trim;

use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{OriginalUri, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use mcp_server::audit::Redaction;
use serde_json::Value;
use tokio::time::{sleep, timeout};

use super::agency::KEY_PREFIX;
use super::answer::Paged;
use super::auth::{Caller, Via};
use super::database::Database;
use super::error::Error;
use super::extract::Params;
use super::fields::Fields;
use super::moment::instant;
use super::request_id::RequestId;
use super::store::audit::{self as store, Deed, Entry, Filters, Standing};
use super::tokens;
use super::value::{line, number, text, word};
use crate::delegation::Api;
use refusals::Refusals;

/// How many characters a method may have that is asked for, and how many are noted of one.
const LONGEST_METHOD: usize = 64;
/// How many characters a name or a URI may have that is asked for.
const LONGEST_NAME: usize = 1024;

/// Who does something.
#[derive(Clone)]
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

/// How long it may take to note a request that changes nothing.
const NOTE: Duration = Duration::from_secs(2);
/// After which time it is told again that requests cannot be noted.
const PAUSE: Duration = Duration::from_secs(60);
/// How often it is noted how many requests were refused.
const MINUTE: Duration = Duration::from_secs(60);
/// What the credentials begin with that are minted.
const CREDENTIALS: [&str; 2] = [tokens::PREFIX, KEY_PREFIX];

/// What the log tells of what it is told: no credentials.
pub(crate) fn redaction() -> &'static Redaction {
    static REDACTION: LazyLock<Redaction> =
        LazyLock::new(|| Redaction::new().prefixes(CREDENTIALS));
    &REDACTION
}

/// Where requests are noted.
#[derive(Clone)]
pub(super) struct Log {
    database: Database,
    refusals: Arc<Refusals>,
}

impl Log {
    pub(super) fn new(database: Database) -> Self {
        Self {
            database,
            refusals: Arc::default(),
        }
    }

    /// Notes what comes of a request, even if its client goes in the meantime. What only reads and cannot be noted is
    /// not told.
    pub(super) async fn watch(
        &self,
        actor: Actor,
        deed: Deed,
        answer: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let noted = tokio::spawn(noted(self.database.clone(), actor, deed, answer));
        let response = noted.await;
        response.unwrap_or_else(|panicked| Error::Internal(panicked.into()).into_response())
    }

    /// Refuses a request for what there is not, in the same words whoever asks. Who has proven who they are is noted, and
    /// asks for it no more often than for what there is.
    pub(super) async fn turn_away(
        &self,
        actor: Result<Actor, Error>,
        deed: Deed,
        refusal: Error,
    ) -> Response {
        match actor {
            Ok(actor) => {
                let answer = async { refusal.into_response() };
                self.watch(actor, deed, answer).await
            }
            Err(limited @ Error::Limited(_)) => limited.into_response(),
            Err(_) => refusal.into_response(),
        }
    }

    /// Counts a request that is refused because there were too many; it is noted within a minute.
    pub(super) fn refuse(&self, actor: Actor, deed: Deed) {
        let status = StatusCode::TOO_MANY_REQUESTS.as_u16();
        self.refusals.add(actor, Deed { status, ..deed });
    }

    /// Notes each minute how many requests were refused, for as long as it is polled.
    pub(super) async fn note_refusals_each_minute(self) {
        loop {
            sleep(MINUTE).await;
            self.note_refusals().await;
        }
    }

    /// Notes how many requests were refused since they were last noted.
    pub(super) async fn note_refusals(&self) {
        let mut refused = self.refusals.take().into_iter();
        while let Some((actor, deed)) = refused.next() {
            let (who, what) = (actor.clone(), deed.clone());
            let noting = self
                .database
                .write(move |connection| store::add(connection, &who, &what));
            if let Err(error) = noting.await {
                tell(&format!("{:#}", error.told()));
                // They are noted when that is possible again.
                self.refusals.add(actor, deed);
                return refused.for_each(|(actor, deed)| self.refusals.add(actor, deed));
            }
        }
    }
}

async fn noted(
    database: Database,
    actor: Actor,
    mut deed: Deed,
    answer: impl Future<Output = Response>,
) -> Response {
    let is_safe = deed.is_safe();
    let response = answer.await;
    deed.status = response.status().as_u16();
    let noting = database.write(move |connection| store::add(connection, &actor, &deed));
    let noted = match is_safe {
        true => timeout(NOTE, noting).await,
        false => Ok(noting.await),
    };
    match noted {
        Ok(Ok(())) => response,
        Ok(Err(error)) => {
            tell(&format!("{:#}", error.told()));
            // A change is made: to say that it is not would be worse.
            if is_safe { unnoted() } else { response }
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

impl Deed {
    /// A request, of which it is not known yet what comes of it.
    pub(super) fn of(request: &Request) -> Self {
        // Below an address of its own a router does not see the whole path.
        let whole = request.extensions().get::<OriginalUri>();
        let path = whole.map_or(request.uri(), |OriginalUri(uri)| uri).path();
        let method = request.method().as_str().chars();
        Self {
            method: method.take(LONGEST_METHOD).collect(),
            path: redaction().uri(path),
            status: 0,
            count: 1,
            request_id: RequestId::of(request.extensions()),
        }
    }

    /// Whether it only reads.
    fn is_safe(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }
}

/// `GET /audit`
pub(super) async fn of_org(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
    Params(fields): Params,
) -> Result<Paged<Entry, Standing>, Error> {
    list(&database, Api::V1, caller.org, fields).await
}

/// What happened in an org or a division.
pub(super) async fn list(
    database: &Database,
    api: Api,
    org: i64,
    mut fields: Fields,
) -> Result<Paged<Entry, Standing>, Error> {
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
    let (items, meta) = page.await?;
    Ok(Paged { items, meta })
}

fn entry(value: &Value) -> Result<i64, String> {
    let number = text(value)?.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "must be the number of an entry".to_owned())
}

fn since(value: &Value) -> Result<String, String> {
    instant(text(value)?)
}
