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
use crate::backend::fields::requests;
use crate::backend::store::keys::{self as store, Kept};
use crate::backend::tokens::Revoked;
use crate::backend::value::{line, scopes};
use crate::secret;

/// What keys begin with that are minted.
pub(crate) const PREFIX: &str = "pfag_";

const LONGEST_NAME: usize = 100;
/// How many keys an account has at most.
const MOST: u32 = 50;

/// A key that is wished for.
#[derive(JsonSchema)]
#[schemars(rename = "NewKey")]
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

requests! {
    Wish {
        name: required line(LONGEST_NAME),
        scopes: required scopes(&Levels::ALL.scopes().split(' ').collect::<Vec<_>>()),
        account_id: optional number,
    }
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
    Body(fields): Body,
) -> Result<Created<Minted>, Error> {
    let wish: Wish = fields.whole()?;
    let minted = agency
        .database
        .write(move |connection| create(connection, &caller, &wish));
    minted.await.map(Created)
}

fn create(connection: &Connection, caller: &Caller, wish: &Wish) -> Result<Minted, Error> {
    let account = wish.account_id.unwrap_or(caller.account);
    let levels = Levels::read(&wish.scopes.join(" ")).unwrap_or(Levels::NONE);
    match store::count_of(connection, caller.division, account)? {
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
    let id = keys::add(connection, account, &wish.name, levels, &key)?;
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

/// The number of an account.
fn number(value: &Value) -> Result<i64, String> {
    let number = value.as_i64().filter(|number| *number > 0);
    number.ok_or_else(|| "must be a whole number greater than 0".into())
}
