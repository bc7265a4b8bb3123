//! Several servers at one address, told apart by their paths.

use std::future::Future;
use std::io;
use std::sync::Arc;

use tokio::net::{TcpListener, ToSocketAddrs};

use super::bind::bind;
use super::listener::Listener;
use super::{metadata, serve};
use crate::server::{BuildError, Server};

/// Servers that share an address: each answers at its own paths, with its own sessions, limits and
/// tools. For one process that offers several things, or two versions of one thing.
///
/// Deadlines of connections, how many there may be, and how long the end may take are those of the
/// first server; it also answers where none of them has a path. Where tokens come from is published
/// for each at the path that its [`resource`](crate::auth::Authentication::resource) leads to, and at
/// the root for the first one that has any.
///
/// ```
/// use mcp_server::prelude::*;
/// use mcp_server::Servers;
///
/// /// Say what time it is in Paris.
/// #[tool]
/// fn time() -> &'static str {
///     "late"
/// }
///
/// # fn main() -> Result<(), mcp_server::BuildError> {
/// let at = |path: &str| {
///     let sse = format!("{path}/sse");
///     let message = format!("{path}/message");
///     Server::builder(server_info!()).path(path).sse_paths(sse, message).tools(toolset![time])
/// };
/// let servers = Servers::new([at("/v1/mcp").build()?, at("/v2/mcp").build()?])?;
/// # let _ = servers;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Servers(Arc<[Server]>);

impl Servers {
    /// Puts servers beside each other.
    ///
    /// # Errors
    /// When two of them have the same path, or publish at the same where their tokens come from, and
    /// when there are none.
    pub fn new(servers: impl IntoIterator<Item = Server>) -> Result<Self, BuildError> {
        let servers: Arc<[Server]> = servers.into_iter().collect();
        BuildError::apart(servers.iter().map(|server| server.http()))?;
        let servers = Self(servers);
        BuildError::published(servers.published())?;
        Ok(servers)
    }

    /// Where each publishes where its tokens come from, and which of them answers there.
    fn published(&self) -> impl Iterator<Item = (usize, &str, usize)> {
        let numbered = self.iter().enumerate();
        numbered.filter_map(|(number, server)| {
            let path = server.gatekeeper()?.published_at()?;
            Some((number, path, self.place(path)))
        })
    }

    pub(super) fn one(server: &Server) -> Self {
        Self(Arc::new([server.clone()]))
    }

    /// As [`Server::serve`].
    ///
    /// # Errors
    /// When the address cannot be had, or signals cannot be listened for.
    pub async fn serve(&self, address: impl ToSocketAddrs) -> io::Result<()> {
        self.serve_listener(bind(address).await?).await
    }

    /// As [`Server::serve_listener`].
    ///
    /// # Errors
    /// When signals cannot be listened for.
    pub async fn serve_listener(&self, listener: TcpListener) -> io::Result<()> {
        serve::until_signalled(self, listener).await
    }

    /// As [`Server::serve_on`].
    pub async fn serve_on(&self, listener: impl Listener, shutdown: impl Future<Output = ()>) {
        let connections = serve::accept_until(self, listener, shutdown).await;
        connections.drain(self).await;
        self.until_recorded().await;
    }

    /// Waits for the records of the last calls, for a limited time.
    pub(super) async fn until_recorded(&self) {
        for server in self.iter() {
            server.until_recorded().await;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Server> {
        self.0.iter()
    }

    /// The one whose connections these are.
    pub(super) fn first(&self) -> &Server {
        &self.0[0]
    }

    /// The one that answers at a path.
    pub(super) fn at(&self, path: &str) -> &Server {
        match &*self.0 {
            [only] => only,
            all => &all[self.place(path)],
        }
    }

    fn place(&self, path: &str) -> usize {
        let mut servers = self.iter();
        let at =
            servers.position(|server| server.http().serves(path) || metadata::is_at(server, path));
        at.unwrap_or_default()
    }
}
