//! HTTP with SSE (`basic/transports`, 2024-11-05): a stream is a session, and what is posted into
//! it is answered on the stream.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, Uri};
use mcp_core::Principal;

use super::body::Body;
use super::headers::Known;
use super::listening::Listening;
use super::session::stays;
use super::status::{self, Refusal};
use super::stream::Stream;
use crate::callers::Guest;
use crate::lifecycle::{self, Exchange, Reply, Step};
use crate::server::Server;
use crate::session::{Carrier, Session, SessionId, Unsent};

/// GET: opens a session, and names the place to post to.
pub(super) fn open(
    server: &Server,
    headers: &Known<'_>,
    guest: Option<&Guest>,
) -> Result<Response<Body>, Refusal> {
    headers.accepts_events()?;
    let who = stays(server, guest)?;
    let Ok(session) = server.sessions().open(Carrier::Sse, who) else {
        return Err(Refusal::full());
    };
    let Some(stream) = session.attach() else {
        server.sessions().close(session.id());
        return Err(Refusal::full());
    };
    let listening = Listening::owning(server.clone(), stream, session.id());
    let first = format!(
        "event: endpoint\ndata: {}?sessionId={}\n\n",
        server.http().message_path,
        session.id()
    );
    let stream = Stream::session(first.as_bytes(), listening).of(guest);
    Ok(status::events(stream))
}

/// POST: the session that a message is for, before the message is read.
pub(super) fn addressed(
    server: &Server,
    uri: &Uri,
    headers: &Known<'_>,
    who: Option<&Principal>,
) -> Result<SessionId, Refusal> {
    headers.sends_json()?;
    let id = session_id(uri)?;
    find(server, id, who)?;
    Ok(id)
}

/// POST: a message into a session.
pub(super) fn take(
    server: &Server,
    id: SessionId,
    headers: &mut HeaderMap,
    guest: Option<&Guest>,
    body: &Bytes,
    cx: &mut Context<'_>,
) -> Result<Response<Body>, Refusal> {
    let who = guest.and_then(Guest::who);
    // Anew: it may have ended while the body came in.
    let session = find(server, id, who)?;
    let room = session.reserve();
    let reply = lifecycle::in_session(server, &session, headers, who, body, room.is_some());
    match (reply, room) {
        // Not the answer to a request, but to this POST: nobody on the stream could place it.
        (Reply::Done(answer), _) if answer.status.code.as_u16() >= 400 => {
            return Ok(status::answer(server, answer));
        }
        (Reply::Done(answer), Some(room)) => start(send(room, answer.body), cx),
        (Reply::Running(mut exchange), Some(room)) => {
            exchange.hold(guest);
            let mut first = Vec::new();
            match exchange.poll_next(cx, &mut first) {
                // A challenge is for this POST too.
                Poll::Ready(Step::Last(status)) if status.is_challenge() => {
                    return Ok(status::last(server, &status, first.into()));
                }
                polled => start(run(room, exchange, polled, first), cx),
            }
        }
        // Without room nothing is begun.
        (Reply::Accepted, _) | (_, None) => {}
    }
    Ok(status::accepted())
}

fn find(server: &Server, id: SessionId, who: Option<&Principal>) -> Result<Arc<Session>, Refusal> {
    let session = server.sessions().find(id, Carrier::Sse, who);
    session.ok_or_else(Refusal::unknown_session)
}

fn session_id(uri: &Uri) -> Result<SessionId, Refusal> {
    let query = uri.query().unwrap_or_default();
    let mut ids = query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("sessionId="));
    let id = ids.next().map(str::as_bytes).and_then(SessionId::parse);
    match (id, ids.next()) {
        (Some(id), None) => Ok(id),
        _ => {
            let message = "`sessionId` is missing or garbled; post to where the `endpoint` event \
                           points";
            Err(Refusal::new(StatusCode::BAD_REQUEST, message))
        }
    }
}

/// Runs work as far as it goes without waiting, and hands the rest to the runtime: the POST is
/// acknowledged before its answer is there, and most answers are there at once.
fn start(work: impl Future<Output = ()> + Send + 'static, cx: &mut Context<'_>) {
    let mut work: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(work);
    if work.as_mut().poll(cx).is_pending() {
        tokio::spawn(work);
    }
}

async fn send(room: Unsent, message: Vec<u8>) {
    if !room.session().send(message).await {
        tracing::debug!("an answer found no stream");
    }
}

/// Carries what a call says to the stream, from what it said when it was first polled until it ends
/// or nobody listens. Closing the session cancels the call, so this ends with the session.
async fn run(
    room: Unsent,
    mut exchange: Box<Exchange>,
    mut polled: Poll<Step>,
    mut message: Vec<u8>,
) {
    loop {
        let step = match std::mem::replace(&mut polled, Poll::Pending) {
            Poll::Ready(step) => step,
            Poll::Pending => poll_fn(|cx| exchange.poll_next(cx, &mut message)).await,
        };
        let over = match step {
            Step::Update => false,
            Step::HangUp => continue,
            Step::Last(_) => true,
            Step::End => return,
        };
        let sent = room.session().send(std::mem::take(&mut message)).await;
        if !sent || over {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_in_the_query_once() {
        let hex = "0123456789abcdef0123456789abcdef";
        let found = |query: &str| session_id(&format!("/message{query}").parse().unwrap()).is_ok();
        assert!(found(&format!("?sessionId={hex}")));
        assert!(found(&format!("?a=1&sessionId={hex}&b=2")));
        for query in ["", "?", "?sessionId=", "?sessionId=xyz", "?sessionid=1"] {
            assert!(!found(query), "{query}");
        }
        assert!(!found(&format!("?sessionId={hex}&sessionId={hex}")));
    }
}
