//! DELETE: the client ends its session (`basic/transports#session-management`).

use http::{Response, StatusCode};
use mcp_core::Principal;

use super::body::Body;
use super::headers::Known;
use super::session;
use super::status::{self, Refusal};
use crate::server::Server;

pub(super) fn close(
    server: &Server,
    headers: &Known<'_>,
    who: Option<&Principal>,
) -> Result<Response<Body>, Refusal> {
    session::era(headers)?;
    let session = session::find(server, headers, who)?;
    // Two clients may close at once: the second finds nothing any more.
    if !server.sessions().close(session.id()) {
        return Err(Refusal::unknown_session());
    }
    Ok(status::empty(StatusCode::NO_CONTENT))
}
