//! What cannot be served is refused when the server is built, in words that say what to change.

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{Builder, Tools};

/// Say yes.
#[tool]
fn agree() -> &'static str {
    "yes"
}

mod other {
    use super::tool;

    /// Say yes again.
    #[tool]
    pub fn agree() -> &'static str {
        "yes, yes"
    }
}

struct Database;

/// Count the rows.
#[tool]
fn rows(_database: State<Database>) -> u32 {
    0
}

fn builder(tools: Tools) -> Builder {
    Server::builder(server_info!()).tools(tools)
}

fn refusal(builder: Builder) -> String {
    builder
        .build()
        .expect_err("it cannot be served")
        .to_string()
}

#[test]
fn two_tools_of_one_name_are_refused_with_both_places() {
    let text = refusal(builder(toolset![agree, other::agree]));
    assert!(text.contains("two tools are called `agree`"), "{text}");
    assert_eq!(text.matches("build.rs:").count(), 2, "{text}");
}

#[test]
fn state_that_is_needed_and_not_given_is_named() {
    let text = refusal(builder(toolset![rows]));
    assert!(
        text.contains("`rows` needs `State<") && text.contains("Database>`"),
        "{text}"
    );
    assert!(builder(toolset![rows]).state(Database).build().is_ok());
}

#[test]
fn state_that_is_given_in_something_else_is_told_from_what_is_needed() {
    let text = refusal(builder(toolset![rows]).state(std::sync::Arc::new(Database)));
    assert!(
        text.contains("needs `State<Database>`, and the server was given `Arc<Database>`"),
        "{text}"
    );
}

/// Count the rows, if there is a database
#[tool]
fn rows_if_any(database: Option<State<Database>>) -> String {
    if database.is_some() { "some" } else { "none" }.to_owned()
}

#[tokio::test]
async fn state_that_is_optional_need_not_be_given() {
    for (builder, expected) in [
        (builder(toolset![rows_if_any]), "none"),
        (builder(toolset![rows_if_any]).state(Database), "some"),
    ] {
        let client = Client::connect(&builder.build().unwrap()).await.unwrap();
        let answer = client.call("rows_if_any", serde_json::json!({})).await;
        assert_eq!(answer.unwrap().text(), expected);
    }
}

#[test]
fn what_is_wrong_is_shown_in_words_also_by_a_main_that_fails() {
    let error = builder(toolset![agree, other::agree]).build().unwrap_err();
    let boxed: Box<dyn std::error::Error> = error.into();
    assert_eq!(format!("{boxed:?}"), boxed.to_string());
    assert!(boxed.to_string().contains("rename one with"), "{boxed}");
}

#[test]
fn paths_that_cannot_be_told_apart_are_refused() {
    for builder in [
        builder(toolset![agree]).path("mcp"),
        builder(toolset![agree]).path("/sse"),
        builder(toolset![agree]).sse_paths("/a", "/a"),
        builder(toolset![agree]).path("/mcp?x"),
    ] {
        let text = refusal(builder);
        assert!(text.contains("cannot be served"), "{text}");
    }
    let seeds = builder(toolset![agree]).sse_paths("/api/v1/mcp/sse", "/api/v1/mcp/message");
    assert!(seeds.path("/api/v4/mcp").build().is_ok());
}

#[test]
fn hosts_that_no_request_comes_with_are_refused() {
    for host in [
        "https://a.example",
        "a.example/mcp",
        "*.a.example",
        " a.example",
        "",
        "::1",
    ] {
        let text = refusal(builder(toolset![agree]).allowed_hosts([host]));
        assert!(text.contains(&format!("`{host}` is no host")), "{text}");
    }
    let hosts = ["a.example", "a.example:8443", "127.0.0.1", "[::1]:80"];
    assert!(
        builder(toolset![agree])
            .allowed_hosts(hosts)
            .build()
            .is_ok()
    );
}

#[test]
fn origins_that_no_page_has_are_refused() {
    for origin in [
        "*",
        "a.example",
        "https://*.a.example",
        "https://a.example/",
        "null",
        "",
    ] {
        let text = refusal(builder(toolset![agree]).allowed_origins([origin]));
        assert!(text.contains(&format!("`{origin}` is no origin")), "{text}");
    }
    let origins = [
        "https://a.example",
        "http://localhost:3000",
        "vscode-webview://abc",
    ];
    assert!(
        builder(toolset![agree])
            .allowed_origins(origins)
            .build()
            .is_ok()
    );
}
