//! What came back, checked against the schema.

use mcp_server::Revision;
use serde_json::Value;

use super::published::Side;
use super::schema;

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// The status of a request whose answer was the body.
    pub(crate) status: Option<u16>,
    /// Whether the answer came as an event stream.
    pub(crate) streamed: bool,
    pub(crate) updates: Vec<Value>,
    /// The response; none for a call that was cancelled.
    pub(crate) answer: Option<Value>,
}

impl Heard {
    pub(crate) fn result(&self) -> &Value {
        let answer = self.answer.as_ref().expect("there is an answer");
        answer
            .get("result")
            .unwrap_or_else(|| panic!("no result: {answer:#}"))
    }

    pub(crate) fn error(&self) -> &Value {
        let answer = self.answer.as_ref().expect("there is an answer");
        answer
            .get("error")
            .unwrap_or_else(|| panic!("no error: {answer:#}"))
    }

    /// The text of the first block that a tool answered with.
    pub(crate) fn text(&self) -> &str {
        self.result()["content"][0]["text"]
            .as_str()
            .expect("the first block is text")
    }

    /// Adds a message.
    pub(super) fn take(&mut self, message: Value) {
        if message.get("method").is_some() {
            self.updates.push(message);
        } else {
            self.answer = Some(message);
        }
    }
}

/// Whether a message is no answer to somebody else; an error without an id is for everybody.
pub(super) fn is_for(message: &Value, id: &Value) -> bool {
    message.get("method").is_some() || message.get("id").is_none_or(|found| found == id)
}

/// Fails unless the message is what the revision allows in answer to the method.
pub(crate) fn check(revision: Revision, message: &Value, method: &str) {
    // The handshake settles on a revision; its answer is the first message in it.
    let settled = message
        .pointer("/result/protocolVersion")
        .and_then(Value::as_str);
    let revision = settled.map_or(revision, |settled| {
        settled.parse().expect("a known revision")
    });
    schema::must_be_message(revision, message);
    if let Some(result) = message.get("result") {
        schema::must_be_result(revision, method, result);
    }
    if message.get("method").is_some() {
        schema::must_be_said(revision, Side::Server, message);
    }
}
