//! Headers that repeat what the body says: names, and arguments that ask for it.

use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::refusals::begin;
use crate::support::envelope::{V11, V26, request};
use crate::support::post::Post;
use crate::support::served::Served;

/// Requests that name something, and the name of each.
fn naming() -> [(&'static str, Value, &'static str); 3] {
    [
        (
            "tools/call",
            json!({ "name": "echo", "arguments": { "text": "x" } }),
            "echo",
        ),
        ("prompts/get", json!({ "name": "echo" }), "echo"),
        (
            "resources/read",
            json!({ "uri": "test://echo" }),
            "test://echo",
        ),
    ]
}

async fn code(served: &Served, post: &Post) -> (u16, i64) {
    let response = served.send(post).await;
    let code = response
        .json()
        .pointer("/error/code")
        .and_then(Value::as_i64);
    (response.head.status, code.unwrap_or_default())
}

/// Rows: MH-19, MH-20.
#[tokio::test]
async fn the_name_header_repeats_the_name_in_every_method_that_has_one() {
    let served = Served::start().await;
    for (method, params, name) in naming() {
        let message = request(V26, &json!(1), method, &params);
        let post = Post::message(V26, None, &message).without("Mcp-Name");
        assert_eq!(
            code(&served, &post).await,
            (400, -32020),
            "{method}: no header"
        );
        for other in ["other", "ECHO", "", "test://echo/"] {
            let post = post.clone().with("Mcp-Name", other);
            assert_eq!(
                code(&served, &post).await,
                (400, -32020),
                "{method}: {other}"
            );
        }
        let sound = code(&served, &post.with("Mcp-Name", name)).await;
        assert_ne!(sound.1, -32020, "{method}: {sound:?}");
    }
}

/// Count, if the headers repeat the arguments
#[tool]
fn route(
    #[arg(header = "Region")] region: Option<String>,
    #[arg(header = "Count")] count: Option<i64>,
    #[arg(header = "Dry-Run")] dry: Option<bool>,
    State(probe): State<Probe>,
) -> String {
    probe.counted.raise();
    format!("{region:?} {count:?} {dry:?}")
}

const NESTED: &str = r#"{"type": "object", "properties": {"to": {"type": "object", "properties":
  {"region": {"type": "string", "x-mcp-header": "To-Region"}}}, "region": {"type": "string"}}}"#;

/// Count, if the header repeats an argument within another
#[tool(input_schema = NESTED)]
fn ship(to: Option<Value>, region: Option<String>, State(probe): State<Probe>) -> String {
    probe.counted.raise();
    format!("{to:?} {region:?}")
}

async fn serve() -> Served {
    Served::with(|builder| builder.tools(toolset![route, ship])).await
}

/// A call with headers of its own.
fn calling(tool: &str, arguments: &Value, headers: &[(&str, &str)]) -> Post {
    let params = json!({ "name": tool, "arguments": arguments });
    let message = request(V26, &json!(1), "tools/call", &params);
    let post = Post::message(V26, None, &message);
    headers
        .iter()
        .fold(post, |post, (name, value)| post.with(name, value))
}

async fn must_run(served: &Served, post: &Post) {
    let before = served.probe.counted.times();
    let response = served.send(post).await;
    assert_eq!(response.head.status, 200, "{response:?}");
    assert!(
        response.json()["result"].get("isError").is_none(),
        "{response:?}"
    );
    assert_eq!(served.probe.counted.times(), before + 1);
}

async fn must_not_run(served: &Served, post: &Post) {
    let before = served.probe.counted.times();
    let sent = String::from_utf8_lossy(&post.to_bytes()).into_owned();
    assert_eq!(code(served, post).await, (400, -32020), "{sent}");
    assert_eq!(served.probe.counted.times(), before);
}

/// Rows: MH-24, MH-27.
#[tokio::test]
async fn an_argument_is_what_its_header_says() {
    let served = serve().await;
    for (arguments, header, fits, differs) in [
        (
            json!({ "region": "eu" }),
            "Mcp-Param-Region",
            &["eu", " eu ", "=?base64?ZXU=?="][..],
            &["us", "EU", "", "=?base64?ZXU?="][..],
        ),
        (
            json!({ "region": "日本" }),
            "mcp-param-region",
            &["=?base64?5pel5pys?="],
            &["?", "5pel5pys"],
        ),
        (
            json!({ "count": 42 }),
            "Mcp-Param-Count",
            &["42", "42.0", "42.000", "=?base64?NDI=?="],
            &[
                "43",
                "42.5",
                "42.",
                "+42",
                "4.2e1",
                "42e0",
                "042",
                "x",
                "=?base64?",
            ],
        ),
        (
            json!({ "count": 9_007_199_254_740_993_i64 }),
            "Mcp-Param-Count",
            &["9007199254740993", "9007199254740993.0"],
            &["9007199254740992", "9007199254740994"],
        ),
        (json!({ "count": -7 }), "Mcp-Param-Count", &["-7"], &["7"]),
        (
            json!({ "dry": true }),
            "Mcp-Param-Dry-Run",
            &["true"],
            &["false", "True", "1"],
        ),
    ] {
        for value in fits {
            must_run(&served, &calling("route", &arguments, &[(header, value)])).await;
        }
        for value in differs {
            must_not_run(&served, &calling("route", &arguments, &[(header, value)])).await;
        }
    }
}

/// Rows: MH-25, MH-26, MH-28.
#[tokio::test]
async fn a_header_is_there_exactly_when_its_argument_is() {
    let served = serve().await;
    must_not_run(&served, &calling("route", &json!({ "region": "eu" }), &[])).await;
    must_not_run(&served, &calling("route", &json!({ "region": "" }), &[])).await;
    for arguments in [json!({}), json!({ "region": null, "count": null })] {
        must_run(&served, &calling("route", &arguments, &[])).await;
        let stray = [("Mcp-Param-Region", "eu")];
        must_not_run(&served, &calling("route", &arguments, &stray)).await;
    }
}

/// Rows: MH-31.
#[tokio::test]
async fn an_argument_within_another_is_looked_for_where_it_lies() {
    let served = serve().await;
    let nested = json!({ "to": { "region": "eu" }, "region": "us" });
    must_run(
        &served,
        &calling("ship", &nested, &[("Mcp-Param-To-Region", "eu")]),
    )
    .await;
    must_not_run(
        &served,
        &calling("ship", &nested, &[("Mcp-Param-To-Region", "us")]),
    )
    .await;
    must_not_run(&served, &calling("ship", &nested, &[])).await;
    must_run(&served, &calling("ship", &json!({ "region": "us" }), &[])).await;
}

/// Rows: MH-30.
#[tokio::test]
async fn what_a_client_would_refuse_is_not_published() {
    for property in [
        json!({ "type": "string", "x-mcp-header": "" }),
        json!({ "type": "string", "x-mcp-header": "a b" }),
        json!({ "type": "string", "x-mcp-header": "a\r\nb" }),
        json!({ "type": "string", "x-mcp-header": 7 }),
        json!({ "type": "number", "x-mcp-header": "A" }),
        json!({ "type": "string", "x-mcp-header": "OTHER" }),
        json!({ "type": "array", "items": { "type": "string", "x-mcp-header": "A" } }),
        json!({ "anyOf": [{ "type": "string", "x-mcp-header": "A" }] }),
    ] {
        let other = json!({ "type": "string", "x-mcp-header": "Other" });
        let schema = json!({ "type": "object", "properties": { "a": other, "b": property } });
        let mut definition = mcp_server::model::ToolDefinition::new("by_hand", "Take what fits");
        definition.input_schema = serde_json::value::to_raw_value(&schema).unwrap();
        let tool = mcp_server::Tool::raw(definition, |_| {
            Box::pin(async { Ok(ToolResult::default()) })
        });
        let built = Server::builder(("everything", "1")).tools(tool).build();
        let text = built.expect_err("a client would refuse it").to_string();
        assert!(
            text.contains("by_hand") && text.contains("x-mcp-header"),
            "{text}"
        );
    }
    let served = serve().await;
    let list = request(V26, &json!(1), "tools/list", &Value::Null);
    let list = served.send(&Post::message(V26, None, &list)).await.json();
    let tools = list["result"]["tools"].as_array().unwrap();
    let route = tools.iter().find(|tool| tool["name"] == "route").unwrap();
    for (argument, header) in [("region", "Region"), ("count", "Count"), ("dry", "Dry-Run")] {
        let property = &route["inputSchema"]["properties"][argument];
        assert_eq!(property["x-mcp-header"], header);
        assert!(
            ["string", "integer", "boolean"]
                .map(Value::from)
                .contains(&property["type"])
        );
    }
}

/// Rows: SH-28.
#[tokio::test]
async fn in_a_session_no_header_repeats_an_argument() {
    let served = serve().await;
    let session = begin(&served, V11).await;
    let params = json!({ "name": "route", "arguments": { "region": "eu" } });
    let message = request(V11, &json!(1), "tools/call", &params);
    let post = Post::message(V11, Some(&session), &message);
    must_run(&served, &post).await;
    must_run(&served, &post.with("Mcp-Param-Region", "us")).await;
}
