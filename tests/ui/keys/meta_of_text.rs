//! Metadata that is no object.
use mcp_server::tool;

/// List notes
#[tool(meta = "beta")]
fn list() {}

fn main() {}
