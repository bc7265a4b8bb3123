//! The agency's server: each resource of its API as tools.

#[cfg(test)]
mod tests;
mod tools;

use mcp_server::Builder;
use mcp_server::audit::Audit;
use mcp_server::auth::{ApiKeys, Authentication, Bearer};
use mcp_server::prelude::*;

use super::Access;

/// Where it is.
pub(crate) const PATH: &str = "/api/v4/mcp";

/// The server over the agency's API, whose calls are recorded.
pub(super) fn builder(access: Access, audit: Audit) -> anyhow::Result<Builder> {
    let authentication = Authentication::new()
        .with(ApiKeys::lookup("apikey", access.clone())?)
        .with(Bearer::lookup(access.clone()))
        .from_environment("TRACKER_AGENCY_KEY");
    Ok(Server::builder(("project-tracker-agency", env!("CARGO_PKG_VERSION")))
        .instructions(
            "An agency's companies, contacts, projects, items, phases, messages, time, invoices and quotes. Lists take \
             filters; `fields` keeps answers short. What the caller's role does not include is answered with HTTP 403.",
        )
        .path(PATH)
        .sse_paths("/api/v4/mcp/sse", "/api/v4/mcp/message")
        .authentication(authentication)
        .audit(audit)
        .state(access)
        .tools(tools::all()))
}
