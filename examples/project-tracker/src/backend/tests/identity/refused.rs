//! What is refused before it comes to anything, and stands in the log all the same.

use std::time::Duration;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::json;
use tokio::time::{sleep, timeout};

use super::super::storage::Folder;
use super::{SECRET, Server, answer, demo, in_time, noted, said};
use crate::backend::audit::{Actor, Log};
use crate::backend::auth::Via;
use crate::backend::database::Database;
use crate::backend::store::audit::Deed;
use crate::backend::store::rows;
use crate::backend::{ADMIN_TOKEN, AGENCY_KEY, DEMO_TOKEN, Limit, Options};

const FEW: Limit = Limit {
    burst: 3,
    every: Duration::from_secs(600),
};

/// A request to read something.
fn deed(path: &str) -> Deed {
    Deed {
        method: "GET".into(),
        path: path.into(),
        status: 0,
        count: 1,
        request_id: String::new(),
    }
}

fn entry(path: &str, count: u32) -> (String, String, u16, u32) {
    ("GET".into(), path.into(), 429, count)
}

/// A server that lets few requests pass, and keeps what it notes there.
async fn strict(folder: &Folder) -> Server {
    Server::with(Options {
        database: Some(folder.file()),
        limit: FEW,
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn however_many_are_refused_they_are_one_entry() {
    let folder = Folder::new();
    let server = strict(&folder).await;
    for _ in 0..20 {
        server.get(DEMO_TOKEN, "/api/v1/issues?page=1").await;
    }
    assert_eq!(server.get(DEMO_TOKEN, "/api/v1/nowhere").await.status, 429);
    for _ in 0..5 {
        server.agency(Method::GET, "/companies", &json!({})).await;
    }
    server.stop().await;
    let file = Connection::open(folder.file()).unwrap();
    let sql =
        "SELECT api || ' ' || account || ' ' || via || ' ' || method || ' ' || path || ' ' || count
               FROM audit WHERE status = 429 ORDER BY api";
    let told: Vec<String> = rows(&file, sql, (), |row| row.get(0)).unwrap();
    assert_eq!(
        told,
        [
            "v1 demo rest GET /api/v1/issues 18",
            "v4 Astrid rest GET /api/v4/companies 2",
        ]
    );
}

#[tokio::test]
async fn calls_beyond_the_limit_are_one_entry_too() {
    let folder = Folder::new();
    let server = strict(&folder).await;
    for call in 0..10 {
        let record = json!({
            "id": format!("call-{call}"), "time": "", "session": null, "request": 1,
            "principal": { "issuer": "project-tracker/v1", "subject": "2", "client": "token-2" },
            "method": "tools/call", "name": "get_issue", "arguments": {}, "outcome": "started",
            "code": null, "message": null, "duration_ms": null,
        });
        let status = server.post(SECRET, "/api/v1/calls", &record).await.status;
        assert_eq!(status, if call < 6 { 200 } else { 429 });
    }
    server.stop().await;
    let file = Connection::open(folder.file()).unwrap();
    let sql = "SELECT account || ' ' || token_id || ' ' || via || ' ' || path || ' ' || count FROM audit WHERE status = 429";
    let told: Vec<String> = rows(&file, sql, (), |row| row.get(0)).unwrap();
    assert_eq!(told, ["demo 2 mcp /api/v1/calls 4"]);
}

#[tokio::test(start_paused = true)]
async fn each_minute_has_an_entry_of_its_own() {
    let database = Database::open(None).unwrap();
    let log = Log::new(database.clone());
    let noting = tokio::spawn(log.clone().note_refusals_each_minute());
    for path in ["/first", "/second", "/third"] {
        log.refuse(demo(), deed(path));
    }
    sleep(Duration::from_secs(59)).await;
    assert_eq!(noted(&database).await, []);
    let entries = async |count| {
        while noted(&database).await.len() < count {
            sleep(Duration::from_secs(1)).await;
        }
    };
    in_time(entries(1)).await;
    assert_eq!(noted(&database).await, [entry("/first", 3)]);
    sleep(Duration::from_secs(300)).await;
    let by_tool = Actor {
        via: Via::Mcp,
        ..demo()
    };
    for _ in 0..1000 {
        log.refuse(demo(), deed("/again"));
        log.refuse(by_tool.clone(), deed("/again"));
    }
    let minute = timeout(Duration::from_secs(70), entries(3));
    minute.await.expect("they are noted");
    assert_eq!(
        noted(&database).await[1..],
        [(); 2].map(|()| entry("/again", 1000))
    );
    noting.abort();
}

#[tokio::test]
async fn what_could_not_be_noted_is_noted_later() {
    let database = Database::open(None).unwrap();
    let log = Log::new(database.clone());
    let run = async |sql: &'static str| {
        let done = database.write(move |connection| Ok(connection.execute_batch(sql)?));
        done.await.unwrap();
    };
    run("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'full'); END").await;
    log.refuse(demo(), deed("/first"));
    log.note_refusals().await;
    log.refuse(demo(), deed("/second"));
    log.note_refusals().await;
    assert_eq!(noted(&database).await, []);
    run("DROP TRIGGER full").await;
    log.note_refusals().await;
    log.note_refusals().await;
    assert_eq!(noted(&database).await, [entry("/first", 2)]);
}

#[tokio::test]
async fn what_there_is_not_is_noted_of_who_proves_who_they_are() {
    let server = Server::start().await;
    let put = |path| server.raw(Method::PUT, path);
    for (status, asked) in [
        (404, server.raw(Method::GET, "/api/v1/nowhere?token=x")),
        (
            404,
            server.raw(Method::POST, "/api/v1/issues/CORE-1/nothing"),
        ),
        (405, put("/api/v1/issues")),
        (405, put("/api/v1/health")),
        (405, put("/api/v1/calls")),
    ] {
        let nobody = answer(asked.try_clone().unwrap()).await;
        let wrong = answer(asked.try_clone().unwrap().bearer_auth("pfai_made_up")).await;
        let demo = answer(asked.bearer_auth(DEMO_TOKEN)).await;
        assert_eq!(demo.status, status);
        // Nobody learns from it whether a credential is good.
        for other in [nobody, wrong] {
            assert_eq!((other.status, &other.body), (demo.status, &demo.body));
        }
    }
    let allowed = answer(put("/api/v1/flags/workflows").bearer_auth(DEMO_TOKEN)).await;
    assert_eq!(allowed.headers["allow"], "PATCH");
    let log = server.log().await;
    let told: Vec<String> = log
        .iter()
        .map(|entry| {
            let text = |name: &str| entry[name].as_str().unwrap().to_owned();
            format!(
                "{} {} {} {}",
                text("account"),
                text("method"),
                text("path"),
                entry["status"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "demo PUT /api/v1/flags/workflows 405",
            "demo PUT /api/v1/calls 405",
            "demo PUT /api/v1/health 405",
            "demo PUT /api/v1/issues 405",
            "demo POST /api/v1/issues/CORE-1/nothing 404",
            "demo GET /api/v1/nowhere 404",
        ]
    );
}

#[tokio::test]
async fn the_agency_notes_what_it_has_not_too() {
    let server = Server::start().await;
    for (method, path, status) in [
        (Method::GET, "/nothing", 404),
        (Method::PUT, "/companies/1", 405),
        (Method::POST, "/me", 405),
    ] {
        let path = format!("/api/v4{path}");
        let asked = || server.raw(method.clone(), &path);
        assert_eq!(answer(asked()).await.status, status);
        let known = answer(asked().header("apikey", AGENCY_KEY)).await;
        assert_eq!(known.status, status);
    }
    // The token of another API proves nothing here.
    let stranger = server.get(ADMIN_TOKEN, "/api/v4/nothing").await;
    assert_eq!(stranger.refusal(), said(404, "Page not found"));
    let log = server
        .agency(Method::GET, "/audit", &json!({}))
        .await
        .data();
    let told = log.as_array().unwrap().iter();
    let told: Vec<_> = told
        .map(|entry| (&entry["account"], &entry["status"]))
        .collect();
    let astrid = json!("Astrid");
    assert_eq!(
        told,
        [
            (&astrid, &json!(405)),
            (&astrid, &json!(405)),
            (&astrid, &json!(404))
        ]
    );
}

#[tokio::test]
async fn of_a_long_method_not_all_is_noted() {
    let server = Server::start().await;
    let method = Method::from_bytes("X".repeat(2000).as_bytes()).unwrap();
    let refused = server.raw(method, "/api/v1/issues").bearer_auth(DEMO_TOKEN);
    assert_eq!(answer(refused).await.status, 405);
    assert_eq!(server.log().await[0]["method"], "X".repeat(64));
}
