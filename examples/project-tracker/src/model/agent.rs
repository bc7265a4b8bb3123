//! An agent: an AI worker that can be set to an issue or a repository.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize};

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Agent {
    /// The number of the agent.
    pub(crate) id: i64,
    /// The name under which it comments.
    pub(crate) name: String,
    /// The model it works with.
    pub(crate) model: String,
    /// Whether it takes work.
    pub(crate) status: AgentStatus,
    /// What it is good for.
    pub(crate) description: String,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When it was last changed (RFC 3339, UTC).
    pub(crate) updated_at: String,
}

/// Whether an agent takes work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum AgentStatus {
    /// It begins what it is given at once.
    #[default]
    Active,
    /// It takes work, and begins once it is active again.
    Paused,
    /// It takes no work.
    Disabled,
}

/// What a new agent starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct NewAgent {
    /// The name, 1 to 100 characters; no other agent may have it.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: String,
    /// The model it works with, 1 to 100 characters.
    #[schemars(length(min = 1, max = 100))]
    pub(crate) model: String,
    /// Whether it takes work.
    #[serde(default)]
    pub(crate) status: AgentStatus,
    /// What it is good for, at most 5000 characters.
    #[serde(default)]
    pub(crate) description: String,
}

/// What to change in an agent; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct AgentChanges {
    /// The new name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The new model, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub(crate) model: Option<String>,
    /// Whether it takes work from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<AgentStatus>,
    /// What it is good for from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
}

/// Which agents to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct AgentFilters {
    /// Only agents with this status.
    pub(crate) status: Option<AgentStatus>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many agents per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
