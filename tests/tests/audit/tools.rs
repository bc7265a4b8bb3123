//! Tools that end in every way, and say secrets wherever they can.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use mcp_server::jsonrpc::ErrorCode;
use mcp_server::prelude::*;
use mcp_server::{Builder, Tools};
use tokio::sync::Barrier;

/// Part of all that must not be recorded.
pub(crate) const SECRET: &str = "hunter2";

#[derive(Form)]
struct Name {
    name: String,
}

/// Take secrets, and say nothing
#[tool]
fn note(
    text: Option<String>,
    #[arg(secret)] pin: Option<u32>,
    more: Option<HashMap<String, String>>,
) {
    let _ = (text, pin, more);
}

/// Fail as a tool
#[tool]
fn fails() -> Result<String, ToolError> {
    Err(ToolError::new(format!("no issue `{SECRET}`")))
}

/// Fail as the protocol
#[tool]
fn protocol() -> Result<String, ToolError> {
    Err(ToolError::new(format!("no issue `{SECRET}`")).code(ErrorCode(-31000)))
}

/// Panic
#[tool]
fn panics() -> String {
    panic!("{SECRET}")
}

/// Take too long
#[tool(timeout = "50ms")]
async fn late() {
    std::future::pending::<()>().await;
}

/// Serve only those who are known
#[tool]
fn own(principal: Principal) -> String {
    principal.subject().to_owned()
}

/// Ask
#[tool]
async fn asks(context: Context) -> Result<String, ToolError> {
    match context.ask::<Name>("Who are you?").await? {
        Answer::Accepted(Name { name }) => Ok(name),
        Answer::Declined | Answer::Cancelled => Ok("nobody".to_owned()),
    }
}

/// Work as a task
#[tool(task)]
async fn works() -> &'static str {
    tokio::task::yield_now().await;
    "done"
}

/// Meet others
#[tool]
async fn meets(State(barrier): State<Arc<Barrier>>) {
    barrier.wait().await;
}

/// Show what is recorded by now
#[tool]
fn looks(State(path): State<PathBuf>) -> String {
    std::fs::read_to_string(&*path).unwrap_or_default()
}

/// Purge
#[tool(destructive, scopes("admin", "write"))]
fn purge(all: bool) {
    let _ = all;
}

/// One that not everybody may call.
pub(crate) fn scoped() -> Tools {
    toolset![purge]
}

/// All of them but those that need something.
pub(crate) fn all() -> Tools {
    toolset![note, fails, protocol, panics, late, own, asks, works]
}

/// A server that shows its records.
pub(crate) fn looking(path: PathBuf) -> impl FnOnce(Builder) -> Builder {
    |builder| builder.tools(toolset![looks]).state(path)
}

/// A server where this many meet.
pub(crate) fn meeting(count: usize) -> Builder {
    let barrier = Arc::new(Barrier::new(count));
    Server::builder(server_info!())
        .tools(toolset![meets])
        .state(barrier)
}
