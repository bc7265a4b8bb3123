//! What the document says of agents and what they carry out.

use axum::http::Method;

use super::Said;
use crate::model::{
    Agent, AgentChanges, AgentFilters, Dispatch, Execution, ExecutionDetail, ExecutionFilters,
    NewAgent,
};

pub(super) const SAID: &[Said] = &[
    Said::many::<Agent>("/agents", "list_agents", "List agents").asked::<AgentFilters>(),
    Said::one::<Agent>(Method::POST, "/agents", "create_agent", "Create an agent")
        .takes::<NewAgent>(),
    Said::one::<Agent>(Method::GET, "/agents/{agent}", "get_agent", "Get an agent"),
    Said::one::<Agent>(
        Method::PATCH,
        "/agents/{agent}",
        "update_agent",
        "Change an agent",
    )
    .takes::<AgentChanges>(),
    Said::one::<ExecutionDetail>(
        Method::POST,
        "/agents/{agent}/dispatch",
        "create_execution",
        "Give an agent an issue or a repository to work on",
    )
    .takes::<Dispatch>(),
    Said::many::<Execution>("/executions", "list_executions", "List executions")
        .asked::<ExecutionFilters>(),
    Said::one::<ExecutionDetail>(
        Method::GET,
        "/executions/{id}",
        "get_execution",
        "Get an execution",
    ),
    Said::one::<ExecutionDetail>(
        Method::POST,
        "/executions/{id}/cancel",
        "cancel_execution",
        "Call an execution off",
    )
    .in_place(),
];
