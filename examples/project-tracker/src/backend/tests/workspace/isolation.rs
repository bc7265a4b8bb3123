//! What one org has does not exist for the other.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use super::super::Server;
use super::{get, post, stranger};

/// The lists, and where one of their items is found.
const LISTS: [&str; 9] = [
    "/teams",
    "/projects",
    "/issues",
    "/custom-fields",
    "/sprints",
    "/labels",
    "/agents",
    "/documents",
    "/integrations",
];

async fn ids(server: &Server, list: &str, ours: bool) -> BTreeSet<i64> {
    let path = format!("{list}?pagesize=100");
    let found = if ours {
        get(server, &path).await
    } else {
        stranger(server, Method::GET, &path, None).await
    };
    let ids = found.column("id");
    ids.iter().map(|id| id.as_i64().unwrap()).collect()
}

#[tokio::test]
async fn no_list_has_anything_of_the_other_org() {
    let server = Server::start().await;
    for list in LISTS.into_iter().chain(["/executions", "/notifications"]) {
        let (ours, theirs) = (
            ids(&server, list, true).await,
            ids(&server, list, false).await,
        );
        assert!(!ours.is_empty() && !theirs.is_empty(), "{list}");
        assert!(ours.is_disjoint(&theirs), "{list}: {ours:?} {theirs:?}");
    }
    let theirs = stranger(&server, Method::GET, "/issues/search?q=login", None).await;
    assert_eq!(theirs.body["meta"]["total"], 0);
    let ours = get(&server, "/issues/search?q=fluorosilicone").await;
    assert_eq!(ours.body["meta"]["total"], 0);
}

#[tokio::test]
async fn what_the_other_org_has_cannot_be_read_changed_or_deleted() {
    let server = Server::start().await;
    let methods = [
        (Method::GET, None),
        (Method::PATCH, Some(json!({ "name": "Ours now" }))),
        (Method::DELETE, None),
    ];
    for list in LISTS {
        let id = ids(&server, list, true).await.pop_first().unwrap();
        let path = format!("{list}/{id}");
        let before = get(&server, &path).await.data();
        for (method, body) in &methods {
            let body = body.as_ref().map(|body| match list {
                "/issues" | "/documents" => json!({ "title": "Ours now" }),
                _ => body.clone(),
            });
            let answer = stranger(&server, method.clone(), &path, body.as_ref()).await;
            // Not every list can be written, and those that cannot say so.
            let expected: &[u16] = if method == Method::GET {
                &[404]
            } else {
                &[404, 405]
            };
            assert!(
                expected.contains(&answer.status),
                "{method} {path}: {}",
                answer.body
            );
        }
        assert_eq!(get(&server, &path).await.data(), before);
    }
    let execution = ids(&server, "/executions", true).await.pop_first().unwrap();
    let path = format!("/executions/{execution}");
    assert_eq!(
        stranger(&server, Method::GET, &path, None).await.status,
        404
    );
    let cancel = format!("{path}/cancel");
    assert_eq!(
        stranger(&server, Method::POST, &cancel, None).await.status,
        404
    );
}

#[tokio::test]
async fn the_same_reference_means_each_orgs_own() {
    let server = Server::start().await;
    let ours = get(&server, "/issues/CORE-1").await.data();
    let theirs = stranger(&server, Method::GET, "/issues/CORE-1", None)
        .await
        .data();
    assert_ne!(ours["id"], theirs["id"]);
    assert_eq!(theirs["title"], "Valve sticks below minus forty");
    assert_eq!(theirs["custom_fields"].as_array().unwrap().len(), 1);
    assert_eq!(theirs["labels"][0]["name"], "safety");
    let ours = get(&server, "/teams/ENG").await.data();
    assert_eq!(ours["name"], "Engineering");
}

/// What the other org has: by number, where a number is what it is called by.
struct Theirs {
    issue: String,
    project: String,
    team: String,
    sprint: String,
    hank: String,
}

async fn theirs(server: &Server) -> Theirs {
    let first = async |path: &str| {
        let found = stranger(server, Method::GET, path, None).await.data();
        found[0]["id"].to_string()
    };
    Theirs {
        issue: first("/issues").await,
        project: first("/projects").await,
        team: first("/teams").await,
        sprint: first("/sprints").await,
        hank: stranger(server, Method::GET, "/me", None).await.data()["id"].to_string(),
    }
}

#[tokio::test]
async fn no_body_can_name_what_the_other_org_has() {
    let server = Server::start().await;
    let Theirs {
        issue,
        project,
        team,
        sprint,
        hank,
    } = theirs(&server).await;
    let new = |field: &str, value: &str| {
        let mut issue = json!({ "project": "CORE", "title": "Across" });
        issue[field] = value.into();
        issue
    };
    for (path, body) in [
        ("/issues", new("project", &project)),
        ("/issues", new("assignee", &hank)),
        ("/issues", new("assignee", "hank")),
        ("/issues", new("sprint", &sprint)),
        ("/issues", new("parent", &issue)),
        (
            "/issues/CORE-1/links",
            json!({ "type": "blocks", "issue": issue }),
        ),
        ("/sprints", json!({ "team": team, "name": "Across" })),
        (
            "/projects",
            json!({ "key": "XX", "name": "Across", "team": team }),
        ),
        (
            "/projects",
            json!({ "key": "XX", "name": "Across", "lead": hank }),
        ),
        (
            "/documents",
            json!({ "title": "Across", "project": project }),
        ),
        ("/notifications", json!({ "title": "Across", "user": hank })),
        ("/notifications", json!({ "title": "Across", "team": team })),
        (
            "/notifications",
            json!({ "title": "Across", "user": "me", "issue": issue }),
        ),
        ("/agents/Triage/dispatch", json!({ "issue": issue })),
    ] {
        let (status, messages) = post(&server, path, body.clone()).await.refusal();
        assert_eq!(status, 422, "{path} {body}: {messages:?}");
    }
    let path = format!("/issues/{issue}/comments");
    let comment = post(&server, &path, json!({ "body": "Across" })).await;
    comment.refused(404, "Issue not found");
}

#[tokio::test]
async fn no_filter_can_name_what_the_other_org_has() {
    let server = Server::start().await;
    let Theirs {
        issue,
        project,
        team,
        sprint,
        hank,
    } = theirs(&server).await;
    for query in [
        format!("/issues?project={project}"),
        format!("/issues?assignee={hank}"),
        format!("/issues?sprint={sprint}"),
        "/issues?label=safety".into(),
        format!("/projects?team={team}"),
        format!("/sprints?team={team}"),
        format!("/documents?project={project}"),
        format!("/executions?issue={issue}"),
        format!("/issues/search?q=valve&project={project}"),
    ] {
        assert_eq!(get(&server, &query).await.status, 422, "{query}");
    }
}
