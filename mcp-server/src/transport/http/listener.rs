//! Where connections come from.

use std::io;
use std::net::IpAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
#[cfg(unix)]
use tokio::net::{UnixListener, UnixStream};

/// A source of connections for [`Server::serve_on`](crate::Server::serve_on).
///
/// Implemented for tokio's TCP and Unix listeners. Implement it to serve on something else, TLS
/// for instance; do the slow part of a handshake in the first read, for nobody else is accepted
/// while [`accept`](Self::accept) waits.
///
/// ```
/// use std::io;
/// use mcp_server::Listener;
/// use tokio::net::{TcpListener, TcpStream};
///
/// /// Lets every connection send large frames without asking.
/// struct Quick(TcpListener);
///
/// impl Listener for Quick {
///     type Io = TcpStream;
///
///     async fn accept(&mut self) -> io::Result<TcpStream> {
///         let (stream, _) = self.0.accept().await?;
///         stream.set_nodelay(true)?;
///         Ok(stream)
///     }
/// }
/// ```
pub trait Listener: Send {
    /// A connection.
    type Io: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Waits for the next connection. An error is logged, and the server tries again.
    ///
    /// The future is dropped when the server shuts down.
    fn accept(&mut self) -> impl Future<Output = io::Result<Self::Io>> + Send;

    /// The address at the other end, where there is one to tell: whoever guesses sessions or
    /// credentials from there is slowed down.
    fn address(_: &Self::Io) -> Option<IpAddr> {
        None
    }
}

impl Listener for TcpListener {
    type Io = TcpStream;

    async fn accept(&mut self) -> io::Result<TcpStream> {
        let (stream, _) = Self::accept(self).await?;
        // Without it, an event behind another waits for the client's delayed acknowledgement.
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    fn address(stream: &TcpStream) -> Option<IpAddr> {
        stream.peer_addr().ok().map(|address| address.ip())
    }
}

#[cfg(unix)]
impl Listener for UnixListener {
    type Io = UnixStream;

    async fn accept(&mut self) -> io::Result<UnixStream> {
        Self::accept(self).await.map(|(stream, _)| stream)
    }
}
