//! What cannot be served is refused when the server is built, in words that say what to change.

use mcp_server::prelude::*;
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
