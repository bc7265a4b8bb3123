//! A tool where a list of tools goes.
use mcp_server::prelude::*;

/// List notes
#[tool]
fn list() {}

fn main() {
    let _ = Server::builder(server_info!()).tools(list);
}
