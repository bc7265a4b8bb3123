//! Skills that are not there for everybody.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mcp_server::prelude::*;
use mcp_server::testing::{Client, Error};
use mcp_server::{Builder, Skills};
use serde_json::{Value, json};

use crate::support::log::Log;

const REVISIONS: [&str; 5] = [
    "2024-11-05",
    "2025-03-26",
    "2025-06-18",
    "2025-11-25",
    "2026-07-28",
];

fn skill(path: &str, name: &str) -> Skills {
    let head = format!("---\nname: {name}\ndescription: d\n---\n");
    Skills::new()
        .file(format!("{path}/SKILL.md"), head)
        .file(format!("{path}/notes/a.md"), format!("notes of {name}"))
}

/// A flag that decides on some skills.
#[derive(Default)]
struct Beta(Arc<AtomicBool>);

impl Beta {
    fn skills(&self) -> Skills {
        let beta = Arc::clone(&self.0);
        skill("shared/beta", "beta").visible_when(move |_| beta.load(Ordering::Relaxed))
    }
}

/// One for everybody, one for staff beside it in a folder, one for bosses alone, and one that is
/// there when a flag is up.
fn server(beta: &Beta) -> Server {
    let skills = skill("shared/public", "public")
        .and(skill("shared/staff", "staff").scope("staff"))
        .and(skill("secret/boss", "boss").scope("boss").scope("staff"))
        .and(beta.skills());
    let server = Server::builder(("tests", "1")).skills(skills).page_size(2);
    server.build().expect("it can be built")
}

async fn client(server: &Server, scopes: &[&str], revision: &str) -> Client {
    let who = Principal::new("https://id.example.com", "ann");
    let who = who.with_scopes(scopes.iter().copied());
    let client = Client::with_revision_as(server, who, revision).await;
    client.expect("a client")
}

/// The names in all pages of a list, by the last part of their URI but the file.
async fn names(client: &Client, method: &str, member: &str, params: Value) -> Vec<String> {
    let (mut names, mut params) = (Vec::new(), params);
    loop {
        let page = client
            .request(method, params.clone())
            .await
            .expect("a page");
        let items = page[member].as_array().expect("a list").iter();
        names.extend(items.map(|item| {
            let uri = item["uri"].as_str().unwrap();
            let uri = uri.trim_end_matches("/SKILL.md");
            uri.rsplit('/').next().unwrap().to_owned()
        }));
        match &page["nextCursor"] {
            Value::Null => return names,
            cursor => params["cursor"] = cursor.clone(),
        }
    }
}

fn why(answer: Result<impl std::fmt::Debug, Error>) -> (i64, Value) {
    let error = answer.expect_err("a refusal");
    let error = error.rpc().expect("an error of the protocol");
    let data = error.data.clone().unwrap_or_default();
    (error.code, data["reason"].clone())
}

#[tokio::test]
async fn each_caller_finds_its_own_by_every_way_that_there_is() {
    let beta = Beta::default();
    let server = server(&beta);
    for revision in REVISIONS {
        for (scopes, flag, seen, shared) in [
            (&[][..], false, &["public"][..], &["public"][..]),
            (&["boss"], false, &["public"], &["public"]),
            (
                &["staff"],
                false,
                &["public", "staff"],
                &["public", "staff"],
            ),
            (&[], true, &["beta", "public"], &["beta", "public"]),
            (
                &["staff", "boss"],
                true,
                &["boss", "beta", "public", "staff"],
                &["beta", "public", "staff"],
            ),
        ] {
            beta.0.store(flag, Ordering::Relaxed);
            let client = client(&server, scopes, revision).await;
            let listed = names(&client, "skills/list", "skills", json!({})).await;
            assert_eq!(listed, seen, "{revision} {scopes:?}");
            let listed = names(&client, "resources/list", "resources", json!({})).await;
            assert_eq!(listed, seen, "{revision} {scopes:?}");
            let folder = json!({ "uri": "skill://shared" });
            let method = "resources/directory/read";
            let listed = names(&client, method, "resources", folder).await;
            assert_eq!(listed, shared, "{revision} {scopes:?}");
            for (path, name) in [
                ("shared/public", "public"),
                ("shared/staff", "staff"),
                ("secret/boss", "boss"),
                ("shared/beta", "beta"),
            ] {
                let is_seen = seen.contains(&name);
                let uri = format!("skill://{path}/SKILL.md");
                let got = client.request("skills/get", json!({ "uri": uri })).await;
                assert_eq!(got.is_ok(), is_seen, "{revision} {scopes:?} {uri}");
                for file in ["SKILL.md", "notes/a.md"] {
                    let read = client.read(&format!("skill://{path}/{file}")).await;
                    assert_eq!(read.is_ok(), is_seen, "{revision} {scopes:?} {path}/{file}");
                }
                for folder in [path, &format!("{path}/notes")] {
                    let folder = json!({ "uri": format!("skill://{folder}") });
                    let read = client.request(method, folder).await;
                    assert_eq!(read.is_ok(), is_seen, "{revision} {scopes:?} {path}");
                }
            }
        }
    }
}

#[tokio::test]
async fn who_lacks_a_scope_is_refused_and_where_a_condition_does_not_hold_there_is_nothing() {
    let server = server(&Beta::default());
    for revision in REVISIONS {
        let client = client(&server, &["staff"], revision).await;
        let ask = |method: &'static str, uri: &str| {
            let (client, params) = (&client, json!({ "uri": uri }));
            async move { why(client.request(method, params).await) }
        };
        for (method, boss, beta, none) in [
            (
                "skills/get",
                "secret/boss/SKILL.md",
                "shared/beta/SKILL.md",
                "x/SKILL.md",
            ),
            (
                "resources/directory/read",
                "secret/boss",
                "shared/beta",
                "x",
            ),
            (
                "resources/directory/read",
                "secret",
                "shared/beta/notes",
                "x",
            ),
            (
                "resources/read",
                "secret/boss/notes/a.md",
                "shared/beta/notes/a.md",
                "x",
            ),
        ] {
            let (_, reason) = ask(method, &format!("skill://{boss}")).await;
            assert_eq!(reason, "insufficient_scope", "{revision} {method} {boss}");
            let beta = ask(method, &format!("skill://{beta}")).await;
            let none = ask(method, &format!("skill://{none}")).await;
            assert_eq!(beta, none, "{revision} {method}");
        }
        let stranger = Client::with_revision(&server, revision).await.unwrap();
        let uri = json!({ "uri": "skill://secret/boss/SKILL.md" });
        let (_, reason) = why(stranger.request("skills/get", uri).await);
        assert_eq!(reason, "unauthenticated", "{revision}");
    }
}

#[tokio::test]
async fn what_is_not_for_everybody_is_kept_by_nobody_else() {
    let server = server(&Beta::default());
    let client = client(&server, &["staff"], "2026-07-28").await;
    let list = client.request("skills/list", json!({})).await.unwrap();
    assert_eq!(list["cacheScope"], "private");
    let get = |name: &str| {
        let (client, uri) = (&client, format!("skill://shared/{name}/SKILL.md"));
        async move {
            client
                .request("skills/get", json!({ "uri": uri }))
                .await
                .unwrap()
        }
    };
    assert_eq!(get("staff").await["cacheScope"], "private");
    assert_eq!(get("public").await["cacheScope"], "public");
    let open = Server::builder(("tests", "1"))
        .skills(skill("a", "a"))
        .build();
    let client = Client::with_revision(&open.unwrap(), "2026-07-28").await;
    let list = client.unwrap().request("skills/list", json!({})).await;
    assert_eq!(list.unwrap()["cacheScope"], "public");
}

#[tokio::test]
async fn a_cursor_of_what_others_see_leads_nowhere() {
    let server = server(&Beta::default());
    let all = client(&server, &["staff", "boss"], "2025-11-25").await;
    let page = all.request("skills/list", json!({})).await.unwrap();
    let cursor = json!({ "cursor": page["nextCursor"] });
    assert!(all.request("skills/list", cursor.clone()).await.is_ok());
    let staff = client(&server, &["staff"], "2025-11-25").await;
    assert_eq!(why(staff.request("skills/list", cursor).await).0, -32602);
}

#[test]
fn the_files_of_a_skill_are_there_together_or_not_at_all() {
    let head = |name: &str| format!("---\nname: {name}\ndescription: d\n---\n");
    let odd = Skills::new()
        .file("a/notes.md", "for few")
        .scope("few")
        .file("a/SKILL.md", head("a"));
    let inner = Skills::new().file("a/b/SKILL.md", head("b")).scope("few");
    let outer = Skills::new().file("a/SKILL.md", head("a")).and(inner);
    for (skills, file) in [(odd, "`a/notes.md`"), (outer, "`a/b/SKILL.md`")] {
        let error = Server::builder(("tests", "1")).skills(skills).build();
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("`a/SKILL.md`") && error.contains(file),
            "{error}"
        );
        assert!(
            error.contains("the same `scope` and `visible_when`"),
            "{error}"
        );
    }
    let both = Skills::new()
        .file("a/SKILL.md", head("a"))
        .file("a/b/SKILL.md", head("b"));
    assert!(
        Server::builder(("tests", "1"))
            .skills(both.scope("few"))
            .build()
            .is_ok()
    );
}

#[tokio::test]
async fn a_server_within_another_decides_by_its_own_state() {
    #[derive(Clone, Copy)]
    struct Open(bool);
    let inner = |name: &str, open: bool| -> Builder {
        let skills = skill(name, name)
            .visible_when(|viewer| viewer.state::<Open>().is_some_and(|open| open.0));
        Server::builder(("inner", "1"))
            .skills(skills)
            .state(Open(open))
    };
    let server = Server::builder(("tests", "1"))
        .nest("one", inner("open", true))
        .nest("other", inner("shut", false))
        .state(Open(false));
    let client = Client::connect(&server.build().unwrap()).await.unwrap();
    let listed = names(&client, "skills/list", "skills", json!({})).await;
    assert_eq!(listed, ["open"]);
}

#[tokio::test]
async fn skills_that_take_the_place_of_others_bring_their_own_gates() {
    let server = server(&Beta::default());
    let client = client(&server, &[], "2025-11-25").await;
    let listed = names(&client, "skills/list", "skills", json!({})).await;
    assert_eq!(listed, ["public"]);
    let mut changes = client
        .listen(json!({ "resourcesListChanged": true }))
        .await
        .unwrap();
    let skills = skill("a", "a").and(skill("shared/public", "public").scope("staff"));
    server
        .change(|change| {
            change.skills(skills);
        })
        .unwrap();
    changes.next().await.unwrap();
    let listed = names(&client, "skills/list", "skills", json!({})).await;
    assert_eq!(listed, ["a"]);
    let (_, reason) = why(client.read("skill://shared/public/SKILL.md").await);
    assert_eq!(reason, "insufficient_scope");
}

#[test]
fn the_owner_is_told_of_skills_that_are_there_for_nobody() {
    let log = Log::start();
    server(&Beta::default());
    let text = log.text();
    assert!(text.contains("skill://shared/staff/SKILL.md"), "{text}");
    assert!(!text.contains("notes/a.md"), "{text}");
    assert!(!text.contains("public"), "{text}");
}
