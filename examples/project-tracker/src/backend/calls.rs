//! `POST /calls`: a call, told by the server that it was made at, for the audit log of whoever made it.
//!
//! The server tells of calls that never come to the API: those it refuses itself, and those whose arguments are wrong. Only
//! it may, since nobody else is to say what somebody did; and an account is named to it by introspection alone.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::StatusCode;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::Found;
use super::audit::Log;
use super::credential::Credential;
use super::database::Database;
use super::error::Error;
use super::limit::{Limit, Limiter};
use super::store::audit::{self as store, Call, Deed, Outcome};
use crate::delegation::{Api, ServiceSecret};
use crate::identity::Identity;

/// How many characters the name of a call may have.
const LONGEST_ID: usize = 64;
/// How many characters are kept of a method.
const LONGEST_METHOD: usize = 64;
/// How many characters are kept of a name or a URI.
const LONGEST_NAME: usize = 1024;
/// How many characters are kept of what went wrong.
const LONGEST_MESSAGE: usize = 500;
/// How many bytes the JSON of the arguments may have.
const LONGEST_ARGUMENTS: usize = 16 * 1024;
/// How many more calls an account may make than requests to the API, so that it is the API that tells it to wait.
const MORE: u32 = 2;

/// What takes calls in.
#[derive(Clone)]
pub(super) struct Calls {
    database: Database,
    log: Log,
    secret: Arc<ServiceSecret>,
    workspace: Arc<Limiter>,
    agency: Arc<Limiter>,
}

/// What the server records of a call, when it starts and when it has ended.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "read to the end, so that nothing else can be in it"
)]
pub(super) struct CallRecord {
    /// The name of the call, by which what is said of its start and of its end find each other.
    #[schemars(length(min = 1, max = 64))]
    id: String,
    /// When it came (RFC 3339). The log goes by the clock of the API.
    time: String,
    /// Who called.
    principal: Named,
    /// Which calls are of one session. It is not kept.
    session: Option<String>,
    /// The id of the request to the server. It is not kept.
    #[schemars(extend("type" = ["string", "number"]))]
    request: Value,
    /// What was asked for: `tools/call`, `prompts/get`, `resources/read` or `completion/complete`.
    method: String,
    /// The name of the tool or the prompt, or the URI of the resource, of which 1024 characters are kept.
    name: String,
    /// Its arguments, without what is secret. More than 16 KiB are kept as their length only.
    #[schemars(extend("type" = ["object", "string"]))]
    arguments: Value,
    /// How it ended, or that it starts.
    outcome: Outcome,
    /// The code of the error. It is not kept.
    code: Option<i32>,
    /// What went wrong, in the server's words, of which 500 characters are kept.
    message: Option<String>,
    /// How long it took, in milliseconds.
    #[schemars(range(min = 0))]
    duration_ms: Option<f64>,
}

/// Who called, as introspection named them to the server.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct Named {
    /// The API that the account is of: `project-tracker/v1` or `project-tracker/v4`.
    issuer: String,
    /// The number of the account.
    subject: String,
    /// `token-` and the number of the personal access token, or `key-` and that of the API key of the agency.
    client: Option<String>,
}

/// That a call is in the log.
#[derive(Serialize, JsonSchema)]
pub(super) struct Noted {
    /// Whether it was not there before.
    new: bool,
}

/// `POST /calls`
pub(super) async fn note(
    State(calls): State<Calls>,
    request: Request,
) -> Result<Found<Noted>, Error> {
    Credential::of_server(request.headers(), &calls.secret)?;
    let deed = Deed::of(&request);
    let record = Json::<CallRecord>::from_request(request, &()).await;
    let Json(record) = record.map_err(|error| unread(&error))?;
    let (who, call) = record.checked()?;
    let database = calls.database.clone();
    let new = database.write(move |connection| calls.note(connection, who, &call, deed));
    let new = new.await?;
    Ok(Found(Noted { new }))
}

impl Calls {
    pub(super) fn new(
        database: Database,
        log: Log,
        secret: Arc<ServiceSecret>,
        limit: Limit,
    ) -> Self {
        let limiter = || Arc::new(Limiter::new(limit.times(MORE)));
        Self {
            database,
            log,
            secret,
            workspace: limiter(),
            agency: limiter(),
        }
    }

    fn note(
        &self,
        connection: &Connection,
        who: Identity,
        call: &Call,
        deed: Deed,
    ) -> Result<bool, Error> {
        let actor = store::actor(connection, who)?;
        let actor = actor.ok_or_else(|| invalid("principal: is no account with such a token"))?;
        match store::of_call(connection, &call.id)? {
            // What has started may end.
            Some(known) if known == (who.api.name().to_owned(), who.account) => {}
            Some(_) => return Err(Error::Conflict("The call is another account's".into())),
            None => {
                let may = self.limiter(who.api).take(who.account, Instant::now());
                if let Err(wait) = may {
                    self.log.refuse(actor, deed);
                    return Err(Error::Limited(wait));
                }
            }
        }
        store::add_call(connection, &actor, call)
    }

    fn limiter(&self, api: Api) -> &Limiter {
        match api {
            Api::V1 => &self.workspace,
            Api::V4 => &self.agency,
        }
    }
}

impl CallRecord {
    /// Who called, and what is noted of it: no more than there is room for.
    fn checked(self) -> Result<(Identity, Call), Error> {
        let Named {
            issuer,
            subject,
            client,
        } = self.principal;
        let who = Identity::read(&issuer, &subject, client.as_deref())
            .ok_or_else(|| invalid("principal: names no account here"))?;
        if !(1..=LONGEST_ID).contains(&self.id.chars().count()) {
            return Err(invalid("id: must have 1 to 64 characters"));
        }
        let arguments = self.arguments.to_string();
        let arguments = match arguments.len() {
            ..=LONGEST_ARGUMENTS => arguments,
            bytes => Value::from(format!("[{bytes} bytes of arguments]")).to_string(),
        };
        let call = Call {
            id: self.id,
            method: cut(&self.method, LONGEST_METHOD),
            name: cut(&self.name, LONGEST_NAME),
            outcome: self.outcome,
            arguments,
            message: self.message.map(|message| cut(&message, LONGEST_MESSAGE)),
            duration_ms: self.duration_ms.filter(|duration| *duration >= 0.0),
        };
        Ok((who, call))
    }
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

fn invalid(problem: &str) -> Error {
    Error::Invalid(vec![problem.to_owned()])
}

fn unread(rejection: &JsonRejection) -> Error {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Malformed(rejection.body_text()),
    }
}
