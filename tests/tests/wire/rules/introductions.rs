//! What a client says of itself, which a session keeps: however long it is, little of it stays.

use mcp_server::peer::Peer;
use mcp_server::prelude::*;
use serde_json::{Value, json};

use crate::support::envelope::{V11, introduction, request};
use crate::support::post::Post;
use crate::support::served::Served;

/// Tell who the client says it is
#[tool(read_only)]
fn known(context: Context) -> Json<Value> {
    let peer: &Peer = context.peer();
    let client = peer.client().expect("it said so");
    Json(json!({
        "name": client.name,
        "version": client.version,
        "title": client.title,
        "description": client.description,
        "websiteUrl": client.website_url,
    }))
}

/// What a session knows of a client that says this of itself.
async fn kept(served: &Served, client: &Value) -> Value {
    let mut introduction = introduction(V11.as_str());
    introduction["clientInfo"] = client.clone();
    let initialize = request(V11, &json!(0), "initialize", &introduction);
    let opened = served.send(&Post::message(V11, None, &initialize)).await;
    let session = opened.head.header("mcp-session-id").expect("a session");
    let call = json!({ "name": "known", "arguments": {} });
    let call = request(V11, &json!(1), "tools/call", &call);
    let answer = served.send(&Post::message(V11, Some(session), &call)).await;
    answer.json()["result"]["structuredContent"]["result"].take()
}

async fn serve() -> Served {
    Served::with(|builder| builder.tools(toolset![known])).await
}

#[tokio::test]
async fn of_a_long_introduction_the_beginning_of_each_text_is_kept() {
    let served = serve().await;
    let long = |text: &str| text.repeat(100_000);
    let client = json!({
        "name": long("n"),
        "version": long("é"),
        "title": long("日本"),
        "description": long("🦀"),
        "websiteUrl": format!("https://example.com/{}", long("a")),
        "icons": [{ "src": format!("https://example.com/{}", long("i")) }],
    });
    let expected = json!({
        "name": "n".repeat(256),
        "version": "é".repeat(256),
        "title": "日本".repeat(128),
        "description": "🦀".repeat(256),
        // The beginning of an address leads elsewhere.
        "websiteUrl": null,
    });
    assert_eq!(kept(&served, &client).await, expected);
}

#[tokio::test]
async fn what_is_short_is_kept_whatever_comes_with_it() {
    let served = serve().await;
    let mut client = json!({
        "name": "n".repeat(256),
        "version": "1",
        "title": null,
        "description": "d",
        "websiteUrl": "https://example.com/",
    });
    assert_eq!(kept(&served, &client).await, client);
    client["icons"] = json!([{ "src": "x".repeat(2_000) }]);
    let expected = kept(&served, &client).await;
    client.as_object_mut().unwrap().remove("icons");
    assert_eq!(expected, client);
}
