//! Turn functions into MCP tools, and serve them to every client since 2024.
//!
//! ```no_run
//! use mcp_server::prelude::*;
//!
//! /// Add two numbers.
//! #[tool(read_only)]
//! fn add(
//!     /// The first number
//!     a: i64,
//!     /// The second number
//!     #[arg(default = 1)]
//!     b: i64,
//! ) -> i64 {
//!     a + b
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let server = Server::builder(server_info!()).tools(toolset![add]).build()?;
//!     Ok(server.serve("127.0.0.1:8080").await?)
//! }
//! ```
//!
//! The JSON Schema of the arguments, their checks and the dispatch come from the function. One
//! [`Server`] speaks the revisions 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25 and 2026-07-28 at
//! the same time, on one port:
//!
//! | method | what it does |
//! |---|---|
//! | [`Server::serve`] | HTTP on an address, until SIGTERM or Ctrl-C |
//! | [`Server::serve_on`] | HTTP on any [`Listener`] |
//! | [`Servers`] | several servers at one address |
//! | [`Server::serve_stdio`] | one client on standard input and output |
//! | [`Server::serve_lines`] | one client on any pair of streams |
//! | as a tower or hyper service | HTTP in a router of your own |
//! | `testing::Client` | a client over memory, for your tests, with the feature `testing` |
//!
//! # What a tool may take and give
//!
//! | parameter | is |
//! |---|---|
//! | whatever derives `Deserialize` and `JsonSchema` | an argument; `Option` is optional, `&str` and `&[T]` are fine |
//! | [`State<T>`] | what [`Builder::state`] was given |
//! | [`Context`] | the call: its client, headers, log |
//! | [`Principal`] | who calls, as its credentials prove |
//! | [`Progress`] | progress, if the client asked for it |
//! | [`Cancelled`] | whether anybody still waits |
//! | [`Elicitation`], [`Sampling`], [`Roots`] | a client that can be asked: a person, a model, for folders; with `Option`, if it can |
//! | [`Server`] | the server itself, to [change](Server::change) what it offers |
//! | [`Notify`] | tells all clients that something has changed |
//! | a type of yours that implements [`FromContext`] | whatever it makes of the request |
//!
//! | result | is |
//! |---|---|
//! | text, numbers, `bool`, `()` | one block of text, or none |
//! | [`Json<T>`] | structured content with an output schema, and its text |
//! | [`Content`](model::Content), `Vec<Content>`, [`ToolResult`] | blocks of your own |
//! | `Result<T, E>` | with `E` a [`struct@ToolError`], a text, or a type that implements [`IntoToolError`] |
//!
//! Methods become tools with [`macro@tools`] on their `impl` block:
//!
//! ```
//! use std::sync::atomic::{AtomicI64, Ordering};
//! use mcp_server::prelude::*;
//!
//! struct Counter(AtomicI64);
//!
//! #[tools]
//! impl Counter {
//!     /// Count up, and tell where it stands.
//!     #[tool]
//!     async fn increment(&self, #[arg(default = 1, min = 1)] by: i64) -> i64 {
//!         self.0.fetch_add(by, Ordering::Relaxed) + by
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::builder(server_info!()).tools(Counter(AtomicI64::new(0))).build()?;
//! let client = mcp_server::testing::Client::connect(&server).await?;
//! let answer = client.call("increment", serde_json::json!({ "by": 2 })).await?;
//! assert_eq!(answer.text(), "2");
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `anyhow` (default) | `anyhow::Error` as the error of a tool |
//! | `auth` | `auth`: who calls, by keys, tokens, or a scheme of yours |
//! | `jwt` | `auth::Jwt`: who calls, as an authorization server says; also `auth` |
//! | `audit` | `audit`: a record of every call, in a file of lines or wherever you want it |
//! | `audit-sqlite` | `audit::Sqlite`: the same in a database; also `audit` |
//! | `skills` | `Skills`, folders of instructions for agents |
//! | `testing` | `testing`: a client over memory; a feature for `[dev-dependencies]` |
//!
//! # How it is built
//!
//! `transport` carries bytes, `lifecycle` tells the eras of the protocol apart and makes a call of
//! a message, `dispatch` finds the tool, `session` remembers clients that shook hands. None of
//! them knows more than its own part; ARCHITECTURE.md in the repository draws the picture.

#[doc = include_str!("../docs/guide.md")]
pub mod guide {}
#[cfg(feature = "audit")]
pub mod audit;
#[cfg(feature = "auth")]
pub mod auth;
pub mod event_store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[cfg_attr(
    not(feature = "auth"),
    allow(dead_code, reason = "nobody can be known")
)]
mod callers;
mod dispatch;
mod lifecycle;
#[cfg(test)]
mod logged;
#[cfg_attr(
    not(feature = "audit"),
    allow(dead_code, unreachable_pub, reason = "nobody notes anything")
)]
mod recorder;
mod server;
mod session;
mod shortened;
mod sorted;
mod spawn;
mod transport;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use mcp_core::form::{Choice, Form};
pub use mcp_core::peer::{Answer, AskError, Elicitation, Roots, Sampling, UrlElicitation, Viewer};
pub use mcp_core::schema::{Description, Lint, SchemaPolicy};
pub use mcp_core::tool::{Args, Audio, Image};
pub use mcp_core::{
    Cancelled, Contents, Context, Era, FromContext, IntoPrompt, IntoResource, IntoToolError,
    IntoToolResult, Json, Listed, Notify, Principal, Progress, Prompt, PromptResult, PromptSet,
    Prompts, Rejection, Resource, ResourceSet, Resources, Revision, State, Tool, ToolError,
    ToolResult, ToolSet, Tools, form, jsonrpc, model, peer, prompt, resource, text, tool,
};
pub use mcp_macros::{Choice, Form, ToolError, prompt, resource, tool, tools};
#[cfg(feature = "skills")]
pub use server::Skills;
pub use server::{BuildError, Builder, Change, Server};
pub use transport::http::{Body, Listener, Servers, bind};

/// What nearly every server names.
pub mod prelude {
    pub use crate::model::{Capability, Content, CreateMessage, Level, Message};
    pub use crate::text::Typed;
    pub use crate::{
        Answer, Args, BuildError, Cancelled, Choice, Contents, Context, Elicitation, Form, Image,
        Json, Listed, Notify, Principal, Progress, Prompts, Resources, Roots, Sampling, Server,
        State, ToolError, ToolResult, Tools, prompt, prompts, resource, resources, server_info,
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
