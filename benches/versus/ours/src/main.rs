//! Our server, built as its documentation says, with the tools of the comparison.

mod tools;

use std::error::Error;
use std::future::pending;
use std::net::TcpListener;
use std::{io, thread};

use mcp_server::{Server, toolset};
use tokio::runtime::Builder;
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
        return threads(&server, &listener, options.workers);
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

/// Serves on threads with a runtime each, which accept from the same listener.
fn threads(server: &Server, listener: &TcpListener, count: usize) -> Result<(), Box<dyn Error>> {
    listener.set_nonblocking(true)?;
    let mut threads = Vec::new();
    for _ in 0..count {
        let (server, listener) = (server.clone(), listener.try_clone()?);
        let runtime = Builder::new_current_thread().enable_all().build()?;
        threads.push(thread::spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                server.serve_on(listener, pending()).await;
                Ok::<(), io::Error>(())
            })
        }));
    }
    for thread in threads {
        thread.join().map_err(|_| "a thread panicked")??;
    }
    Ok(())
}
