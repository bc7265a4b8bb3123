//! A conversation of which everything is looked at: what the client says as well as what it hears.

use std::collections::BTreeSet;

use mcp_server::Revision;
use mcp_server::prelude::*;
use serde_json::{Map, Value, json};

use super::table::STANDS;
use crate::support::client::{Client, Pending};
use crate::support::envelope::{self, CAPABILITIES, LOG_LEVEL, V26};
use crate::support::heard::check;
use crate::support::published::Side;
use crate::support::schema;
use crate::support::wires::Transport;

/// Send somebody to a page, where they are done at once
#[tool]
async fn visited(context: Context, notify: Notify) -> Result<bool, ToolError> {
    let page = context.url_elicitation("Visit", |id| format!("https://example.com/{id}"));
    page.ask().await?;
    Ok(notify.elicitation_complete(page.id()))
}

/// Who has said what.
pub(super) type Said = BTreeSet<(Side, String)>;

pub(super) struct Talk {
    pub(super) client: Client,
    /// What is said to no request in particular.
    pub(super) aside: Option<Pending>,
    said: Said,
    next: u32,
}

/// What a request came to.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What was said and asked before.
    pub(super) before: Vec<Value>,
    /// The answer; none for a request that was cancelled.
    pub(super) answer: Option<Value>,
    pub(super) status: Option<u16>,
}

impl Outcome {
    pub(super) fn result(&self) -> &Value {
        let result = self.answer.as_ref().and_then(|answer| answer.get("result"));
        result.unwrap_or_else(|| panic!("no result: {self:#?}"))
    }

    pub(super) fn has_heard(&self, method: &str) -> bool {
        self.before
            .iter()
            .any(|message| message["method"] == method)
    }
}

impl Talk {
    /// Nothing is said yet.
    pub(super) async fn begin(transport: Transport, revision: Revision) -> Self {
        Self {
            client: Client::reach(transport, revision, |builder| {
                builder.tools(toolset![visited])
            })
            .await,
            aside: None,
            said: Said::new(),
            next: 0,
        }
    }

    pub(super) fn revision(&self) -> Revision {
        self.client.revision
    }

    /// Nothing more is said.
    pub(super) async fn end(mut self) -> Said {
        let Some(mut aside) = self.aside.take().filter(|_| self.revision() == V26) else {
            return self.said;
        };
        if self.client.transport == Transport::Lines {
            for line in self.client.close().await {
                let message = serde_json::from_str(&line).expect("a line is JSON");
                check(V26, &message, "subscriptions/listen");
                note(&mut self.said, Side::Server, &message);
            }
            return self.said;
        }
        self.client.shut_down();
        let end = self.hear(&mut aside).await.expect("the stream has an end");
        assert_eq!(end["result"]["resultType"], "complete", "{end}");
        assert_eq!(self.hear(&mut aside).await, None);
        self.said
    }

    /// Asks, answers all that is asked in return, and waits for the end.
    pub(super) async fn ask(&mut self, method: &str, params: Value) -> Outcome {
        let mut params = params;
        let mut questions = Vec::new();
        loop {
            let mut pending = self.send(method, params.clone()).await;
            let mut outcome = self.finish(&mut pending).await;
            let answer = outcome.answer.as_ref().unwrap_or(&Value::Null);
            if answer["result"]["resultType"] != "input_required" {
                questions.append(&mut outcome.before);
                outcome.before = questions;
                return outcome;
            }
            let asked = answer["result"]["inputRequests"].as_object();
            let asked = asked.expect("there are questions");
            params["inputResponses"] = self.responses(asked);
            params["requestState"] = answer["result"]["requestState"].clone();
            questions.extend(asked.values().cloned());
        }
    }

    /// Calls a tool.
    pub(super) async fn call(&mut self, name: &str, arguments: &Value) -> Outcome {
        let params = json!({
            "name": name,
            "arguments": arguments,
            "_meta": { "progressToken": name },
        });
        self.ask("tools/call", params).await
    }

    /// Sends a request, as a client that can do everything.
    pub(super) async fn send(&mut self, method: &str, mut params: Value) -> Pending {
        if self.revision() == V26 {
            params["_meta"][CAPABILITIES] = able(V26);
            params["_meta"][LOG_LEVEL] = json!("debug");
        } else if method == "initialize" {
            params["capabilities"] = able(self.revision());
        }
        let id = json!(format!("request {}", self.next));
        self.next += 1;
        let request = envelope::request(self.revision(), &id, method, &params);
        self.look(method, &request);
        self.client.send(&request).await
    }

    /// Sends a notification.
    pub(super) async fn tell(&mut self, method: &str, params: &Value) {
        let notification = envelope::notification(self.revision(), method, params);
        self.look(method, &notification);
        self.client.tell(&notification).await;
    }

    /// What the client says is looked at as well. What its revision does not have is at least a
    /// message.
    fn look(&mut self, method: &str, message: &Value) {
        if schema::has(self.revision(), Side::Client, method) {
            schema::must_be_said(self.revision(), Side::Client, message);
            note(&mut self.said, Side::Client, message);
        } else {
            schema::must_be_message(self.revision(), message);
        }
    }

    /// The next thing that is said to a request or on a stream.
    pub(super) async fn hear(&mut self, pending: &mut Pending) -> Option<Value> {
        let message = self.client.next(pending).await?;
        note(&mut self.said, Side::Server, &message);
        Some(message)
    }

    /// Waits for the end of a request, and answers what is asked.
    pub(super) async fn finish(&mut self, pending: &mut Pending) -> Outcome {
        let mut before = Vec::new();
        let mut answer = None;
        while let Some(message) = self.hear(pending).await {
            assert_eq!(answer, None, "nothing follows an answer");
            if message.get("method").is_none() {
                answer = Some(message);
                if pending.is_shared() {
                    break;
                }
                continue;
            }
            if message.get("id").is_some() {
                self.respond(&message).await;
            }
            before.push(message);
        }
        Outcome {
            before,
            answer,
            status: pending.status,
        }
    }

    async fn respond(&mut self, question: &Value) {
        let result = fitting(question);
        let method = question["method"].as_str().expect("a method is text");
        schema::must_be_answer(self.revision(), method, &result);
        let response = json!({ "jsonrpc": "2.0", "id": question["id"], "result": result });
        schema::must_be_message(self.revision(), &response);
        self.client.tell(&response).await;
    }

    /// Answers to questions that came together.
    pub(super) fn responses(&mut self, asked: &Map<String, Value>) -> Value {
        let answer = |(key, question): (&String, &Value)| {
            note(&mut self.said, Side::Server, question);
            let result = fitting(question);
            let method = question["method"].as_str().expect("a method is text");
            schema::must_be_answer(V26, method, &result);
            (key.clone(), result)
        };
        Value::Object(asked.iter().map(answer).collect())
    }

    /// Nothing has been said that nobody has heard.
    pub(super) async fn must_be_quiet(&mut self) {
        let mut outcome = self.ask(self.client.harmless(), Value::Null).await;
        assert!(outcome.result().is_object());
        outcome.before.retain(|told| told["method"] != STANDS);
        assert!(outcome.before.is_empty(), "{outcome:#?}");
    }
}

fn note(said: &mut Said, from: Side, message: &Value) {
    if let Some(method) = message["method"].as_str() {
        said.insert((from, method.to_owned()));
    }
}

/// All that a client can declare.
fn able(revision: Revision) -> Value {
    let mut able = json!({ "elicitation": { "form": {}, "url": {} }, "sampling": {}, "roots": {} });
    if revision == V26 {
        able["extensions"] = json!({ "io.modelcontextprotocol/tasks": {} });
    } else {
        able["roots"]["listChanged"] = json!(true);
    }
    able
}

/// An answer that fits what is asked here.
fn fitting(question: &Value) -> Value {
    match question["method"].as_str() {
        Some("elicitation/create") => json!({
            "action": "accept",
            "content": {
                "username": "alice",
                "email": "alice@example.com",
                "confirm": true,
            },
        }),
        Some("sampling/createMessage") => json!({
            "role": "assistant",
            "content": { "type": "text", "text": "Paris" },
            "model": "m",
        }),
        Some("roots/list") => json!({ "roots": [{ "uri": "file:///a" }] }),
        _ => panic!("nobody answers {question}"),
    }
}
