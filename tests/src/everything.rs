//! The tests' server as a process, for the official conformance suite and whoever is curious.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;

use clap::Parser;

/// A server with a tool for every feature.
#[derive(Parser)]
struct Options {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8123")]
    listen: SocketAddr,
    /// Serve on so many threads with a runtime each, instead of one runtime with all processors.
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Serve who started this process, over standard input and output, and listen nowhere.
    #[arg(long)]
    stdio: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let server = mcp_tests::server().build()?;
    if options.stdio {
        let runtime = tokio::runtime::Runtime::new()?;
        return Ok(runtime.block_on(server.serve_stdio())?);
    }
    match options.threads {
        Some(threads) => server.serve_threads(TcpListener::bind(options.listen)?, threads)?,
        None => tokio::runtime::Runtime::new()?.block_on(server.serve(options.listen))?,
    }
    Ok(())
}
