//! What is noted of whom, and who gets to read it.

use std::future::IntoFuture as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::routing::any;
use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot, watch};

use super::{Server, answer, but_reads, delegated, demo, first_noted, in_time, noted, said};
use crate::backend::audit::Log;
use crate::backend::database::Database;
use crate::backend::store::audit::Deed;
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN, Options, READER_TOKEN};
use crate::delegation::Api;

const AUDIT: &str = "/api/v1/audit";

fn issue() -> Value {
    json!({ "project": "CORE", "title": "To be noted" })
}

#[tokio::test]
async fn a_change_is_noted_with_who_made_it_and_how() {
    let server = Server::start().await;
    let (token, secret) = server.mint(DEMO_TOKEN, &["write"]).await;
    let request = server
        .raw(Method::POST, "/api/v1/issues")
        .bearer_auth(secret);
    let request = request.header("x-request-id", "from-the-client.1");
    let made = answer(request.json(&issue())).await;
    assert_eq!(
        (made.status, &made.headers["x-request-id"]),
        (201, &"from-the-client.1".parse().unwrap())
    );
    let account = server.account(DEMO_TOKEN).await;
    let log = server.log().await;
    let [made, minted] = &log[..] else {
        panic!("{log:?}");
    };
    assert!(made["at"].as_str() >= minted["at"].as_str());
    let mut made = made.clone();
    for varies in ["id", "at"] {
        made.as_object_mut().unwrap().remove(varies);
    }
    assert_eq!(
        made,
        json!({
            "account_id": account, "account": "demo", "token_id": token, "via": "rest", "method": "POST",
            "path": "/api/v1/issues", "status": 201, "count": 1, "request_id": "from-the-client.1",
            "name": null, "arguments": null, "outcome": null, "message": null, "duration_ms": null,
        })
    );
    assert_eq!(minted["path"], "/api/v1/tokens");
}

#[tokio::test]
async fn what_only_reads_is_noted_and_what_fails_and_the_reading_of_the_log() {
    let server = Server::start().await;
    let path = "/api/v1/issues?project=CORE";
    assert_eq!(server.get(DEMO_TOKEN, path).await.status, 200);
    assert_eq!(
        server.get(DEMO_TOKEN, "/api/v1/issues/NO-99").await.status,
        404
    );
    let invalid = server.post(DEMO_TOKEN, "/api/v1/issues", &json!({})).await;
    assert_eq!(invalid.status, 422);
    for nobody in ["", "pfai_made_up"] {
        assert_eq!(server.get(nobody, path).await.status, 401);
    }
    server.log().await;
    let log = server.get(ADMIN_TOKEN, AUDIT).await.data();
    let log = log.as_array().unwrap().iter();
    let told: Vec<_> = log
        .map(|entry| {
            let text = |name: &str| entry[name].as_str().unwrap().to_owned();
            (
                text("account"),
                text("method") + " " + &text("path"),
                entry["status"].clone(),
            )
        })
        .collect();
    let entry =
        |account: &str, what: &str, status: u16| (account.into(), what.into(), json!(status));
    assert_eq!(
        told,
        [
            entry("admin", "GET /api/v1/audit", 200),
            entry("demo", "POST /api/v1/issues", 422),
            entry("demo", "GET /api/v1/issues/NO-99", 404),
            entry("demo", "GET /api/v1/issues", 200),
        ]
    );
}

#[tokio::test]
async fn what_is_forbidden_is_noted() {
    let server = Server::start().await;
    assert_eq!(
        server
            .post(READER_TOKEN, "/api/v1/issues", &issue())
            .await
            .status,
        403
    );
    assert_eq!(server.get(READER_TOKEN, AUDIT).await.status, 403);
    let log = server.log().await;
    let told: Vec<_> = log
        .iter()
        .map(|entry| (&entry["account"], &entry["method"], &entry["status"]))
        .collect();
    let reader = json!("reader");
    let [get, post, forbidden] = [json!("GET"), json!("POST"), json!(403)];
    assert_eq!(
        told,
        [(&reader, &get, &forbidden), (&reader, &post, &forbidden)]
    );
}

#[tokio::test]
async fn what_a_tool_did_is_noted_as_done_by_the_account_with_its_token() {
    let server = Server::start().await;
    let account = server.account(DEMO_TOKEN).await;
    let (id, _) = server.mint(DEMO_TOKEN, &["write"]).await;
    let token = delegated(Api::V1, account, "issues:write", Some(id));
    assert_eq!(
        server.post(&token, "/api/v1/issues", &issue()).await.status,
        201
    );
    let entry = &server.log().await[0];
    assert_eq!(
        (&entry["via"], &entry["account"]),
        (&json!("mcp"), &json!("demo"))
    );
    assert_eq!(entry["token_id"], id);
}

#[tokio::test]
async fn only_admins_read_it_and_only_of_their_own_org() {
    let server = Server::start().await;
    let made = server.post(DEMO_TOKEN, "/api/v1/issues", &issue()).await;
    assert_eq!(made.status, 201);
    for token in [DEMO_TOKEN, READER_TOKEN] {
        let message = "Permission denied: needs the scope admin";
        assert_eq!(server.get(token, AUDIT).await.refusal(), said(403, message));
    }
    let other = server.get(GLOBEX_TOKEN, AUDIT).await.data();
    assert_eq!(but_reads(&other), Vec::<Value>::new());
    assert_eq!(server.log().await.len(), 3);
}

#[tokio::test]
async fn it_is_asked_for_an_actor_a_time_and_a_page() {
    let server = Server::start().await;
    for token in [DEMO_TOKEN, ADMIN_TOKEN, DEMO_TOKEN] {
        assert_eq!(
            server.post(token, "/api/v1/issues", &issue()).await.status,
            201
        );
    }
    let total = async |query: &str| {
        let path = format!("{AUDIT}?method=POST&{query}");
        let page = server.get(ADMIN_TOKEN, &path).await;
        page.body["meta"]["total"].clone()
    };
    assert_eq!(total("").await, 3);
    assert_eq!(total("actor=demo").await, 2);
    assert_eq!(total("actor=Demo&pagesize=1&page=2").await, 2);
    assert_eq!(total("actor=nobody").await, 0);
    assert_eq!(total("since=2026-01-01T00:00:00Z").await, 3);
    assert_eq!(total("since=2999-01-01T00:00:00Z").await, 0);
    for query in [
        "since=yesterday",
        "since=",
        "actor=",
        "page=0",
        "account=demo",
        "via=post",
        "via=Mcp",
        "name=",
        "method=",
        "outcome=fine",
        "outcome=",
    ] {
        let refused = server.get(ADMIN_TOKEN, &format!("{AUDIT}?{query}")).await;
        assert_eq!(refused.status, 422, "{query}");
    }
}

#[tokio::test]
async fn the_agency_has_one_of_its_own() {
    let server = Server::start().await;
    let company = json!({ "name": "Noted & Sons" });
    let made = server.agency(Method::POST, "/companies", &company).await;
    assert_eq!(made.status, 201);
    let staff = server.raw(Method::GET, "/api/v4/invoices");
    let staff = staff.header("apikey", "studio-staff-0000-local-AGY1003");
    assert_eq!(answer(staff).await.status, 403);
    let log = server
        .agency(Method::GET, "/audit", &json!({}))
        .await
        .data();
    let told = |index: usize| {
        let entry = &log[index];
        let text = |name: &str| entry[name].as_str().unwrap().to_owned();
        (text("account"), text("method"), text("path"))
    };
    let entry =
        |account: &str, method: &str, path: &str| (account.into(), method.into(), path.into());
    assert_eq!(told(0), entry("Sunniva", "GET", "/api/v4/invoices"));
    assert_eq!(told(1), entry("Astrid", "POST", "/api/v4/companies"));
    assert_eq!(server.log().await, Vec::<Value>::new());
    for key in [
        "studio-manager-0000-local-AGY1002",
        "studio-reader-0000-local-AGY1004",
    ] {
        let request = server
            .raw(Method::GET, "/api/v4/audit")
            .header("apikey", key);
        assert_eq!(
            answer(request).await.refusal(),
            said(403, "Permission denied")
        );
    }
    let other = server.raw(Method::GET, "/api/v4/audit");
    let other = answer(other.header("apikey", "harbour-admin-0000-local-AGY2001")).await;
    assert_eq!(but_reads(&other.data()), Vec::<Value>::new());
}

/// Tells that the request which holds it is given up.
struct GivenUp(Option<oneshot::Sender<()>>);

impl Drop for GivenUp {
    fn drop(&mut self) {
        let told = self.0.take().map(|tell| tell.send(()));
        told.expect("it is dropped once").expect("somebody listens");
    }
}

/// The request has begun and is not done yet when its client goes, and the server has noticed.
#[tokio::test]
async fn a_request_is_noted_even_if_its_client_has_gone() {
    for method in ["GET", "POST"] {
        let database = Database::open(None).unwrap();
        let log = Log::new(database.clone());
        let (begins, mut begun) = mpsc::channel(1);
        let (made, make) = watch::channel(false);
        let change = async move || {
            let mut make = make.clone();
            begins.send(()).await.unwrap();
            make.wait_for(|make| *make).await.unwrap();
            StatusCode::CREATED
        };
        let (gives_up, given_up) = oneshot::channel();
        let guard = Arc::new(Mutex::new(Some(GivenUp(Some(gives_up)))));
        let watched = from_fn(move |request: Request, next: Next| {
            let (log, guard) = (log.clone(), guard.lock().unwrap().take());
            let deed = Deed::of(&request);
            async move {
                let _guard = guard;
                log.watch(demo(), deed, next.run(request)).await
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().route("/slow", any(change)).layer(watched);
        tokio::spawn(axum::serve(listener, app).into_future());

        let mut client = TcpStream::connect(address).await.unwrap();
        let request = format!("{method} /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        client.write_all(request.as_bytes()).await.unwrap();
        in_time(begun.recv()).await.unwrap();
        drop(client);
        in_time(given_up).await.unwrap();
        assert_eq!(noted(&database).await, []);
        made.send(true).unwrap();
        let entry = (method.to_owned(), "/slow".to_owned(), 201, 1);
        assert_eq!(in_time(first_noted(&database)).await, [entry]);
    }
}

#[tokio::test]
async fn a_request_that_has_no_plain_name_is_given_one() {
    let server = Server::start().await;
    let long = "x".repeat(65);
    let mut seen = Vec::new();
    for name in ["", "two words", "semi;colon", long.as_str()] {
        let request = server.raw(Method::GET, "/api/v1/health");
        let named = answer(request.header("x-request-id", name)).await;
        seen.push(named.headers["x-request-id"].to_str().unwrap().to_owned());
    }
    assert!(seen.iter().all(|name| name.len() == 16), "{seen:?}");
    seen.dedup();
    assert_eq!(seen.len(), 4);
    assert!(
        server
            .get("x", "/nowhere")
            .await
            .headers
            .contains_key("x-request-id")
    );
}

#[tokio::test]
async fn no_path_tells_a_credential() {
    let server = Server::start().await;
    for project in [
        ADMIN_TOKEN,
        "%70fai_admin_local_only",
        "%2570fai_admin_local_only",
    ] {
        let path = format!("/api/v1/projects/{project}");
        assert_eq!(server.get(DEMO_TOKEN, &path).await.status, 404);
    }
    let log = server.get(ADMIN_TOKEN, "/api/v1/audit").await.data();
    let paths = log.as_array().unwrap().iter().map(|entry| &entry["path"]);
    let hidden = json!("/api/v1/projects/[redacted]");
    assert_eq!(paths.collect::<Vec<_>>(), [&hidden; 3]);
}

#[tokio::test]
async fn it_is_gone_through_while_it_grows_and_each_entry_comes_once() {
    let server = Server::start().await;
    for _ in 0..5 {
        server.get(DEMO_TOKEN, "/api/v1/me").await.data();
    }
    let mut seen = Vec::new();
    let mut query = "pagesize=2".to_owned();
    loop {
        let path = format!("{AUDIT}?{query}");
        let page = server.get(ADMIN_TOKEN, &path).await.body;
        let numbers = page["data"].as_array().unwrap().iter();
        seen.extend(numbers.map(|entry| entry["id"].as_i64().unwrap()));
        let Some(next) = page["meta"]["next"].as_i64() else {
            break;
        };
        query = format!("pagesize=2&before={next}");
    }
    assert_eq!(seen, [5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn what_cannot_be_noted_is_not_read() {
    let folder = std::env::temp_dir().join(format!("tracker-unnoted-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("tracker.db");
    let server = Server::with(Options {
        database: Some(file.clone()),
        ..Options::default()
    });
    let server = server.await;
    let path = "/api/v1/projects";
    assert_eq!(server.get(DEMO_TOKEN, path).await.status, 200);
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = std::time::Instant::now();
    let refused = server.get(DEMO_TOKEN, path).await;
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(
        (refused.status, &refused.headers["retry-after"]),
        (503, &"5".parse().unwrap())
    );
    let told = "The audit log cannot be written at the moment; try again later";
    assert_eq!(refused.body["data"][0], told, "{}", refused.body);
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    assert_eq!(server.get(DEMO_TOKEN, path).await.status, 200);
    server.stop().await;
    std::fs::remove_dir_all(&folder).unwrap();
}
