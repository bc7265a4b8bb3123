//! A client and a server in one process, without a socket.

use tokio::io::{DuplexStream, duplex};

use crate::server::Server;

/// How many bytes wait in each direction.
const BUFFER: usize = 64 << 10;

/// Starts to serve a pipe in memory and gives the client's end of it: one message per line.
/// Dropping that end ends the serving.
pub(crate) fn pair(server: &Server) -> DuplexStream {
    let (client, pipe) = duplex(BUFFER);
    let server = server.clone();
    tokio::spawn(async move {
        let (read, write) = tokio::io::split(pipe);
        if let Err(error) = server.serve_lines(read, write).await {
            tracing::debug!(%error, "a pipe in memory broke");
        }
    });
    client
}
