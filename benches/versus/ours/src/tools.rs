//! The tools: three that are called, and as many more as are asked for.

use mcp_server::Tools;
use mcp_server::prelude::*;
use versus_common::{Item, items};

/// The three that are called come first.
pub(crate) fn of(count: usize) -> Tools {
    let first = [toolset![echo], toolset![list], toolset![progress]];
    let more = (3..count).map(|index| toolset![list_issues].prefix(&format!("project_{index}_")));
    first
        .into_iter()
        .take(count)
        .chain(more)
        .fold(Tools::new(), Tools::and)
}

/// Say the same
#[tool(read_only)]
fn echo(
    /// What to say
    text: String,
) -> String {
    text
}

/// List the issues
#[tool(read_only)]
fn list() -> Json<Vec<Item>> {
    Json(items())
}

/// Tell how far it is
#[tool(read_only)]
async fn progress(
    /// How often
    events: u32,
    progress: Progress,
) -> String {
    for event in 1..=events {
        progress.report(event).of(events).await;
    }
    "done".to_owned()
}

/// Tell all clients
#[expect(
    clippy::needless_pass_by_value,
    reason = "a tool takes its parameters by value"
)]
#[tool]
pub(crate) fn announce(notify: Notify) -> String {
    notify.tools_changed();
    "done".to_owned()
}

/// List issues of a project
#[tool(read_only)]
fn list_issues(
    /// Project key
    project: &str,
    /// Only this state
    status: Option<String>,
    /// Most issues
    #[arg(default = 20, min = 1, max = 100)]
    limit: u32,
    /// Also closed ones
    #[arg(default)]
    closed: bool,
) -> String {
    format!("{project}{}{limit}{closed}", status.unwrap_or_default())
}
