//! What is noted of whom, and who gets to read it.

use std::time::Duration;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{AMPLE, Server, answer, delegated, filled, said};
use crate::backend::tests::storage::Folder;
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
            "path": "/api/v1/issues", "status": 201, "request_id": "from-the-client.1",
        })
    );
    assert_eq!(minted["path"], "/api/v1/tokens");
}

#[tokio::test]
async fn what_is_forbidden_is_noted_and_what_only_reads_or_fails_is_not() {
    let server = Server::start().await;
    assert_eq!(server.get(DEMO_TOKEN, "/api/v1/issues").await.status, 200);
    let invalid = server.post(DEMO_TOKEN, "/api/v1/issues", &json!({})).await;
    assert_eq!(invalid.status, 422);
    assert_eq!(server.log().await.len(), 0);
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
    assert_eq!(server.get(GLOBEX_TOKEN, AUDIT).await.data(), json!([]));
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
        let page = server.get(ADMIN_TOKEN, &format!("{AUDIT}?{query}")).await;
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
    assert_eq!(other.data(), json!([]));
}

/// The change waits for the lock of another process, and its client does not.
#[tokio::test]
async fn a_change_is_noted_even_if_its_client_has_gone() {
    let folder = Folder::new();
    let server = Server::with(Options {
        database: Some(folder.file()),
        limit: AMPLE,
        ..Options::default()
    })
    .await;
    // From here on the use of the token has been noted, which would wait for the lock too.
    server.account(DEMO_TOKEN).await;
    server.account(ADMIN_TOKEN).await;
    let lock = Connection::open(folder.file()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let address = server.address.strip_prefix("http://").unwrap();
    let mut client = TcpStream::connect(address).await.unwrap();
    let body = issue().to_string();
    let request = format!(
        "POST /api/v1/issues HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {DEMO_TOKEN}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    client.write_all(request.as_bytes()).await.unwrap();
    // By the time that so many others are answered, it waits for the lock: one that has not come so far changes nothing.
    for _ in 0..20 {
        assert!(server.log().await.is_empty());
    }
    drop(client);
    assert!(server.log().await.is_empty());
    lock.execute_batch("COMMIT").unwrap();
    let noted = async {
        loop {
            if let [entry] = &server.log().await[..] {
                return entry["path"].clone();
            }
        }
    };
    let noted = timeout(Duration::from_secs(20), noted).await.unwrap();
    assert_eq!(noted, "/api/v1/issues");
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

#[test]
fn what_happened_is_neither_rewritten_nor_deleted() {
    let connection = filled();
    let noted = "INSERT INTO audit VALUES (1, 'now', 'v1', 1, 1, 'demo', NULL, 'rest', 'GET', '/', 403, '')";
    connection.execute(noted, ()).unwrap();
    for sql in ["UPDATE audit SET account = 'other'", "DELETE FROM audit"] {
        let refused = connection.execute(sql, ()).unwrap_err().to_string();
        assert!(refused.starts_with("what happened is not"), "{refused}");
    }
}
