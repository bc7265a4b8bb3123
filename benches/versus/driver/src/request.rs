//! The bytes of every request, made once; only the id changes from one to the next.

use crate::options::{Era, What};

/// How a session or a stateless client names itself.
const CLIENT: &str = r#"{"name":"driver","version":"1.0.0"}"#;
/// The first id. All have as many digits, so that a request never changes its length.
const FIRST: &str = "10000000";
/// What `echo` is to say.
const TEXT: &str = "hello there";

/// A request that can be sent again under another id.
#[derive(Clone)]
pub(crate) struct Request {
    bytes: Vec<u8>,
    id: usize,
}

impl Request {
    fn new(head: &str, body: &str, end: &str) -> Self {
        let id = head.len() + body.find(FIRST).unwrap_or_default();
        let bytes = format!("{head}{body}{end}").into_bytes();
        Self { bytes, id }
    }

    /// The same from a client that would rather have its answer as an event than as JSON.
    pub(crate) fn preferring_events(mut self) -> Self {
        const JSON: &[u8] = b"application/json, text/event-stream";
        let place = self.bytes.windows(JSON.len()).position(|text| text == JSON);
        if let Some(place) = place {
            let preference = b"text/event-stream, application/json";
            self.bytes[place..place + JSON.len()].copy_from_slice(preference);
        }
        self
    }

    /// The bytes as they are.
    pub(crate) fn first(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes under a new id.
    pub(crate) fn next(&mut self) -> &[u8] {
        for digit in self.bytes[self.id..self.id + FIRST.len()].iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                break;
            }
            *digit = b'0';
        }
        &self.bytes
    }
}

/// The call over HTTP; `headers` are those that the session asks for.
pub(crate) fn call(what: &What, era: Era, headers: &str) -> Request {
    let stateless = match (era, what) {
        (Era::Stateless, What::List) => {
            "mcp-protocol-version: 2026-07-28\r\nmcp-method: tools/list\r\n".to_owned()
        }
        (Era::Stateless, What::Call { name, .. }) => format!(
            "mcp-protocol-version: 2026-07-28\r\nmcp-method: tools/call\r\nmcp-name: {name}\r\n"
        ),
        _ => String::new(),
    };
    post(
        "/mcp",
        &format!("{headers}{stateless}"),
        &message(what, era),
    )
}

/// The call as a line.
pub(crate) fn line(what: &What) -> Request {
    Request::new("", &message(what, Era::Session), "\n")
}

pub(crate) fn message(what: &What, era: Era) -> String {
    let (method, params, token) = match what {
        What::List => ("tools/list", String::new(), String::new()),
        What::Call { name, events } => {
            let arguments = match (name.as_str(), events) {
                ("echo", _) => format!(r#"{{"text":"{TEXT}"}}"#),
                ("progress", events) => format!(r#"{{"events":{events}}}"#),
                _ => "{}".to_owned(),
            };
            let token = if *events > 0 {
                r#""progressToken":7"#
            } else {
                ""
            };
            let params = format!(r#""name":"{name}","arguments":{arguments}"#);
            ("tools/call", params, token.to_owned())
        }
    };
    let modern = match era {
        Era::Stateless => format!(
            r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{CLIENT},"io.modelcontextprotocol/clientCapabilities":{{}}"#
        ),
        _ => String::new(),
    };
    let meta = join(&modern, &token);
    let meta = match meta.as_str() {
        "" => meta,
        _ => format!(r#""_meta":{{{meta}}}"#),
    };
    let params = join(&params, &meta);
    format!(r#"{{"jsonrpc":"2.0","id":{FIRST},"method":"{method}","params":{{{params}}}}}"#)
}

fn join(first: &str, second: &str) -> String {
    let comma = if first.is_empty() || second.is_empty() {
        ""
    } else {
        ","
    };
    format!("{first}{comma}{second}")
}

/// A POST as clients send it.
pub(crate) fn post(path: &str, headers: &str, body: &str) -> Request {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    Request::new(&head, body, "")
}

/// A request without a body.
pub(crate) fn bare(method: &str, path: &str, headers: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}\r\n").into_bytes()
}

pub(crate) fn initialize(revision: &str) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","id":{FIRST},"method":"initialize","params":{{"protocolVersion":"{revision}","capabilities":{{}},"clientInfo":{CLIENT}}}}}"#
    )
}

pub(crate) const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;

/// What the answer must hold.
pub(crate) fn expected(what: &What) -> &'static [u8] {
    match what {
        What::List => b"\"tools\":[",
        What::Call { name, .. } => match name.as_str() {
            "echo" => b"\"text\":\"hello there\"",
            "progress" | "announce" => b"\"text\":\"done\"",
            _ => b"\"rank\":131",
        },
    }
}
