//! Calls that a server tells of, and where they stand in the log.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{Answer, SECRET, Server, answer, but_reads, delegated, said};
use crate::backend::{ADMIN_TOKEN, AGENCY_KEY, DEMO_TOKEN, GLOBEX_TOKEN, Limit, Options};
use crate::delegation::Api;

const PATH: &str = "/api/v1/calls";
const HARBOUR: &str = "harbour-admin-0000-local-AGY2001";

/// How a call is told that the demo account made.
fn record(id: &str, outcome: &str) -> Value {
    json!({
        "id": id, "time": "2026-07-28T12:00:00.000Z",
        "principal": { "issuer": "project-tracker/v1", "subject": "2", "client": "token-2" },
        "session": "6c8f1d2b03a4e597", "request": 7, "method": "tools/call", "name": "create_issue",
        "arguments": { "project": "CORE", "title": "To be noted" },
        "outcome": outcome, "code": null, "message": null, "duration_ms": null,
    })
}

/// The same with other members.
fn but(mut record: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

fn of(api: &str, account: &str, token: Option<&str>) -> Value {
    let issuer = format!("project-tracker/{api}");
    json!({ "principal": { "issuer": issuer, "subject": account, "client": token } })
}

impl Server {
    async fn told(&self, record: &Value) -> Answer {
        self.post(SECRET, PATH, record).await
    }

    /// Tells of a call, and gives whether it was new.
    async fn tell(&self, record: &Value) -> bool {
        self.told(record).await.data()["new"] == true
    }

    async fn log_of(&self, token: &str, query: &str) -> Vec<Value> {
        let path = format!("/api/v1/audit?pagesize=100&{query}");
        but_reads(&self.get(token, &path).await.data())
    }

    async fn log_of_division(&self, key: &str) -> Vec<Value> {
        let request = self.raw(Method::GET, "/api/v4/audit").header("apikey", key);
        but_reads(&answer(request).await.data())
    }
}

#[tokio::test]
async fn a_call_is_one_entry_under_who_made_it() {
    let server = Server::start().await;
    assert!(server.tell(&record("one", "started")).await);
    let log = server.log().await;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (&log[0]["outcome"], &log[0]["duration_ms"]),
        (&json!("started"), &Value::Null)
    );
    let end = json!({ "outcome": "refused", "message": "no", "duration_ms": 1.25 });
    assert!(server.tell(&but(record("one", "started"), &end)).await);
    let log = server.log().await;
    let [entry] = &log[..] else {
        panic!("{log:?}");
    };
    let mut entry = entry.clone();
    for varies in ["id", "at"] {
        entry.as_object_mut().unwrap().remove(varies);
    }
    assert_eq!(
        entry,
        json!({
            "account_id": 2, "account": "demo", "token_id": 2, "via": "mcp",
            "method": "tools/call", "path": null, "status": null, "count": 1, "request_id": "one",
            "name": "create_issue", "arguments": { "project": "CORE", "title": "To be noted" },
            "outcome": "refused", "message": "no", "duration_ms": 1.25,
        })
    );
}

#[tokio::test]
async fn what_comes_again_or_late_makes_no_second_entry() {
    let server = Server::start().await;
    for (id, told) in [
        (
            "again",
            &[
                ("started", true),
                ("started", false),
                ("ok", true),
                ("ok", false),
            ][..],
        ),
        ("late", &[("ok", true), ("started", true)]),
    ] {
        for (outcome, new) in told {
            let record = record(id, outcome);
            assert_eq!(server.tell(&record).await, *new, "{id} {outcome}");
        }
    }
    let log = server.log().await;
    let told: Vec<_> = log
        .iter()
        .map(|entry| (&entry["request_id"], &entry["outcome"]))
        .collect();
    let [again, late, ok] = [json!("again"), json!("late"), json!("ok")];
    assert_eq!(told, [(&late, &ok), (&again, &ok)]);
    let calls = "/api/v1/audit?method=tools/call";
    let total = server.get(ADMIN_TOKEN, calls).await.body["meta"]["total"].clone();
    assert_eq!(total, 2);
}

#[tokio::test]
async fn a_call_of_the_agency_stands_in_its_division_and_nowhere_else() {
    let server = Server::start().await;
    assert!(
        server
            .tell(&but(record("two", "ok"), &of("v4", "1", None)))
            .await
    );
    let log = server.log_of_division(AGENCY_KEY).await;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (&log[0]["account"], &log[0]["name"]),
        (&json!("Astrid"), &json!("create_issue"))
    );
    assert_eq!(log[0]["token_id"], Value::Null);
    assert_eq!(server.log_of_division(HARBOUR).await, Vec::<Value>::new());
    assert_eq!(server.log().await, Vec::<Value>::new());
}

#[tokio::test]
async fn another_org_sees_nothing_of_it() {
    let server = Server::start().await;
    assert!(server.tell(&record("three", "ok")).await);
    assert_eq!(server.log_of(GLOBEX_TOKEN, "").await, Vec::<Value>::new());
    assert_eq!(
        server.log_of_division(AGENCY_KEY).await,
        Vec::<Value>::new()
    );
    let hank = of("v1", "4", Some("token-4"));
    assert!(server.tell(&but(record("four", "ok"), &hank)).await);
    assert_eq!(server.log_of(GLOBEX_TOKEN, "").await[0]["account"], "hank");
    assert_eq!(server.log().await.len(), 1);
}

#[tokio::test]
async fn only_who_has_the_secret_may_tell() {
    let server = Server::start().await;
    let longer = format!("{SECRET}x");
    let delegation = delegated(Api::V1, 1, "admin", None);
    let record = record("five", "ok");
    for secret in ["", "x", ADMIN_TOKEN, &SECRET[1..], &longer, &delegation] {
        let refused = server.post(secret, PATH, &record).await.refusal();
        assert_eq!(refused, said(401, "Invalid credentials"), "{secret}");
    }
    let key = server.raw(Method::POST, PATH).header("apikey", SECRET);
    assert_eq!(answer(key.json(&record)).await.status, 401);
    let elsewhere = server.post(SECRET, "/api/v4/calls", &record).await;
    assert_eq!(elsewhere.status, 404);
    assert_eq!(server.log().await, Vec::<Value>::new());
}

#[tokio::test]
async fn who_is_nobody_here_is_nobody_elses_entry() {
    let server = Server::start().await;
    for who in [
        json!({ "principal": null }),
        of("v1", "99", None),
        of("v1", "2", Some("token-1")),
        of("v1", "2", Some("token-99")),
        of("v1", "2", Some("2")),
        of("v1", "02", None),
        of("v4", "1", Some("token-1")),
        of("v4", "99", None),
        of("v2", "2", None),
        json!({ "principal": { "issuer": "https://id.example.com", "subject": "2", "client": null } }),
    ] {
        let status = server.told(&but(record("six", "ok"), &who)).await.status;
        assert!([400, 422].contains(&status), "{who}: {status}");
    }
    assert_eq!(server.log().await, Vec::<Value>::new());
    assert_eq!(
        server.log_of_division(AGENCY_KEY).await,
        Vec::<Value>::new()
    );
}

#[tokio::test]
async fn a_call_stays_with_whom_it_began() {
    let server = Server::start().await;
    assert!(server.tell(&record("seven", "started")).await);
    for other in [of("v1", "4", None), of("v4", "2", None)] {
        let refused = server.told(&but(record("seven", "ok"), &other)).await;
        assert_eq!(refused.refusal().0, 409);
    }
    assert_eq!(server.log().await[0]["outcome"], "started");
}

#[tokio::test]
async fn how_a_call_ended_is_noted_when_its_token_is_gone() {
    let server = Server::start().await;
    let (token, _) = server.mint(DEMO_TOKEN, &["read"]).await;
    let who = of("v1", "2", Some(&format!("token-{token}")));
    assert!(server.tell(&but(record("eight", "started"), &who)).await);
    let revoked = server
        .delete(DEMO_TOKEN, &format!("/api/v1/tokens/{token}"))
        .await;
    assert_eq!(revoked.status, 200);
    assert!(server.tell(&but(record("eight", "ok"), &who)).await);
    let log = server.log_of(ADMIN_TOKEN, "outcome=ok").await;
    assert_eq!(log[0]["token_id"], token);
}

#[tokio::test]
async fn what_is_no_record_is_refused() {
    let server = Server::start().await;
    let whole = record("nine", "ok");
    let mut refused = vec![
        json!([]),
        but(whole.clone(), &json!({ "outcome": "fine" })),
        but(whole.clone(), &json!({ "org": "acme" })),
        but(whole.clone(), &json!({ "id": "" })),
        but(whole.clone(), &json!({ "id": "x".repeat(65) })),
        but(whole.clone(), &json!({ "name": 7 })),
        but(whole.clone(), &json!({ "duration_ms": "1" })),
    ];
    for missing in ["id", "time", "principal", "method", "name", "outcome"] {
        let mut record = whole.clone();
        record.as_object_mut().unwrap().remove(missing);
        refused.push(record);
    }
    for record in refused {
        let (status, _) = server.told(&record).await.refusal();
        assert!([400, 422].contains(&status), "{record}: {status}");
    }
    let large = but(
        whole.clone(),
        &json!({ "arguments": "x".repeat(1024 * 1024) }),
    );
    assert_eq!(server.told(&large).await.refusal().0, 413);
    let got = server.raw(Method::GET, PATH).bearer_auth(SECRET);
    assert_eq!(answer(got).await.status, 405);
    assert_eq!(server.log().await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_is_long_is_cut() {
    let server = Server::start().await;
    let long = json!({
        "name": "ü".repeat(2000), "message": "ü".repeat(1000), "arguments": { "text": "x".repeat(20_000) },
    });
    assert!(server.tell(&but(record("ten", "refused"), &long)).await);
    let entry = &server.log().await[0];
    assert_eq!(entry["name"], "ü".repeat(1024));
    assert_eq!(entry["message"], "ü".repeat(500));
    assert_eq!(entry["arguments"], "[20011 bytes of arguments]");
}

#[tokio::test]
async fn an_account_fills_the_log_no_faster_than_it_may_call() {
    let server = Server::with(Options {
        limit: Limit {
            burst: 2,
            every: Duration::from_secs(600),
        },
        ..Options::default()
    })
    .await;
    for id in ["a", "b", "c", "d"] {
        assert!(server.tell(&record(id, "started")).await);
    }
    assert_eq!(server.told(&record("e", "started")).await.refusal().0, 429);
    // What has started may end, and others are no worse off.
    assert!(server.tell(&record("a", "ok")).await);
    assert!(
        server
            .tell(&but(record("f", "ok"), &of("v1", "3", None)))
            .await
    );
    assert!(
        server
            .tell(&but(record("g", "ok"), &of("v4", "2", None)))
            .await
    );
}

#[tokio::test]
async fn it_is_asked_for_a_tool_an_outcome_and_a_way() {
    let server = Server::start().await;
    let company = json!({ "project": "CORE", "title": "By the API itself" });
    let made = server.post(DEMO_TOKEN, "/api/v1/issues", &company).await;
    assert_eq!(made.status, 201);
    for (id, tool, outcome) in [
        ("a", "get_issue", "ok"),
        ("b", "get_issue", "tool_error"),
        ("c", "create_issue", "refused"),
        ("d", "create_issue", "started"),
    ] {
        assert!(
            server
                .tell(&but(record(id, outcome), &json!({ "name": tool })))
                .await
        );
    }
    for (query, count) in [
        ("", 5),
        ("via=mcp", 4),
        ("via=rest", 1),
        ("via=cli", 0),
        ("name=get_issue", 2),
        ("name=get_issue&outcome=ok", 1),
        ("outcome=refused&actor=demo", 1),
        ("outcome=started", 1),
        ("outcome=panicked", 0),
        ("name=get", 0),
        ("method=tools/call", 4),
        ("method=POST", 1),
        ("method=tools", 0),
        ("via=rest&name=get_issue", 0),
    ] {
        let found = server.log_of(ADMIN_TOKEN, query).await;
        assert_eq!(found.len(), count, "{query}");
    }
}

#[tokio::test]
async fn each_way_that_a_call_may_end_is_known() {
    use mcp_server::audit::Outcome;

    let server = Server::start().await;
    for outcome in [
        Outcome::Started,
        Outcome::Ok,
        Outcome::ToolError,
        Outcome::Error,
        Outcome::Refused,
        Outcome::InputRequired,
        Outcome::Cancelled,
        Outcome::TimedOut,
        Outcome::Panicked,
    ] {
        let word = outcome.as_str();
        assert!(server.tell(&record(word, word)).await);
        let found = server.log_of(ADMIN_TOKEN, &format!("outcome={word}")).await;
        assert_eq!(found[0]["outcome"], word);
    }
}
