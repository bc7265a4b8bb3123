//! `/flags`: the features that an org may turn off.

use axum::Extension;
use axum::extract::State;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::answer::Found;
use super::auth::Caller;
use super::database::Database;
use super::error::Error;
use super::extract::{Body, Name};
use super::store::flags as store;

/// What an org may turn off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    /// Agents, and what they carry out.
    Workflows,
}

impl Feature {
    /// All there are.
    pub(super) const ALL: [Self; 1] = [Self::Workflows];

    /// Its name on the wire.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Workflows => "workflows",
        }
    }
}

/// Whether a feature is on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Flag {
    /// The name of the feature.
    name: &'static str,
    /// Whether it is on.
    enabled: bool,
}

/// What a feature is to become.
#[derive(JsonSchema)]
#[schemars(rename = "FlagChanges")]
#[expect(
    dead_code,
    reason = "read field by field, so that every mistake is told at once"
)]
pub(super) struct Turn {
    /// Whether it is to be on.
    enabled: bool,
}

/// `GET /flags`
pub(super) async fn list(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
) -> Result<Found<Vec<Flag>>, Error> {
    let flags = database.read(move |connection| {
        let all = Feature::ALL.into_iter();
        all.map(|feature| flag(connection, caller.org, feature))
            .collect()
    });
    flags.await.map(Found)
}

/// `PATCH /flags/{name}`
pub(super) async fn set(
    State(database): State<Database>,
    Extension(caller): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<Flag>, Error> {
    let feature = Feature::ALL
        .into_iter()
        .find(|feature| feature.name() == name);
    let feature = feature.ok_or(Error::NotFound("Flag"))?;
    let enabled = fields.required("enabled", truth);
    fields.finish()?;
    let flag = database.write(move |connection| {
        store::set(connection, caller.org, feature, enabled)?;
        flag(connection, caller.org, feature)
    });
    flag.await.map(Found)
}

fn flag(connection: &Connection, org: i64, feature: Feature) -> Result<Flag, Error> {
    Ok(Flag {
        name: feature.name(),
        enabled: store::enabled(connection, org, feature)?,
    })
}

fn truth(value: &Value) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| "must be true or false".into())
}
