//! The tools: each asks the REST backend what its caller may ask, and answers in its words.

mod account;
mod caller;
mod comments;
mod issues;
mod projects;

use mcp_server::prelude::*;

pub(crate) use caller::Api;

use crate::client::Backend;

/// The MCP server over a backend; `fallback` stands in for callers without credentials.
pub(crate) fn server(
    backend: Backend,
    fallback: Option<crate::client::Credentials>,
) -> Result<Server, mcp_server::BuildError> {
    Server::builder(server_info!())
        .instructions(
            "Projects have a key such as CORE; their issues are called CORE-1, CORE-2 and so on. \
             Search before you create an issue.",
        )
        .state(caller::Access { backend, fallback })
        .tools(projects::tools())
        .tools(issues::tools())
        .tools(comments::tools())
        .tools(account::tools())
        .build()
}

#[cfg(test)]
mod tests;
