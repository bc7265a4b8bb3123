//! The session that a GET or DELETE is about, and whose stream it becomes.

use std::sync::Arc;

use http::StatusCode;
use mcp_core::Principal;

use super::headers::{self, Known};
use super::status::Refusal;
use crate::callers::Guest;
use crate::lifecycle::{self, SessionHeader};
use crate::server::Server;
use crate::session::{Carrier, Session};

/// Refuses revisions that have no sessions, and those that this server does not speak.
pub(super) fn era(headers: &Known<'_>) -> Result<(), Refusal> {
    let version = headers.version()?;
    if lifecycle::is_stateless(version) {
        return Err(Refusal::method("POST"));
    }
    match version {
        Some(version) if !lifecycle::is_supported(version) => {
            let message = format!(
                "this server does not speak revision `{}`",
                headers::shortened(version)
            );
            Err(Refusal::new(StatusCode::BAD_REQUEST, message))
        }
        _ => Ok(()),
    }
}

/// Whose stream begins, where that is known and one more is not too many.
pub(super) fn stays<'g>(
    server: &Server,
    guest: Option<&'g Guest>,
) -> Result<Option<&'g Principal>, Refusal> {
    let who = guest.and_then(Guest::who);
    match server.is_crowded_by(who) {
        true => Err(Refusal::crowding()),
        false => Ok(who),
    }
}

/// The session that the headers name.
pub(super) fn find(
    server: &Server,
    headers: &Known<'_>,
    who: Option<&Principal>,
) -> Result<Arc<Session>, Refusal> {
    match headers.session()? {
        None => {
            let message = "`Mcp-Session-Id` is missing; send the one that `initialize` was \
                           answered with";
            Err(Refusal::new(StatusCode::BAD_REQUEST, message))
        }
        Some(SessionHeader::Unknown) => Err(Refusal::unknown_session()),
        Some(SessionHeader::Valid(id)) => {
            let session = server.sessions().find(id, Carrier::Streamable, who);
            session.ok_or_else(Refusal::unknown_session)
        }
    }
}
