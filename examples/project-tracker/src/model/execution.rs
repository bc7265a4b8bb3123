//! An execution: one piece of work that an agent was given.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageNumber, PageSize, Scalar};

/// What an agent is given to do: an issue or a repository, one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Dispatch {
    /// The issue to work on, such as `CORE-12`, or its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) issue: Option<String>,
    /// The `https://` address of the repository to work on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repo: Option<String>,
    /// What to keep in mind, 1 to 5000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 5000))]
    pub(crate) instructions: Option<String>,
}

/// A piece of work of an agent, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Execution {
    /// The number of the execution.
    pub(crate) id: i64,
    /// The name of the agent.
    pub(crate) agent: String,
    /// The issue it works on, such as `CORE-12`, if it is one.
    pub(crate) issue: Option<String>,
    /// The address of the repository it works on, if it is one.
    pub(crate) repo: Option<String>,
    /// How far it has come.
    pub(crate) status: ExecutionStatus,
    /// Who dispatched the agent.
    pub(crate) requested_by: String,
    /// When it was created (RFC 3339, UTC).
    pub(crate) created_at: String,
    /// When the agent began (RFC 3339, UTC).
    pub(crate) started_at: Option<String>,
    /// When it ended (RFC 3339, UTC).
    pub(crate) finished_at: Option<String>,
}

/// A piece of work of an agent with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ExecutionDetail {
    /// The execution itself.
    #[serde(flatten)]
    pub(crate) execution: Execution,
    /// What the agent was to keep in mind.
    pub(crate) instructions: Option<String>,
    /// What the agent has to say, once it has succeeded.
    pub(crate) output: Option<String>,
    /// Why it failed, if it did.
    pub(crate) error: Option<String>,
    /// What else is known of the run: the model, what was read and written.
    pub(crate) metadata: BTreeMap<String, Scalar>,
}

/// How far an execution has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum ExecutionStatus {
    /// It waits for its agent.
    Queued,
    /// The agent is at it.
    Running,
    /// It is done.
    Succeeded,
    /// It could not be done.
    Failed,
    /// Somebody called it off.
    Canceled,
}

/// Which executions to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ExecutionFilters {
    /// Only those of the agent with this name or id.
    pub(crate) agent: Option<String>,
    /// Only those against this issue.
    pub(crate) issue: Option<String>,
    /// Only those with this status.
    pub(crate) status: Option<ExecutionStatus>,
    /// Which page of the list, from 1.
    #[serde(default)]
    pub(crate) page: PageNumber,
    /// How many executions per page, 1 to 100.
    #[serde(default)]
    pub(crate) pagesize: PageSize,
}
