//! The audit log in the database, which is only ever added to, until what is old goes.

mod page;
mod trim;

pub(in crate::backend) use page::{Filters, Standing, list};
pub(in crate::backend) use trim::{PIECE, trim};

use rusqlite::{Connection, OptionalExtension as _, named_params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::NOW;
use super::word::Word;
use crate::backend::audit::Actor;
use crate::backend::auth::Via;
use crate::backend::error::Error;
use crate::delegation::Api;
use crate::identity::Identity;

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
    /// How many requests it stands for. Those that are refused because there were too many (429) are noted once a
    /// minute for an account: what is said of them is true of the first.
    pub(in crate::backend) count: u32,
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
#[derive(Clone)]
pub(in crate::backend) struct Deed {
    pub(in crate::backend) method: String,
    pub(in crate::backend) path: String,
    pub(in crate::backend) status: u16,
    /// How many requests this was.
    pub(in crate::backend) count: u32,
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

/// Notes what somebody did.
pub(in crate::backend) fn add(
    connection: &Connection,
    actor: &Actor,
    deed: &Deed,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO audit (at, api, org_id, account_id, account, token_id, via, method, path, status, count, request_id)
         VALUES ({NOW}, :api, :org, :account_id, :account, :token, :via, :method, :path, :status, :count, :request)"
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
        ":count": deed.count,
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
