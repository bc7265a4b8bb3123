//! The workspace's server over a real backend, as each of its accounts finds it.

mod feed;
mod handshake;
mod prompts;
mod resources;
mod tools;
mod views;

use mcp_server::auth::{Lookup as _, Secret};
use mcp_server::testing::Client;
use mcp_server::{Principal, Server};
use serde_json::Value;

use super::super::following::{Feed, Following};
use super::super::rig::{Rig, Visitor, served};
use super::{PATH, builder};
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN};
use crate::delegation::Api;

const BOTH: [&str; 2] = ["2025-11-25", "2026-07-28"];

/// A backend, and a server over it that hears of its changes.
struct Whole {
    rig: Rig,
    server: Server,
    _following: Following,
}

impl Whole {
    async fn start() -> Self {
        let rig = Rig::start().await;
        let server = over(&rig);
        let feed = Feed::new(&rig.backend, &rig.secret).unwrap();
        let following = Following::start(feed, [server.clone()], None).await;
        Self {
            rig,
            server,
            _following: following,
        }
    }

    /// A client over HTTP, in a session of whoever the token belongs to.
    async fn greet(&self, token: &str) -> Visitor {
        let visitor = served(self.server.clone(), PATH).await;
        visitor.greet("authorization", &bearer(token)).await
    }

    /// A client over memory that is whoever the token belongs to.
    async fn client(&self, token: &str, revision: &str) -> Client {
        let principal = self.principal(token).await;
        Client::with_revision_as(&self.server, principal, revision)
            .await
            .unwrap()
    }

    async fn principal(&self, token: &str) -> Principal {
        let access = self.rig.access(Api::V1);
        access.find(&Secret::new(token)).await.unwrap().unwrap()
    }

    /// The status and the body of a request to the API itself.
    async fn rest(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<Value>,
    ) -> (u16, String) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}/api/v1{path}", self.rig.backend);
        let mut request = http
            .request(method.parse().unwrap(), url)
            .bearer_auth(token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.text().await.unwrap())
    }

    /// Changes something by the API itself.
    async fn change(&self, method: &str, path: &str, token: &str, body: Value) {
        let (status, answer) = self.rest(method, path, token, Some(body)).await;
        assert!(status < 300, "{path}: {answer}");
    }
}

fn over(rig: &Rig) -> Server {
    builder(rig.access(Api::V1), rig.audit()).build().unwrap()
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("no JSON: {text}"))
}
