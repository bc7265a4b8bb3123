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
use super::answer::{Answer, answer};
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN};

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
    answer(request).await
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
