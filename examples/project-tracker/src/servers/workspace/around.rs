//! Tools about what surrounds the issues: documents, notifications, integrations.

use mcp_rest::{ApiError, path};
use mcp_server::Tools;
use mcp_server::prelude::*;

use super::super::caller::Caller;
use super::told::{Many, One, Told};
use crate::model::{
    Document, DocumentFilters, Integration, IntegrationFilters, IntegrationKind, IntegrationState,
    NewNotification, Notification, PageNumber, PageSize,
};

pub(super) fn tools() -> Tools {
    toolset![list_documents]
        .scope("documents:read")
        .and(toolset![send_notification].scope("notifications:write"))
        .and(toolset![list_integrations].scope("integrations:read"))
}

/// List collaborative documents, the most recently changed first.
#[tool(title = "List documents", read_only, idempotent)]
async fn list_documents(
    api: Caller,
    /// Only documents of this project, by key or number
    project: Option<String>,
    /// Only documents with this in their title or text
    search: Option<String>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many documents a page shows, at most 100
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Told<Many<Document>>, ApiError> {
    let filters = DocumentFilters {
        project,
        search,
        page,
        pagesize,
    };
    Told::by(api.get(path!["documents"]).query(&filters)).await
}

/// Send a notification to the inbox of a user, or of everybody in a team; give one of the two.
#[tool(title = "Send a notification", destructive = false)]
async fn send_notification(
    api: Caller,
    /// Whom to send it to, by name; `me` for the caller
    user: Option<String>,
    /// The team to send it to, by key or number
    team: Option<String>,
    /// What it is about, in one line
    #[arg(min_length = 1, max_length = 200)]
    title: String,
    /// What it says
    #[arg(default, max_length = 5000)]
    body: String,
    /// The issue it is about, such as `CORE-12`
    issue: Option<String>,
) -> Result<Told<One<Notification>>, ApiError> {
    let notification = NewNotification {
        user,
        team,
        title,
        body,
        issue,
    };
    Told::by(api.post(path!["notifications"]).json(&notification)).await
}

/// List the services that are connected with the org, and whether they work.
#[tool(title = "List integrations", read_only, idempotent)]
async fn list_integrations(
    api: Caller,
    /// Only connections with this service
    kind: Option<IntegrationKind>,
    /// Only integrations in this state
    state: Option<IntegrationState>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many integrations a page shows, at most 100
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Told<Many<Integration>>, ApiError> {
    let filters = IntegrationFilters {
        kind,
        state,
        page,
        pagesize,
    };
    Told::by(api.get(path!["integrations"]).query(&filters)).await
}
