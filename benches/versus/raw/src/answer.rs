//! The answers, byte for byte what our server says.

use std::io;

use serde::Serialize;
use serde_json::value::RawValue;
use versus_common::{Options, items};

use crate::message::Request;

const INITIALIZED: &[u8] = br#"{"protocolVersion":"2025-11-25","capabilities":{"logging":{},"tools":{}},"serverInfo":{"name":"versus","version":"1.0.0"}}"#;
/// What the stateless revision adds to a result.
const STATELESS: &[u8] = br#","resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"versus","version":"1.0.0"}}"#;
/// Room for a usual answer.
const ROOM: usize = 256;

/// What is the same in all answers of a server.
pub(crate) struct Answers {
    list: Vec<u8>,
    after: &'static [u8],
}

#[derive(Serialize)]
struct Text<'a> {
    r#type: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Structured<'a> {
    result: &'a RawValue,
}

#[derive(Serialize)]
struct Progress {
    jsonrpc: &'static str,
    method: &'static str,
    params: Amount,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Amount {
    progress_token: u32,
    progress: u32,
    total: u32,
}

impl Answers {
    pub(crate) fn new(options: &Options) -> io::Result<Self> {
        let list = match &options.list {
            Some(path) => std::fs::read(path)?,
            None => b"{\"tools\":[]}".to_vec(),
        };
        let after = match options.mode.as_str() {
            "stateless" => STATELESS,
            _ => b"",
        };
        Ok(Self { list, after })
    }

    /// The answer to a request, or nothing to a notification.
    pub(crate) fn to(&self, request: &Request<'_>) -> serde_json::Result<Option<Vec<u8>>> {
        let Some(id) = request.id else {
            return Ok(None);
        };
        let answer = match (request.method, request.params.name) {
            ("tools/list", _) => rendered(id, &self.list),
            ("initialize", _) => rendered(id, INITIALIZED),
            (_, "list") => self.items(id)?,
            (_, "progress" | "announce") => self.call(id, "done", None)?,
            _ => self.call(id, request.params.arguments.text, None)?,
        };
        Ok(Some(answer))
    }

    fn items(&self, id: u64) -> serde_json::Result<Vec<u8>> {
        let text = serde_json::to_string(&items())?;
        let result: &RawValue = serde_json::from_str(&text)?;
        self.call(id, &text, Some(Structured { result }))
    }

    fn call(
        &self,
        id: u64,
        text: &str,
        structured: Option<Structured<'_>>,
    ) -> serde_json::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(ROOM + 3 * text.len());
        begin(id, &mut out);
        out.extend_from_slice(b"{\"content\":[");
        let r#type = "text";
        serde_json::to_writer(&mut out, &Text { r#type, text })?;
        out.push(b']');
        if let Some(structured) = structured {
            out.extend_from_slice(b",\"structuredContent\":");
            serde_json::to_writer(&mut out, &structured)?;
        }
        out.extend_from_slice(self.after);
        out.extend_from_slice(b"}}");
        Ok(out)
    }
}

fn rendered(id: u64, result: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(result.len() + ROOM);
    begin(id, &mut out);
    out.extend_from_slice(result);
    out.push(b'}');
    out
}

fn begin(id: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"id\":");
    out.extend_from_slice(id.to_string().as_bytes());
    out.extend_from_slice(b",\"result\":");
}

/// One of `total` steps, as an event.
pub(crate) fn progress(progress: u32, total: u32) -> serde_json::Result<Vec<u8>> {
    let notification = Progress {
        jsonrpc: "2.0",
        method: "notifications/progress",
        params: Amount {
            progress_token: 7,
            progress,
            total,
        },
    };
    let mut out = Vec::with_capacity(ROOM);
    out.extend_from_slice(b"event: message\ndata: ");
    serde_json::to_writer(&mut out, &notification)?;
    out.extend_from_slice(b"\n\n");
    Ok(out)
}

/// What all streams are told at once, as an event.
pub(crate) const ANNOUNCEMENT: &[u8] = b"event: message\n\
    data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";

/// A message as an event.
pub(crate) fn event(message: &[u8]) -> Vec<u8> {
    [b"event: message\ndata: ", message, b"\n\n"].concat()
}
