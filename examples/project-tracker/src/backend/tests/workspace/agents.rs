//! Agents and what they carry out.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::super::Server;
use super::{admin, delete, get, patch, post, stranger};

/// The execution once it has ended.
async fn ended(server: &Server, id: &Value) -> Value {
    let path = format!("/executions/{id}");
    let asking = async {
        loop {
            let execution = get(server, &path).await.data();
            if !execution["finished_at"].is_null() {
                return execution;
            }
        }
    };
    timeout(Duration::from_secs(30), asking).await.unwrap()
}

#[tokio::test]
async fn an_agent_sums_an_issue_up_in_a_comment() {
    let server = Server::start().await;
    let work = json!({ "issue": "core-6", "instructions": "Mind the retries" });
    let given = post(&server, "/agents/triage/dispatch", work).await.data();
    assert_eq!(given["issue"], "CORE-6");
    assert_eq!(given["requested_by"], "demo");
    let done = ended(&server, &given["id"]).await;
    assert_eq!(done["status"], "succeeded", "{done}");
    assert_eq!(done["metadata"]["model"], "small-1");
    assert_eq!(done["metadata"]["comments_read"], 2);
    let output = done["output"].as_str().unwrap();
    for words in [
        "CORE-6",
        "Priya works on it",
        "Mind the retries",
        "waits for CORE-2",
    ] {
        assert!(output.contains(words), "{words}: {output}");
    }
    assert!(done["started_at"].as_str() >= done["created_at"].as_str());
    assert!(done["finished_at"].as_str() >= done["started_at"].as_str());
    let issue = get(&server, "/issues/CORE-6").await.data();
    let comment = &issue["recent_comments"][2];
    assert_eq!(comment["body"], output);
    assert_eq!(
        (&comment["author"], &comment["author_type"]),
        (&json!("Triage"), &json!("agent"))
    );
    assert_eq!(comment["id"], done["metadata"]["comment_id"]);
    assert_eq!(issue["executions"][0]["id"], given["id"]);
}

#[tokio::test]
async fn an_agent_finds_the_issues_that_speak_of_a_repository() {
    let server = Server::start().await;
    let work = json!({ "repo": "https://git.example.com/acme/passkeys.git" });
    let given = post(&server, "/agents/Scout/dispatch", work).await.data();
    let done = ended(&server, &given["id"]).await;
    assert_eq!(done["metadata"]["issues_found"], 2);
    assert!(done["output"].as_str().unwrap().contains("CORE-10"));
    assert!(done["issue"].is_null());
}

#[tokio::test]
async fn a_paused_agent_lets_its_work_wait() {
    let server = Server::start().await;
    let work = json!({ "issue": "CORE-4" });
    let first = post(&server, "/agents/Refactor/dispatch", work.clone())
        .await
        .data();
    let second = post(&server, "/agents/Refactor/dispatch", work.clone())
        .await
        .data();
    // What was given to an agent that does not pause goes past it.
    let other = post(&server, "/agents/Triage/dispatch", work).await.data();
    ended(&server, &other["id"]).await;
    let path = format!("/executions/{}", first["id"]);
    assert_eq!(get(&server, &path).await.data()["status"], "queued");
    let canceled = post(&server, &format!("{path}/cancel"), json!({})).await;
    assert_eq!(canceled.status, 200);
    assert_eq!(canceled.data()["status"], "canceled");
    let again = post(&server, &format!("{path}/cancel"), json!({})).await;
    again.refused(409, "has ended already");
    let active = json!({ "status": "active" });
    admin(&server, Method::PATCH, "/agents/Refactor", active)
        .await
        .data();
    let done = ended(&server, &second["id"]).await;
    assert_eq!(done["status"], "succeeded");
    assert_eq!(get(&server, &path).await.data()["status"], "canceled");
}

#[tokio::test]
async fn work_is_refused_that_nobody_could_do() {
    let server = Server::start().await;
    for (agent, work, status, words) in [
        ("Archivist", json!({ "issue": "CORE-1" }), 409, "disabled"),
        (
            "Nobody",
            json!({ "issue": "CORE-1" }),
            404,
            "Agent not found",
        ),
        ("Triage", json!({}), 422, "one of the two"),
        (
            "Triage",
            json!({ "issue": "CORE-1", "repo": "https://a.example/b" }),
            422,
            "one of the two",
        ),
        ("Triage", json!({ "issue": null }), 422, "one of the two"),
        (
            "Triage",
            json!({ "issue": "CORE-999" }),
            422,
            "no issue has this reference",
        ),
        (
            "Triage",
            json!({ "issue": "CORE-1", "instructions": "" }),
            422,
            "1 to 5000",
        ),
        (
            "Triage",
            json!({ "issue": "CORE-1", "model": "x" }),
            422,
            "not a known field",
        ),
    ] {
        let path = format!("/agents/{agent}/dispatch");
        post(&server, &path, work).await.refused(status, words);
    }
}

#[tokio::test]
async fn a_repository_is_a_public_address() {
    let server = Server::start().await;
    for repo in [
        "git.example.com/a",
        "http://git.example.com/a",
        "ftp://git.example.com/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://me:secret@git.example.com/a",
        "https://git.example.com/a?token=secret",
        "https://git.example.com/a#b",
        "https://git.example.com",
        "https://",
        "https://git.example.com/\u{0}",
        "",
    ] {
        let work = json!({ "repo": repo });
        let refused = post(&server, "/agents/Scout/dispatch", work).await;
        let (status, messages) = refused.refusal();
        assert_eq!(status, 422, "{repo}");
        assert!(!messages.concat().contains("secret"), "{messages:?}");
    }
}

#[tokio::test]
async fn the_queue_of_an_org_has_an_end() {
    let server = Server::start().await;
    let work = json!({ "issue": "CORE-4" });
    // One waits already.
    for _ in 1..100 {
        post(&server, "/agents/Refactor/dispatch", work.clone())
            .await
            .data();
    }
    let full = post(&server, "/agents/Refactor/dispatch", work).await;
    full.refused(409, "cancel some");
    // The other org has a queue of its own.
    let theirs = json!({ "issue": "CORE-1" });
    let given = stranger(
        &server,
        Method::POST,
        "/agents/Triage/dispatch",
        Some(&theirs),
    )
    .await;
    assert_eq!(given.status, 201);
}

#[tokio::test]
async fn without_workflows_there_are_no_agents() {
    let server = Server::start().await;
    let off = json!({ "enabled": false });
    admin(&server, Method::PATCH, "/flags/workflows", off)
        .await
        .data();
    for (method, path, body) in [
        (Method::GET, "/agents", json!({})),
        (
            Method::POST,
            "/agents",
            json!({ "name": "A", "model": "m" }),
        ),
        (Method::GET, "/agents/Triage", json!({})),
        (Method::PATCH, "/agents/Triage", json!({ "model": "m" })),
        (
            Method::POST,
            "/agents/Triage/dispatch",
            json!({ "issue": "CORE-1" }),
        ),
        (Method::GET, "/executions", json!({})),
        (Method::GET, "/executions/1", json!({})),
        (Method::POST, "/executions/1/cancel", json!({})),
    ] {
        let refused = admin(&server, method, path, body).await;
        refused.refused(403, "workflows");
    }
    let issue = get(&server, "/issues/WEB-4").await.data();
    assert_eq!(issue["executions"], json!([]));
    let theirs = stranger(&server, Method::GET, "/agents", None).await;
    assert_eq!(theirs.column("name"), ["Triage"]);
    let on = json!({ "enabled": true });
    admin(&server, Method::PATCH, "/flags/workflows", on)
        .await
        .data();
    assert_eq!(get(&server, "/agents").await.body["meta"]["total"], 4);
}

#[tokio::test]
async fn executions_are_listed_by_agent_issue_and_status() {
    let server = Server::start().await;
    for (query, issues) in [
        ("agent=triage", vec![json!("WEB-4")]),
        ("issue=CORE-11", vec![json!("CORE-11")]),
        ("status=queued", vec![json!("CORE-9")]),
        ("status=failed", vec![json!("CORE-11")]),
        ("agent=Scout&status=succeeded", vec![json!(null)]),
        ("agent=Scout&status=failed", vec![]),
    ] {
        let found = get(&server, &format!("/executions?{query}")).await;
        assert_eq!(found.column("issue"), issues, "{query}");
    }
    get(&server, "/executions?agent=Nobody")
        .await
        .refused(422, "no agent");
    get(&server, "/executions/999999")
        .await
        .refused(404, "Execution not found");
    get(&server, "/executions/one")
        .await
        .refused(400, "whole number");
    let failed = get(&server, "/executions?status=failed").await.data()[0]["id"].clone();
    let failed = get(&server, &format!("/executions/{failed}")).await.data();
    assert!(failed["error"].as_str().unwrap().contains("disabled"));
    assert!(failed["output"].is_null());
}

#[tokio::test]
async fn an_agent_is_set_up_by_an_admin() {
    let server = Server::start().await;
    let agent = json!({ "name": "Writer", "model": "large-2", "description": "Writes." });
    post(&server, "/agents", agent.clone())
        .await
        .refused(403, "admin");
    let made = admin(&server, Method::POST, "/agents", agent.clone())
        .await
        .data();
    assert_eq!(made["status"], "active");
    admin(&server, Method::POST, "/agents", agent)
        .await
        .refused(409, "has this name");
    let renamed = json!({ "name": "Triage" });
    let refused = admin(&server, Method::PATCH, "/agents/Writer", renamed).await;
    refused.refused(409, "has this name");
    patch(&server, "/agents/Writer", json!({ "model": "x" }))
        .await
        .refused(403, "admin");
    assert_eq!(delete(&server, "/agents/Writer").await.status, 405);
    let active = get(&server, "/agents?status=active").await;
    assert_eq!(active.column("name"), ["Scout", "Triage", "Writer"]);
}
