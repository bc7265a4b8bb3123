//! Answering what a server asks its client.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Client;

/// A question of the server.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Asked {
    /// How it is asked: `elicitation/create`, `sampling/createMessage` or `roots/list`.
    pub method: String,
    /// What is asked.
    pub params: Value,
    /// What the question goes by, in a revision without sessions.
    pub key: Option<String>,
}

impl Asked {
    /// What a person or a model is told.
    #[must_use]
    pub fn message(&self) -> &str {
        let message = self.params["message"].as_str();
        let text = || self.params.pointer("/messages/0/content/text")?.as_str();
        message.or_else(text).unwrap_or_default()
    }
}

/// What a client answers.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a reply is returned"]
pub struct Reply(Said);

#[derive(Clone, Debug, PartialEq)]
enum Said {
    Result(Value),
    Error { code: i64, message: String },
    Nothing,
}

impl Reply {
    /// The person fills in the form, or goes to the page.
    pub fn accept(content: impl Into<Value>) -> Self {
        Self::result(json!({ "action": "accept", "content": content.into() }))
    }

    /// The person says no.
    pub fn decline() -> Self {
        Self::result(json!({ "action": "decline" }))
    }

    /// The person closes the question.
    pub fn cancel() -> Self {
        Self::result(json!({ "action": "cancel" }))
    }

    /// The model answers.
    pub fn text(text: &str) -> Self {
        let content = json!({ "type": "text", "text": text });
        Self::result(json!({ "role": "assistant", "content": content, "model": "test" }))
    }

    /// The client works in these folders.
    pub fn roots<'a>(uris: impl IntoIterator<Item = &'a str>) -> Self {
        let roots: Vec<Value> = uris.into_iter().map(|uri| json!({ "uri": uri })).collect();
        Self::result(json!({ "roots": roots }))
    }

    /// Any result.
    pub const fn result(result: Value) -> Self {
        Self(Said::Result(result))
    }

    /// The client refuses. In a revision without sessions it has no way to say so, and sends its
    /// request not again.
    pub fn error(code: i64, message: impl Into<String>) -> Self {
        Self(Said::Error {
            code,
            message: message.into(),
        })
    }

    /// Nothing, for as long as the server waits.
    pub const fn nothing() -> Self {
        Self(Said::Nothing)
    }
}

/// What answers the questions of a server.
#[derive(Clone, Default)]
pub(super) struct Answers(Option<Arc<Answer>>);

type Answer = dyn Fn(&Asked) -> Reply + Send + Sync;

impl Answers {
    pub(super) fn new(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(answer)))
    }

    /// What the client declares that it can do.
    pub(super) fn capabilities(&self) -> Value {
        match self.0 {
            None => json!({}),
            Some(_) => json!({
                "elicitation": { "form": {}, "url": {} },
                "sampling": { "tools": {} },
                "roots": {},
            }),
        }
    }

    /// The response to a request of the server, if it gets one.
    pub(super) fn respond(&self, id: &Value, mut request: Value) -> Option<Value> {
        let Some(answer) = &self.0 else {
            return Some(error(
                id,
                -32601,
                "this test client answers nothing: connect with `Client::answering`",
            ));
        };
        let asked = Asked {
            method: request["method"].as_str()?.to_owned(),
            params: request["params"].take(),
            key: None,
        };
        match answer(&asked).0 {
            Said::Result(result) => Some(json!({ "jsonrpc": "2.0", "id": id, "result": result })),
            Said::Error { code, message } => Some(error(id, code, &message)),
            Said::Nothing => None,
        }
    }

    /// The answers to all questions of a result, by their keys.
    pub(super) fn all(&self, questions: &Map<String, Value>) -> Result<Value, String> {
        let Some(answer) = &self.0 else {
            return Err("it asks back: connect with `Client::answering`".to_owned());
        };
        let mut answers = Map::new();
        for (key, question) in questions {
            let asked = Asked {
                method: question["method"].as_str().unwrap_or_default().to_owned(),
                params: question["params"].clone(),
                key: Some(key.clone()),
            };
            let result = match answer(&asked).0 {
                Said::Result(result) => result,
                Said::Error { message, .. } => {
                    return Err(format!("`{key}` was refused: {message}"));
                }
                Said::Nothing => return Err(format!("`{key}` was not answered")),
            };
            answers.insert(key.clone(), result);
        }
        Ok(Value::Object(answers))
    }
}

impl Client {
    /// Adds the answers to what a result asks to the parameters, with which the request is sent
    /// again; `false` where the result asks nothing.
    pub(super) fn answer(&self, params: &mut Value, result: &Value) -> Result<bool, String> {
        if result["resultType"] != "input_required" {
            return Ok(false);
        }
        let none = Map::new();
        let questions = result["inputRequests"].as_object().unwrap_or(&none);
        let answers = self.answers.all(questions)?;
        if let Value::Object(params) = params {
            params.insert("inputResponses".to_owned(), answers);
            params.remove("requestState");
            let state = result.get("requestState").cloned();
            params.extend(state.map(|state| ("requestState".to_owned(), state)));
        }
        Ok(true)
    }
}

fn error(id: &Value, code: i64, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Answers").field(&self.0.is_some()).finish()
    }
}
