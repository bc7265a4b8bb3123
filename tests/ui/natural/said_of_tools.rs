//! Every key of a tool.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

const ICON: &str = "https://example.com/icon.png";

/// Publish a note
#[tool(
    name = "publish_note",
    title = "Publish",
    read_only = false,
    destructive = true,
    idempotent,
    open_world = true,
    scopes("notes:write", "notes:publish"),
    visible_when = |viewer| viewer.principal().is_some(),
    tags = ["notes", "public"],
    icons(ICON, "data:image/svg+xml;base64,AA=="),
    meta = json!({ "example.com/since": 2 }),
    hidden = false,
    timeout = "1m",
    input_schema = r#"{"type":"object","properties":{"text":{"type":"string","maxLength":5}}}"#,
)]
async fn publish(text: Option<String>) -> String {
    text.unwrap_or_default()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![publish])
        .build()
        .expect("a server");
    let author = Principal::new("tests", "author").with_scopes(["notes:write", "notes:publish"]);
    let client = Client::connect_as(&server, author)
        .await
        .expect("a client");
    let answer = client
        .call("publish_note", json!({"text": "abc"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "abc");
}
