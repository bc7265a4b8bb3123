//! Lists of those who do not all see the same: pages, cursors, hints on caching, announcements.

use mcp_server::model::ToolDefinition;
use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{Tool, Tools};
use serde_json::{Value, json};

use super::{caller, refusal, revisions, tools};

fn tool(name: &str, scope: Option<&'static str>) -> Tool {
    let definition = ToolDefinition::new(name.to_owned(), "A tool");
    let mut tool = Tool::raw(definition, |_context| {
        Box::pin(async { Ok(ToolResult::default()) })
    });
    scope.into_iter().for_each(|scope| tool.add_scope(scope));
    tool
}

/// Five tools that anybody may call, and five that only writers may, in turn.
fn server() -> Server {
    let tools = (0..10).fold(Tools::new(), |tools, number| {
        let scope = (number % 2 == 1).then_some("write");
        tools.tool(tool(&format!("tool_{number}"), scope))
    });
    let builder = Server::builder(server_info!()).tools(tools).page_size(2);
    let builder = builder.prompts(prompts![greet]);
    builder.build().expect("a server")
}

/// Greet
#[prompt]
fn greet() -> &'static str {
    "Hello!"
}

async fn page(client: &Client, cursor: Option<&str>) -> Value {
    let params = cursor.map_or_else(|| json!({}), |cursor| json!({ "cursor": cursor }));
    client.request("tools/list", params).await.expect("a page")
}

#[tokio::test]
async fn pages_are_those_of_what_one_sees() {
    let server = server();
    for revision in revisions() {
        for (scopes, pages) in [(&[][..], 3), (&["write"], 5)] {
            let client = caller(&server, scopes, revision).await;
            let (mut cursor, mut names, mut seen) = (None, Vec::new(), 0);
            loop {
                let page = page(&client, cursor.as_deref()).await;
                let listed = page["tools"].as_array().unwrap().iter();
                names.extend(listed.map(|tool| tool["name"].clone()));
                seen += 1;
                cursor = page["nextCursor"].as_str().map(str::to_owned);
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen, pages, "{revision}");
            let step = if scopes.is_empty() { 2 } else { 1 };
            let expected = (0..10).step_by(step).map(|number| format!("tool_{number}"));
            assert_eq!(names, expected.collect::<Vec<_>>(), "{revision}");
        }
    }
}

#[tokio::test]
async fn a_cursor_of_somebody_who_sees_another_list_leads_nowhere() {
    let server = server();
    for revision in revisions() {
        let (reader, writer) = (
            caller(&server, &[], revision).await,
            caller(&server, &["write"], revision).await,
        );
        let cursor = page(&writer, None).await["nextCursor"].clone();
        assert!(cursor.is_string(), "{revision}");
        let params = json!({ "cursor": cursor });
        assert!(writer.request("tools/list", params.clone()).await.is_ok());
        let (code, text) = refusal(reader.request("tools/list", params.clone()).await);
        assert_eq!(code, -32602, "{revision}");
        assert!(text.contains("the list has changed"), "{text}");
        let same = caller(&server, &["write", "other"], revision).await;
        assert!(same.request("tools/list", params).await.is_ok());
    }
}

#[tokio::test]
async fn only_a_list_that_differs_is_for_the_one_who_asked() {
    let server = server();
    for scopes in [&[][..], &["write"]] {
        let client = caller(&server, scopes, "2026-07-28").await;
        let mut cursor = None;
        loop {
            let page = page(&client, cursor.as_deref()).await;
            assert_eq!(page["cacheScope"], "private");
            cursor = page["nextCursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        let prompts = client.request("prompts/list", json!({})).await.unwrap();
        assert_eq!(prompts["cacheScope"], "public");
    }
}

#[tokio::test]
async fn a_change_behind_a_gate_is_announced_and_seen() {
    let server = server();
    let (reader, writer) = (
        caller(&server, &[], "2026-07-28").await,
        caller(&server, &["write"], "2026-07-28").await,
    );
    let wanted = json!({ "toolsListChanged": true });
    let mut heard = reader.listen(wanted).await.unwrap();
    let mut told = async || {
        let change = heard.next().await.unwrap();
        assert_eq!(change["method"], "notifications/tools/list_changed");
    };
    let change = |change: fn(&mut mcp_server::Change)| server.change(change).unwrap();
    change(|change| {
        change.remove_tool("tool_1");
    });
    told().await;
    assert_eq!(
        (tools(&reader).await.len(), tools(&writer).await.len()),
        (5, 9)
    );
    change(|change| {
        change
            .remove_tool("tool_8")
            .tools(tool("tool_8", Some("write")));
    });
    told().await;
    assert_eq!(
        (tools(&reader).await.len(), tools(&writer).await.len()),
        (4, 9)
    );
    change(|change| {
        change.remove_tool("tool_8").tools(tool("tool_8", None));
    });
    told().await;
    assert_eq!(
        (tools(&reader).await.len(), tools(&writer).await.len()),
        (5, 9)
    );
}

#[tokio::test]
async fn callers_with_a_hundred_sets_of_scopes_each_see_their_own() {
    const SCOPES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];
    let tools = SCOPES.iter().fold(Tools::new(), |tools, scope| {
        tools.tool(tool(scope, Some(scope)))
    });
    let server = Server::builder(server_info!())
        .tools(tools)
        .build()
        .unwrap();
    for _ in 0..2 {
        for set in 0..100_usize {
            let scopes = SCOPES.iter().enumerate();
            let scopes = scopes.filter(|(bit, _)| set & (1 << bit) != 0);
            let scopes: Vec<&str> = scopes.map(|(_, scope)| *scope).collect();
            let client = caller(&server, &scopes, "2025-11-25").await;
            assert_eq!(super::tools(&client).await, scopes);
        }
    }
}
