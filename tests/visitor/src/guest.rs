//! A client over HTTP.

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::{Messages, Program, STATELESS, introduction, message, patiently};

/// A client over HTTP, in one revision.
#[derive(Debug)]
pub struct Guest {
    http: Client,
    url: String,
    revision: &'static str,
    capabilities: Value,
    session: Option<String>,
    next: AtomicU64,
}

impl Guest {
    /// A client that can do nothing for its server. Where there are sessions, it begins one.
    pub async fn arrive(program: &Program, revision: &'static str) -> Self {
        Self::able(program, revision, json!({})).await
    }

    /// The same with capabilities.
    pub async fn able(program: &Program, revision: &'static str, capabilities: Value) -> Self {
        let mut guest = Self {
            http: Client::new(),
            url: program.url().to_owned(),
            revision,
            capabilities,
            session: None,
            next: AtomicU64::new(1),
        };
        if revision != STATELESS {
            guest.shake_hands().await;
        }
        guest
    }

    async fn shake_hands(&mut self) {
        let introduction = introduction(self.revision, &self.capabilities);
        let message = self.message("initialize", introduction);
        let response = self.post(&message).await;
        let session = response.headers().get("mcp-session-id");
        let session = session.and_then(|id| id.to_str().ok()).map(str::to_owned);
        let result = Messages::of(response).await.result().await;
        assert_eq!(result["protocolVersion"], self.revision);
        self.session = session;
        self.tell("notifications/initialized", json!({})).await;
    }

    /// Sends a request, and gives what is said up to its answer.
    pub async fn begin(&self, method: &str, params: Value) -> Messages {
        let message = self.message(method, params);
        Messages::of(self.post(&message).await).await
    }

    /// Sends a request, and waits for its result.
    pub async fn ask(&self, method: &str, params: Value) -> Value {
        self.begin(method, params).await.result().await
    }

    /// Calls a tool, and gives what is said up to its answer.
    pub async fn call(&self, tool: &str, arguments: Value) -> Messages {
        self.begin(
            "tools/call",
            json!({ "name": tool, "arguments": arguments }),
        )
        .await
    }

    /// Calls a tool, and waits for the text of its answer.
    pub async fn text(&self, tool: &str, arguments: Value) -> String {
        let result = self.call(tool, arguments).await.result().await;
        let text = result["content"][0]["text"].as_str();
        text.unwrap_or_else(|| panic!("no text: {result}"))
            .to_owned()
    }

    /// Sends a notification.
    pub async fn tell(&self, method: &str, params: Value) {
        let message = message(self.revision, &self.capabilities, None, method, params);
        assert_eq!(self.post(&message).await.status(), 202, "{message}");
    }

    /// Answers what the server asked.
    pub async fn answer(&self, question: &Value, result: Value) {
        let answer = json!({ "jsonrpc": "2.0", "id": question["id"], "result": result });
        assert_eq!(self.post(&answer).await.status(), 202, "{answer}");
    }

    /// Opens the session's own stream.
    pub async fn listen(&self) -> Messages {
        let get = self.session(self.http.get(&self.url));
        Messages::of(send(get.header("Accept", "text/event-stream")).await).await
    }

    /// Comes back for what followed an event.
    pub async fn resume(&self, event: &str) -> Messages {
        let get = self.session(self.http.get(&self.url));
        let get = get.header("Accept", "text/event-stream");
        Messages::of(send(get.header("Last-Event-ID", event)).await).await
    }

    fn message(&self, method: &str, params: Value) -> Value {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        message(self.revision, &self.capabilities, Some(id), method, params)
    }

    async fn post(&self, message: &Value) -> Response {
        let mut post = self.http.post(&self.url).json(message);
        post = post.header("Accept", "application/json, text/event-stream");
        if self.revision == STATELESS {
            let params = &message["params"];
            for (header, value) in [
                ("Mcp-Method", &message["method"]),
                ("Mcp-Name", &params["name"]),
                ("Mcp-Name", &params["uri"]),
                ("Mcp-Name", &params["taskId"]),
            ] {
                if let Some(value) = value.as_str() {
                    post = post.header(header, value);
                }
            }
        }
        send(self.session(post)).await
    }

    /// What every message of a session says, and every one where there is none.
    fn session(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.session {
            Some(id) => request
                .header("Mcp-Session-Id", id)
                .header("MCP-Protocol-Version", self.revision),
            None if self.revision == STATELESS => {
                request.header("MCP-Protocol-Version", self.revision)
            }
            None => request,
        }
    }
}

async fn send(request: RequestBuilder) -> Response {
    let response = patiently("a response", request.send()).await;
    response.expect("the program is there")
}
