//! What has changed, told to the MCP server and to nobody else.

use std::pin::pin;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{Answer, SECRET, Server, answer, demo, in_time, noted, said};
use crate::backend::audit::Log;
use crate::backend::database::{Database, prepared};
use crate::backend::store::audit::Deed;
use crate::backend::store::changes::after;
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN, Options};

fn question(server: &Server, query: &str) -> RequestBuilder {
    let path = format!("/api/v1/changes{query}");
    server.raw(Method::GET, &path).bearer_auth(SECRET)
}

async fn asked(server: &Server, query: &str) -> Answer {
    answer(question(server, query)).await
}

/// Where the end is.
async fn end(server: &Server) -> i64 {
    let body = asked(server, "").await.body;
    assert_eq!(body["data"], json!([]));
    assert_eq!(body["meta"]["missed"], false);
    body["meta"]["last"].as_i64().unwrap()
}

/// The kinds and names of what has changed after a change, each once.
async fn changed(server: &Server, after: i64) -> Vec<(String, String)> {
    let body = asked(server, &format!("?after={after}")).await.body;
    let mut changes: Vec<_> = body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| [&change["kind"], &change["name"]].map(|text| text.as_str().unwrap().into()))
        .map(<(String, String)>::from)
        .collect();
    changes.sort_unstable();
    changes.dedup();
    changes
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = expected
        .iter()
        .map(|(kind, name)| (String::from(*kind), String::from(*name)));
    owned.collect()
}

#[tokio::test]
async fn each_write_tells_what_it_has_changed_and_whose_it_is() {
    let server = Server::start().await;
    let path = "/api/v1/issues/CORE-1";
    let from = end(&server).await;
    server
        .patch(DEMO_TOKEN, path, &json!({ "priority": 4 }))
        .await
        .data();
    let body = asked(&server, &format!("?after={from}")).await.body;
    let change = &body["data"][0];
    assert_eq!(
        (&change["org"], &change["kind"], &change["name"]),
        (&json!("acme"), &json!("issue"), &json!("CORE-1"))
    );
    let issue = server.get(DEMO_TOKEN, path).await.data();
    assert_eq!(change["id"], issue["id"]);

    let issue = pairs(&[("issue", "CORE-1")]);
    let with_project = pairs(&[("issue", "CORE-1"), ("project", "CORE")]);
    let comment = (
        Method::POST,
        "/issues/CORE-1/comments",
        json!({ "body": "Hm." }),
    );
    let label = (
        Method::PATCH,
        "/issues/CORE-1",
        json!({ "labels": ["new"] }),
    );
    let status = (Method::PATCH, "/issues/CORE-1", json!({ "status": "done" }));
    let project = (Method::PATCH, "/projects/CORE", json!({ "name": "Kernel" }));
    for ((method, path, body), expected) in [
        (comment, issue.clone()),
        (label, issue),
        (status, with_project),
        (project, pairs(&[("project", "CORE")])),
    ] {
        let from = end(&server).await;
        let request = server.raw(method, &format!("/api/v1{path}"));
        answer(request.bearer_auth(DEMO_TOKEN).json(&body))
            .await
            .data();
        assert_eq!(changed(&server, from).await, expected, "{path}");
    }
}

#[tokio::test]
async fn an_issue_that_moves_has_changed_under_both_names() {
    let server = Server::start().await;
    let project = json!({ "key": "MOVED", "name": "Moved" });
    server
        .post(DEMO_TOKEN, "/api/v1/projects", &project)
        .await
        .data();
    let new = json!({ "project": "CORE", "title": "To be moved" });
    let opened = server.post(DEMO_TOKEN, "/api/v1/issues", &new).await.data();
    let name = opened["ref"].as_str().unwrap();
    let from = end(&server).await;
    let path = format!("/api/v1/issues/{name}");
    server
        .patch(DEMO_TOKEN, &path, &json!({ "project": "MOVED" }))
        .await
        .data();
    let changes = changed(&server, from).await;
    for (kind, name) in pairs(&[
        ("issue", name),
        ("issue", "MOVED-1"),
        ("project", "CORE"),
        ("project", "MOVED"),
    ]) {
        assert!(
            changes.contains(&(kind, name.clone())),
            "{name}: {changes:?}"
        );
    }
}

#[tokio::test]
async fn a_flag_has_changed_when_it_is_another() {
    let server = Server::start().await;
    let path = "/api/v1/flags/workflows";
    let off = json!({ "enabled": false });
    let from = end(&server).await;
    server.patch(GLOBEX_TOKEN, path, &off).await.data();
    assert_eq!(
        changed(&server, from).await,
        pairs(&[("flag", "workflows")])
    );
    let from = end(&server).await;
    server.patch(GLOBEX_TOKEN, path, &off).await.data();
    assert_eq!(changed(&server, from).await, []);
}

#[tokio::test]
async fn what_is_waited_for_comes_when_it_happens() {
    let server = Server::start().await;
    let from = end(&server).await;
    let begun = Instant::now();
    let waiting = tokio::spawn(question(&server, &format!("?after={from}&wait=20")).send());
    let change = json!({ "title": "Changed" });
    server
        .patch(ADMIN_TOKEN, "/api/v1/issues/CORE-1", &change)
        .await
        .data();
    let body: Value = waiting.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(body["data"][0]["name"], "CORE-1");
    assert!(begun.elapsed() < Duration::from_secs(15));
    let from = body["meta"]["last"].as_i64().unwrap();
    let begun = Instant::now();
    let nothing = asked(&server, &format!("?after={from}&wait=1")).await.body;
    assert_eq!(nothing["meta"], json!({ "last": from, "missed": false }));
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn what_is_only_noted_wakes_nobody() {
    let database = Database::open(None).unwrap();
    let log = Log::new(database.clone());
    let mut changed = pin!(database.changed());
    changed.as_mut().enable();
    let deed = Deed::of(&Request::new(Body::empty()));
    let answer = async { StatusCode::OK.into_response() };
    log.watch(demo(), deed, answer).await;
    assert_eq!(noted(&database).await.len(), 1);
    let other = "UPDATE accounts SET name = name";
    let write = database.write(move |connection| Ok(connection.execute(other, ())?));
    assert!(write.await.unwrap() > 0);
    assert!(timeout(Duration::ZERO, changed.as_mut()).await.is_err());
    let change = "UPDATE projects SET name = 'Other' WHERE org_id = 1 AND key = 'CORE'";
    let write = database.write(move |connection| Ok(connection.execute(change, ())?));
    assert_eq!(write.await.unwrap(), 1);
    in_time(changed).await;
}

#[tokio::test]
async fn what_another_process_writes_is_told_too() {
    let folder = std::env::temp_dir().join(crate::secret::random::<8>().unwrap());
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("tracker.db");
    let server = Server::with(Options {
        database: Some(file.clone()),
        ..Options::default()
    })
    .await;
    let from = end(&server).await;
    let waiting = tokio::spawn(question(&server, &format!("?after={from}&wait=20")).send());
    let other = prepared(Some(&file)).unwrap();
    let sql = "UPDATE projects SET name = 'Elsewhere' WHERE org_id = 1 AND key = 'CORE'";
    assert_eq!(other.execute(sql, ()).unwrap(), 1);
    let body: Value = waiting.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(body["data"][0]["kind"], "project");
    drop((server, other));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn only_the_mcp_server_is_told() {
    let server = Server::start().await;
    for token in [ADMIN_TOKEN, "", "another service secret, also long enough"] {
        let refused = server.get(token, "/api/v1/changes").await.refusal();
        assert_eq!(refused, said(401, "Invalid credentials"));
    }
    let bare = answer(server.raw(Method::GET, "/api/v1/changes")).await;
    assert_eq!(bare.refusal().0, 401);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let server = Server::start().await;
    for query in ["?after=-1", "?after=x", "?wait=21", "?wait=-1", "?since=1"] {
        let (status, messages) = asked(&server, query).await.refusal();
        assert_eq!((status, messages.len()), (422, 1), "{query}");
    }
}

#[tokio::test]
async fn who_comes_from_another_database_is_told_where_the_end_is() {
    let server = Server::start().await;
    let last = end(&server).await;
    let body = asked(&server, "?after=999999&wait=20").await.body;
    assert_eq!(body["data"], json!([]));
    assert_eq!(body["meta"], json!({ "last": last, "missed": true }));
}

#[test]
fn who_was_away_for_too_long_is_told_so() {
    let connection = prepared(None).unwrap();
    let (_, end) = after(&connection, None).unwrap();
    let (_, missed) = after(&connection, Some(0)).unwrap();
    assert!(!end.has_missed() && !missed.has_missed());
    let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 10001)
               INSERT INTO changes (at, org_id, kind, name) SELECT '', 1, 'flag', 'f' FROM n";
    connection.execute(sql, ()).unwrap();
    let kept: i64 = connection
        .query_row("SELECT count(*) FROM changes", (), |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 10_000);
    let (changes, missed) = after(&connection, Some(0)).unwrap();
    assert_eq!(changes.len(), 500);
    assert!(missed.has_missed());
}

#[tokio::test]
async fn who_waits_does_not_keep_it_from_ending() {
    let server = Server::start().await;
    let last = end(&server).await;
    let waiting = question(&server, &format!("?after={last}&wait=20"));
    let waits = tokio::spawn(waiting.send());
    // By the time that another is answered, it has come.
    end(&server).await;
    let asked = Instant::now();
    server.stop().await;
    assert!(asked.elapsed() < Duration::from_secs(15));
    waits.abort();
}
