//! A tool that wants the caller's token, to pass it on.
use mcp_server::{Principal, tool};

/// Ask the service behind
#[tool]
async fn pass(principal: Principal) -> String {
    principal.token().to_owned()
}

fn main() {}
