//! The audit log in the database, which is only ever added to.

use rusqlite::{Connection, OptionalExtension as _, Row, named_params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::NOW;
use super::list::List;
use super::word::{Json, Word};
use crate::backend::audit::Actor;
use crate::backend::auth::Via;
use crate::backend::error::Error;
use crate::delegation::Api;
use crate::identity::Identity;
use crate::model::{Page, PageNumber, PageSize};

/// A request to the API, or a call of what a server offers: of a tool, a prompt, a resource or what completes an argument.
/// What a call asks of the API for the account has entries beside its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::backend) struct Entry {
    /// The number of the entry.
    pub(in crate::backend) id: i64,
    /// When it was noted (RFC 3339, UTC): a call when it had ended.
    pub(in crate::backend) at: String,
    /// The number of the account.
    pub(in crate::backend) account_id: i64,
    /// The name of the account at the time.
    pub(in crate::backend) account: String,
    /// The number of the personal access token it was done with, or of the API key of the agency.
    pub(in crate::backend) token_id: Option<i64>,
    /// `rest`, `mcp` for a call and for what it did for the account, or `cli`.
    pub(in crate::backend) via: String,
    /// The method of the request, such as `POST`; that of a call is `tools/call`, `prompts/get`, `resources/read` or
    /// `completion/complete`.
    pub(in crate::backend) method: String,
    /// The path of the request; null for a call.
    pub(in crate::backend) path: Option<String>,
    /// The status of the answer; null for a call.
    pub(in crate::backend) status: Option<u16>,
    /// The number that the request was answered under, or the name of the call.
    pub(in crate::backend) request_id: String,
    /// The name of the tool or the prompt that was called, or the URI of the resource; null for a request.
    pub(in crate::backend) name: Option<String>,
    /// The arguments of the call, without what is secret; a text says how long they were where they were too long.
    /// Null for a request.
    #[schemars(extend("type" = ["object", "string", "null"]))]
    pub(in crate::backend) arguments: Option<Value>,
    /// How the call ended; `started` as long as it has not, and for good if its server ended first. Null for a request.
    pub(in crate::backend) outcome: Option<Outcome>,
    /// What went wrong with the call, in the words of the server where it was made.
    pub(in crate::backend) message: Option<String>,
    /// How long the call took, in milliseconds.
    pub(in crate::backend) duration_ms: Option<f64>,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::backend) enum Outcome {
    /// It has not.
    Started,
    /// It was answered.
    Ok,
    /// The tool failed, or its arguments did not fit.
    ToolError,
    /// The answer was an error of the protocol.
    Error,
    /// The server turned it away: the account may not, or there is no such thing for it.
    Refused,
    /// It asked for something, and is called again with the answer.
    InputRequired,
    /// Nobody waited for it any more.
    Cancelled,
    /// It took longer than it may.
    TimedOut,
    /// What was called panicked.
    Panicked,
}

/// What is to be noted of a request.
pub(in crate::backend) struct Deed {
    pub(in crate::backend) method: String,
    pub(in crate::backend) path: String,
    pub(in crate::backend) status: u16,
    pub(in crate::backend) request_id: String,
}

/// What is to be noted of a call, at its start and at its end.
pub(in crate::backend) struct Call {
    pub(in crate::backend) id: String,
    pub(in crate::backend) method: String,
    pub(in crate::backend) name: String,
    pub(in crate::backend) outcome: Outcome,
    /// As JSON.
    pub(in crate::backend) arguments: String,
    pub(in crate::backend) message: Option<String>,
    pub(in crate::backend) duration_ms: Option<f64>,
}

/// Which entries are asked for.
#[derive(JsonSchema)]
pub(in crate::backend) struct Filters {
    /// Only those of the account with this name.
    pub(in crate::backend) actor: Option<String>,
    /// Only those from this point in time on.
    #[schemars(extend("format" = "date-time"))]
    pub(in crate::backend) since: Option<String>,
    /// Only those that came this way.
    pub(in crate::backend) via: Option<Via>,
    /// Only those of this method, such as `POST` or `tools/call`.
    pub(in crate::backend) method: Option<String>,
    /// Only calls of the tool or the prompt of this name, or of the resource of this URI.
    pub(in crate::backend) name: Option<String>,
    /// Only calls that ended like this.
    pub(in crate::backend) outcome: Option<Outcome>,
    /// Only those before the entry of this number: what comes in the meantime moves nothing.
    #[schemars(range(min = 1))]
    pub(in crate::backend) before: Option<i64>,
    /// Which page, from 1.
    #[serde(default)]
    pub(in crate::backend) page: PageNumber,
    /// How many on a page.
    #[serde(default)]
    pub(in crate::backend) pagesize: PageSize,
}

/// Notes what somebody did.
pub(in crate::backend) fn add(
    connection: &Connection,
    actor: &Actor,
    deed: &Deed,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO audit (at, api, org_id, account_id, account, token_id, via, method, path, status, request_id)
         VALUES ({NOW}, :api, :org, :account_id, :account, :token, :via, :method, :path, :status, :request)"
    );
    connection.prepare_cached(&sql)?.execute(named_params! {
        ":api": actor.api.name(),
        ":org": actor.org,
        ":account_id": actor.account,
        ":account": actor.name,
        ":token": actor.token,
        ":via": actor.via.name(),
        ":method": deed.method,
        ":path": deed.path,
        ":status": deed.status,
        ":request": deed.request_id,
    })?;
    Ok(())
}

/// Notes that a call starts or has ended, unless that is noted already; tells whether it was not.
pub(in crate::backend) fn add_call(
    connection: &Connection,
    actor: &Actor,
    call: &Call,
) -> Result<bool, Error> {
    let sql = format!(
        "INSERT INTO audit (at, api, org_id, account_id, account, token_id, via, request_id,
                            method, name, outcome, arguments, message, duration_ms)
         VALUES ({NOW}, :api, :org, :account_id, :account, :token, :via, :request,
                 :method, :name, :outcome, :arguments, :message, :duration)
         ON CONFLICT DO NOTHING"
    );
    let added = connection.prepare_cached(&sql)?.execute(named_params! {
        ":api": actor.api.name(),
        ":org": actor.org,
        ":account_id": actor.account,
        ":account": actor.name,
        ":token": actor.token,
        ":via": actor.via.name(),
        ":request": call.id,
        ":method": call.method,
        ":name": call.name,
        ":outcome": Word(call.outcome),
        ":arguments": call.arguments,
        ":message": call.message,
        ":duration": call.duration_ms,
    })?;
    Ok(added > 0)
}

/// Who made a call: an account that is there, if it was let in when the call came, with a token of its own.
pub(in crate::backend) fn actor(
    connection: &Connection,
    who: Identity,
) -> Result<Option<Actor>, Error> {
    // By now the account may have been shut and the token revoked.
    let sql = match who.api {
        Api::V1 => {
            "SELECT org_id, name FROM accounts WHERE id = ?1
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM tokens WHERE id = ?2 AND account_id = ?1))"
        }
        Api::V4 => {
            "SELECT division_id, name FROM agency_accounts WHERE id = ?1
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM agency_api_keys WHERE id = ?2 AND account_id = ?1))"
        }
    };
    let found = connection
        .prepare_cached(sql)?
        .query_row((who.account, who.token), |row| {
            Ok(Actor {
                api: who.api,
                org: row.get(0)?,
                account: who.account,
                name: row.get(1)?,
                token: who.token,
                via: Via::Mcp,
            })
        });
    Ok(found.optional()?)
}

/// The API and the account that a call is noted under, if it is.
pub(in crate::backend) fn of_call(
    connection: &Connection,
    id: &str,
) -> Result<Option<(String, i64)>, Error> {
    let sql = "SELECT api, account_id FROM audit WHERE request_id = ?1 AND outcome IS NOT NULL";
    let found = connection
        .prepare_cached(sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// That a call has started is not told once it has ended.
const ONCE: &str = "FROM audit WHERE org_id = ? AND (outcome IS NOT 'started' OR NOT EXISTS (
    SELECT 1 FROM audit AS e WHERE e.request_id = audit.request_id AND e.outcome <> 'started'))";

/// What happened in an org, the newest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    api: Api,
    org: i64,
    filters: &Filters,
) -> Result<Page<Entry>, Error> {
    List::of(org, ONCE)
        .only("api = ?", Some(api.name()))
        .only("account = ? COLLATE NOCASE", filters.actor.as_ref())
        .only("at >= ?", filters.since.as_ref())
        .only("via = ?", filters.via.map(Via::name))
        .only("method = ?", filters.method.as_ref())
        .only("name = ?", filters.name.as_ref())
        .only("outcome = ?", filters.outcome.map(Word))
        .only("id < ?", filters.before)
        .page(
            connection,
            "*",
            "id DESC",
            (filters.page, filters.pagesize),
            read,
        )
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let arguments: Option<Json<_>> = row.get("arguments")?;
    let outcome: Option<Word<_>> = row.get("outcome")?;
    Ok(Entry {
        id: row.get("id")?,
        at: row.get("at")?,
        account_id: row.get("account_id")?,
        account: row.get("account")?,
        token_id: row.get("token_id")?,
        via: row.get("via")?,
        method: row.get("method")?,
        path: row.get("path")?,
        status: row.get("status")?,
        request_id: row.get("request_id")?,
        name: row.get("name")?,
        arguments: arguments.map(|Json(arguments)| arguments),
        outcome: outcome.map(|Word(outcome)| outcome),
        message: row.get("message")?,
        duration_ms: row.get("duration_ms")?,
    })
}
