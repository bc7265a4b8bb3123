//! POST: a message, and whatever it is answered with
//! (`basic/transports#sending-messages-to-the-server`).

use std::error::Error;
use std::future::poll_fn;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::body::Body;
use super::headers;
use super::read::read;
use super::status::{self, Refusal};
use super::stream::{Head, Stream};
use crate::lifecycle::{self, Exchange, Mirror, Reply};
use crate::server::Server;

pub(super) async fn post<B>(
    server: &Server,
    headers: HeaderMap,
    body: B,
) -> Result<Response<Body>, Refusal>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    headers::sends_json(&headers)?;
    headers::accepts_answer(&headers)?;
    let version = headers::mirrored(&headers, &headers::VERSION)?;
    let (method, name) = match lifecycle::is_stateless(headers::text(version.as_ref())) {
        true => (
            headers::mirrored(&headers, &headers::METHOD)?,
            headers::mirrored(&headers, &headers::NAME)?,
        ),
        // Revisions with sessions have no such headers.
        false => (None, None),
    };
    let mirror = Mirror {
        version: headers::text(version.as_ref()),
        method: headers::text(method.as_ref()),
        name: headers::text(name.as_ref()),
        session: headers::session(&headers)?,
    };
    let body = read(body, server.http()).await?;
    Ok(
        match lifecycle::streamable(server, &mirror, headers, &body) {
            Reply::Accepted => status::empty(StatusCode::ACCEPTED),
            Reply::Done(answer) => status::answer(answer),
            Reply::Running(exchange) => respond(server, exchange).await,
        },
    )
}

/// The head is committed late: what the call does first decides between one JSON message, with a
/// status of its own, and a stream of events.
async fn respond(server: &Server, exchange: Box<Exchange>) -> Response<Body> {
    let mut stream = Stream::call(exchange, server.http().keep_alive);
    match poll_fn(|cx| stream.poll_head(cx)).await {
        Head::Answer(status, message) => status::json(status, message),
        Head::Events => status::events(stream),
    }
}
