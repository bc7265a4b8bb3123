//! An integration: another service the organization has connected.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize};

/// A connection with another service. What it proves itself with is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Integration {
    /// The number of the integration.
    pub(crate) id: i64,
    /// Which service it is.
    pub(crate) kind: IntegrationKind,
    /// What people call the connection.
    pub(crate) name: String,
    /// Whether it works.
    pub(crate) state: IntegrationState,
    /// What is wrong, in the state `error`.
    pub(crate) problem: Option<String>,
    /// When it last worked (RFC 3339, UTC), if it ever did.
    pub(crate) last_sync_at: Option<String>,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// Which service an integration connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum IntegrationKind {
    /// Slack.
    Slack,
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
    /// Sentry.
    Sentry,
    /// E-mail.
    Email,
    /// Any address that is told of events.
    Webhook,
}

/// Whether an integration works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum IntegrationState {
    /// It works.
    Connected,
    /// It does not work, and its field problem says why.
    Error,
    /// Somebody switched it off.
    Disabled,
}

/// Which integrations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct IntegrationFilters {
    /// Only connections with this service.
    pub(crate) kind: Option<IntegrationKind>,
    /// Only integrations in this state.
    pub(crate) state: Option<IntegrationState>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many integrations per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
