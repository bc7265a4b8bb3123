//! What becomes of each type that a tool may return.

use mcp_server::Audio;
use mcp_server::model::{Resource, ResourceData, ResourceLink};
use mcp_server::prelude::*;
use mcp_server::testing::{CallResult, Client};
use serde_json::{Value, json};

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Issue {
    id: u64,
    parent: Option<u64>,
}

/// A sound
#[tool]
fn sound() -> Audio {
    Audio::wav(b"RIFF")
}

/// A pointer
#[tool]
fn pointer() -> ResourceLink {
    ResourceLink {
        uri: "x://1".to_owned(),
        name: "one".to_owned(),
        ..ResourceLink::default()
    }
}

/// Contents
#[tool]
fn contents() -> Resource {
    Resource {
        uri: "x://1".to_owned(),
        mime_type: None,
        data: ResourceData::Text("one".to_owned()),
    }
}

/// Three blocks
#[tool]
fn blocks() -> (String, Image, char) {
    ("a".to_owned(), Image::png(b"\x89PNG"), 'b')
}

/// Two blocks
#[tool]
fn array() -> [&'static str; 2] {
    ["a", "b"]
}

/// JSON of any shape
#[tool]
fn any() -> Value {
    json!({ "a": 1 })
}

/// Blocks and JSON
#[tool]
fn both() -> (Vec<Content>, Json<Issue>) {
    let issue = Issue {
        id: 1,
        parent: None,
    };
    (vec![Content::text("one")], Json(issue))
}

/// Maybe one
#[tool]
fn maybe(found: bool) -> Option<Json<Issue>> {
    found.then_some(Json(Issue {
        id: 1,
        parent: None,
    }))
}

async fn client() -> Client {
    let tools = toolset![sound, pointer, contents, blocks, array, any, both, maybe];
    let server = Server::builder(server_info!()).tools(tools).build();
    Client::connect(&server.expect("a server"))
        .await
        .expect("a client")
}

async fn call(name: &str, arguments: Value) -> CallResult {
    let client = client().await;
    client.call(name, arguments).await.expect("an answer")
}

#[tokio::test]
async fn each_block_is_what_it_is() {
    for (name, expected) in [
        (
            "sound",
            json!([{ "type": "audio", "data": "UklGRg==", "mimeType": "audio/wav" }]),
        ),
        (
            "pointer",
            json!([{ "type": "resource_link", "uri": "x://1", "name": "one" }]),
        ),
        (
            "contents",
            json!([{ "type": "resource", "resource": { "uri": "x://1", "text": "one" } }]),
        ),
        (
            "blocks",
            json!([
                { "type": "text", "text": "a" },
                { "type": "image", "data": "iVBORw==", "mimeType": "image/png" },
                { "type": "text", "text": "b" },
            ]),
        ),
        (
            "array",
            json!([{ "type": "text", "text": "a" }, { "type": "text", "text": "b" }]),
        ),
    ] {
        assert_eq!(
            json!(call(name, json!({})).await.content),
            expected,
            "{name}"
        );
    }
}

#[tokio::test]
async fn json_is_structured_beside_the_blocks_for_the_model() {
    let any = call("any", json!({})).await;
    assert_eq!(any.structured, Some(json!({ "a": 1 })));
    let both = call("both", json!({})).await;
    assert_eq!(both.text(), "one");
    assert_eq!(both.structured, Some(json!({ "id": 1, "parent": null })));
}

#[tokio::test]
async fn nothing_found_is_a_failure_that_the_model_reads() {
    let found = call("maybe", json!({ "found": true })).await;
    assert_eq!(found.structured, Some(json!({ "id": 1, "parent": null })));
    let missing = call("maybe", json!({ "found": false })).await;
    assert!(missing.is_error);
    assert_eq!(missing.text(), "nothing found");
}
