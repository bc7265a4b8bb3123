//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;

/// A project tracker whose REST backend is exposed as MCP tools.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// Where MCP clients connect.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,

    /// The SQLite file of the backend; made with demo data when it is not there. By default
    /// `project-tracker.db` in this folder, and with --stdio a fresh one in memory.
    #[arg(long, value_name = "FILE", conflicts_with = "backend_url")]
    pub(crate) database: Option<PathBuf>,

    /// A backend that runs elsewhere, to be used instead of one of our own.
    #[arg(long, value_name = "URL")]
    pub(crate) backend_url: Option<String>,

    /// Serve one client on standard input and output, as desktop clients want it.
    #[arg(long)]
    pub(crate) stdio: bool,

    /// The API key for callers that send none; the local demo account by default.
    #[arg(
        long,
        value_name = "KEY",
        env = "TRACKER_API_KEY",
        hide_env_values = true
    )]
    pub(crate) api_key: Option<String>,

    /// What the agency's bearer tokens are signed with, at least 32 bytes; made up at each start by default.
    #[arg(
        long,
        value_name = "SECRET",
        env = "TRACKER_JWT_SECRET",
        hide_env_values = true,
        conflicts_with = "backend_url"
    )]
    pub(crate) jwt_secret: Option<String>,
}
