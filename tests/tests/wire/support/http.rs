//! HTTP/1.1 by hand: requests as bytes that may be wrong, responses as bytes that are looked at.

use std::time::Duration;

use serde_json::Value;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::{TcpStream, ToSocketAddrs};
use tokio::time::timeout;

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// One connection to a server.
pub(crate) struct Connection {
    io: BufReader<Box<dyn Stream>>,
    patience: Duration,
}

/// A response without its body.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: impl ToSocketAddrs) -> Self {
        let stream = TcpStream::connect(address)
            .await
            .expect("the server listens");
        Self::over(stream, PATIENCE)
    }

    /// Over something else than a socket.
    pub(crate) fn over(stream: impl Stream + 'static, patience: Duration) -> Self {
        Self {
            io: BufReader::new(Box::new(stream)),
            patience,
        }
    }

    /// Writes what may be less or more than a request; a server that has hung up is no failure.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        let _ = self.io.write_all(bytes).await;
        let _ = self.io.flush().await;
    }

    /// Reads a whole response.
    pub(crate) async fn response(&mut self) -> Response {
        let head = self.head().await;
        self.body_of(head).await
    }

    /// Reads a whole response, or only the head of an event stream.
    pub(crate) async fn head_or_response(&mut self) -> Response {
        let head = self.head().await;
        if head.is_stream() {
            return Response {
                head,
                body: Vec::new(),
            };
        }
        self.body_of(head).await
    }

    async fn body_of(&mut self, head: Head) -> Response {
        let mut body = Vec::new();
        match head.header("content-length") {
            Some(length) => {
                body.resize(length.parse().expect("a length is a number"), 0);
                let read = timeout(self.patience, self.io.read_exact(&mut body)).await;
                read.expect("the body comes in time")
                    .expect("the body is whole");
            }
            None if head.is_chunked() => {
                while let Some(chunk) = self.chunk().await {
                    body.extend(chunk);
                }
            }
            None => {}
        }
        Response { head, body }
    }

    /// Reads a response as far as its body.
    pub(crate) async fn head(&mut self) -> Head {
        let first = self.line().await;
        let status = first
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3));
        let status = status.and_then(|status| status.parse().ok());
        let mut headers = Vec::new();
        loop {
            let line = self.line().await;
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let status = status.unwrap_or_else(|| panic!("no response, but {first:?}"));
        Head { status, headers }
    }

    /// The next piece of a body that comes in pieces; `None` at its proper end.
    pub(crate) async fn chunk(&mut self) -> Option<Vec<u8>> {
        let line = self.line().await;
        let size =
            usize::from_str_radix(&line, 16).unwrap_or_else(|_| panic!("no chunk, but {line:?}"));
        let mut chunk = vec![0; size + 2];
        let read = timeout(self.patience, self.io.read_exact(&mut chunk)).await;
        read.expect("a chunk comes in time")
            .expect("a chunk is whole");
        chunk.truncate(size);
        (size > 0).then_some(chunk)
    }

    /// Everything up to the end of the connection.
    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let read = timeout(self.patience, self.io.read_to_end(&mut rest)).await;
        // A reset is an end as well.
        let _ = read.expect("the server hangs up");
        rest
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        let read = timeout(self.patience, self.io.read_line(&mut line)).await;
        read.expect("a line comes in time")
            .expect("a line can be read");
        line.trim_end().to_owned()
    }
}

impl Head {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} is there twice");
        value
    }

    pub(crate) fn is_chunked(&self) -> bool {
        self.header("transfer-encoding") == Some("chunked")
    }

    pub(crate) fn is_stream(&self) -> bool {
        self.header("content-type") == Some("text/event-stream")
    }
}

impl Response {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(
            self.head.header("content-type"),
            Some("application/json"),
            "{self:?}"
        );
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

/// The events of a stream.
pub(crate) struct Events {
    connection: Connection,
    buffer: String,
    /// The stream ended before it said anything.
    empty: bool,
}

/// One event.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) name: String,
    /// A message, or nothing where the event only has an id or a time.
    pub(crate) data: String,
    pub(crate) id: Option<String>,
    /// Milliseconds after which to come back.
    pub(crate) retry: Option<u64>,
}

impl Events {
    /// What follows a head.
    pub(crate) fn of(head: &Head, connection: Connection) -> Self {
        assert!(head.is_stream(), "{head:?}");
        Self {
            connection,
            buffer: String::new(),
            empty: head.header("content-length") == Some("0"),
        }
    }

    /// The next event that says something; `None` at the end of the stream.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        loop {
            let event = self.any().await?;
            if !event.data.is_empty() {
                return Some(event);
            }
        }
    }

    /// The next event, comments aside; `None` at the end of the stream.
    pub(crate) async fn any(&mut self) -> Option<Event> {
        // Comments alone could go on forever, and where the clock is paused, at once.
        let next = tokio::time::timeout(PATIENCE, self.next_event());
        next.await.expect("the stream says more than comments")
    }

    async fn next_event(&mut self) -> Option<Event> {
        loop {
            let Some((event, rest)) = self.buffer.split_once("\n\n") else {
                if self.empty {
                    return None;
                }
                let chunk = self.connection.chunk().await?;
                self.buffer += std::str::from_utf8(&chunk).expect("events are UTF-8");
                continue;
            };
            let (event, rest) = (event.to_owned(), rest.to_owned());
            self.buffer = rest;
            if let Some(event) = parse(&event) {
                return Some(event);
            }
        }
    }
}

/// An event, or nothing for a comment.
fn parse(text: &str) -> Option<Event> {
    let (mut name, mut data) = ("message", None);
    let (mut id, mut retry) = (None, None);
    for line in text.lines() {
        match line.split_once(": ") {
            Some(("", _)) => {}
            Some(("event", value)) => name = value,
            Some(("data", value)) if data.is_none() => data = Some(value),
            Some(("id", value)) if id.is_none() => id = Some(value.to_owned()),
            Some(("retry", value)) => retry = Some(value.parse().expect("a time is a number")),
            _ => panic!("no line of ours: {line:?}"),
        }
    }
    if let (None, None) = (data, retry) {
        return None;
    }
    Some(Event {
        name: name.to_owned(),
        data: data.unwrap_or_default().to_owned(),
        id,
        retry,
    })
}
