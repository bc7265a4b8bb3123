//! Our server, built as its documentation says, with the tools of the comparison.

mod tools;

use std::error::Error;
use std::net::TcpListener;

use mcp_server::{Server, toolset};
use versus_common::{Options, announce, listen, runtime};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    let mut server = Server::builder(("versus", "1.0.0")).tools(tools::of(options.tools));
    if options.mode == "announce" {
        server = server.tools(toolset![tools::announce]);
    }
    if let Some(most) = options.sessions {
        server = server.idle_sessions(most);
    }
    let server = server.build()?;
    if options.mode == "threads" {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        announce(listener.local_addr()?)?;
        return Ok(server.serve_threads(listener, options.workers.try_into()?)?);
    }
    runtime(&options)?.block_on(async {
        if options.mode == "stdio" {
            server.serve_stdio().await?;
        } else {
            server.serve_listener(listen().await?).await?;
        }
        Ok(())
    })
}
