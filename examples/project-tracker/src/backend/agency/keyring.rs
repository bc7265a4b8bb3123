//! `/keys`: the API keys of a division, for those who look after it. A key is shown once.

use axum::Extension;
use axum::extract::State;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Agency;
use super::caller::Caller;
use super::keys;
use super::levels::Levels;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::error::Error;
use crate::backend::extract::{Body, Id, Params};
use crate::backend::store::keys::{self as store, Kept};
use crate::backend::tokens::Revoked;
use crate::backend::value::{line, text};
use crate::secret;

/// What keys begin with that are minted.
pub(crate) const PREFIX: &str = "pfag_";

const LONGEST_NAME: usize = 100;
/// How many keys an account has at most.
const MOST: u32 = 50;

/// A key that is wished for.
#[derive(JsonSchema)]
#[schemars(rename = "NewKey")]
#[expect(
    dead_code,
    reason = "read field by field, so that every mistake is told at once"
)]
pub(super) struct Wish {
    /// What it is to be called.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// What it may do, such as `work:write`, and no more than its account may.
    #[schemars(length(min = 1))]
    scopes: Vec<String>,
    /// The number of the account it is for; the caller's own without.
    #[schemars(range(min = 1))]
    account_id: Option<i64>,
}

/// A key that has just been minted.
#[derive(Serialize, JsonSchema)]
pub(super) struct Minted {
    /// The secret, which is shown this once.
    key: String,
    #[serde(flatten)]
    about: Kept,
}

/// `GET /keys`
pub(super) async fn list(
    State(agency): State<Agency>,
    Extension(caller): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Kept>, Error> {
    let page = fields.paging();
    fields.finish()?;
    let listed = agency
        .database
        .read(move |connection| store::list(connection, caller.division, page));
    listed.await.map(Listed)
}

/// `POST /keys`
pub(super) async fn mint(
    State(agency): State<Agency>,
    Extension(caller): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<Minted>, Error> {
    let name = fields.required("name", line(LONGEST_NAME));
    let levels = fields.required("scopes", levels);
    let account = fields.optional("account_id", number);
    fields.finish()?;
    let account = account.unwrap_or(caller.account);
    let minted = agency
        .database
        .write(move |connection| create(connection, caller.division, account, &name, levels));
    minted.await.map(Created)
}

fn create(
    connection: &Connection,
    division: i64,
    account: i64,
    name: &str,
    levels: Levels,
) -> Result<Minted, Error> {
    match store::count_of(connection, division, account)? {
        Some(..MOST) => {}
        Some(_) => {
            let message = format!("The account has {MOST} keys already; revoke one first");
            return Err(Error::Conflict(message));
        }
        None => {
            let problem = "account_id: no account of the division has this number";
            return Err(Error::Invalid(vec![problem.into()]));
        }
    }
    let secret = secret::random::<20>().map_err(Error::Internal)?;
    let suffix = secret::random::<6>().map_err(Error::Internal)?;
    let key = format!("{PREFIX}{secret}-{suffix}");
    let id = keys::add(connection, account, name, levels, &key)?;
    let about = store::get(connection, id)?;
    Ok(Minted { key, about })
}

/// `DELETE /keys/{id}`
pub(super) async fn revoke(
    State(agency): State<Agency>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<Found<Revoked>, Error> {
    let revoked = agency
        .database
        .write(move |connection| store::revoke(connection, caller.division, id));
    if revoked.await? {
        Ok(Found(Revoked { id, revoked: true }))
    } else {
        Err(Error::NotFound("Key"))
    }
}

/// A list of scopes, of which there is at least one.
fn levels(value: &Value) -> Result<Levels, String> {
    let words = value.as_array().ok_or("must be a list of scopes")?;
    if words.is_empty() {
        return Err("must name at least one scope".into());
    }
    let all = Levels::ALL.scopes();
    let known: Vec<_> = all.split(' ').collect();
    let mut scopes = String::new();
    for word in words {
        let word = text(word)?;
        if !known.contains(&word) {
            return Err(format!("{word:?} is none of {}", known.join(", ")));
        }
        scopes = scopes + word + " ";
    }
    Levels::read(&scopes).ok_or_else(|| "must be a list of scopes".into())
}

/// The number of an account.
fn number(value: &Value) -> Result<i64, String> {
    let number = value.as_i64().filter(|number| *number > 0);
    number.ok_or_else(|| "must be a whole number greater than 0".into())
}
