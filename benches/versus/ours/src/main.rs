//! Our server, built as its documentation says, with the tools of the comparison.

mod tools;

use std::error::Error;

use mcp_server::Server;
use versus_common::{Options, listen, runtime};

/// More than any scenario leaves idle.
const IDLE_SESSIONS: usize = 200_000;

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    let server = Server::builder(("versus", "1.0.0"))
        .tools(tools::of(options.tools))
        .idle_sessions(IDLE_SESSIONS)
        .build()?;
    runtime(&options)?.block_on(async {
        if options.mode == "stdio" {
            server.serve_stdio().await?;
        } else {
            server.serve_listener(listen().await?).await?;
        }
        Ok(())
    })
}
