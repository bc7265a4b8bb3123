//! Tools that say something on their way, and tools that change what the server offers.

use std::time::Duration;

use mcp_server::Tools;
use mcp_server::prelude::*;
use tokio::time::sleep;

/// The pause between two updates.
const PAUSE: Duration = Duration::from_millis(50);

pub(super) fn tools() -> Tools {
    toolset![
        test_tool_with_logging,
        test_tool_with_progress,
        test_logging_tool,
        test_reconnection,
        test_trigger_tool_change,
        test_trigger_prompt_change,
        test_trigger_resource_change,
    ]
}

/// Log three messages
#[tool]
async fn test_tool_with_logging(context: Context) -> &'static str {
    context.log(Level::Info, "Tool execution started").await;
    sleep(PAUSE).await;
    context.log(Level::Info, "Tool processing data").await;
    sleep(PAUSE).await;
    context.log(Level::Info, "Tool execution completed").await;
    "Logged three messages."
}

/// Report progress three times
#[tool]
async fn test_tool_with_progress(progress: Progress) -> &'static str {
    progress.report(0).of(100).await;
    sleep(PAUSE).await;
    progress.report(50).of(100).await;
    sleep(PAUSE).await;
    progress.report(100).of(100).await;
    "Reported progress three times."
}

/// Log one message, if the client wants any
#[tool]
async fn test_logging_tool(context: Context) -> &'static str {
    context.log(Level::Info, "A message of the tool").await;
    "Logged a message."
}

/// Send the client away, and answer when it comes back
#[tool]
async fn test_reconnection(context: Context) -> &'static str {
    context.close_stream();
    sleep(2 * PAUSE).await;
    "Reconnection test completed."
}

/// Announce that the tools have changed
#[tool]
fn test_trigger_tool_change(notify: Notify) -> &'static str {
    notify.tools_changed();
    "Announced."
}

/// Announce that the prompts have changed
#[tool]
fn test_trigger_prompt_change(notify: Notify) -> &'static str {
    notify.prompts_changed();
    "Announced."
}

/// Announce that a resource, and the list of them, have changed
#[tool]
fn test_trigger_resource_change(
    #[arg(default = "test://watched-resource")] uri: &str,
    notify: Notify,
) -> &'static str {
    notify.resource_updated(uri);
    notify.resources_changed();
    "Announced."
}
