//! Two connections of HTTP+SSE: what is posted on one is answered on the other.

use std::net::SocketAddr;

use super::Link;
use super::session::text;

use crate::http::Connection;
use crate::options::{Era, What};
use crate::request::{self, Request};

const REVISION: &str = "2024-11-05";

struct Sse {
    posts: Connection,
    stream: Connection,
    request: Request,
    expected: &'static [u8],
}

pub(super) fn link(address: SocketAddr, what: &What) -> Result<Box<dyn Link>, String> {
    let mut stream = Connection::open(address).map_err(text)?;
    let get = request::bare("GET", "/sse", "accept: text/event-stream\r\n");
    stream.open_stream(&get).map_err(text)?;
    let event = String::from_utf8_lossy(stream.event(b"data: ").map_err(text)?).into_owned();
    let endpoint = event
        .lines()
        .find_map(|line| line.strip_prefix("data: "))
        .ok_or_else(|| format!("the stream names no endpoint: {event}"))?;
    let mut link = Sse {
        posts: Connection::open(address).map_err(text)?,
        stream,
        request: request::post(endpoint, "", &request::initialize(REVISION)),
        expected: b"\"serverInfo\"",
    };
    link.ask()?;
    if !link.answered()? {
        return Err("`initialize` is not answered".to_owned());
    }
    let initialized = request::post(endpoint, "", request::INITIALIZED);
    link.posts.send(initialized.first()).map_err(text)?;
    link.posts.receive().map_err(text)?;
    link.request = request::post(endpoint, "", &request::message(what, Era::Sse));
    link.expected = request::expected(what);
    Ok(Box::new(link))
}

impl Link for Sse {
    fn ask(&mut self) -> Result<(), String> {
        self.posts.send(self.request.next()).map_err(text)
    }

    fn answered(&mut self) -> Result<bool, String> {
        let accepted = self.posts.receive().map_err(text)?.status == 202;
        self.stream.event(self.expected).map_err(text)?;
        Ok(accepted)
    }
}
