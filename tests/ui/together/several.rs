//! Several mistakes are told at once, each once.
use mcp_server::tool;

#[tool(titel = "List", read_only = 1)]
fn list(#[arg(max = none)] limit: u32, #[arg(max_length = -1)] name: &str) -> String {
    format!("{name}: {limit}")
}

fn main() {}
