//! Documents: written, found, changed, deleted.

use serde_json::json;

use super::super::Server;
use super::{delete, get, patch, post};

#[tokio::test]
async fn a_document_is_written_and_changed() {
    let server = Server::start().await;
    let body = "# Über uns\n\n日本語 | `code` | <b>no HTML</b>";
    let new = json!({ "title": "  About  ", "body": body, "project": "WEB" });
    let made = post(&server, "/documents", new).await.data();
    assert_eq!(
        (&made["title"], &made["body"]),
        (&json!("About"), &json!(body))
    );
    assert_eq!(
        (&made["project"], &made["created_by"]),
        (&json!("WEB"), &json!("demo"))
    );
    let path = format!("/documents/{}", made["id"]);
    assert_eq!(get(&server, &path).await.data(), made);
    let change = json!({ "body": "", "project": null });
    let changed = patch(&server, &path, change).await.data();
    assert_eq!(
        (&changed["body"], &changed["title"]),
        (&json!(""), &json!("About"))
    );
    assert!(changed["project"].is_null());
    let newest = get(&server, "/documents").await.data();
    assert_eq!(newest[0]["id"], made["id"]);
    assert!(newest[0].get("body").is_none());
}

#[tokio::test]
async fn documents_are_found_by_project_and_words() {
    let server = Server::start().await;
    for (query, titles) in [
        ("project=core", vec!["How we release"]),
        ("search=FRIDAY", vec!["How we release"]),
        ("search=launch+plan", vec!["Launch plan of the new site"]),
        ("project=MOB&search=friday", vec![]),
        ("search=%25", vec![]),
        ("search=_", vec![]),
        ("pagesize=1&page=4", vec!["On call"]),
    ] {
        let found = get(&server, &format!("/documents?{query}")).await;
        assert_eq!(found.column("title"), titles, "{query}");
    }
    let excerpt = get(&server, "/documents?search=on+call").await.data();
    let excerpt = excerpt[0]["excerpt"].as_str().unwrap().to_owned();
    assert!(
        excerpt.starts_with("# On call") && !excerpt.contains('\n'),
        "{excerpt}"
    );
}

#[tokio::test]
async fn a_deleted_document_is_nowhere() {
    let server = Server::start().await;
    let id = get(&server, "/documents?search=on+call").await.data()[0]["id"].clone();
    let path = format!("/documents/{id}");
    delete(&server, &path).await.data();
    get(&server, &path).await.refused(404, "Document not found");
    patch(&server, &path, json!({ "title": "Back" }))
        .await
        .refused(404, "Document not found");
    delete(&server, &path)
        .await
        .refused(404, "Document not found");
    assert_eq!(get(&server, "/documents").await.body["meta"]["total"], 3);
}

#[tokio::test]
async fn a_document_has_bounds() {
    let server = Server::start().await;
    for (body, words) in [
        (json!({ "body": "text" }), "title: is required"),
        (json!({ "title": "two\nlines" }), "one line"),
        (
            json!({ "title": "t", "body": "x".repeat(100_001) }),
            "0 to 100000 characters",
        ),
        (
            json!({ "title": "t", "body": "nul\u{0}" }),
            "control characters",
        ),
        (json!({ "title": "t", "project": "NOPE" }), "no project"),
        (
            json!({ "title": "t", "created_by": "me" }),
            "not a known field",
        ),
        (json!({ "title": 1 }), "must be a string"),
    ] {
        post(&server, "/documents", body).await.refused(422, words);
    }
    let id = get(&server, "/documents").await.data()[0]["id"].clone();
    let path = format!("/documents/{id}");
    patch(&server, &path, json!({}))
        .await
        .refused(422, "Nothing to change");
    get(&server, "/documents/On call")
        .await
        .refused(404, "Document not found");
}
