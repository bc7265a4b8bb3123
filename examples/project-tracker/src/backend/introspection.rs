//! `POST /introspect`: whose a credential is, told to the server that it was shown to (RFC 7662).

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::agency::{self, Agency};
use super::auth::{Known, Shown};
use super::credential::Credential;
use super::error::Error;
use super::hash::Hash;
use super::store::flags;
use super::workspace::Workspace;
use crate::delegation::Api;

/// The two APIs whose credentials are known here.
#[derive(Clone)]
pub(super) struct Introspection {
    pub(super) workspace: Workspace,
    pub(super) agency: Agency,
}

/// What is asked. A `token_type_hint` is not needed.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Question {
    /// The credential.
    token: String,
}

/// A credential that is good.
#[derive(Serialize, JsonSchema)]
pub(super) struct Active {
    /// Always true.
    pub(super) active: bool,
    /// The API that it is for.
    pub(super) api: Api,
    /// What sort of credential it is.
    pub(super) kind: Kind,
    /// The number of the account.
    pub(super) sub: String,
    /// The name of the account.
    pub(super) name: String,
    /// The org, or the division of the agency.
    pub(super) org: String,
    /// What it allows, in the scopes of its API.
    pub(super) scope: String,
    /// The features that are on for the org.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) features: Vec<&'static str>,
    /// When it ends, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exp: Option<i64>,
    /// The number of the personal access token, or of the API key of the agency that it is or was had for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) token_id: Option<i64>,
}

/// What sort of credential it is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Kind {
    /// A personal access token of the workspace.
    Pat,
    /// An API key.
    ApiKey,
    /// A bearer token of the agency.
    Jwt,
}

/// `POST /introspect`
pub(super) async fn introspect(
    State(apis): State<Introspection>,
    headers: HeaderMap,
    question: Result<Form<Question>, FormRejection>,
) -> Result<Response, Error> {
    Credential::of_server(&headers, &apis.workspace.secret)?;
    let Form(Question { token }) = question.map_err(|error| Error::Malformed(error.body_text()))?;
    let database = apis.workspace.database.clone();
    let found = database.read(move |connection| find(&apis.agency, connection, token.as_bytes()));
    let answer = match found.await? {
        Some(active) => Json(active).into_response(),
        // Nothing is said of why not (section 2.2).
        None => Json(json!({ "active": false })).into_response(),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

fn find(
    agency: &Agency,
    connection: &Connection,
    credential: &[u8],
) -> Result<Option<Active>, Error> {
    let hash = Hash::of(credential);
    for (kind, shown) in [
        (Kind::Pat, Shown::Token(hash)),
        (Kind::ApiKey, Shown::Key(hash)),
    ] {
        if let Some(known) = shown.known(connection)? {
            return active(connection, kind, known).map(Some);
        }
    }
    agency::introspect(agency, connection, credential)
}

fn active(connection: &Connection, kind: Kind, known: Known) -> Result<Active, Error> {
    let caller = known.caller;
    Ok(Active {
        active: true,
        api: Api::V1,
        kind,
        sub: caller.account.to_string(),
        name: caller.name,
        org: caller.org_name,
        scope: caller.scopes.to_string(),
        features: flags::names(connection, caller.org)?,
        exp: known.expires,
        token_id: caller.token,
    })
}
