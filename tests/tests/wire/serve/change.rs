//! What a server offers is changed while it serves.

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{Change, Prompts, Resources, Tools};
use serde_json::json;

use super::offered;

const REVISIONS: [&str; 5] = [
    "2024-11-05",
    "2025-03-26",
    "2025-06-18",
    "2025-11-25",
    "2026-07-28",
];

/// Subtract
#[tool]
fn subtract(a: i64, b: i64) -> i64 {
    a - b
}

/// Subtract in another way
#[tool(name = "subtract")]
fn again(a: i64, b: i64) -> i64 {
    b - a
}

struct Missing;

/// Needs what is not there
#[tool]
fn needs(_missing: State<Missing>) {}

/// Say goodbye
#[prompt]
fn leave(#[arg(complete = ["Ada"])] name: String) -> String {
    format!("Goodbye, {name}")
}

/// What tomorrow brings
#[resource("note://tomorrow")]
fn tomorrow() -> &'static str {
    "tomorrow"
}

/// A note of a day
#[resource("day://{day}")]
fn day(day: String) -> String {
    day
}

fn server() -> Server {
    offered::server().build().unwrap()
}

fn refusal(server: &Server, change: impl FnOnce(&mut Change)) -> String {
    server.change(change).unwrap_err().to_string()
}

#[tokio::test]
async fn what_is_added_is_listed_and_served_at_once() {
    for revision in REVISIONS {
        let server = server();
        let client = Client::with_revision(&server, revision).await.unwrap();
        let change = server.change(|change| {
            change
                .tools(toolset![subtract])
                .prompts(prompts![leave])
                .resources(resources![tomorrow, day]);
        });
        change.unwrap();
        let result = client.call("subtract", json!({ "a": 3, "b": 1 })).await;
        assert_eq!(result.unwrap().text(), "2", "{revision}");
        let said = client.get_prompt("leave", json!({ "name": "Ada" })).await;
        assert_eq!(said.unwrap().text(), "Goodbye, Ada");
        assert_eq!(
            client.read("note://tomorrow").await.unwrap().text(),
            "tomorrow"
        );
        assert_eq!(client.read("day://monday").await.unwrap().text(), "monday");
        let names = client.complete_prompt("leave", "name", "").await.unwrap();
        assert_eq!(
            (names.values, names.total),
            (vec!["Ada".to_owned()], Some(1))
        );
        assert_eq!(
            client.tools().await.unwrap().last().unwrap().name,
            "subtract"
        );
        assert_eq!(
            client.prompts().await.unwrap().last().unwrap().name,
            "leave"
        );
        let resources = client.resources().await.unwrap();
        assert_eq!(resources.last().unwrap().uri, "note://tomorrow");
        let templates = client.templates().await.unwrap();
        assert_eq!(templates.last().unwrap().uri_template, "day://{day}");
    }
}

#[tokio::test]
async fn what_is_removed_is_gone() {
    for revision in REVISIONS {
        let server = server();
        let client = Client::with_revision(&server, revision).await.unwrap();
        let change = server.change(|change| {
            change
                .remove_tool("add")
                .remove_prompt("greet")
                .remove_resource("note://today")
                .remove_resource("note://{year}/{name}");
        });
        change.unwrap();
        let error = client.call("add", json!({ "a": 1, "b": 1 })).await;
        assert_eq!(error.unwrap_err().code(), Some(-32602));
        let error = client.get_prompt("greet", json!({ "name": "Ada" })).await;
        assert_eq!(error.unwrap_err().code(), Some(-32602));
        for uri in ["note://today", "note://2024/a"] {
            let error = client.read(uri).await.unwrap_err();
            assert_eq!(error.rpc().unwrap().data, Some(json!({ "uri": uri })));
        }
        // Declared once, a list stays, if only an empty one.
        assert_eq!(client.tools().await.unwrap(), []);
        assert_eq!(client.templates().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_is_hidden_is_served_and_not_listed_until_it_is_shown() {
    let server = server();
    let client = Client::connect(&server).await.unwrap();
    let hidden = server.change(|change| {
        change
            .hide_tool("add")
            .hide_prompt("greet")
            .hide_resource("note://today")
            .show_prompt("secret");
    });
    hidden.unwrap();
    assert_eq!(client.tools().await.unwrap(), []);
    let prompts = client.prompts().await.unwrap();
    let has = |name: &str| prompts.iter().any(|prompt| prompt.name == name);
    assert!(has("secret") && !has("greet"));
    assert_eq!(client.read("note://today").await.unwrap().text(), "today");
    let sum = client.call("add", json!({ "a": 1, "b": 2 })).await.unwrap();
    assert_eq!(sum.text(), "3");
    server
        .change(|change| {
            change.show_tool("add");
        })
        .unwrap();
    assert_eq!(client.tools().await.unwrap()[0].name, "add");
}

#[tokio::test]
async fn a_name_passes_to_another_in_one_step() {
    let server = server();
    let client = Client::connect(&server).await.unwrap();
    let arguments = json!({ "a": 3, "b": 1 });
    server
        .change(|change| {
            change.tools(toolset![subtract]);
        })
        .unwrap();
    server
        .change(|change| {
            change.tools(toolset![again]).remove_tool("subtract");
        })
        .unwrap();
    let result = client.call("subtract", arguments).await.unwrap();
    assert_eq!(result.text(), "-2");
}

#[tokio::test]
async fn a_change_that_is_wrong_changes_nothing() {
    let server = server();
    let client = Client::connect(&server).await.unwrap();
    let before = client.tools().await.unwrap();
    let text = refusal(&server, |change| {
        change
            .remove_tool("add")
            .tools(toolset![subtract, again, needs])
            .remove_prompt("nobody")
            .show_resource("note://nothing");
    });
    for word in [
        "two tools are called `subtract`",
        "`needs` needs `State<",
        "there is no prompt `nobody`",
        "there is no resource `note://nothing`",
    ] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    assert_eq!(client.tools().await.unwrap(), before);
    let text = refusal(&server, |change| {
        change.tools(toolset![offered::add]);
    });
    assert!(text.contains("two tools are called `add`"), "{text}");
    let text = refusal(&server, |change| {
        change.remove_tool("add").remove_tool("add");
    });
    assert!(text.contains("there is no tool `add`"), "{text}");
}

/// Rows: TL-27.
#[tokio::test]
async fn only_what_was_declared_can_be_added() {
    let tools = Server::builder(("everything", "1")).tools(toolset![subtract]);
    let text = refusal(&tools.build().unwrap(), |change| {
        change.prompts(prompts![leave]).resources(resources![day]);
    });
    for word in ["`.prompts(…)`", "`.resources(…)`"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    let empty = Server::builder(("everything", "1"))
        .tools(Tools::new())
        .prompts(Prompts::new())
        .resources(Resources::new())
        .build()
        .unwrap();
    let client = Client::connect(&empty).await.unwrap();
    assert_eq!(client.tools().await.unwrap(), []);
    assert_eq!(client.prompts().await.unwrap(), []);
    assert_eq!(client.resources().await.unwrap(), []);
    assert_eq!(client.templates().await.unwrap(), []);
    let added = empty.change(|change| {
        change
            .tools(toolset![subtract])
            .prompts(prompts![leave])
            .resources(resources![day]);
    });
    added.unwrap();
    assert_eq!(client.prompts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_cursor_ends_with_the_list_that_it_is_of() {
    let server = offered::server().page_size(2).build().unwrap();
    let client = Client::connect(&server).await.unwrap();
    let list = |method: &'static str, params| client.request(method, params);
    let cursor_of = |page: serde_json::Value| json!({ "cursor": page["nextCursor"] });
    let prompts = cursor_of(list("prompts/list", json!({})).await.unwrap());
    let resources = cursor_of(list("resources/list", json!({})).await.unwrap());
    server
        .change(|change| {
            change.prompts(prompts![leave]);
        })
        .unwrap();
    let error = list("prompts/list", prompts).await.unwrap_err();
    assert_eq!(error.code(), Some(-32602));
    assert!(
        error.to_string().contains("the list has changed"),
        "{error}"
    );
    list("resources/list", resources)
        .await
        .expect("it is the same list");
}

/// Rows: PC-06.
#[tokio::test]
async fn completions_are_declared_once_something_completes() {
    for revision in REVISIONS {
        let server = Server::builder(("everything", "1")).prompts(Prompts::new());
        let server = server.build().unwrap();
        let before = Client::with_revision(&server, revision).await.unwrap();
        assert!(before.server()["capabilities"].get("completions").is_none());
        let error = before
            .complete_prompt("leave", "name", "")
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(-32601));
        server
            .change(|change| {
                change.prompts(prompts![leave]);
            })
            .unwrap();
        let after = Client::with_revision(&server, revision).await.unwrap();
        let declared = after.server()["capabilities"].get("completions").is_some();
        assert_eq!(declared, revision != "2024-11-05");
        after.complete_prompt("leave", "name", "").await.unwrap();
        server
            .change(|change| {
                change.remove_prompt("leave");
            })
            .unwrap();
        let error = after
            .complete_prompt("leave", "name", "")
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(-32602), "the method stays");
    }
}

/// Change the server that one belongs to
#[tool]
fn grow(server: Server) -> Result<(), ToolError> {
    Ok(server.change(|change| {
        change.tools(toolset![subtract]).remove_tool("grow");
    })?)
}

#[tokio::test]
async fn a_tool_changes_its_own_server() {
    for revision in REVISIONS {
        let server = Server::builder(("everything", "1")).tools(toolset![grow]);
        let server = server.build().unwrap();
        let client = Client::with_revision(&server, revision).await.unwrap();
        let result = client.call("grow", json!({})).await.unwrap();
        assert!(!result.is_error, "{}", result.text());
        let tools = client.tools().await.unwrap();
        assert_eq!(tools.len(), 1);
        assert_eq!(tools[0].name, "subtract", "{revision}");
    }
}
