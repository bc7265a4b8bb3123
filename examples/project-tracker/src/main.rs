//! The project tracker: a backend of two REST APIs, and two MCP servers whose tools call them over HTTP.

mod backend;
mod banner;
mod cli;
mod command;
mod delegation;
mod identity;
mod model;
mod secret;
mod servers;
mod signature;

use std::io::{IsTerminal as _, stderr};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser as _;
use mcp_server::audit::JsonLines;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::cli::{Cli, Command, DATABASE};
use crate::delegation::ServiceSecret;
use crate::servers::Over;

/// How long the end may take once everything is served.
const CLOSING: Duration = Duration::from_secs(1);

#[allow(
    clippy::print_stderr,
    reason = "this is what the program has to say to its user"
)]
fn main() -> ExitCode {
    match started() {
        Ok(()) => ExitCode::SUCCESS,
        // In one line, whatever the environment says of backtraces.
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn started() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    let outcome = runtime.block_on(run(cli));
    // The database is closed, so that its file alone has everything. A read of standard input cannot be given up on: it
    // ends with the process.
    runtime.shutdown_timeout(CLOSING);
    outcome
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    // stdout belongs to the protocol when a desktop client runs this program.
    tracing_subscriber::fmt()
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .init();
    if let Some(Command::Token(command)) = cli.command {
        command::token(command)
    } else if cli.stdio {
        stdio(cli).await
    } else {
        http(cli).await
    }
}

/// Serves one client on standard input and output.
async fn stdio(cli: Cli) -> anyhow::Result<()> {
    let secret = cli.secret()?;
    let backend = RunningBackend::start(&cli, &secret, None, cli.database.clone()).await?;
    let token = cli.token.as_deref().unwrap_or(backend::DEMO_TOKEN);
    let served = cli.over(&backend, secret)?.serve_stdio(token).await;
    backend.stop().await?;
    served
}

/// Serves every client on one port.
async fn http(cli: Cli) -> anyhow::Result<()> {
    let listener = TcpListener::bind(cli.listen).await.with_context(|| {
        format!(
            "cannot listen on {}; choose another with --listen",
            cli.listen
        )
    })?;
    let listen = listener.local_addr()?;
    // The backend is for this machine alone: what the servers prove themselves with travels in the clear.
    let beside = SocketAddr::new(from_here(listen.ip()), listen.port().wrapping_add(1));
    let database = cli
        .database
        .clone()
        .unwrap_or_else(|| PathBuf::from(DATABASE));
    // On all addresses is on those of this machine too, and only under their names it answers.
    let shown = match listen.ip() {
        all if all.is_unspecified() => SocketAddr::new(from_here(all), listen.port()),
        _ => listen,
    };
    let secret = cli.secret()?;
    let backend = RunningBackend::start(&cli, &secret, Some(beside), Some(database)).await?;
    let over = cli.over(&backend, secret)?;
    let ready = || banner::print(shown, &backend.url);
    let served = over.serve(listener, ready).await;
    backend.stop().await?;
    served
}

/// An address of this machine that reaches nothing else: this one, if it is such.
const fn from_here(ip: IpAddr) -> IpAddr {
    if ip.is_loopback() {
        ip
    } else {
        IpAddr::V4(Ipv4Addr::LOCALHOST)
    }
}

/// The backend that the tools call: one of ours, or one that runs elsewhere.
struct RunningBackend {
    url: String,
    own: Option<(oneshot::Sender<()>, JoinHandle<anyhow::Result<()>>)>,
}

impl RunningBackend {
    /// Starts a backend unless one is given; on any free port where `wish` is taken.
    async fn start(
        cli: &Cli,
        secret: &Arc<ServiceSecret>,
        wish: Option<SocketAddr>,
        database: Option<PathBuf>,
    ) -> anyhow::Result<Self> {
        if let Some(url) = &cli.backend_url {
            return Ok(Self {
                url: url.clone(),
                own: None,
            });
        }
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = match TcpListener::bind(wish.unwrap_or(any)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind(any)
                .await
                .context("cannot listen on the loopback address")?,
        };
        let url = format!("http://{}", listener.local_addr()?);
        let options = backend::Options {
            database,
            jwt_secret: cli.jwt_secret.clone(),
            service_secret: Some(Arc::clone(secret)),
            audit_keep: cli.audit_keep,
            ..Default::default()
        };
        let apis = backend::open(options).await?;
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let task = tokio::spawn(backend::serve(listener, apis, shutdown));
        Ok(Self {
            url,
            own: Some((stop, task)),
        })
    }

    async fn stop(self) -> anyhow::Result<()> {
        let Some((stop, task)) = self.own else {
            return Ok(());
        };
        let _ = stop.send(());
        task.await?
    }
}

impl Cli {
    /// The secret that the servers and the backend share.
    fn secret(&self) -> anyhow::Result<Arc<ServiceSecret>> {
        ServiceSecret::new(self.service_secret.as_deref()).map(Arc::new)
    }

    /// What the servers are built over.
    fn over(&self, backend: &RunningBackend, secret: Arc<ServiceSecret>) -> anyhow::Result<Over> {
        let file = self.audit.as_ref().map(JsonLines::create).transpose()?;
        Over::new(&backend.url, secret, file)
    }
}
