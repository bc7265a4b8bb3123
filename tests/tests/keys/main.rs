//! What each key of `#[tool]` and `#[tools]` does, and what a server in the making says of its
//! tools.

mod groups;
mod schemas;
mod tools;

use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::testing::{CallResult, Client};
use mcp_server::tool::{Policy, Prepared};
use mcp_server::{Builder, ToolSet};
use serde_json::{Value, json};

const HOUR: Duration = Duration::from_secs(3600);

/// Publish a note
#[tool(
    title = "Publish",
    destructive = false,
    open_world,
    icons("https://example.com/icon.png", "data:,"),
    meta = json!({ "example.com/since": [1, 2] }),
    scopes("notes:write", "notes:read"),
    tags("notes"),
)]
fn publish() {}

/// Do what nobody needs to know
#[tool(hidden)]
fn maintain() -> &'static str {
    "done"
}

fn builder(tools: impl ToolSet) -> Builder {
    Server::builder(server_info!()).tools(tools)
}

/// Somebody who may do all that there is.
fn everybody() -> Principal {
    let scopes = ["notes:read", "notes:write", "users", "users:write"];
    Principal::new("tests", "everybody").with_scopes(scopes)
}

async fn client(builder: Builder) -> Client {
    let server = builder.build().expect("a server");
    let client = Client::connect_as(&server, everybody()).await;
    client.expect("a client")
}

async fn call(builder: Builder, name: &str, arguments: Value) -> CallResult {
    let client = client(builder).await;
    client.call(name, arguments).await.expect("an answer")
}

async fn names(builder: Builder) -> Vec<String> {
    let tools = client(builder).await.tools().await.expect("tools");
    tools.into_iter().map(|tool| tool.name).collect()
}

fn prepared(tools: impl ToolSet, policy: &Policy) -> Vec<Prepared> {
    let tools = tools.into_tools().into_iter();
    let tools = tools.map(|tool| tool.prepare(policy).expect("a tool"));
    tools.collect()
}

/// A tool of a server, as its revision shows it.
async fn listed(server: &Server, revision: &str) -> Value {
    let client = Client::with_revision_as(server, everybody(), revision).await;
    let client = client.expect("a client");
    let mut page = client
        .request("tools/list", json!({}))
        .await
        .expect("a page");
    page["tools"][0].take()
}
