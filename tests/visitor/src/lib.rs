//! Runs the programs of the examples, and talks to them as clients of any revision do: in raw
//! messages, over a socket or a pipe.
//!
//! What does not come in time, or is no answer, fails the test.

mod guest;
mod messages;
mod pipe;
mod program;
mod readme;
mod shell;
mod transcript;

use std::time::Duration;

use serde_json::{Value, json};

pub use guest::Guest;
pub use messages::Messages;
pub use pipe::Pipe;
pub use program::Program;
pub use readme::{Curl, curls, echoed};
pub use shell::Shell;
pub use transcript::{Step, transcript};

/// The newest revision with sessions.
pub const SESSIONS: &str = "2025-11-25";
/// The newest revision without.
pub const STATELESS: &str = "2026-07-28";

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Gives up after a while, and says for what.
///
/// # Panics
/// When it does.
pub async fn patiently<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_) => panic!("{what} does not come"),
    }
}

/// A request; without an id it is a notification. Where there are no sessions it says who asks.
fn message(
    revision: &str,
    capabilities: &Value,
    id: Option<u64>,
    method: &str,
    mut params: Value,
) -> Value {
    if revision == STATELESS {
        let meta = json!({
            "io.modelcontextprotocol/protocolVersion": revision,
            "io.modelcontextprotocol/clientCapabilities": capabilities,
            "io.modelcontextprotocol/clientInfo": { "name": "visitor", "version": "1" },
        });
        for (key, value) in meta.as_object().into_iter().flatten() {
            params["_meta"][key] = value.clone();
        }
    }
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
    if let Some(id) = id {
        message["id"] = id.into();
    }
    message
}

/// The parameters of `initialize`.
fn introduction(revision: &str, capabilities: &Value) -> Value {
    json!({
        "protocolVersion": revision,
        "capabilities": capabilities,
        "clientInfo": { "name": "visitor", "version": "1" },
    })
}
