//! Notifications: sent to one or to many, and read by each for himself.

use reqwest::Method;
use serde_json::json;

use super::super::Server;
use super::{admin, get, patch, post, send, stranger};
use crate::backend::ADMIN_TOKEN;

#[tokio::test]
async fn an_inbox_is_read_and_marked() {
    let server = Server::start().await;
    let inbox = get(&server, "/notifications").await;
    assert_eq!(inbox.body["meta"]["total"], 2);
    let newest = inbox.data()[0].clone();
    assert_eq!(
        (&newest["sender"], &newest["issue"]),
        (&json!("Ingrid"), &json!("CORE-4"))
    );
    assert!(newest["read_at"].is_null());
    let path = format!("/notifications/{}", newest["id"]);
    let read = patch(&server, &path, json!({ "read": true })).await.data();
    assert!(read["read_at"].is_string());
    let again = patch(&server, &path, json!({ "read": true })).await.data();
    assert_eq!(again["read_at"], read["read_at"]);
    for (query, total) in [("unread=true", 1), ("unread=false", 1), ("pagesize=1", 2)] {
        let found = get(&server, &format!("/notifications?{query}")).await;
        assert_eq!(found.body["meta"]["total"], total, "{query}");
    }
    let unread = patch(&server, &path, json!({ "read": false })).await.data();
    assert!(unread["read_at"].is_null());
}

#[tokio::test]
async fn a_team_gets_one_each_and_reads_for_itself() {
    let server = Server::start().await;
    let team = json!({ "key": "OPS", "name": "Operations", "members": ["demo", "admin", "Noor"] });
    admin(&server, Method::POST, "/teams", team).await.data();
    let new =
        json!({ "team": "OPS", "title": "Disk is full", "body": "Again.", "issue": "CORE-5" });
    let sent = post(&server, "/notifications", new).await.data();
    assert_eq!(
        (&sent["recipients"], &sent["team"]),
        (&json!(3), &json!("OPS"))
    );
    let path = format!("/notifications/{}", sent["id"]);
    patch(&server, &path, json!({ "read": true })).await.data();
    let theirs = send(&server, ADMIN_TOKEN, Method::GET, "/notifications", None)
        .await
        .data();
    assert_eq!(theirs[0]["title"], "Disk is full");
    assert!(theirs[0]["read_at"].is_null());
}

#[tokio::test]
async fn what_is_in_anothers_inbox_is_not_there() {
    let server = Server::start().await;
    let sent = post(
        &server,
        "/notifications",
        json!({ "user": "Noor", "title": "For you" }),
    )
    .await;
    let sent = sent.data();
    assert_eq!(sent["recipients"], 1);
    let path = format!("/notifications/{}", sent["id"]);
    let read = json!({ "read": true });
    patch(&server, &path, read.clone())
        .await
        .refused(404, "Notification not found");
    let theirs = stranger(&server, Method::PATCH, &path, Some(&read)).await;
    theirs.refused(404, "Notification not found");
}

#[tokio::test]
async fn a_notification_needs_somebody_who_is_there() {
    let server = Server::start().await;
    let empty = json!({ "key": "NIL", "name": "Nobody" });
    admin(&server, Method::POST, "/teams", empty).await.data();
    for (body, words) in [
        (
            json!({ "title": "t" }),
            "give a user or a team, one of the two",
        ),
        (
            json!({ "title": "t", "user": "me", "team": "ENG" }),
            "one of the two",
        ),
        (
            json!({ "title": "t", "user": null }),
            "user: give a user or a team",
        ),
        (json!({ "title": "t", "user": "hank" }), "no account"),
        (json!({ "title": "t", "team": "NOPE" }), "no team"),
        (json!({ "title": "t", "team": "NIL" }), "nobody in it"),
        (
            json!({ "title": "t", "user": "me", "issue": "CORE-999" }),
            "no issue",
        ),
        (json!({ "user": "me" }), "title: is required"),
        (
            json!({ "user": "me", "title": "t", "body": "x".repeat(5001) }),
            "0 to 5000",
        ),
    ] {
        post(&server, "/notifications", body)
            .await
            .refused(422, words);
    }
    assert_eq!(
        get(&server, "/notifications").await.body["meta"]["total"],
        2
    );
    let id = get(&server, "/notifications").await.data()[0]["id"].clone();
    let path = format!("/notifications/{id}");
    patch(&server, &path, json!({}))
        .await
        .refused(422, "read: is required");
    patch(&server, &path, json!({ "read": "yes" }))
        .await
        .refused(422, "true or false");
    get(&server, "/notifications?unread=maybe")
        .await
        .refused(422, "true or false");
}
