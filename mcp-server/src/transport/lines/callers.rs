//! Who is at the other end of a pipe. Its messages carry no credentials, so it is the same one from
//! the beginning to the end.

use std::future::pending;
use std::io;
use std::sync::Arc;

use mcp_core::Principal;
use tokio::time::sleep;

use crate::callers::remaining;
use crate::server::Server;

/// Whoever started the process, as the environment proves it.
pub(super) async fn of_process(server: &Server) -> io::Result<Option<Principal>> {
    match server.gatekeeper() {
        None => Ok(None),
        Some(gatekeeper) => Arc::clone(gatekeeper)
            .from_environment()
            .await
            .map_err(denied),
    }
}

/// Lets somebody in, with all that their scopes imply; strangers only where they may call.
pub(super) fn admit(server: &Server, who: Option<Principal>) -> io::Result<Option<Principal>> {
    match (server.gatekeeper(), who) {
        (None, who) => Ok(who),
        (Some(gatekeeper), Some(who)) => Ok(Some(gatekeeper.spell_out(who))),
        (Some(gatekeeper), None) if gatekeeper.is_strict() => Err(denied(
            "the server demands to know who calls: serve the pipe with `serve_lines_as`, and in \
             tests connect with `Client::connect_as`",
        )),
        (Some(_), None) => Ok(None),
    }
}

/// Waits until the credentials of somebody expire, and says so; mostly forever.
pub(super) async fn expired(who: Option<&Principal>) -> io::Error {
    match who.and_then(remaining) {
        None => pending().await,
        Some(remaining) => sleep(remaining).await,
    }
    denied("the credentials of the client have expired; start anew with others")
}

fn denied(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, why.into())
}
