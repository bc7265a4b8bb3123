//! The workspace's server: fourteen tools over its API, its projects and issues as resources, and two prompts.

mod agents;
mod around;
mod issues;
mod names;
mod projects;
mod prompts;
mod resources;
#[cfg(test)]
mod tests;
mod told;
mod week;

use mcp_server::audit::Audit;
use mcp_server::auth::{Authentication, Bearer};
use mcp_server::prelude::*;
use mcp_server::{Builder, Viewer};

use super::caller::{Access, Account};

/// Where it is.
pub(crate) const PATH: &str = "/api/v1/mcp";
/// Where it is for clients of the first revision.
pub(crate) const SSE: &str = "/api/v1/mcp/sse";
const MESSAGE: &str = "/api/v1/mcp/message";

/// The server over the workspace's API, whose calls are recorded.
pub(super) fn builder(access: Access, audit: Audit) -> Builder {
    let authentication = Authentication::new().with(Bearer::lookup(access.clone()));
    Server::builder(server_info!())
        .instructions(
            "Projects have a key such as CORE; their issues are called CORE-1, CORE-2 and so on. Search before you \
             create an issue. Lists come in pages; `meta.total` says how much there is.",
        )
        .path(PATH)
        .sse_paths(SSE, MESSAGE)
        .authentication(authentication)
        .audit(audit)
        .state(access)
        .tools(projects::tools())
        .tools(issues::tools())
        .tools(agents::tools().visible_when(workflows))
        .tools(around::tools())
        .resources(resources::all())
        .prompts(prompts::all())
}

/// Whether the org of the caller has agents.
fn workflows(viewer: &Viewer<'_>) -> bool {
    let account = viewer.principal().and_then(Principal::data::<Account>);
    account.is_some_and(|account| account.has("workflows"))
}
