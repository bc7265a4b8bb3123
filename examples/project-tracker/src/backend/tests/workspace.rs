//! The resources of the workspace, asked for as JSON by members of two orgs.

mod agents;
mod custom_fields;
mod documents;
mod graph;
mod hostile;
mod integrations;
mod isolation;
mod labels;
mod links;
mod notifications;
mod sprints;
mod teams;

use reqwest::Method;
use serde_json::{Value, json};

use super::Server;
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN};

/// A status and the body that came with it.
struct Answer {
    status: u16,
    body: Value,
}

impl Answer {
    /// The data of a success.
    #[track_caller]
    fn data(self) -> Value {
        assert!((200..300).contains(&self.status), "{}", self.body);
        assert_eq!(self.body["status"], "success", "{}", self.body);
        self.body["data"].clone()
    }

    /// One column of each row.
    #[track_caller]
    fn column(self, name: &str) -> Vec<Value> {
        let data = self.data();
        let rows = data.as_array().unwrap().iter();
        rows.map(|row| row[name].clone()).collect()
    }

    /// The status and the messages of a refusal.
    #[track_caller]
    fn refusal(self) -> (u16, Vec<String>) {
        assert_eq!(self.body["status"], "error", "{}", self.body);
        let messages = serde_json::from_value(self.body["data"].clone()).unwrap();
        (self.status, messages)
    }

    /// Checks that it is a refusal with this status and one message that has these words in it.
    #[track_caller]
    fn refused(self, status: u16, words: &str) {
        let (found, messages) = self.refusal();
        assert_eq!(found, status, "{messages:?}");
        assert!(
            messages.iter().any(|said| said.contains(words)),
            "{messages:?}"
        );
    }
}

async fn send(
    server: &Server,
    token: &str,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Answer {
    let mut request = server.raw(method, path).bearer_auth(token);
    if let Some(body) = body {
        request = request.json(body);
    }
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        body: response.json().await.unwrap(),
    }
}

/// What a member of the first org asks.
async fn get(server: &Server, path: &str) -> Answer {
    send(server, DEMO_TOKEN, Method::GET, path, None).await
}

async fn post(server: &Server, path: &str, body: Value) -> Answer {
    send(server, DEMO_TOKEN, Method::POST, path, Some(&body)).await
}

async fn patch(server: &Server, path: &str, body: Value) -> Answer {
    send(server, DEMO_TOKEN, Method::PATCH, path, Some(&body)).await
}

async fn delete(server: &Server, path: &str) -> Answer {
    send(server, DEMO_TOKEN, Method::DELETE, path, None).await
}

/// What its admin asks.
async fn admin(server: &Server, method: Method, path: &str, body: Value) -> Answer {
    send(server, ADMIN_TOKEN, method, path, Some(&body)).await
}

/// What the admin of the other org asks.
async fn stranger(server: &Server, method: Method, path: &str, body: Option<&Value>) -> Answer {
    send(server, GLOBEX_TOKEN, method, path, body).await
}

/// Opens an issue in CORE and says its reference.
async fn open(server: &Server, title: &str) -> String {
    let issue = json!({ "project": "CORE", "title": title });
    let opened = post(server, "/issues", issue).await.data();
    opened["ref"].as_str().unwrap().to_owned()
}
