//! Tools about agents and what they carry out.

use mcp_rest::{ApiError, path};
use mcp_server::Tools;
use mcp_server::prelude::*;

use super::super::caller::Caller;
use super::told::{Many, One, Told};
use crate::model::{
    Agent, AgentFilters, AgentStatus, Dispatch, ExecutionDetail, PageNumber, PageSize,
};

pub(super) fn tools() -> Tools {
    toolset![list_agents, get_execution]
        .scope("agents:read")
        .and(toolset![dispatch_agent].scope("agents:run"))
}

/// List the AI agents of the org.
#[tool(title = "List agents", read_only, idempotent)]
async fn list_agents(
    api: Caller,
    /// Only agents in this state
    status: Option<AgentStatus>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many agents a page shows, at most 100
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Told<Many<Agent>>, ApiError> {
    let filters = AgentFilters {
        status,
        page,
        pagesize,
    };
    Told::by(api.get(path!["agents"]).query(&filters)).await
}

/// Have an AI agent work on an issue or on a repository; give one of the two. Answers at once with an execution, whose
/// number `get_execution` takes to tell how far it has come.
#[tool(title = "Dispatch an agent", destructive = false)]
async fn dispatch_agent(
    api: Caller,
    /// The agent, by name or number
    #[arg(min_length = 1, example = "Triage")]
    agent: String,
    /// The issue to work on, such as `CORE-12`, or its number
    issue: Option<String>,
    /// The `https://` address of the repository to work on
    repo: Option<String>,
    /// What the agent is to keep in mind
    #[arg(min_length = 1, max_length = 5000)]
    instructions: Option<String>,
) -> Result<Told<One<ExecutionDetail>>, ApiError> {
    let dispatch = Dispatch {
        issue,
        repo,
        instructions,
    };
    Told::by(api.post(path!["agents", agent, "dispatch"]).json(&dispatch)).await
}

/// Read an execution, which is one piece of work of an agent: its status, its output or error, and its metadata.
#[tool(title = "Get an execution", read_only, idempotent)]
async fn get_execution(
    api: Caller,
    /// The number of the execution, as `dispatch_agent` gave it
    #[arg(min = 1)]
    execution: i64,
) -> Result<Told<One<ExecutionDetail>>, ApiError> {
    Told::by(api.get(path!["executions", execution])).await
}
