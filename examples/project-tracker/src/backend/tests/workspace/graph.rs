//! An issue with all that it is connected with, and what keeps the connections sound.

use reqwest::Method;
use serde_json::json;

use super::super::Server;
use super::{admin, delete, get, open, patch, post};

#[tokio::test]
async fn an_issue_comes_with_all_that_surrounds_it() {
    let server = Server::start().await;
    let issue = get(&server, "/issues/CORE-1").await.data();
    assert_eq!(issue["assignee"]["name"], "Zoë");
    assert!(issue["assignee"]["id"].is_i64());
    assert_eq!(issue["project"]["key"], "CORE");
    assert_eq!(issue["project"]["team"]["name"], "Engineering");
    assert_eq!(issue["project"]["lead"]["name"], "Ingrid");
    assert_eq!(issue["sprint"]["name"], "Sprint 15");
    assert_eq!(issue["sprint"]["status"], "active");
    assert_eq!(issue["labels"][0]["name"], "auth");
    assert_eq!(issue["labels"][0]["color"], "#5319e7");
    assert_eq!(issue["comments"], 3);
    assert_eq!(issue["recent_comments"][2]["author"], "Zoë");
    let fields = issue["custom_fields"].as_array().unwrap();
    let values: Vec<_> = fields
        .iter()
        .map(|field| (field["key"].as_str().unwrap(), field["value"].clone()))
        .collect();
    let expected = [
        ("customer", json!("Nordlicht AG")),
        ("severity", json!("high")),
        ("estimate", json!(null)),
        ("promised_for", json!(null)),
    ];
    assert_eq!(values, expected);
    assert_eq!(issue["links"][0]["type"], "relates_to");
    assert_eq!(issue["links"][0]["issue"]["ref"], "CORE-10");
    assert!(issue["parent"].is_null());

    let launch = get(&server, "/issues/WEB-1").await.data();
    let parts = launch["children"].as_array().unwrap();
    let parts: Vec<_> = parts.iter().map(|part| part["ref"].clone()).collect();
    assert_eq!(parts, ["WEB-2", "WEB-4"]);
    let part = get(&server, "/issues/WEB-4").await.data();
    assert_eq!(part["parent"]["ref"], "WEB-1");
    assert_eq!(part["executions"][0]["status"], "succeeded");
    assert_eq!(part["recent_comments"][0]["author_type"], "agent");
}

#[tokio::test]
async fn every_field_can_be_given_at_first_and_changed_afterwards() {
    let server = Server::start().await;
    let issue = json!({
        "project": "CORE", "title": "All of it", "description": "In full", "status": "todo", "priority": 2,
        "type": "bug", "assignee": "me", "sprint": "Sprint 15", "labels": ["api"], "parent": "CORE-2",
        "custom_fields": { "estimate": 1.5, "severity": "low", "promised_for": "2027-01-31", "customer": "Ö" },
    });
    let opened = post(&server, "/issues", issue).await.data();
    for (field, value) in [
        ("status", json!("todo")),
        ("assignee", json!("demo")),
        ("sprint", json!("Sprint 15")),
        ("parent", json!("CORE-2")),
        ("labels", json!(["api"])),
    ] {
        assert_eq!(opened[field], value, "{field}");
    }
    let path = format!("/issues/{}", opened["ref"].as_str().unwrap());
    for (change, field, value) in [
        (json!({ "title": "T" }), "title", json!("T")),
        (json!({ "description": "" }), "description", json!("")),
        (json!({ "status": "done" }), "status", json!("done")),
        (json!({ "priority": 4 }), "priority", json!(4)),
        (json!({ "type": "task" }), "type", json!("task")),
        (json!({ "assignee": "priya" }), "assignee", json!("Priya")),
        (json!({ "assignee": null }), "assignee", json!(null)),
        (
            json!({ "sprint": "sprint 16" }),
            "sprint",
            json!("Sprint 16"),
        ),
        (json!({ "sprint": null }), "sprint", json!(null)),
        (
            json!({ "labels": ["Auth", "new one"] }),
            "labels",
            json!(["auth", "new one"]),
        ),
        (json!({ "parent": "MOB-1" }), "parent", json!("MOB-1")),
        (json!({ "parent": null }), "parent", json!(null)),
    ] {
        let changed = patch(&server, &path, change.clone()).await.data();
        assert_eq!(changed[field], value, "{change}");
    }
    let fields = json!({ "custom_fields": { "estimate": null, "severity": "high" } });
    patch(&server, &path, fields).await.data();
    let detail = get(&server, &path).await.data();
    let values = detail["custom_fields"].as_array().unwrap();
    let values: Vec<_> = values.iter().map(|field| field["value"].clone()).collect();
    assert_eq!(
        values,
        [json!("Ö"), json!("high"), json!(null), json!("2027-01-31")]
    );
}

#[tokio::test]
async fn an_issue_that_moves_gets_a_new_number_and_keeps_its_id() {
    let server = Server::start().await;
    let before = get(&server, "/issues/CORE-11").await.data();
    let moved = patch(&server, "/issues/CORE-11", json!({ "project": "WEB" }))
        .await
        .data();
    assert_eq!(moved["ref"], "WEB-10");
    assert_eq!(moved["id"], before["id"]);
    get(&server, "/issues/CORE-11")
        .await
        .refused(404, "Issue not found");
    let stays = patch(&server, "/issues/WEB-10", json!({ "project": "WEB" }))
        .await
        .data();
    assert_eq!(stays["ref"], "WEB-10");
    // The number that has become free is not given again.
    assert_eq!(open(&server, "Next").await, "CORE-13");
}

#[tokio::test]
async fn a_sprint_is_for_the_projects_of_its_team_until_it_is_over() {
    let server = Server::start().await;
    for (issue, change, words) in [
        ("WEB-3", json!({ "sprint": "Sprint 15" }), "another team"),
        ("CORE-4", json!({ "sprint": "Sprint 14" }), "is completed"),
        (
            "CORE-4",
            json!({ "sprint": "Sprint 99" }),
            "no sprint has this name or id",
        ),
        ("CORE-1", json!({ "project": "WEB" }), "another team"),
    ] {
        let path = format!("/issues/{issue}");
        patch(&server, &path, change).await.refused(422, words);
    }
    // What was refused has left nothing behind.
    let issue = get(&server, "/issues/CORE-1").await.data();
    assert_eq!(issue["project"]["key"], "CORE");
}

#[tokio::test]
async fn sub_issues_make_no_circle() {
    let server = Server::start().await;
    let mut chain = vec![open(&server, "Top").await];
    for number in 1..5 {
        let parent = chain.last().unwrap();
        let part =
            json!({ "project": "CORE", "title": format!("Part {number}"), "parent": parent });
        let part = post(&server, "/issues", part).await.data();
        chain.push(part["ref"].as_str().unwrap().to_owned());
    }
    let top = format!("/issues/{}", chain[0]);
    for below in &chain[1..] {
        let change = json!({ "parent": below });
        patch(&server, &top, change).await.refused(409, "circle");
    }
    let itself = json!({ "parent": chain[0] });
    patch(&server, &top, itself)
        .await
        .refused(422, "a part of itself");
    // The other way round is no circle.
    let last = format!("/issues/{}", chain[4]);
    let changed = patch(&server, &last, json!({ "parent": chain[0] }))
        .await
        .data();
    assert_eq!(changed["parent"], chain[0].as_str());
}

#[tokio::test]
async fn an_issue_has_at_most_a_hundred_sub_issues() {
    let server = Server::start().await;
    let part = json!({ "project": "MOB", "title": "Part", "parent": "MOB-1" });
    for _ in 0..100 {
        post(&server, "/issues", part.clone()).await.data();
    }
    post(&server, "/issues", part)
        .await
        .refused(409, "100 sub-issues already");
    let all = get(&server, "/issues/MOB-1").await.data();
    assert_eq!(all["children"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn a_deleted_issue_is_nowhere() {
    let server = Server::start().await;
    let deleted = delete(&server, "/issues/CORE-10").await.data();
    assert_eq!(deleted["deleted"], true);
    get(&server, "/issues/CORE-10")
        .await
        .refused(404, "Issue not found");
    delete(&server, "/issues/CORE-10")
        .await
        .refused(404, "Issue not found");
    let id = format!("/issues/{}", deleted["id"]);
    get(&server, &id).await.refused(404, "Issue not found");
    let comments = get(&server, "/issues/CORE-10/comments").await;
    comments.refused(404, "Issue not found");
    let all = get(&server, "/issues?pagesize=100").await;
    assert_eq!(all.body["meta"]["total"], 29);
    assert!(!all.column("ref").contains(&json!("CORE-10")));
    let found = get(&server, "/issues/search?q=passkeys+signing").await;
    assert_eq!(found.body["meta"]["total"], 0);
    let linked = get(&server, "/issues/CORE-1").await.data();
    assert_eq!(linked["links"], json!([]));
    let parent = json!({ "parent": "CORE-10" });
    patch(&server, "/issues/CORE-3", parent)
        .await
        .refused(422, "no issue");
    assert_eq!(open(&server, "Next").await, "CORE-13");
}

#[tokio::test]
async fn an_issue_with_parts_and_a_project_with_issues_stay() {
    let server = Server::start().await;
    delete(&server, "/issues/WEB-1")
        .await
        .refused(409, "2 sub-issues");
    let refused = admin(&server, Method::DELETE, "/projects/MOB", json!({})).await;
    refused.refused(409, "still has 5 issues");
    let refused = delete(&server, "/projects/MOB").await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn a_list_is_filtered_and_sorted() {
    let server = Server::start().await;
    for (query, expected) in [
        (
            "sprint=active&project=CORE",
            vec!["CORE-1", "CORE-2", "CORE-6"],
        ),
        ("sprint=sprint+16", vec!["CORE-3", "CORE-5"]),
        ("assignee=zo%C3%AB&status=in_progress", vec!["CORE-1"]),
        ("label=customer", vec!["CORE-1", "CORE-6"]),
        ("assignee=me", vec![]),
    ] {
        let found = get(&server, &format!("/issues?sort=created_at&{query}")).await;
        let mut found = found.column("ref");
        found.sort_by_key(ToString::to_string);
        assert_eq!(found, expected, "{query}");
    }
    for (sort, field, rising) in [
        ("priority", "priority", true),
        ("-priority", "priority", false),
        ("created_at", "created_at", true),
        ("-created_at", "created_at", false),
        ("updated_at", "updated_at", true),
        ("-updated_at", "updated_at", false),
    ] {
        let found = get(&server, &format!("/issues?pagesize=100&sort={sort}")).await;
        let values: Vec<_> = found
            .column(field)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(values.len(), 30);
        let sorted = values.is_sorted_by(|a, b| if rising { a <= b } else { a >= b });
        assert!(sorted, "{sort}: {values:?}");
    }
    get(&server, "/issues?sort=title")
        .await
        .refused(422, "sort: unknown variant");
    get(&server, "/issues?label=nowhere")
        .await
        .refused(422, "no label has this name");
}
