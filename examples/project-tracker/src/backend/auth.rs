//! Who is calling, and whether they may: decided here once, before any handler runs.

use std::time::Instant;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Deserialize;

use super::admission::Admits;
use super::answer::Found;
use super::audit::{Actor, Log};
use super::credential::Credential;
use super::error::Error;
use super::flags::Feature;
use super::hash::Hash;
use super::scopes::{Scope, Scopes};
use super::store::audit::Deed;
use super::store::{accounts, flags, tokens};
use super::workspace::Workspace;
use crate::delegation::{Api, Delegation, ServiceSecret};
use crate::model::{Account, Role};

/// The account behind a request, and how far this request may go.
#[derive(Clone)]
pub(super) struct Caller {
    /// The number of the account.
    pub(super) account: i64,
    pub(super) name: String,
    /// The org whose rows are all the account can see.
    pub(super) org: i64,
    pub(super) org_name: String,
    pub(super) role: Role,
    /// What the request may do: never more than the role allows.
    pub(super) scopes: Scopes,
    /// The number of the personal access token the request came with.
    pub(super) token: Option<i64>,
    pub(super) via: Via,
}

/// By which way a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub(super) enum Via {
    /// With a credential of the account.
    Rest,
    /// With a delegation of the MCP server's.
    Mcp,
    /// From the command line of the machine the database is on.
    Cli,
}

impl Via {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Mcp => "mcp",
            Self::Cli => "cli",
        }
    }
}

impl Caller {
    /// Refuses what the request's scopes do not include.
    pub(super) fn may(&self, scope: Scope) -> Result<(), Error> {
        if self.scopes.has(scope) {
            Ok(())
        } else {
            Err(Error::Scope(scope.name()))
        }
    }

    /// Who this is to the audit log.
    pub(super) fn actor(&self) -> Actor {
        Actor {
            api: Api::V1,
            org: self.org,
            account: self.account,
            name: self.name.clone(),
            token: self.token,
            via: self.via,
        }
    }

    /// What the caller is told about itself.
    fn describe(&self) -> Account {
        let names = self.scopes.names().into_iter().map(str::to_owned);
        Account {
            id: self.account,
            name: self.name.clone(),
            role: self.role,
            org: self.org_name.clone(),
            scopes: names.collect(),
        }
    }
}

/// What a request shows to prove whose it is.
pub(super) enum Shown {
    Key(Hash),
    Token(Hash),
    Delegation(Delegation),
}

/// Whose a credential is.
pub(super) struct Known {
    pub(super) caller: Caller,
    /// Until when it is good, in seconds since 1970.
    pub(super) expires: Option<i64>,
    /// Whether its last use was noted so long ago that this one should be.
    pub(super) stale: bool,
}

impl Shown {
    /// The credential in the headers of a request.
    fn read(headers: &HeaderMap, secret: &ServiceSecret) -> Result<Self, Error> {
        Ok(match Credential::read(headers)? {
            Credential::ApiKey(key) => Self::Key(Hash::of(key)),
            Credential::Bearer(token) => match secret.read(token, Api::V1) {
                Some(delegation) => Self::Delegation(delegation),
                None => Self::Token(Hash::of(token)),
            },
        })
    }

    /// Whose it is, if it is anyone's and still good.
    pub(super) fn known(&self, connection: &Connection) -> Result<Option<Known>, Error> {
        match self {
            Self::Key(key) => known_by_key(connection, key),
            Self::Token(hash) => known_by_token(connection, hash),
            Self::Delegation(delegation) => known_by_delegation(connection, delegation),
        }
    }
}

fn known_by_key(connection: &Connection, key: &Hash) -> Result<Option<Known>, Error> {
    let Some(account) = accounts::of_key(connection, key)? else {
        return Ok(None);
    };
    let caller = accounts::find(connection, account)?;
    Ok(caller.map(|caller| Known {
        caller,
        expires: None,
        stale: false,
    }))
}

fn known_by_token(connection: &Connection, hash: &Hash) -> Result<Option<Known>, Error> {
    match tokens::by_hash(connection, hash)? {
        Some(token) => with_token(connection, &token),
        None => Ok(None),
    }
}

/// A delegation gives no more than the account and the token behind it have at the time.
fn known_by_delegation(
    connection: &Connection,
    delegation: &Delegation,
) -> Result<Option<Known>, Error> {
    let known = match delegation.token {
        Some(id) => match tokens::by_id(connection, id)? {
            Some(token) if token.account == delegation.account => with_token(connection, &token)?,
            _ => None,
        },
        None => accounts::find(connection, delegation.account)?.map(|caller| Known {
            caller,
            expires: None,
            stale: false,
        }),
    };
    let (Some(mut known), Ok(scopes)) = (known, Scopes::read(&delegation.scope)) else {
        return Ok(None);
    };
    known.caller.scopes = known.caller.scopes.within(scopes);
    known.caller.via = Via::Mcp;
    Ok(Some(known))
}

fn with_token(connection: &Connection, token: &tokens::Live) -> Result<Option<Known>, Error> {
    let caller = accounts::find(connection, token.account)?;
    Ok(caller.map(|caller| Known {
        caller: Caller {
            scopes: caller.scopes.within(token.scopes),
            token: Some(token.id),
            ..caller
        },
        expires: token.expires,
        stale: token.stale,
    }))
}

impl Admits for Workspace {
    type Caller = Caller;

    async fn admitted(&self, headers: &HeaderMap, deed: &Deed) -> Result<Caller, Error> {
        let shown = Shown::read(headers, &self.secret)?;
        let known = self
            .database
            .read(move |connection| shown.known(connection));
        let Known { caller, stale, .. } = known.await?.ok_or(Error::Unauthorized)?;
        if let Err(wait) = self.limiter.take(caller.account, Instant::now()) {
            self.log.refuse(caller.actor(), deed.clone());
            return Err(Error::Limited(wait));
        }
        if let Some(token) = caller.token.filter(|_| stale) {
            self.database
                .write(move |connection| tokens::touch(connection, token))
                .await?;
        }
        Ok(caller)
    }

    fn actor(caller: &Caller) -> Actor {
        caller.actor()
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

/// Refuses what the caller's scopes or the flags of its org do not include, before the body is looked at.
pub(super) async fn permit(
    State(workspace): State<Workspace>,
    needs: Option<Scope>,
    feature: Option<Feature>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let caller = request.extensions().get::<Caller>();
    let caller = caller.ok_or(Error::Unauthorized)?;
    if let Some(scope) = needs {
        caller.may(scope)?;
    }
    if let Some(feature) = feature {
        let org = caller.org;
        let require = move |connection: &Connection| flags::require(connection, org, feature);
        workspace.database.read(require).await?;
    }
    Ok(next.run(request).await)
}

/// `GET /me`
pub(super) async fn me(Extension(caller): Extension<Caller>) -> Found<Account> {
    Found(caller.describe())
}
