//! GET: a stream for what the server says outside of calls, or the rest of a stream that broke
//! (`basic/transports#listening-for-messages-from-the-server`, `#resumability-and-redelivery`).

use std::sync::Arc;

use super::headers::Known;
use super::listening::Listening;
use super::replaying::Replaying;
use super::session;
use super::status::Refusal;
use super::stream::Stream;
use crate::callers::Guest;
use crate::server::Server;
use crate::session::{Resumed, Session};

pub(super) fn open(
    server: &Server,
    headers: &Known<'_>,
    guest: Option<&Guest>,
) -> Result<Stream, Refusal> {
    session::era(headers)?;
    headers.accepts_events()?;
    let who = session::stays(server, guest)?;
    let session = session::find(server, headers, who)?;
    let stream = match headers.last_event() {
        // Where events have no ids, a client has none to send.
        Some(id) if session.has_event_ids() => resume(server, &session, id)?,
        _ => Stream::listening(listen(server, &session)?),
    };
    Ok(stream.of(guest))
}

fn listen(server: &Server, session: &Arc<Session>) -> Result<Listening, Refusal> {
    let stream = session.attach().ok_or_else(Refusal::unknown_session)?;
    Ok(Listening::new(server.clone(), stream))
}

fn resume(server: &Server, session: &Arc<Session>, id: &[u8]) -> Result<Stream, Refusal> {
    let histories = server.sessions().histories();
    let id = std::str::from_utf8(id).ok();
    let resumed = histories.zip(id);
    let resumed = resumed.and_then(|(histories, id)| session.resume(histories, id).ok());
    let replaying = match resumed.ok_or_else(Refusal::gone)? {
        Resumed::Call(replay, request) => {
            let polls = session.is_polled();
            Replaying::call(server.clone(), replay, request, polls)
        }
        Resumed::Listening(replay) => {
            Replaying::listening(server.clone(), replay, listen(server, session)?)
        }
    };
    Ok(Stream::replay(replaying))
}
