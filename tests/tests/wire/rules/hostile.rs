//! Schemas and headers that mean harm.

use std::time::Duration;

use mcp_server::model::ToolDefinition;
use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::refusals::count;
use crate::support::client::Client;
use crate::support::envelope::{V11, V26};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::support::wires::Transport;

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

fn with_schema(schema: &str) -> impl FnOnce(Builder) -> Builder + use<> {
    let mut definition = ToolDefinition::new("by_hand", "Take what fits");
    definition.input_schema = RawValue::from_string(schema.to_owned()).expect("JSON");
    let tool = mcp_server::Tool::raw(definition, |_| {
        Box::pin(async { Ok(ToolResult::default()) })
    });
    move |builder| builder.tools(tool)
}

/// Calls a tool whose schema is written by hand.
async fn call(revision: Revision, schema: &Value, arguments: Value) -> Value {
    let all = async {
        let mut client =
            Client::connect_to(Transport::Lines, revision, with_schema(&schema.to_string())).await;
        client.ask("tools/list", Value::Null).await.result();
        client.call("by_hand", arguments).await.result().clone()
    };
    timeout(PATIENCE, all)
        .await
        .expect("no schema takes that long")
}

/// Why a server with such a schema, of arguments or of answers, cannot be built.
fn refused(schema: &Value) -> [String; 2] {
    let mut definition = ToolDefinition::new("by_hand", "Give what fits");
    let given = RawValue::from_string(schema.to_string()).expect("JSON");
    definition.output_schema = Some(given);
    let tool = mcp_server::Tool::raw(definition, |_| {
        Box::pin(async { Ok(ToolResult::default()) })
    });
    let output = mcp_tests::server().tools(tool);
    let input = with_schema(&schema.to_string())(mcp_tests::server());
    [input, output].map(|builder| {
        let text = builder.build().expect_err("it is refused").to_string();
        assert!(text.contains("by_hand"), "{text}");
        text
    })
}

/// Rows: SE-03.
#[tokio::test]
async fn a_schema_that_lies_elsewhere_is_refused_and_not_fetched() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}/schema.json", listener.local_addr().unwrap());
    for keyword in ["$ref", "$dynamicRef"] {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": { "a": { keyword: elsewhere } },
        });
        for text in refused(&schema) {
            assert!(
                text.contains(&elsewhere) && text.contains("$defs"),
                "{text}"
            );
        }
    }
    let named = json!({ "$schema": elsewhere, "type": "object" });
    refused(&named);
    let asked = timeout(Duration::from_millis(50), listener.accept()).await;
    assert!(asked.is_err(), "somebody came for the schema");
}

/// Rows: SE-05.
#[tokio::test]
async fn a_dialect_that_is_not_known_is_refused_when_the_server_is_built() {
    for dialect in [
        "http://json-schema.org/draft-04/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://example.com/my-own",
    ] {
        let schema = json!({ "$schema": dialect, "type": "object" });
        for text in refused(&schema) {
            assert!(text.contains(dialect) && text.contains("2020-12"), "{text}");
        }
    }
    let older = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": { "a": { "type": "string" } },
    });
    for (arguments, is_error) in [(json!({ "a": "x" }), None), (json!({ "a": 1 }), Some(true))] {
        let result = call(V11, &older, arguments).await;
        assert_eq!(result["isError"].as_bool(), is_error, "{result}");
    }
}

/// Rows: SE-04.
#[tokio::test]
async fn a_schema_that_multiplies_or_is_deep_ends_in_time() {
    let mut doubling = serde_json::Map::new();
    for level in 0..40 {
        let next = json!({ "$ref": format!("#/$defs/level{}", level + 1) });
        doubling.insert(format!("level{level}"), json!({ "allOf": [next, next] }));
    }
    doubling.insert("level40".to_owned(), json!({ "type": "string" }));
    let multiplied = json!({
        "type": "object",
        "properties": { "a": { "$ref": "#/$defs/level0" } },
        "$defs": doubling,
    });
    for schema in [multiplied, deep(40)] {
        for value in [json!("x"), json!(1), json!([[[[1]]]])] {
            call(V26, &schema, json!({ "a": value })).await;
        }
    }
}

/// A schema of so many unions within each other.
fn deep(levels: usize) -> Value {
    let list = json!({ "type": "array", "items": { "type": "null" } });
    let a = (0..levels).fold(
        json!({ "type": "string" }),
        |inner, _| json!({ "anyOf": [inner, list] }),
    );
    json!({ "type": "object", "properties": { "a": a } })
}

/// Rows: SE-04.
#[test]
fn a_schema_that_is_too_deep_is_refused_when_the_server_is_built() {
    for levels in [100, 100_000] {
        let (open, close) = (r#"{"anyOf":["#.repeat(levels), "]}".repeat(levels));
        let schema = format!(r#"{{"type":"object","properties":{{"a":{open}{{}}{close}}}}}"#);
        let build = with_schema(&schema);
        let refused = build(mcp_tests::server()).build();
        let text = refused.expect_err("it is too deep").to_string();
        assert!(text.contains("by_hand") && text.contains("limit"), "{text}");
    }
}

/// Rows: SE-09.
#[tokio::test]
async fn a_header_with_bytes_that_no_header_has_is_refused() {
    let served = Served::start().await;
    for name in [
        "MCP-Protocol-Version",
        "Mcp-Method",
        "Mcp-Name",
        "Mcp-Param-Text",
    ] {
        for bytes in [&b"x\0"[..], b"x\x7f", b"x\ry", b"x\x01y", b"x\n: y"] {
            let post = Post::message(V26, None, &count(V26)).set(name, bytes);
            let mut connection = Connection::open(served.address).await;
            connection.write(&post.to_bytes()).await;
            let head = connection.head().await;
            assert_eq!(head.status, 400, "{name}: {bytes:?}");
        }
    }
    assert_eq!(served.probe.counted.times(), 0);
}
