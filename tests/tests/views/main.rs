//! What each caller sees of a server and may use of it, by scopes and by conditions.

mod conditions;
mod instances;
mod lists;
#[path = "../wire/support/log.rs"]
mod log;
mod scopes;

use mcp_server::testing::{Client, Error};
use mcp_server::{Principal, Server};
use serde_json::Value;

/// Somebody with these scopes.
fn with<'s>(scopes: impl IntoIterator<Item = &'s str>) -> Principal {
    Principal::new("https://id.example.com", "ann").with_scopes(scopes)
}

/// Each revision, newest first.
fn revisions() -> impl Iterator<Item = &'static str> {
    [
        "2026-07-28",
        "2025-11-25",
        "2025-06-18",
        "2025-03-26",
        "2024-11-05",
    ]
    .into_iter()
}

/// Somebody with these scopes, connected in a revision.
async fn caller(server: &Server, scopes: &[&str], revision: &str) -> Client {
    let principal = with(scopes.iter().copied());
    let client = Client::with_revision_as(server, principal, revision).await;
    client.expect("a client")
}

/// The names of the tools that are listed.
async fn tools(client: &Client) -> Vec<String> {
    let tools = client.tools().await.expect("tools").into_iter();
    tools.map(|tool| tool.name).collect()
}

/// The code and the text of an error.
fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> (i64, String) {
    let error = answer.expect_err("a refusal");
    let error = error.rpc().expect("an error of the protocol");
    (error.code, error.message.clone())
}

/// Why a request was refused, as a program reads it.
fn reason<T: std::fmt::Debug>(answer: Result<T, Error>) -> Value {
    let error = answer.expect_err("a refusal");
    let data = error.rpc().and_then(|error| error.data.clone());
    data.unwrap_or_default()["reason"].clone()
}
