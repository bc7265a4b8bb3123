//! GET: a stream for what the server says outside of calls
//! (`basic/transports#listening-for-messages-from-the-server`).

use http::{HeaderMap, Response, StatusCode};

use super::body::Body;
use super::status::{self, Refusal};
use super::stream::{Listening, Stream};
use super::{headers, session};
use crate::server::Server;

/// Shows the client that the stream is open, before there is anything to say.
const OPEN: &[u8] = b": open\n\n";

pub(super) fn open(server: &Server, headers: &HeaderMap) -> Result<Response<Body>, Refusal> {
    session::era(headers)?;
    headers::accepts_events(headers)?;
    let session = session::find(server, headers)?;
    let Some(stream) = session.attach() else {
        let message = "the session has as many open streams as it may have; close one first";
        return Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, message));
    };
    let listening = Listening::new(server.clone(), stream);
    Ok(status::events(Stream::session(
        OPEN,
        listening,
        server.http().keep_alive,
    )))
}
