//! Two arguments of one name.
use mcp_server::tool;

/// Move a note
#[tool]
fn rename(name: &str, #[arg(name = "name")] new_name: &str) -> String {
    format!("{name} is {new_name}")
}

fn main() {}
