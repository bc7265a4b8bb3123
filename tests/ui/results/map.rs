//! A map without `Json`.
use std::collections::HashMap;

use mcp_server::tool;

/// Read a note
#[tool]
async fn read(name: String) -> HashMap<String, u32> {
    HashMap::from([(name, 1)])
}

fn main() {}
