//! What all servers of the comparison share: their options, their answers, their runtime.

mod items;
mod options;

use std::io::{self, Write as _};
use std::net::SocketAddr;

pub use items::{Item, items};
pub use options::Options;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// As many workers as asked for, beside the thread that accepts.
pub fn runtime(options: &Options) -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(options.workers)
        .enable_all()
        .build()
}

/// Any free port of this machine only, told in the first line of the output.
pub async fn listen() -> io::Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    announce(listener.local_addr()?)?;
    Ok(listener)
}

/// Tells the driver where to connect.
pub fn announce(address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{address}")?;
    out.flush()
}
