//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::backend::Keep;

/// A project tracker whose REST backend is exposed as MCP tools.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Where MCP clients connect.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = address)]
    pub(crate) listen: SocketAddr,

    /// The SQLite file of the backend; made with demo data when it is not there. By default
    /// `project-tracker.db` in this folder, and with --stdio a fresh one in memory.
    #[arg(long, value_name = "FILE", conflicts_with = "backend_url")]
    pub(crate) database: Option<PathBuf>,

    /// A backend that runs elsewhere, to be used instead of one of our own; it has to know the service secret.
    #[arg(long, value_name = "URL", requires = "service_secret")]
    pub(crate) backend_url: Option<String>,

    /// Serve the workspace to one client on standard input and output, as desktop clients want it.
    #[arg(long)]
    pub(crate) stdio: bool,

    /// The token of whoever starts it with --stdio; that of the demo account by default.
    #[arg(
        long,
        value_name = "TOKEN",
        env = "TRACKER_TOKEN",
        hide_env_values = true
    )]
    pub(crate) token: Option<String>,

    /// Append what the audit log says of each call to this file too, as lines of JSON; a call that cannot be
    /// recorded is refused.
    #[arg(long, value_name = "FILE")]
    pub(crate) audit: Option<PathBuf>,

    /// For how many days the backend keeps entries of its audit log, 36500 at most; `0` or `forever` keeps all. What is
    /// older is deleted for good, little by little, at the start and then every hour.
    #[arg(
        long,
        value_name = "DAYS",
        env = "TRACKER_AUDIT_KEEP",
        default_value_t,
        conflicts_with = "backend_url"
    )]
    pub(crate) audit_keep: Keep,

    /// What the agency's bearer tokens are signed with, at least 32 bytes; made up at each start by default.
    #[arg(
        long,
        value_name = "SECRET",
        env = "TRACKER_JWT_SECRET",
        hide_env_values = true,
        conflicts_with = "backend_url"
    )]
    pub(crate) jwt_secret: Option<String>,

    /// What the MCP server proves itself to the backend with, at least 32 bytes; made up at each start by default.
    #[arg(
        long,
        value_name = "SECRET",
        env = "TRACKER_SERVICE_SECRET",
        hide_env_values = true
    )]
    pub(crate) service_secret: Option<String>,
}

/// Reads where to listen; a name would stand for several addresses.
fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "write an IP address and a port, such as 127.0.0.1:8080")
}

/// What is done instead of serving.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Mint, list and revoke personal access tokens of the workspace.
    #[command(subcommand)]
    Token(TokenCommand),
}

/// What is done with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Mint a token, and print it this once.
    Create(CreateToken),
    /// List the tokens that are not revoked.
    List {
        #[command(flatten)]
        file: File,
    },
    /// Revoke a token and those that were minted with it.
    Revoke {
        /// The number of the token.
        id: i64,
        #[command(flatten)]
        file: File,
    },
}

/// A token that is to be minted.
#[derive(Debug, Args)]
pub(crate) struct CreateToken {
    /// The name of the account it is for.
    #[arg(long, value_name = "NAME")]
    pub(crate) account: String,

    /// The org of the account, where several have one of that name.
    #[arg(long, value_name = "ORG")]
    pub(crate) org: Option<String>,

    /// What it may do, comma-separated: `read`, `write`, `admin`, or such as `issues:write`.
    #[arg(long, value_name = "SCOPES", value_delimiter = ',', required = true)]
    pub(crate) scopes: Vec<String>,

    /// What its owner calls it.
    #[arg(long, value_name = "NAME", default_value = "command line")]
    pub(crate) name: String,

    /// After how many days it ends; never by default.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..=3650))]
    pub(crate) expires_in: Option<i64>,

    #[command(flatten)]
    pub(crate) file: File,
}

/// The database of the backend.
#[derive(Debug, Args)]
pub(crate) struct File {
    /// The SQLite file of the backend.
    #[arg(long, value_name = "FILE", default_value = DATABASE)]
    pub(crate) database: PathBuf,
}

/// Where the backend keeps everything unless it is told otherwise.
pub(crate) const DATABASE: &str = "project-tracker.db";

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_makes_sense() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_backend_elsewhere_shares_a_secret() {
        let line = ["project-tracker", "--backend-url", "http://127.0.0.1:1"];
        assert!(Cli::try_parse_from(line).is_err());
        let secret = ["--service-secret", "long enough"];
        let cli = Cli::try_parse_from(line.into_iter().chain(secret)).unwrap();
        assert_eq!(cli.service_secret.as_deref(), Some("long enough"));
    }

    #[test]
    fn where_to_listen_is_an_address_and_a_port() {
        let listen = |at: &str| Cli::try_parse_from(["project-tracker", "--listen", at]);
        assert_eq!(listen("[::1]:80").unwrap().listen.port(), 80);
        for at in ["8080", ":8080", "localhost:8080", "127.0.0.1:80000"] {
            let refused = listen(at).unwrap_err().to_string();
            assert!(refused.contains("such as 127.0.0.1:8080"), "{refused}");
        }
    }

    #[test]
    fn the_log_is_kept_for_days_or_forever() {
        let kept = |more: &[&str]| {
            let line = ["project-tracker"].iter().chain(more);
            Cli::try_parse_from(line).map(|cli| cli.audit_keep)
        };
        assert_eq!(kept(&["--audit-keep", "30"]).unwrap(), Keep::Days(30));
        for all in ["0", "forever"] {
            assert_eq!(kept(&["--audit-keep", all]).unwrap(), Keep::Forever);
        }
        let refused = kept(&["--audit-keep", "a while"]).unwrap_err().to_string();
        assert!(refused.contains("from 1 to 36500, or forever"), "{refused}");
        // A backend elsewhere keeps its log as it was told itself.
        let elsewhere = [
            "--backend-url",
            "http://127.0.0.1:1",
            "--service-secret",
            "x",
        ];
        assert!(kept(&elsewhere).is_ok());
        assert!(kept(&[&elsewhere[..], &["--audit-keep", "30"]].concat()).is_err());
    }

    #[test]
    fn a_token_is_minted_for_days_that_there_are() {
        let create = |days: &str| {
            let line = ["project-tracker", "token", "create", "--account", "demo"];
            let rest = ["--scopes", "read,issues:write", "--expires-in", days];
            Cli::try_parse_from(line.into_iter().chain(rest))
        };
        let Some(Command::Token(TokenCommand::Create(token))) = create("30").unwrap().command
        else {
            panic!("another command");
        };
        assert_eq!(token.scopes, ["read", "issues:write"]);
        assert_eq!(token.expires_in, Some(30));
        for days in ["0", "-1", "3651", "soon"] {
            assert!(create(days).is_err(), "{days}");
        }
    }
}
