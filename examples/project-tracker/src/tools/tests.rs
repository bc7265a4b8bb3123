//! The tools over a real backend: what a client sees of its answers and refusals.

use std::net::SocketAddr;

use mcp_server::Server;
use mcp_server::testing::Client;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::backend::{self, DEMO_KEY, READER_KEY, READER_TOKEN};
use crate::client::{Backend, Credentials};

async fn loopback() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// A server over a backend of its own, with demo data in memory.
async fn server() -> Server {
    let (listener, address) = loopback().await;
    let apis = backend::open(backend::Options::default()).await.unwrap();
    tokio::spawn(backend::serve(listener, apis, std::future::pending()));
    let backend = Backend::new(&format!("http://{address}")).unwrap();
    let demo = Credentials::ApiKey(DEMO_KEY.to_owned());
    super::server(backend, Some(demo)).unwrap()
}

/// Calls a tool over HTTP with a header; gives the status and the result.
async fn call_with(header: (&str, &str), tool: &str, arguments: Value) -> (u16, Value) {
    let (listener, address) = loopback().await;
    let server = server().await;
    tokio::spawn(async move { server.serve_on(listener, std::future::pending()).await });
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let params = json!({ "name": tool, "arguments": arguments, "_meta": meta });
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params });
    let response = reqwest::Client::new()
        .post(format!("http://{address}/mcp"))
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/call")
        .header("mcp-name", tool)
        .header(header.0, header.1)
        .json(&message)
        .send()
        .await
        .unwrap();
    let status = response.status().as_u16();
    let answer: Value = response.json().await.unwrap();
    (status, answer["result"].clone())
}

#[tokio::test]
async fn an_issue_is_opened_read_back_and_found() {
    let server = server().await;
    let client = Client::connect(&server).await.unwrap();
    let issue = json!({ "project": "CORE", "title": "Żółw ✓ unfindable", "priority": 1 });
    let opened = client.call("create_issue", issue).await.unwrap();
    let reference = opened.structured.unwrap()["ref"]
        .as_str()
        .unwrap()
        .to_owned();
    let read = client
        .call("get_issue", json!({ "issue": reference }))
        .await
        .unwrap();
    assert_eq!(read.structured.unwrap()["title"], "Żółw ✓ unfindable");
    let found = client
        .call("search_issues", json!({ "query": "unfind" }))
        .await
        .unwrap();
    assert_eq!(found.structured.unwrap()["items"][0]["ref"], reference);
}

#[tokio::test]
async fn a_bulk_update_reports_each_issue_and_goes_on_after_a_failure() {
    let server = server().await;
    let client = Client::connect(&server).await.unwrap();
    let mut seen = Vec::new();
    let arguments = json!({ "issues": ["CORE-1", "CORE-99999", "CORE-2"], "status": "todo" });
    let result = client
        .call("bulk_update_issues", arguments)
        .on_progress(|progress| seen.push(progress["progress"].clone()))
        .await
        .unwrap();
    assert_eq!(seen, [1, 2, 3]);
    let report = result.structured.unwrap();
    assert_eq!(report["updated"], json!(["CORE-1", "CORE-2"]));
    assert_eq!(report["failed"][0]["issue"], "CORE-99999");
}

#[tokio::test]
async fn a_refusal_of_the_backend_is_a_tool_error_in_its_words() {
    let server = server().await;
    let client = Client::connect(&server).await.unwrap();
    let missing = client
        .call("get_issue", json!({ "issue": "CORE-99999" }))
        .await
        .unwrap();
    assert!(missing.is_error);
    assert!(
        missing
            .text()
            .starts_with("API error (HTTP 404): {\"status\":\"error\""),
        "{}",
        missing.text()
    );
}

#[tokio::test]
async fn the_callers_key_reaches_the_backend() {
    let project = json!({ "key": "NEW", "name": "New" });
    let (status, result) = call_with(("apikey", READER_KEY), "create_project", project).await;
    assert_eq!(status, 200);
    let refused = r#"API error (HTTP 403): {"status":"error","data":["Permission denied"]}"#;
    assert_eq!(result["isError"], true);
    assert_eq!(result["content"][0]["text"], refused);
}

#[tokio::test]
async fn the_callers_token_reaches_the_backend() {
    let bearer = format!("Bearer {READER_TOKEN}");
    let (_, result) = call_with(("authorization", &bearer), "whoami", json!({})).await;
    assert_eq!(result["structuredContent"]["name"], "reader");
}

#[tokio::test]
async fn a_401_of_the_backend_never_becomes_ours() {
    let bearer = ("authorization", "Bearer nobody-knows-this");
    let (status, result) = call_with(bearer, "whoami", json!({})).await;
    assert_eq!(status, 200);
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("API error (HTTP 401): "), "{text}");
}

#[tokio::test]
async fn every_tool_and_every_argument_is_described() {
    let server = server().await;
    let client = Client::connect(&server).await.unwrap();
    let tools = client.tools().await.unwrap();
    assert!(tools.len() >= 12);
    for tool in tools {
        let properties = tool.input_schema["properties"].as_object().unwrap();
        for (name, schema) in properties {
            assert!(schema["description"].is_string(), "{}: {name}", tool.name);
        }
    }
}
