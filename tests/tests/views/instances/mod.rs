//! Templates that list what fits them, for whoever asks.

mod failures;
mod strangers;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use mcp_server::prelude::*;
use mcp_server::testing::{Client, Error};
use mcp_server::{Builder, Viewer};
use serde_json::{Value, json};

use super::{caller, reason, refusal, revisions, with};

/// The projects of each person.
#[derive(Default)]
struct Projects(Mutex<Vec<(&'static str, String)>>);

impl Projects {
    fn of(projects: &[(&'static str, &str)]) -> Self {
        let projects = projects.iter();
        let projects = projects.map(|(owner, key)| (*owner, (*key).to_owned()));
        Self(Mutex::new(projects.collect()))
    }

    fn add(&self, owner: &'static str, key: &str) {
        self.0.lock().unwrap().push((owner, key.to_owned()));
    }

    fn remove(&self, key: &str) {
        self.0.lock().unwrap().retain(|(_, known)| known != key);
    }
}

async fn own(
    State(projects): State<Arc<Projects>>,
    principal: Option<Principal>,
) -> Result<Vec<Listed>, ToolError> {
    let projects = projects.0.lock().unwrap();
    let me = principal.as_ref().map(Principal::subject);
    let mine = projects.iter().filter(|(owner, _)| Some(*owner) == me);
    Ok(mine
        .map(|(_, key)| Listed::of("key", key).title(format!("Project {key}")))
        .collect())
}

/// One project
#[resource("tracker://projects/{key}", mime = "text/plain", list = own)]
fn project(key: String) -> String {
    format!("all of {key}")
}

/// The rules
#[resource("tracker://rules")]
fn rules() -> &'static str {
    "Be kind."
}

fn server(projects: &Arc<Projects>, options: impl FnOnce(Builder) -> Builder) -> Server {
    let builder = Server::builder(server_info!()).resources(resources![project, rules]);
    let builder = options(builder.state(Arc::clone(projects)));
    builder.build().expect("a server")
}

async fn as_one(server: &Server, subject: &str, revision: &str) -> Client {
    let who = Principal::new("https://id.example.com", subject);
    let client = Client::with_revision_as(server, who, revision).await;
    client.expect("a client")
}

async fn page(client: &Client, cursor: &Value) -> Result<Value, Error> {
    let params = match cursor {
        Value::Null => json!({}),
        cursor => json!({ "cursor": cursor }),
    };
    client.request("resources/list", params).await
}

fn uris_of(page: &Value) -> Vec<String> {
    let listed = page["resources"].as_array().expect("a list").iter();
    listed
        .map(|one| one["uri"].as_str().unwrap().to_owned())
        .collect()
}

async fn uris(client: &Client) -> Vec<String> {
    let (mut uris, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let mut page = page(client, &cursor).await.expect("a page");
        uris.extend(uris_of(&page));
        cursor = page["nextCursor"].take();
        if cursor.is_null() {
            return uris;
        }
    }
}

#[tokio::test]
async fn each_caller_sees_its_own_behind_what_is_always_there() {
    let projects = Projects::of(&[("ann", "R&D"), ("bob", "a/b"), ("ann", "50% ü")]);
    let server = server(&Arc::new(projects), |builder| builder);
    for revision in revisions() {
        let ann = as_one(&server, "ann", revision).await;
        let seen = uris(&ann).await;
        let expected = [
            "tracker://rules",
            "tracker://projects/R%26D",
            "tracker://projects/50%25%20%C3%BC",
        ];
        assert_eq!(seen, expected, "{revision}");
        let read = ann.read(&seen[2]).await.unwrap();
        assert_eq!(read.text(), "all of 50% ü", "{revision}");
        let bob = as_one(&server, "bob", revision).await;
        let expected = ["tracker://rules", "tracker://projects/a%2Fb"];
        assert_eq!(uris(&bob).await, expected, "{revision}");
        let stranger = Client::with_revision(&server, revision).await.unwrap();
        assert_eq!(uris(&stranger).await, ["tracker://rules"], "{revision}");
        assert_eq!(ann.templates().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_is_listed_has_the_media_type_of_its_template_and_what_is_said_of_it() {
    let server = server(&Arc::new(Projects::of(&[("ann", "CORE")])), |builder| {
        builder
    });
    let ann = as_one(&server, "ann", "2025-11-25").await;
    let listed = page(&ann, &Value::Null).await.unwrap();
    let expected = json!({
        "uri": "tracker://projects/CORE",
        "name": "CORE",
        "title": "Project CORE",
        "mimeType": "text/plain",
    });
    assert_eq!(listed["resources"][1], expected);
}

#[tokio::test]
async fn nobody_keeps_a_list_that_differs_for_each() {
    let server = server(&Arc::new(Projects::of(&[("ann", "CORE")])), |builder| {
        builder
    });
    for who in ["ann", "bob"] {
        let client = as_one(&server, who, "2026-07-28").await;
        let listed = page(&client, &Value::Null).await.unwrap();
        assert_eq!(
            (&listed["ttlMs"], &listed["cacheScope"]),
            (&json!(0), &json!("private"))
        );
        let templates = client.request("resources/templates/list", json!({})).await;
        assert_eq!(templates.unwrap()["cacheScope"], "public");
    }
}

#[tokio::test]
async fn pages_go_on_behind_what_was_shown_whatever_comes_and_goes_elsewhere() {
    for revision in revisions() {
        let keys = ["a", "b", "c", "d", "e"].map(|key| ("ann", key));
        let projects = Arc::new(Projects::of(&keys));
        let server = server(&projects, |builder| builder.page_size(2));
        let ann = as_one(&server, "ann", revision).await;
        let uri = |key: &str| format!("tracker://projects/{key}");
        let all: Vec<String> = ["a", "b", "c", "d", "e"].map(uri).into();
        let whole = uris(&ann).await;
        assert_eq!((&*whole[0], &whole[1..]), ("tracker://rules", &all[..]));

        let first = page(&ann, &Value::Null).await.unwrap();
        assert_eq!(uris_of(&first), ["tracker://rules", "tracker://projects/a"]);
        projects.remove("b");
        projects.add("ann", "f");
        let second = page(&ann, &first["nextCursor"]).await.unwrap();
        assert_eq!(uris_of(&second), [uri("c"), uri("d")], "{revision}");
        let third = page(&ann, &second["nextCursor"]).await.unwrap();
        assert_eq!(uris_of(&third), [uri("e"), uri("f")], "{revision}");
        assert!(third.get("nextCursor").is_none());

        projects.remove("d");
        let (code, text) = refusal(page(&ann, &second["nextCursor"]).await);
        assert_eq!(code, -32602);
        assert!(text.contains("list from the start"), "{text}");
        let bob = as_one(&server, "bob", revision).await;
        let (code, _) = refusal(page(&bob, &first["nextCursor"]).await);
        assert_eq!(code, -32602, "it is of another list");
        for cursor in ["", "r", "garbage", "r0+", "r0000000000000000", "ü"] {
            let (code, _) = refusal(page(&ann, &json!(cursor)).await);
            assert_eq!(code, -32602, "{cursor}");
        }
        let elsewhere = json!({ "cursor": first["nextCursor"] });
        let refused = ann.request("resources/templates/list", elsewhere).await;
        assert!(refusal(refused).1.contains("of another list"));
    }
}

#[tokio::test]
async fn nothing_is_listed_twice() {
    let keys = [("ann", "a"), ("ann", "a"), ("ann", "b")];
    let projects = Arc::new(Projects::of(&keys));
    let fixed = mcp_server::Resource::new(("tracker://projects/b", "b"), || "b");
    let server = server(&projects, |builder| builder.resources(fixed));
    let ann = as_one(&server, "ann", "2025-11-25").await;
    let expected = [
        "tracker://rules",
        "tracker://projects/b",
        "tracker://projects/a",
    ];
    assert_eq!(uris(&ann).await, expected);
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

fn counted() -> Vec<Listed> {
    RUNS.fetch_add(1, Ordering::Relaxed);
    ["a", "top"].map(|name| Listed::of("name", name)).into()
}

/// A paper
#[resource("paper://{name}", scopes("papers"), list = counted)]
fn paper(name: String) -> String {
    name
}

/// A paper for few
#[resource("paper://top", scopes("papers", "top"))]
fn top() -> &'static str {
    "secret"
}

fn never(_: &Viewer<'_>) -> bool {
    RUNS.fetch_add(100, Ordering::Relaxed);
    false
}

/// A paper that is not there
#[resource("lost://{name}", visible_when = never, list = broken)]
fn lost(name: String) -> String {
    name
}

fn broken() -> Vec<Listed> {
    panic!("nobody may run this");
}

#[tokio::test]
async fn what_stands_behind_the_gate_of_its_template_or_of_its_own_is_not_listed() {
    let resources = resources![paper, top, lost, rules];
    let server = Server::builder(server_info!()).resources(resources);
    let server = server.build().expect("a server");
    for revision in revisions() {
        let none = caller(&server, &[], revision).await;
        let before = RUNS.load(Ordering::Relaxed) % 100;
        assert_eq!(uris(&none).await, ["tracker://rules"], "{revision}");
        assert_eq!(RUNS.load(Ordering::Relaxed) % 100, before, "it did not run");
        assert_eq!(reason(none.read("paper://a").await), "insufficient_scope");
        let some = caller(&server, &["papers"], revision).await;
        let expected = ["tracker://rules", "paper://a"];
        assert_eq!(uris(&some).await, expected, "{revision}");
        let all = caller(&server, &["papers", "top"], revision).await;
        let expected = ["paper://top", "tracker://rules", "paper://a"];
        assert_eq!(uris(&all).await, expected, "{revision}");
    }
}

/// Files of a repository
struct Repository(&'static str);

#[tools]
impl Repository {
    /// A file
    #[resource("git://{name}/{+path}", list = Self::files)]
    fn file(&self, name: String, path: String) -> String {
        format!("{} {name} {path}", self.0)
    }

    async fn files(&self, State(branch): State<String>, context: &Context) -> Vec<Listed> {
        assert!(context.principal().is_some());
        context.log(Level::Info, "listing").await;
        let file = |path| Listed::of("name", self.0).and("path", path);
        vec![file(format!("{branch}/a b")), file("%41".to_owned())]
    }
}

/// The branch
#[resource("branch://{name}", list = branches)]
fn branch(name: String) -> String {
    name
}

fn branches(State(branch): State<String>) -> Vec<Listed> {
    vec![Listed::of("name", &*branch)]
}

#[tokio::test]
async fn a_server_within_another_lists_by_its_own_state() {
    let inner = |name: &'static str, branch: &str| {
        let builder = Server::builder((name, "1")).tools(Repository(name));
        builder.state(branch.to_owned())
    };
    let server = Server::builder(server_info!())
        .resources(resources![branch])
        .state("main".to_owned());
    // Both have one template, which would be told apart by nothing.
    let outer = server.merge(inner("ours", "dev")).build().unwrap();
    for revision in revisions() {
        let ann = Client::with_revision_as(&outer, with([]), revision)
            .await
            .unwrap();
        let expected = ["branch://main", "git://ours/dev/a%20b", "git://ours/%2541"];
        let listed = uris(&ann).await;
        assert_eq!(listed, expected, "{revision}");
        let read = ann.read(&listed[2]).await.unwrap();
        assert_eq!(read.text(), "ours ours %41");
    }
}

#[test]
fn the_state_that_a_list_needs_is_known_before_anybody_asks() {
    for builder in [
        Server::builder(server_info!()).resources(resources![branch]),
        Server::builder(server_info!()).tools(Repository("ours")),
    ] {
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains("needs `State<String>`"), "{error}");
    }
}

#[tokio::test]
async fn a_template_that_is_hidden_or_removed_lists_nothing_and_clients_hear_of_it() {
    let server = server(&Arc::new(Projects::of(&[("ann", "CORE")])), |builder| {
        builder
    });
    let ann = as_one(&server, "ann", "2025-11-25").await;
    assert_eq!(uris(&ann).await.len(), 2);
    let mut changes = ann
        .listen(json!({ "resourcesListChanged": true }))
        .await
        .unwrap();
    const TEMPLATE: &str = "tracker://projects/{key}";
    for (lists, change) in [
        (
            1,
            (|change| {
                change.hide_resource(TEMPLATE);
            }) as fn(&mut mcp_server::Change),
        ),
        (2, |change| {
            change.show_resource(TEMPLATE);
        }),
        (1, |change| {
            change.remove_resource(TEMPLATE);
        }),
        (2, |change| {
            change.resources(resources![project]);
        }),
        // It says the same as before, and lists by a function of its own.
        (2, |change| {
            change
                .remove_resource(TEMPLATE)
                .resources(resources![project]);
        }),
    ] {
        server.change(change).unwrap();
        let told = changes.next().await.unwrap();
        assert_eq!(told["method"], "notifications/resources/list_changed");
        assert_eq!(uris(&ann).await.len(), lists);
    }
    server.notify().resources_changed();
    let told = changes.next().await.unwrap();
    assert_eq!(told["method"], "notifications/resources/list_changed");
}
