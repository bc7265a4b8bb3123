//! The vocabulary of MCP servers: messages, revisions, wire forms, and what a tool is.
//!
//! This crate does no I/O and knows no runtime. Users take `mcp-server`, which re-exports what
//! they need; whoever writes another transport or runtime finds the parts here:
//!
//! | module | what it knows |
//! |---|---|
//! | [`revision`] | the dated revisions, and what each allows |
//! | [`jsonrpc`] | ids, messages, errors; bytes in and out |
//! | [`model`] | the specification's objects, free of revisions |
//! | [`wire`] | how each revision spells them |
//! | [`schema`] | JSON Schemas of arguments and answers |
//! | [`tool`] | functions as tools: parameters, results, errors |
//! | [`prompt`] | functions as prompts |
//! | [`resource`] | functions as resources, and templates of their URIs |
//! | [`text`] | arguments of prompts and resources, which arrive as text |
//! | [`form`] | structs as forms that people fill in |
//! | [`peer`] | one call: who makes it, and what it may say on its way |

pub mod form;
pub mod jsonrpc;
mod members;
pub mod model;
pub mod peer;
pub mod prompt;
pub mod resource;
pub mod revision;
pub mod schema;
pub mod text;
pub mod tool;
pub mod wire;

pub use peer::{Cancelled, Context, Notify, Peer, Principal, Progress, State};
pub use prompt::{IntoPrompt, Prompt, PromptResult, PromptSet, Prompts};
pub use resource::{Contents, IntoResource, Listed, Resource, ResourceSet, Resources};
pub use revision::{Era, Revision};
pub use tool::{
    FromContext, IntoToolError, IntoToolResult, Json, Rejection, Tool, ToolError, ToolResult,
    ToolSet, Tools,
};
