//! Turn functions into MCP tools, and serve them to every client since 2024.

pub mod testing;

mod dispatch;
mod lifecycle;
mod server;
mod session;
mod transport;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use mcp_core::schema::Description;
pub use mcp_core::{
    Cancelled, Context, FromContext, IntoToolError, IntoToolResult, Json, Progress, Rejection,
    Revision, State, Tool, ToolError, ToolResult, ToolSet, Tools, jsonrpc, model, peer, tool,
};
pub use mcp_macros::{tool, tools};
pub use server::{BuildError, Builder, Server};
pub use transport::http::{Body, Listener};

/// What nearly every server names.
pub mod prelude {
    pub use crate::model::{Content, Level};
    pub use crate::{
        Cancelled, Context, Json, Progress, Server, State, ToolError, ToolResult, server_info,
        tool, tools, toolset,
    };
}

/// The name and version of the crate that this stands in, for [`Server::builder`].
#[macro_export]
macro_rules! server_info {
    () => {
        $crate::model::Implementation::new(
            ::core::env!("CARGO_PKG_NAME"),
            ::core::env!("CARGO_PKG_VERSION"),
        )
    };
}
