//! Our server, built as its documentation says, with the tools of the comparison.

mod tools;

use std::error::Error;
use std::future::pending;
use std::{io, thread};

use mcp_server::{Server, toolset};
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};
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
    match &*options.mode {
        "threads" => return shared(&server, options.workers),
        "reuseport" => return reuseport(&server, options.workers),
        _ => {}
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

/// Serves on threads that accept from the same listener.
fn shared(server: &Server, count: usize) -> Result<(), Box<dyn Error>> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    threads(server, count, || {
        TcpListener::from_std(listener.try_clone()?)
    })
}

/// Serves on threads with a listener each, among which the kernel deals out the connections.
fn reuseport(server: &Server, count: usize) -> Result<(), Box<dyn Error>> {
    let mut address = ([127, 0, 0, 1], 0).into();
    threads(server, count, || {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseport(true)?;
        socket.bind(address)?;
        // Any free port for the first, the same for the others.
        address = socket.local_addr()?;
        socket.listen(1024)
    })
}

/// Serves on threads with a runtime each, which share nothing but the server.
fn threads(
    server: &Server,
    count: usize,
    mut listen: impl FnMut() -> io::Result<TcpListener>,
) -> Result<(), Box<dyn Error>> {
    let mut accepting = Vec::new();
    for _ in 0..count {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _entered = runtime.enter();
            listen()?
        };
        accepting.push((runtime, listener));
    }
    // Nobody is to connect before all of them listen.
    if let Some((_, first)) = accepting.first() {
        announce(first.local_addr()?)?;
    }
    let serve = |(runtime, listener): (Runtime, TcpListener)| {
        let server = server.clone();
        thread::spawn(move || runtime.block_on(server.serve_on(listener, pending())))
    };
    let threads: Vec<_> = accepting.into_iter().map(serve).collect();
    for thread in threads {
        thread.join().map_err(|_| "a thread panicked")?;
    }
    Ok(())
}
