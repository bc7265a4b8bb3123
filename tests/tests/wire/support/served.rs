//! A server on a loopback socket.

use std::net::SocketAddr;

use mcp_server::{Builder, Server};
use mcp_tests::Probe;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::http::{Connection, Head, Response};
use super::post::Post;

/// A server that runs until this is dropped.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) probe: Probe,
    task: JoinHandle<()>,
    end: Option<oneshot::Sender<()>>,
}

impl Served {
    pub(crate) async fn start() -> Self {
        Self::with(|builder| builder).await
    }

    /// With options of its own.
    pub(crate) async fn with(options: impl FnOnce(Builder) -> Builder) -> Self {
        let probe = Probe::default();
        let server = options(mcp_tests::watched(&probe))
            .build()
            .expect("the server can be built");
        Self::serve(server, probe).await
    }

    pub(crate) async fn serve(server: Server, probe: Probe) -> Self {
        let (end, told) = oneshot::channel();
        let told = async {
            if told.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let mut served = Self::until(server, probe, told).await;
        served.end = Some(end);
        served
    }

    /// Tells it to end.
    pub(crate) fn shut_down(&mut self) {
        let end = self.end.take().expect("it runs until it is told");
        end.send(()).expect("it runs");
    }

    /// The same until something happens.
    pub(crate) async fn until(
        server: Server,
        probe: Probe,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let task = tokio::spawn(async move {
            server.serve_on(listener, end).await;
        });
        Self {
            address,
            probe,
            task,
            end: None,
        }
    }

    /// Waits until it serves no more.
    pub(crate) async fn ended(mut self) {
        let ended = (&mut self.task).await;
        ended.expect("the server does not panic");
    }

    /// One request on a connection of its own, answered to the end.
    pub(crate) async fn send(&self, post: &Post) -> Response {
        let mut connection = Connection::open(self.address).await;
        connection.write(&post.to_bytes()).await;
        connection.response().await
    }

    /// One request whose response goes on.
    pub(crate) async fn open(&self, post: &Post) -> (Head, Connection) {
        let mut connection = Connection::open(self.address).await;
        connection.write(&post.to_bytes()).await;
        (connection.head().await, connection)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}
