//! Input that wants to be more than it is: refused or kept as it came, and never the cause of an error of ours.

use std::time::Duration;

use serde_json::json;

use super::super::Server;
use super::{get, patch, post, send};
use crate::backend::routes::ROUTES;
use crate::backend::{ADMIN_TOKEN, Limit, Options};

const TEXTS: [&str; 12] = [
    "'; DROP TABLE issues; --",
    "\" OR \"\"=\"",
    "%' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}} ${7*7} #{7*7}",
    "\\u0000 \\x00",
    "NULL",
    "a\u{202e}b\u{200d}c",
    "💥👩🏽‍💻 ｆｕｌｌ",
    "../../etc/passwd",
    "?1 :name @x $y",
    "-1",
];

#[tokio::test]
async fn hostile_text_is_only_text() {
    let server = Server::start().await;
    for text in TEXTS {
        for (path, body, field) in [
            (
                "/issues",
                json!({ "project": "CORE", "title": text }),
                "title",
            ),
            (
                "/issues",
                json!({ "project": "CORE", "title": "t", "description": text }),
                "description",
            ),
            ("/issues/CORE-5/comments", json!({ "body": text }), "body"),
            (
                "/labels",
                json!({ "name": text, "description": text }),
                "name",
            ),
            (
                "/sprints",
                json!({ "team": "APP", "name": text, "goal": text }),
                "goal",
            ),
            ("/documents", json!({ "title": text, "body": text }), "body"),
            (
                "/notifications",
                json!({ "user": "me", "title": text, "body": text }),
                "title",
            ),
        ] {
            let made = post(&server, path, body).await.data();
            assert_eq!(made[field], text, "{path}");
        }
        let fields = json!({ "custom_fields": { "customer": text } });
        patch(&server, "/issues/CORE-2", fields).await.data();
        let issue = get(&server, "/issues/CORE-2").await.data();
        assert_eq!(issue["custom_fields"][0]["value"], text);
    }
    assert_eq!(get(&server, "/projects").await.body["meta"]["total"], 4);
}

#[tokio::test]
async fn hostile_names_in_a_path_find_nothing() {
    let server = Server::with(Options {
        limit: Limit {
            burst: 1_000_000,
            every: Duration::from_micros(1),
        },
        ..Options::default()
    })
    .await;
    let hostile = [
        "0",
        "-1",
        "9223372036854775808",
        "1e3",
        "0x1",
        "%00",
        "%27%20OR%201%3D1",
        "..%2Fme",
        "%2e%2e",
        "null",
        "CORE-%2D1",
        "CORE-1%20",
        "%F0%9F%92%A5",
        "core-",
        "-",
        "*",
    ];
    for route in ROUTES.iter().filter(|route| route.path.contains('{')) {
        for name in hostile {
            let parts: Vec<_> = route
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { name } else { part })
                .collect();
            let path = parts.join("/");
            let body = json!({});
            let writes = !route.method.is_safe();
            let body = writes.then_some(&body);
            let answer = send(&server, ADMIN_TOKEN, route.method.clone(), &path, body)
                .await
                .status;
            assert!(
                [400, 404, 405, 422].contains(&answer),
                "{} {path}: {answer}",
                route.method
            );
        }
    }
}

#[tokio::test]
async fn hostile_queries_are_refused_or_find_nothing() {
    let server = Server::start().await;
    for (query, expected) in [
        ("/issues?assignee='%20OR%201=1%20--", 422),
        ("/issues?label=%25", 422),
        ("/issues?sprint=active'", 422),
        ("/issues?project=*", 422),
        ("/issues?sort=updated_at;DROP", 422),
        ("/issues?sort=", 422),
        ("/issues?page=1000001", 422),
        ("/issues?page=1000000&pagesize=100", 200),
        ("/issues?project[]=CORE", 422),
        ("/documents?search=%27", 200),
        ("/documents?search=%00", 422),
        ("/executions?agent=%F0%9F%92%A5", 422),
        ("/labels?page=%31", 200),
        ("/teams?page=1&page=2", 422),
        ("/notifications?unread=1", 422),
    ] {
        let answer = get(&server, query).await;
        assert_eq!(answer.status, expected, "{query}: {}", answer.body);
    }
}

#[tokio::test]
async fn values_of_another_sort_are_refused_field_by_field() {
    let server = Server::start().await;
    let wrong = [json!([]), json!({}), json!(true), json!(1.5)];
    for (path, base, fields) in [
        (
            "/issues",
            json!({ "project": "CORE", "title": "t" }),
            &[
                "title",
                "description",
                "status",
                "priority",
                "type",
                "labels",
                "parent",
                "sprint",
                "assignee",
            ][..],
        ),
        (
            "/labels",
            json!({ "name": "n" }),
            &["name", "color", "description"],
        ),
        (
            "/sprints",
            json!({ "team": "APP", "name": "n" }),
            &["team", "goal", "start_date"],
        ),
        ("/documents", json!({ "title": "t" }), &["title", "body"]),
        (
            "/notifications",
            json!({ "user": "me", "title": "t" }),
            &["user", "title", "body"],
        ),
    ] {
        for field in fields {
            for value in &wrong {
                // An empty list is a list of labels, and any number may be an id.
                let fits = (*field == "labels" && value.is_array())
                    || (["parent", "sprint", "assignee", "team"].contains(field)
                        && value.is_number());
                if fits {
                    continue;
                }
                let mut body = base.clone();
                body[*field] = value.clone();
                let (status, messages) = post(&server, path, body).await.refusal();
                assert_eq!(status, 422, "{path} {field} {value}");
                assert!(messages[0].starts_with(field), "{messages:?}");
            }
        }
    }
}
