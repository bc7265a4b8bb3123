//! Results of every shape.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Issue {
    id: u64,
    parent: Option<u64>,
}

/// A pair
#[tool]
async fn pair() -> (String, Json<Issue>) {
    (
        "one".to_owned(),
        Json(Issue {
            id: 1,
            parent: None,
        }),
    )
}

/// Blocks
#[tool]
async fn blocks() -> (&'static str, Image) {
    ("a", Image::png(b"\x89PNG"))
}

/// A picture
#[tool]
async fn picture() -> Image {
    Image::png(b"\x89PNG")
}

/// A list
#[tool]
async fn list() -> Vec<Content> {
    vec![Content::text("a"), Content::text("b")]
}

/// Texts
#[tool]
async fn texts() -> Vec<String> {
    vec!["a".to_owned()]
}

/// Maybe
#[tool]
async fn maybe(id: u64) -> Option<Json<Issue>> {
    (id > 0).then_some(Json(Issue {
        id,
        parent: Some(0),
    }))
}

/// Fallible and maybe
#[tool]
async fn fallible(id: u64) -> Result<Option<Json<Vec<Issue>>>, ToolError> {
    if id == 0 {
        return Err(ToolError::new("none"));
    }
    Ok(None)
}

/// Nothing
#[tool]
async fn nothing(ok: bool) -> Result<(), String> {
    if ok { Ok(()) } else { Err("no".to_owned()) }
}

/// Boxed
#[tool]
async fn boxed() -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    Ok("fine".parse::<String>()?)
}

/// All of it by hand
#[tool]
async fn by_hand() -> ToolResult {
    ToolResult::error("no")
}

/// Text that lives forever
#[tool]
fn fixed() -> &'static str {
    "fixed"
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![
            pair, blocks, picture, list, texts, maybe, fallible, nothing, boxed, by_hand, fixed
        ])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("list", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "a\nb");
    let answer = client.call("texts", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "a");
    let answer = client
        .call("maybe", json!({"id": 1}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), r#"{"id":1,"parent":0}"#);
    let answer = client
        .call("fallible", json!({"id": 0}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "none");
    let answer = client
        .call("nothing", json!({"ok": false}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "no");
    let answer = client.call("boxed", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "fine");
}
