//! Keys of `#[tools]`, and servers in servers.

use mcp_server::prelude::*;
use mcp_server::tool::Policy;
use mcp_server::{Tool, ToolSet};
use serde_json::json;

use super::{builder, call, maintain, names, prepared, publish};

struct Notes;

#[tools(prefix = "notes", tags("notes"), scopes("notes:read"))]
impl Notes {
    /// List
    #[tool]
    fn list(&self) {}

    /// Forget
    #[tool(
        tags("admin", "notes"),
        scopes("notes:write", "notes:read"),
        name = "purge"
    )]
    fn forget(&self) {}
}

#[tools(prefix = "users", tags("admin"), scopes("users"))]
mod users {
    /// Count users
    #[tool]
    pub(crate) fn count() {}

    #[expect(dead_code, reason = "not a tool")]
    fn helper() {}

    /// Forget a user
    #[tool(scopes("users:write"))]
    fn forget() {}
}

fn tags(tool: &Tool) -> Vec<&str> {
    tool.tags().collect()
}

fn scopes(tool: &Tool) -> Vec<&str> {
    tool.scopes().collect()
}

#[test]
fn what_a_block_says_goes_before_what_its_methods_say_and_nothing_comes_twice() {
    let tools: Vec<Tool> = Notes.into_tools().into_iter().collect();
    assert_eq!(tools[0].name(), "notes_list");
    assert_eq!(tags(&tools[0]), ["notes"]);
    assert_eq!(scopes(&tools[0]), ["notes:read"]);
    assert_eq!(tools[1].name(), "notes_purge");
    assert_eq!(tags(&tools[1]), ["notes", "admin"]);
    assert_eq!(scopes(&tools[1]), ["notes:read", "notes:write"]);
}

#[test]
fn a_module_lists_its_tools_private_ones_too() {
    let tools: Vec<Tool> = users::tools().into_iter().collect();
    let names: Vec<&str> = tools.iter().map(Tool::name).collect();
    assert_eq!(names, ["users_count", "users_forget"]);
    assert_eq!(scopes(&tools[1]), ["users", "users:write"]);
    let one: Vec<Tool> = toolset![users::count].into_iter().collect();
    assert_eq!(tags(&one[0]), ["admin"]);
}

#[test]
fn scopes_and_tags_are_kept_until_the_call() {
    let tools = prepared(toolset![publish], &Policy::default());
    assert!(tools[0].scopes().eq(["notes:write", "notes:read"]));
    assert!(tools[0].tags().eq(["notes"]));
}

#[tokio::test]
async fn tags_choose_tools() {
    let all = || {
        builder(Notes)
            .tools(users::tools())
            .tools(toolset![publish])
    };
    assert_eq!(
        names(all().without_tag("admin")).await,
        ["notes_list", "publish"]
    );
    let admin = names(all().only_tag("admin")).await;
    assert_eq!(admin, ["notes_purge", "users_count", "users_forget"]);
    assert_eq!(
        names(all().only_tag("admin").without_tag("notes"))
            .await
            .len(),
        2
    );
    assert!(names(all().only_tag("nobody's")).await.is_empty());
}

/// Show where one is
#[tool]
fn place(State(place): State<String>, shared: State<u8>) -> String {
    format!("{place} {}", *shared)
}

#[tokio::test]
async fn a_nested_server_keeps_its_state_and_finds_the_rest_outside() {
    let at = |place: &str| {
        let inner = Server::builder(("inner", "1")).tools(toolset![place]);
        inner.state(place.to_owned())
    };
    let outer = || {
        let outer = builder(toolset![place])
            .state("outside".to_owned())
            .state(7_u8);
        outer
            .nest("one", at("first"))
            .nest("two", at("second").state(8_u8))
    };
    assert_eq!(names(outer()).await, ["place", "one_place", "two_place"]);
    for (name, text) in [
        ("place", "outside 7"),
        ("one_place", "first 7"),
        ("two_place", "second 8"),
    ] {
        assert_eq!(call(outer(), name, json!({})).await.text(), text);
    }
}

#[tokio::test]
async fn what_is_merged_keeps_its_names_and_its_state() {
    let inner = Server::builder(("inner", "1")).tools(toolset![place]);
    let outer = builder(toolset![maintain]).state(7_u8);
    let merged = outer.merge(inner.state("inside".to_owned()));
    assert_eq!(call(merged, "place", json!({})).await.text(), "inside 7");
}
