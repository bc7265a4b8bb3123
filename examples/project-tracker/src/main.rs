//! The project tracker: a REST backend, and an MCP server whose tools call it over HTTP.

mod backend;
mod banner;
mod cli;
mod client;
mod model;
mod tools;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::cli::Cli;
use crate::client::{Backend, Credentials};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // stdout belongs to the protocol when a desktop client runs this program.
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .init();
    let cli = Cli::parse();
    if cli.stdio {
        stdio(cli).await
    } else {
        http(cli).await
    }
}

/// Serves one client on standard input and output.
async fn stdio(cli: Cli) -> anyhow::Result<()> {
    let backend = RunningBackend::start(&cli, None, cli.database.clone()).await?;
    let server = tools::server(Backend::new(&backend.url)?, Some(cli.credentials()))?;
    server.serve_stdio().await?;
    backend.stop().await
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
    let beside = SocketAddr::new(listen.ip(), listen.port().wrapping_add(1));
    let database = cli
        .database
        .clone()
        .unwrap_or_else(|| PathBuf::from("project-tracker.db"));
    let backend = RunningBackend::start(&cli, Some(beside), Some(database)).await?;
    let server = tools::server(Backend::new(&backend.url)?, Some(cli.credentials()))?;
    banner::print(listen, &backend.url);
    server.serve_listener(listener).await?;
    backend.stop().await
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
    /// As whom the tools speak to the backend for callers that do not say who they are.
    fn credentials(&self) -> Credentials {
        let key = self.api_key.clone();
        Credentials::ApiKey(key.unwrap_or_else(|| backend::DEMO_KEY.to_owned()))
    }
}
