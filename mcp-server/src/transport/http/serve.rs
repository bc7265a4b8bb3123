//! Accepting connections until it is time to go.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::runtime::Handle;

use super::bind::bind;
use super::body::Body;
use super::connection::{Busy, Connection, Pulse};
use super::drain::{Connections, Place, Stage};
use super::failures::{Failures, Source};
use super::listener::Listener;
use super::responding::Responding;
use super::servers::Servers;
use super::signals::Signals;
use crate::server::{Hosts, Server};
use crate::spawn::spawn;

/// The longest head, and the most that is buffered for a client that reads slowly.
const BUFFER: usize = 64 * 1024;
/// How long to wait after a failure to accept, such as too many open files.
const PAUSE: Duration = Duration::from_millis(50);

impl Server {
    /// Serves over HTTP at an address until the process is told to end.
    ///
    /// The first SIGTERM or Ctrl-C lets the calls in flight finish, for as long as the server was
    /// built to wait; the second ends them. Either way the server is done for afterwards.
    ///
    /// ```no_run
    /// # async fn example(server: mcp_server::Server) -> std::io::Result<()> {
    /// server.serve("127.0.0.1:8000").await
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the address cannot be had, which the error names with what to do; or signals cannot be listened for.
    pub async fn serve(&self, address: impl ToSocketAddrs) -> io::Result<()> {
        self.serve_listener(bind(address).await?).await
    }

    /// As [`serve`](Self::serve), on a listener that is bound already.
    ///
    /// ```no_run
    /// # async fn example(server: mcp_server::Server) -> std::io::Result<()> {
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    /// println!("http://{}/mcp", listener.local_addr()?);
    /// server.serve_listener(listener).await
    /// # }
    /// ```
    ///
    /// # Errors
    /// When signals cannot be listened for.
    pub async fn serve_listener(&self, listener: TcpListener) -> io::Result<()> {
        Servers::one(self).serve_listener(listener).await
    }

    /// Serves over HTTP on a listener until `shutdown` is ready, then lets the calls in flight
    /// finish as [`serve`](Self::serve) does. Dropping the future ends them.
    ///
    /// ```no_run
    /// # async fn example(server: mcp_server::Server) -> std::io::Result<()> {
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    /// println!("listening on {}", listener.local_addr()?);
    /// server.serve_on(listener, std::future::pending()).await;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn serve_on(&self, listener: impl Listener, shutdown: impl Future<Output = ()>) {
        Servers::one(self).serve_on(listener, shutdown).await;
    }
}

/// Boxed, so that all of it is compiled here and not in the crate that awaits it.
pub(super) fn until_signalled<'s>(
    servers: &'s Servers,
    listener: TcpListener,
) -> Pin<Box<dyn Future<Output = io::Result<()>> + Send + 's>> {
    Box::pin(async move {
        let mut signals = Signals::new()?;
        announce(servers, listener.local_addr()?);
        let connections = accept_until(servers, listener, signals.next()).await;
        tokio::select! {
            () = connections.drain(servers) => {}
            () = signals.next() => tracing::warn!("a second signal: ending at once"),
        }
        servers.until_recorded().await;
        Ok(())
    })
}

fn announce(servers: &Servers, address: SocketAddr) {
    for server in servers.iter() {
        let options = server.http();
        let address = match options.hosts {
            Hosts::Loopback => local(address),
            Hosts::Any | Hosts::Listed(_) => address,
        };
        tracing::info!("serving MCP at http://{address}{}", options.path);
    }
    let mut hosts = servers.iter().map(|server| &server.http().hosts);
    if !address.ip().is_loopback() && hosts.any(|hosts| matches!(hosts, Hosts::Loopback)) {
        tracing::warn!(
            "{address} is reachable from elsewhere, but only requests for localhost are answered; \
             name the hosts to answer for with `allowed_hosts`"
        );
    }
}

/// Where a server that listens at an address answers those who ask for this machine: all addresses are no host.
fn local(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

pub(super) async fn accept_until<L: Listener>(
    servers: &Servers,
    mut listener: L,
    shutdown: impl Future<Output = ()>,
) -> Connections {
    let connections = Connections::new(servers.first().http().max_connections);
    let failures = Arc::default();
    let accepting = async {
        let mut failing = false;
        loop {
            match listener.accept().await {
                Ok(io) => {
                    failing = false;
                    // One client waits here, the others in the listener's backlog.
                    let place = connections.place().await;
                    let source = source(servers, L::address(&io), &failures);
                    let serving = connection(servers.clone(), io, source, place);
                    spawn(&Handle::current(), serving);
                }
                Err(error) => {
                    if !failing {
                        tracing::warn!(%error, "cannot accept connections; trying on");
                    }
                    failing = true;
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    };
    tokio::select! {
        biased;
        () = shutdown => {}
        () = accepting => {}
    }
    connections
}

/// Where a connection comes from. Behind a proxy all come from the same place, and the proxy knows
/// better.
fn source(servers: &Servers, address: Option<IpAddr>, failures: &Arc<Failures>) -> Option<Source> {
    let mut hosts = servers.iter().map(|server| &server.http().hosts);
    let proxied = hosts.any(|hosts| matches!(hosts, Hosts::Any));
    let address = address.filter(|_| !proxied)?;
    Some(Source::new(address, failures))
}

async fn connection<Io>(servers: Servers, io: Io, source: Option<Source>, mut place: Place)
where
    Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let pulse = Arc::new(Pulse::from(source));
    let io = TokioIo::new(Connection::new(
        io,
        Arc::clone(&pulse),
        servers.first().http(),
    ));
    let mut http = http1::Builder::new();
    // Both, for the buffer may be read into beyond its size.
    http.max_buf_size(BUFFER).max_header_size(BUFFER);
    let requests = Requests {
        servers,
        pulse: Arc::clone(&pulse),
    };
    let mut connection = pin!(http.serve_connection(io, requests));
    let ended = poll_fn(|cx| {
        match place.stage(cx) {
            Stage::Serving if place.is_wanted() && !pulse.is_busy() => {
                connection.as_mut().graceful_shutdown();
            }
            Stage::Serving => {}
            Stage::Draining => connection.as_mut().graceful_shutdown(),
            Stage::Over => return Poll::Ready(Ok(())),
        }
        connection.as_mut().poll(cx)
    });
    if let Err(error) = ended.await {
        tracing::debug!(%error, "a connection broke off");
    }
}

/// The requests of one connection.
struct Requests {
    servers: Servers,
    pulse: Arc<Pulse>,
}

impl hyper::service::Service<Request<Incoming>> for Requests {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        Answering {
            busy: Some(self.pulse.beat()),
            responding: Responding::new(self.servers.at(request.uri().path()), request),
        }
    }
}

/// A response that keeps its connection busy.
struct Answering {
    responding: Responding<Incoming>,
    busy: Option<Busy>,
}

impl Future for Answering {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Ok(mut response) = ready!(Pin::new(&mut self.responding).poll(cx));
        if let Some(busy) = self.busy.take() {
            if !response.status().is_success() {
                if let Some(source) = busy.source() {
                    response = source.judge(response);
                }
                busy.linger();
            }
            response.body_mut().hold(busy);
        }
        Poll::Ready(Ok(response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_are_shown_as_one_that_answers() {
        for (listening, shown) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("127.0.0.1:80", "127.0.0.1:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
        ] {
            assert_eq!(local(listening.parse().unwrap()).to_string(), shown);
        }
    }
}
