//! A default that the limits refuse.
use mcp_server::tool;

/// List notes
#[tool]
fn list(#[arg(default = "everything", max_length = 5)] what: &str) -> String {
    format!("{what:?}")
}

fn main() {}
