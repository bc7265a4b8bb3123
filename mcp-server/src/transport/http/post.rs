//! POST: a message, and whatever it is answered with
//! (`basic/transports#sending-messages-to-the-server`).

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::body::Body;
use super::headers::{Known, Mirrored};
use super::status::{self, Refusal};
use crate::callers::Guest;
use crate::lifecycle::{self, Exchange, Reply};
use crate::server::Server;

/// What becomes of a message.
pub(super) enum Taken {
    /// It is answered.
    Done(Response<Body>),
    /// A call runs.
    Running {
        exchange: Box<Exchange>,
        /// Its answer is to be an event stream, even where it is all that there is to say.
        prefers_events: bool,
    },
}

/// Looks at the headers of a message, before the message is read.
pub(super) fn begin(headers: &Known<'_>) -> Result<Mirrored, Refusal> {
    headers.sends_json()?;
    headers.accepts_answer()?;
    headers.mirrored()
}

/// Takes the message.
pub(super) fn take(
    server: &Server,
    mirrored: &Mirrored,
    headers: &mut HeaderMap,
    guest: Option<&Guest>,
    body: &Bytes,
) -> Taken {
    let who = guest.and_then(Guest::who);
    match lifecycle::streamable(server, &mirrored.mirror(), headers, who, body) {
        Reply::Accepted => Taken::Done(status::empty(StatusCode::ACCEPTED)),
        Reply::Done(answer)
            if mirrored.prefers_events() && answer.status.code == StatusCode::OK =>
        {
            Taken::Done(status::answer_as_event(&answer))
        }
        Reply::Done(answer) => Taken::Done(status::answer(server, answer)),
        Reply::Running(mut exchange) => {
            exchange.hold(guest);
            Taken::Running {
                exchange,
                prefers_events: mirrored.prefers_events(),
            }
        }
    }
}
