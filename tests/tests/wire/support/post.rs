//! A POST that can be spoilt in any way before it is sent.

use mcp_server::Revision;
use serde_json::Value;

use super::envelope::V26;

/// A request as it will be written.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    /// Whether the length of the body is told.
    measured: bool,
}

impl Post {
    /// A request with the headers that every client of ours sends.
    pub(crate) fn new(path: impl Into<String>) -> Self {
        let post = Self {
            method: "POST",
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
            measured: true,
        };
        post.with("Host", "localhost")
            .with("Content-Type", "application/json")
            .with("Accept", "application/json, text/event-stream")
    }

    /// A message for the path that all of streamable HTTP shares, with the headers that belong to
    /// the revision.
    pub(crate) fn message(revision: Revision, session: Option<&str>, message: &Value) -> Self {
        let mut post = Self::new("/mcp").json(message);
        if let Some(session) = session {
            post = post.with("Mcp-Session-Id", session);
        }
        if revision.abilities().version_header
            && (revision == V26 || message["method"] != "initialize")
        {
            post = post.with("MCP-Protocol-Version", revision.as_str());
        }
        if revision == V26
            && let Some(method) = message["method"].as_str()
        {
            post = post.with("Mcp-Method", method);
            let member = match method {
                "tools/call" | "prompts/get" => "name",
                "resources/read" => "uri",
                "tasks/get" | "tasks/update" | "tasks/cancel" => "taskId",
                _ => "",
            };
            if let Some(name) = message["params"][member].as_str() {
                post = post.with("Mcp-Name", name);
            }
        }
        post
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        let mut get = Self::new(path).without("Content-Type");
        get.method = "GET";
        get.measured = false;
        get
    }

    pub(crate) fn delete(path: impl Into<String>) -> Self {
        let mut delete = Self::get(path);
        delete.method = "DELETE";
        delete
    }

    /// The same with one more header.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers
            .push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// The same without a header.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    /// The same with another value of a header.
    pub(crate) fn set(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.without(name).with(name, value)
    }

    /// The same with another body.
    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_vec();
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.body(body.to_string())
    }

    /// The same with a length told by a header of the test's own, or not at all.
    pub(crate) const fn unmeasured(mut self) -> Self {
        self.measured = false;
        self
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.path).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        if self.measured {
            bytes.extend_from_slice(format!("Content-Length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}
