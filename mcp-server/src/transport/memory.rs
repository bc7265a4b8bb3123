//! A client and a server in one process, without a socket.

use mcp_core::Principal;
use tokio::io::{DuplexStream, duplex};
use tokio::runtime::Handle;

use crate::server::Server;
use crate::spawn::spawn;

/// How many bytes wait in each direction.
const BUFFER: usize = 64 << 10;

/// Starts to serve a pipe in memory and gives the client's end of it: one message per line.
/// Dropping that end ends the serving.
pub(crate) fn pair(server: &Server, who: Option<Principal>) -> DuplexStream {
    let (client, pipe) = duplex(BUFFER);
    let server = server.clone();
    spawn(&Handle::current(), async move {
        let (read, write) = tokio::io::split(pipe);
        let served = match who {
            Some(who) => server.serve_lines_as(who, read, write).await,
            None => server.serve_lines(read, write).await,
        };
        if let Err(error) = served {
            tracing::debug!(%error, "a pipe in memory broke");
        }
    });
    client
}
