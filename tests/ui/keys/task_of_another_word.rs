//! A task that is one always, later, or where it can be.
use mcp_server::tool;

/// Render a film
#[tool(task = "optional")]
async fn render() {}

fn main() {}
