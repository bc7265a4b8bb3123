//! The tests' server as a process, for the official conformance suite and whoever is curious.

use std::error::Error;
use std::net::SocketAddr;

use clap::Parser;

/// A server with a tool for every feature.
#[derive(Parser)]
struct Options {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8123")]
    listen: SocketAddr,
    /// Serve who started this process, over standard input and output, and listen nowhere.
    #[arg(long)]
    stdio: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let server = mcp_tests::server().build()?;
    match options.stdio {
        true => server.serve_stdio().await?,
        false => server.serve(options.listen).await?,
    }
    Ok(())
}
