//! Scopes: what a caller lacks is neither listed for it nor done for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{FromContext, Rejection};
use serde_json::json;

use super::{caller, reason, refusal, revisions, tools};

/// How often anything of the owner's ran.
#[derive(Default)]
struct Ran(AtomicUsize);

/// Counts that it is taken from a request.
struct Trace;

impl FromContext for Trace {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        if let Some(ran) = context.state::<Ran>() {
            ran.0.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Self)
    }
}

struct Notes;

#[tools(scopes("notes:read"))]
impl Notes {
    /// Read a note
    #[tool(read_only)]
    fn read_note(&self, _trace: Trace, id: u64) -> String {
        format!("note {id}")
    }

    /// Write a note
    #[tool(scopes("notes:write"), task)]
    fn write_note(&self, _trace: Trace, id: u64) -> String {
        format!("wrote {id}")
    }

    /// Sum a note up
    #[prompt]
    fn sum_up(&self, _trace: Trace, #[arg(complete = ["1", "12"])] id: u64) -> String {
        format!("Sum note {id} up.")
    }

    /// Rewrite a note
    #[prompt(scopes("notes:write"))]
    fn rewrite(&self, _trace: Trace, #[arg(complete = ["1", "12"])] id: u64) -> String {
        format!("Rewrite note {id}.")
    }

    /// All notes
    #[resource("note://all")]
    fn all(&self, _trace: Trace) -> &'static str {
        "notes"
    }

    /// What was thrown away
    #[resource("note://bin", scopes("notes:write"))]
    fn bin(&self, _trace: Trace) -> &'static str {
        "old notes"
    }

    /// One note
    #[resource("note://one/{id}")]
    fn one(&self, _trace: Trace, #[arg(complete = ["1", "12"])] id: u64) -> String {
        format!("note {id}")
    }

    /// One draft
    #[resource("note://draft/{id}", scopes("notes:write"))]
    fn draft(&self, _trace: Trace, #[arg(complete = ["1", "12"])] id: u64) -> String {
        format!("draft {id}")
    }
}

/// Tell the time
#[tool]
fn time() -> &'static str {
    "late"
}

/// Tell how often anything else ran
#[tool(hidden)]
fn ran(State(ran): State<Ran>) -> String {
    ran.0.load(Ordering::Relaxed).to_string()
}

fn server() -> Server {
    let builder = Server::builder(server_info!()).state(Ran::default());
    let builder = builder.tools(Notes).tools(toolset![time, ran]);
    builder.build().expect("a server")
}

const READER: [&str; 1] = ["notes:read"];
const WRITER: [&str; 2] = ["notes:read", "notes:write"];

#[tokio::test]
async fn a_reader_sees_and_uses_only_what_reads() {
    let server = server();
    for revision in revisions() {
        let client = caller(&server, &READER, revision).await;
        assert_eq!(tools(&client).await, ["read_note", "time"], "{revision}");
        let prompts = client.prompts().await.expect("prompts");
        assert_eq!(prompts.len(), 1, "{revision}");
        let resources = client.resources().await.expect("resources");
        assert_eq!(resources.len(), 1, "{revision}");
        let templates = client.templates().await.expect("templates");
        assert_eq!(templates.len(), 1, "{revision}");

        let id = || json!({ "id": 1 });
        assert_eq!(
            client.call("read_note", id()).await.unwrap().text(),
            "note 1"
        );
        assert!(
            client
                .get_prompt("sum_up", json!({ "id": "1" }))
                .await
                .is_ok()
        );
        assert_eq!(client.read("note://all").await.unwrap().text(), "notes");
        assert_eq!(client.read("note://one/7").await.unwrap().text(), "note 7");
        for refused in [
            reason(client.call("write_note", id()).await),
            reason(client.get_prompt("rewrite", json!({ "id": "1" })).await),
            reason(client.read("note://bin").await),
            reason(client.read("note://draft/7").await),
            reason(client.complete_prompt("rewrite", "id", "1").await),
            reason(
                client
                    .complete_resource("note://draft/{id}", "id", "1")
                    .await,
            ),
            reason(client.complete_resource("note://draft/7", "id", "1").await),
        ] {
            assert_eq!(refused, "insufficient_scope", "{revision}");
        }
    }
}

#[tokio::test]
async fn a_writer_sees_and_uses_all() {
    let server = server();
    for revision in revisions() {
        let client = caller(&server, &WRITER, revision).await;
        let all = ["read_note", "write_note", "time"];
        assert_eq!(tools(&client).await, all, "{revision}");
        assert_eq!(client.prompts().await.unwrap().len(), 2);
        assert_eq!(client.resources().await.unwrap().len(), 2);
        assert_eq!(client.templates().await.unwrap().len(), 2);
        let answer = client.call("write_note", json!({ "id": 1 })).await.unwrap();
        assert_eq!(answer.text(), "wrote 1", "{revision}");
        assert_eq!(
            client.read("note://draft/7").await.unwrap().text(),
            "draft 7"
        );
        let completion = client.complete_prompt("rewrite", "id", "1").await.unwrap();
        assert_eq!(completion.values, ["1", "12"]);
    }
}

#[tokio::test]
async fn a_stranger_sees_what_takes_no_scope_and_is_asked_who_it_is_for_the_rest() {
    let server = server();
    for revision in revisions() {
        let client = Client::with_revision(&server, revision).await.unwrap();
        assert_eq!(tools(&client).await, ["time"]);
        assert!(client.resources().await.unwrap().is_empty());
        assert_eq!(client.call("time", json!({})).await.unwrap().text(), "late");
        let refused = client.call("read_note", json!({ "id": 1 })).await;
        assert_eq!(reason(refused), "unauthenticated", "{revision}");
        assert_eq!(reason(client.read("note://all").await), "unauthenticated");
    }
}

#[tokio::test]
async fn all_scopes_of_a_thing_are_named_at_once() {
    let server = server();
    for revision in revisions() {
        for scopes in [&[][..], &["notes:write"], &["notes"]] {
            let client = caller(&server, scopes, revision).await;
            let (_, text) = refusal(client.call("write_note", json!({ "id": 1 })).await);
            assert!(
                text.contains("`notes:read notes:write`"),
                "{revision} {text}"
            );
        }
    }
}

/// Read a file
#[resource("file:///{+path}")]
fn file(path: String) -> String {
    path
}

/// Read a file of somebody's own
#[resource("file:///private/{+path}", scopes("private"))]
fn private(path: String) -> String {
    path
}

/// Read what nobody else may
#[resource("file:///etc/pass~word", scopes("root"))]
fn password() -> &'static str {
    "secret"
}

#[tokio::test]
async fn another_spelling_of_a_uri_takes_the_same_scopes() {
    let resources = resources![file, private, password];
    let server = Server::builder(server_info!()).resources(resources);
    let server = server.build().expect("a server");
    for revision in revisions() {
        let stranger = caller(&server, &[], revision).await;
        for uri in [
            "file:///private/a",
            "file:///%70rivate/a",
            "file:///%70%72ivate/a%20b",
            "file:///private%2Fa",
            "file:///private%2fa",
            "file:///etc/pass~word",
            "file:///etc/pass%7Eword",
            "file:///%65tc%2Fpass~word",
        ] {
            let refused = reason(stranger.read(uri).await);
            assert_eq!(refused, "insufficient_scope", "{revision} {uri}");
        }
        for uri in ["file:///%70ublic", "file:///privat/a", "file:///a%20b"] {
            assert!(stranger.read(uri).await.is_ok(), "{revision} {uri}");
        }
        let one = caller(&server, &["private"], revision).await;
        let read = one.read("file:///private/a%20b").await.unwrap();
        assert_eq!(read.text(), "a b");
    }
}

#[tokio::test]
async fn what_is_refused_is_refused_before_its_arguments_are_read_and_anything_runs() {
    let server = server();
    for revision in revisions() {
        let client = caller(&server, &READER, revision).await;
        for arguments in [
            json!({ "id": "no number" }),
            json!({ "what": 1 }),
            json!({}),
        ] {
            let refused = client.call("write_note", arguments.clone()).await;
            assert_eq!(reason(refused), "insufficient_scope", "{revision}");
            let refused = client.get_prompt("rewrite", json!({})).await;
            assert_eq!(reason(refused), "insufficient_scope", "{revision}");
            let refused = client.read("note://draft/no_number").await;
            assert_eq!(reason(refused), "insufficient_scope", "{revision}");
        }
        assert_eq!(client.call("ran", json!({})).await.unwrap().text(), "0");
    }
    let client = caller(&server, &WRITER, "2026-07-28").await;
    assert!(client.call("write_note", json!({ "id": 1 })).await.is_ok());
    assert_eq!(client.call("ran", json!({})).await.unwrap().text(), "1");
}

#[tokio::test]
async fn what_is_refused_does_not_begin_as_a_task_either() {
    let server = server();
    for revision in ["2025-11-25", "2026-07-28"] {
        let client = caller(&server, &READER, revision).await;
        let refused = client.start_task("write_note", json!({ "id": 1 })).await;
        assert_eq!(reason(refused), "insufficient_scope", "{revision}");
        let client = caller(&server, &WRITER, revision).await;
        let task = client.start_task("write_note", json!({ "id": 1 })).await;
        let result = task.unwrap().result().await.unwrap();
        assert_eq!(result.text(), "wrote 1", "{revision}");
    }
}

#[tokio::test]
async fn nobody_is_told_the_name_of_what_it_may_not_call() {
    let server = server();
    for (scopes, near) in [(&READER[..], false), (&WRITER[..], true)] {
        let client = caller(&server, scopes, "2025-11-25").await;
        for answer in [
            refusal(client.call("write_not", json!({})).await),
            refusal(client.get_prompt("rewrit", json!({})).await),
        ] {
            let (code, text) = answer;
            assert_eq!(code, -32602);
            assert_eq!(text.contains("did you mean"), near, "{text}");
        }
    }
}

#[tokio::test]
async fn nobody_hears_of_changes_to_what_it_may_not_read() {
    let server = server();
    for revision in revisions() {
        let client = caller(&server, &READER, revision).await;
        let wanted = |uris: &[&str]| json!({ "resourceSubscriptions": uris });
        if revision == "2026-07-28" {
            let uris = [
                "note://bin",
                "note://draft/7",
                "note://no/such",
                "note://all",
            ];
            let mut changes = client.listen(wanted(&uris)).await.unwrap();
            for uri in uris {
                server.notify().resource_updated(uri);
            }
            let change = changes.next().await.unwrap();
            assert_eq!(change["params"]["uri"], "note://all");
        } else {
            for uri in ["note://bin", "note://draft/7"] {
                let refused = client.listen(wanted(&[uri])).await;
                assert_eq!(reason(refused), "insufficient_scope", "{revision}");
            }
            assert!(client.listen(wanted(&["note://all"])).await.is_ok());
        }
    }
}

#[tokio::test]
async fn what_is_offered_is_told_to_everybody_alike() {
    let server = server();
    for revision in revisions() {
        let capabilities = |client: Client| client.server()["capabilities"].clone();
        let one = capabilities(caller(&server, &WRITER, revision).await);
        let other = capabilities(Client::with_revision(&server, revision).await.unwrap());
        assert_eq!(one, other, "{revision}");
        assert!(one["prompts"].is_object(), "{one}");
    }
}
