//! `/tokens`: personal access tokens, which are shown once and known by their hashes ever after.

use axum::Extension;
use axum::extract::State;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::answer::{Created, Found, Listed};
use super::auth::{Caller, Via};
use super::database::Database;
use super::error::Error;
use super::extract::{Body, Name, Params};
use super::fields::requests;
use super::moment::spelled;
use super::scopes::{Scope, Scopes};
use super::store::tokens::{self as store, NewToken, Owner, Token};
use super::value::{line, number, scopes};
use crate::model::{PageNumber, PageSize};
use crate::secret;

/// How many characters the name of a token has at most.
pub(super) const LONGEST_NAME: usize = 100;
/// What every token begins with.
pub(super) const PREFIX: &str = "pfai_";
const MOST_DAYS: i64 = 3650;
/// How many tokens an account has at most, the expired ones too.
const MOST: u32 = 50;

/// A token that is wished for.
#[derive(JsonSchema)]
#[schemars(rename = "NewToken")]
pub(super) struct Wish {
    /// What its owner calls it.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// What it may do, no more than the caller may.
    #[schemars(length(min = 1))]
    scopes: Vec<String>,
    /// After how many days it ends; by itself never without.
    #[schemars(range(min = 1, max = 3650))]
    expires_in_days: Option<i64>,
}

requests! {
    Wish {
        name: required line(LONGEST_NAME),
        scopes: required scopes(&Scope::names()),
        expires_in_days: optional days,
    }

    Paging {
        page: or_default number,
        pagesize: or_default number,
    }
}

/// Which page of a list is meant.
#[derive(JsonSchema)]
pub(super) struct Paging {
    /// Which page, from 1.
    #[serde(default)]
    page: PageNumber,
    /// How many on a page.
    #[serde(default)]
    pagesize: PageSize,
}

/// A token that has just been revoked.
#[derive(Serialize, JsonSchema)]
pub(super) struct Revoked {
    /// The number of the token.
    pub(super) id: i64,
    /// Always true.
    pub(super) revoked: bool,
}

/// A token that has just been minted.
#[derive(Serialize, JsonSchema)]
pub(super) struct Minted {
    /// The secret, which is shown this once.
    pub(super) token: String,
    #[serde(flatten)]
    pub(super) about: Token,
}

/// `POST /tokens`
pub(super) async fn mint(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
    Body(fields): Body,
) -> Result<Created<Minted>, Error> {
    // A token that a tool could mint would leave the server that the caller's own was shown to.
    if caller.via == Via::Mcp {
        return Err(Error::Forbidden);
    }
    let wish: Wish = fields.whole()?;
    let scopes = wish.scopes.join(" ");
    let asked = Scopes::read(&scopes).unwrap_or(Scopes::NONE);
    if let Some(scope) = lacking(&caller, asked) {
        return Err(Error::Scope(scope.name()));
    }
    let minted = database.write(move |connection| {
        let token = NewToken {
            account: caller.account,
            name: wish.name,
            scopes,
            expires_at: expiry(connection, &caller, wish.expires_in_days)?,
            parent: caller.token,
        };
        create(connection, &token)
    });
    minted.await.map(Created)
}

/// Makes up a token and keeps it.
pub(super) fn create(connection: &Connection, token: &NewToken) -> Result<Minted, Error> {
    if store::count_of(connection, token.account)? >= MOST {
        let message = format!("There are {MOST} tokens already; revoke one first");
        return Err(Error::Conflict(message));
    }
    let secret = secret::random::<20>().map_err(Error::Internal)?;
    let secret = format!("{PREFIX}{secret}");
    let about = store::create(connection, token, &secret)?;
    Ok(Minted {
        token: secret,
        about,
    })
}

/// `GET /tokens`
pub(super) async fn list(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
    Params(fields): Params,
) -> Result<Listed<Token>, Error> {
    let Paging { page, pagesize } = fields.whole()?;
    let owner = owner(&caller);
    let page = database.read(move |connection| store::list(connection, owner, page, pagesize));
    page.await.map(Listed)
}

/// `DELETE /tokens/{id}`
pub(super) async fn revoke(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
    Name(id): Name,
) -> Result<Found<Revoked>, Error> {
    let id: i64 = id.parse().map_err(|_| Error::NotFound("Token"))?;
    let owner = owner(&caller);
    let revoked = database.write(move |connection| store::revoke(connection, id, owner));
    if revoked.await? {
        Ok(Found(Revoked { id, revoked: true }))
    } else {
        Err(Error::NotFound("Token"))
    }
}

/// An admin has to do with all tokens of the org, everybody else with their own.
fn owner(caller: &Caller) -> Owner {
    if caller.scopes.has(Scope::Admin) {
        Owner::Org(caller.org)
    } else {
        Owner::Account(caller.account)
    }
}

/// The first scope that is asked for and that the caller does not have.
fn lacking(caller: &Caller, asked: Scopes) -> Option<Scope> {
    let all = Scope::ALL.into_iter().rev().map(|(scope, _)| scope);
    all.filter(|scope| asked.has(*scope))
        .find(|scope| !caller.scopes.has(*scope))
}

/// When the token ends: after so many days, and not after the one that it is minted with.
fn expiry(
    connection: &Connection,
    caller: &Caller,
    days: Option<i64>,
) -> Result<Option<String>, Error> {
    let parent = match caller.token {
        Some(id) => store::by_id(connection, id)?.ok_or(Error::Unauthorized)?,
        None => return Ok(days.map(in_days)),
    };
    let bound = parent
        .expires
        .and_then(|at| Timestamp::from_second(at).ok());
    let asked = days.map(in_days);
    Ok([asked, bound.map(spelled)].into_iter().flatten().min())
}

/// The time in so many days, as the database writes it.
pub(super) fn in_days(days: i64) -> String {
    let hours = days.saturating_mul(24).hours();
    spelled(
        Timestamp::now()
            .saturating_add(hours)
            .unwrap_or(Timestamp::MAX),
    )
}

/// How many days a token is good for.
fn days(value: &Value) -> Result<i64, String> {
    let days = value.as_i64();
    days.filter(|days| (1..=MOST_DAYS).contains(days))
        .ok_or_else(|| format!("must be a whole number from 1 to {MOST_DAYS}"))
}
