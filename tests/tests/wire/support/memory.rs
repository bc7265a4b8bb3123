//! A server over connections in memory, where time can be paused and writes can be seen.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use mcp_server::{Listener, Server};
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf, duplex};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::http::{Connection, Response};
use super::post::Post;

/// Room for whatever the server says in hours that pass at once.
const ROOM: usize = 1 << 20;
/// Longer than anything a server waits for.
const PATIENCE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A server that runs in this test's runtime.
pub(crate) struct Memory {
    connections: mpsc::UnboundedSender<Watched>,
    writes: Writes,
}

/// What was written, one entry for each write.
pub(crate) type Writes = Arc<Mutex<Vec<Vec<u8>>>>;

impl Memory {
    pub(crate) fn serve(server: &Server) -> Self {
        Self::until(server, std::future::pending()).0
    }

    /// The same until something happens, and the end of it.
    pub(crate) fn until(
        server: &Server,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> (Self, JoinHandle<()>) {
        let (connections, accepted) = mpsc::unbounded_channel();
        let server = server.clone();
        let served = tokio::spawn(async move {
            server.serve_on(Accepted(accepted), end).await;
        });
        let memory = Self {
            connections,
            writes: Writes::default(),
        };
        (memory, served)
    }

    pub(crate) fn connect(&self) -> Connection {
        self.connect_within(ROOM)
    }

    /// With room for only so many bytes that the client has not read.
    pub(crate) fn connect_within(&self, room: usize) -> Connection {
        let (ours, io) = duplex(room);
        let writes = Arc::clone(&self.writes);
        self.connections
            .send(Watched { io, writes })
            .expect("the server accepts");
        Connection::over(ours, PATIENCE)
    }

    pub(crate) async fn send(&self, post: &Post) -> Response {
        let mut connection = self.connect();
        connection.write(&post.to_bytes()).await;
        connection.response().await
    }

    /// What the server has written since this was last asked.
    pub(crate) fn writes(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.writes.lock().unwrap())
    }
}

struct Accepted(mpsc::UnboundedReceiver<Watched>);

impl Listener for Accepted {
    type Io = Watched;

    async fn accept(&mut self) -> io::Result<Watched> {
        match self.0.recv().await {
            Some(connection) => Ok(connection),
            None => std::future::pending().await,
        }
    }
}

/// The server's end of a connection.
pub(crate) struct Watched {
    io: DuplexStream,
    writes: Writes,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[io::IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let whole: Vec<u8> = slices
            .iter()
            .flat_map(|slice| slice.iter().copied())
            .collect();
        let written = Pin::new(&mut self.io).poll_write(cx, &whole);
        if let Poll::Ready(Ok(length)) = written {
            self.writes.lock().unwrap().push(whole[..length].to_vec());
        }
        written
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
