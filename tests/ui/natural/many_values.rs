//! More values than an array can be serialized with.
#![deny(warnings)]

use mcp_server::prelude::*;

/// Pick a number
#[tool]
async fn pick(
    #[arg(one_of = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u",
        "v", "w", "x", "y", "z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
    ])]
    letter: &str,
    #[arg(one_of(1, 2, 3), example = 2)] number: Option<u8>,
    #[arg(one_of = 'a')] only: char,
) -> String {
    format!("{letter}{number:?}{only}")
}

fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![pick])
        .build();
    assert!(server.is_ok());
}
