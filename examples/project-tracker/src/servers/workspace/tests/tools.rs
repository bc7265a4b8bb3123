//! The fourteen tools.

use mcp_server::assert_portable;
use mcp_server::testing::Client;
use serde_json::{Value, json};

use super::{
    ADMIN_TOKEN, Api, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN, Rig, Whole, builder, over, read,
};
use crate::servers::Access;
use crate::servers::rig::Gate;

const FOURTEEN: [&str; 14] = [
    "list_projects",
    "get_project",
    "list_issues",
    "get_issue",
    "create_issue",
    "update_issue",
    "search_issues",
    "create_comment",
    "list_agents",
    "dispatch_agent",
    "get_execution",
    "list_documents",
    "send_notification",
    "list_integrations",
];

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names
}

#[tokio::test]
async fn there_are_fourteen_and_no_more() {
    let whole = Whole::start().await;
    let expected = sorted(FOURTEEN.map(str::to_owned).into());
    for token in [ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN] {
        assert_eq!(sorted(whole.greet(token).await.tools().await), expected);
    }
}

#[tokio::test]
async fn every_client_reads_the_schemas() {
    assert_portable!(over(&Rig::start().await));
}

#[tokio::test]
async fn each_tool_and_each_argument_is_described() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, "2026-07-28").await;
    for tool in client.tools().await.unwrap() {
        let name = &tool.name;
        let properties = tool.input_schema["properties"].as_object().unwrap();
        for (argument, schema) in properties {
            assert!(schema["description"].is_string(), "{name}: {argument}");
        }
        let read = ["list_", "get_", "search_"]
            .iter()
            .any(|verb| name.starts_with(verb));
        let hints = tool.annotations.as_ref().unwrap();
        assert_eq!(hints["readOnlyHint"] == true, read, "{name}");
        assert!(
            tool.title.is_some() && tool.output_schema.is_some(),
            "{name}"
        );
    }
}

/// Arguments with which each tool succeeds, and where the API gives the same.
fn cases() -> Vec<(&'static str, Value, &'static str)> {
    let filters = json!({
        "status": "in_progress", "priority": 1, "project": "CORE", "assignee": "demo", "label": "backend",
    });
    vec![
        (
            "list_projects",
            json!({ "status": "active" }),
            "/projects?status=active",
        ),
        (
            "list_projects",
            json!({ "team": "ENG" }),
            "/projects?team=ENG",
        ),
        (
            "get_project",
            json!({ "project": "CORE" }),
            "/projects/CORE",
        ),
        (
            "list_issues",
            json!({ "sprint": "active", "pagesize": 3 }),
            "/issues?sprint=active&pagesize=3",
        ),
        (
            "list_issues",
            json!({ "sort": "priority", "page": 2, "pagesize": 2 }),
            "/issues?sort=priority&page=2&pagesize=2",
        ),
        (
            "list_issues",
            filters,
            "/issues?status=in_progress&priority=1&project=CORE&assignee=demo&label=backend",
        ),
        ("get_issue", json!({ "issue": "CORE-1" }), "/issues/CORE-1"),
        (
            "search_issues",
            json!({ "query": "the", "project": "CORE" }),
            "/issues/search?q=the&project=CORE",
        ),
        ("list_agents", json!({}), "/agents"),
        (
            "list_agents",
            json!({ "status": "active" }),
            "/agents?status=active",
        ),
        (
            "list_documents",
            json!({ "project": "CORE" }),
            "/documents?project=CORE",
        ),
        ("list_integrations", json!({}), "/integrations"),
        (
            "list_integrations",
            json!({ "kind": "slack", "state": "connected" }),
            "/integrations?kind=slack&state=connected",
        ),
    ]
}

#[tokio::test]
async fn what_reads_answers_with_the_bytes_of_the_api() {
    let whole = Whole::start().await;
    let visitor = whole.greet(DEMO_TOKEN).await;
    for (tool, arguments, path) in cases() {
        let (status, expected) = whole.rest("GET", path, DEMO_TOKEN, None).await;
        let (text, failed) = visitor.call(tool, arguments).await;
        let expected = match status {
            200 => expected,
            status => format!("API error (HTTP {status}): {expected}"),
        };
        assert_eq!(text, expected, "{path}");
        assert_eq!(failed, status != 200, "{path}");
    }
}

#[tokio::test]
async fn what_is_structured_says_the_same_as_the_text() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, "2026-07-28").await;
    for (tool, arguments, path) in cases() {
        let result = client.call(tool, arguments).await.unwrap();
        if !result.is_error {
            assert_eq!(result.structured, Some(read(&result.text())), "{path}");
        }
    }
}

#[tokio::test]
async fn an_issue_is_opened_changed_commented_and_found() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, "2026-07-28").await;
    let data = async |tool: &str, arguments: Value| {
        let result = client.call(tool, arguments).await.unwrap();
        assert!(!result.is_error, "{tool}: {}", result.text());
        result.structured.unwrap()["data"].clone()
    };
    let new = json!({
        "project": "CORE", "title": "Żółw ✓ unfindable", "description": "It is gone.", "priority": 1,
        "type": "bug", "labels": ["new"], "assignee": "me",
    });
    let opened = data("create_issue", new).await;
    assert_eq!(
        (&opened["priority"], &opened["type"]),
        (&json!(1), &json!("bug"))
    );
    assert_eq!(
        (&opened["assignee"], &opened["created_by"]),
        (&json!("demo"), &json!("demo"))
    );
    let issue = opened["ref"].clone();

    let change = json!({ "issue": issue, "status": "done", "assignee": "", "labels": [] });
    let changed = data("update_issue", change).await;
    assert_eq!(
        (&changed["status"], &changed["assignee"]),
        (&json!("done"), &Value::Null)
    );
    assert_eq!(
        (&changed["labels"], &changed["priority"]),
        (&json!([]), &json!(1))
    );

    let comment = json!({ "issue": issue, "body": "Found it." });
    assert_eq!(data("create_comment", comment).await["author"], "demo");
    let read = data("get_issue", json!({ "issue": issue })).await;
    assert_eq!(read["recent_comments"][0]["body"], "Found it.");
    let found = data("search_issues", json!({ "query": "unfind" })).await;
    assert_eq!(found[0]["ref"], issue);
}

#[tokio::test]
async fn an_agent_is_dispatched_and_a_notification_sent() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, "2026-07-28").await;
    let dispatch = json!({ "agent": "Triage", "issue": "CORE-1" });
    let begun = client.call("dispatch_agent", dispatch).await.unwrap();
    let execution = begun.structured.unwrap()["data"]["id"].clone();
    let result = client
        .call("get_execution", json!({ "execution": execution }))
        .await
        .unwrap();
    let result = result.structured.unwrap()["data"].clone();
    assert_eq!(
        (&result["agent"], &result["issue"]),
        (&json!("Triage"), &json!("CORE-1"))
    );
    assert_eq!(result["requested_by"], "demo");

    let wish = json!({ "user": "me", "title": "Look", "issue": "CORE-1" });
    let sent = client.call("send_notification", wish).await.unwrap();
    let sent = sent.structured.unwrap()["data"].clone();
    assert_eq!(
        (&sent["sender"], &sent["recipients"]),
        (&json!("demo"), &json!(1))
    );
}

#[tokio::test]
async fn what_the_api_refuses_is_told_in_its_words() {
    let whole = Whole::start().await;
    let visitor = whole.greet(DEMO_TOKEN).await;
    let missing = r#"API error (HTTP 404): {"status":"error","data":["Issue not found"]}"#;
    for (tool, arguments, expected) in [
        ("get_issue", json!({ "issue": "CORE-99999" }), missing),
        ("get_issue", json!({ "issue": "CORE-1/comments" }), missing),
        ("get_issue", json!({ "issue": "CORE-1?x=y#z" }), missing),
        (
            "dispatch_agent",
            json!({ "agent": "Triage" }),
            r#"API error (HTTP 422): {"status":"error","data":["issue: give an issue or a repo, one of the two"]}"#,
        ),
    ] {
        let (text, failed) = visitor.call(tool, arguments).await;
        assert!(text.starts_with(expected), "{text}");
        assert!(failed);
    }
    // Nothing is sent.
    let (text, failed) = visitor
        .call("get_issue", json!({ "issue": "../projects" }))
        .await;
    assert!(failed && !text.contains("HTTP"), "{text}");
}

#[tokio::test]
async fn what_is_of_another_org_is_not_there() {
    let whole = Whole::start().await;
    let path = "/issues/CORE-1";
    let (_, issue) = whole.rest("GET", path, DEMO_TOKEN, None).await;
    let id = read(&issue)["data"]["id"].clone();
    let issue = id.to_string();
    let other = whole.greet(GLOBEX_TOKEN).await;
    for (tool, mut arguments) in [
        ("get_issue", json!({})),
        ("update_issue", json!({ "title": "Mine" })),
        ("create_comment", json!({ "body": "Mine" })),
    ] {
        arguments["issue"] = json!(issue);
        let (text, failed) = other.call(tool, arguments).await;
        let expected = r#"API error (HTTP 404): {"status":"error","data":["Issue not found"]}"#;
        assert_eq!((text.as_str(), failed), (expected, true), "{tool}");
    }
    let (text, _) = other.call("list_issues", json!({ "pagesize": 100 })).await;
    let issues = read(&text)["data"].as_array().unwrap().clone();
    assert!(issues.iter().all(|found| found["id"] != id));
}

#[tokio::test]
async fn what_a_tool_does_stands_in_the_log_of_the_org_under_the_owner_of_the_token() {
    let whole = Whole::start().await;
    let visitor = whole.greet(DEMO_TOKEN).await;
    let comment = json!({ "issue": "CORE-1", "body": "Hm." });
    assert!(!visitor.call("create_comment", comment).await.1);
    let (_, log) = whole.rest("GET", "/audit", ADMIN_TOKEN, None).await;
    let log = read(&log)["data"].as_array().unwrap().clone();
    let entry = log.into_iter().find(|entry| entry["method"] == "POST");
    let entry = entry.expect("the change is noted before it is answered");
    assert_eq!(
        (&entry["account"], &entry["via"]),
        (&json!("demo"), &json!("mcp"))
    );
    assert_eq!(entry["path"], "/api/v1/issues/CORE-1/comments");
    assert_eq!(
        (&entry["method"], &entry["status"]),
        (&json!("POST"), &json!(201))
    );
    let (_, tokens) = whole.rest("GET", "/tokens", DEMO_TOKEN, None).await;
    assert_eq!(entry["token_id"], read(&tokens)["data"][0]["id"]);
}

#[tokio::test]
async fn a_backend_that_is_away_is_a_failure_of_the_tool() {
    let whole = Whole::start().await;
    let principal = whole.principal(DEMO_TOKEN).await;
    let gate = Gate::closed(&whole.rig).await;
    let access = Access::new(&gate.url, Api::V1, &whole.rig.secret).unwrap();
    let server = builder(access, whole.rig.audit()).build().unwrap();
    for revision in super::BOTH {
        let client = Client::with_revision_as(&server, principal.clone(), revision)
            .await
            .unwrap();
        let result = client.call("list_projects", json!({})).await.unwrap();
        assert!(result.is_error);
        assert!(
            result.text().starts_with("the backend cannot be reached"),
            "{}",
            result.text()
        );
    }
}

#[tokio::test]
async fn who_only_reads_reads_the_same() {
    let whole = Whole::start().await;
    let reader = whole.greet(READER_TOKEN).await;
    let member = whole.greet(DEMO_TOKEN).await;
    let issue = json!({ "issue": "CORE-1" });
    assert_eq!(
        reader.call("get_issue", issue.clone()).await,
        member.call("get_issue", issue).await
    );
}
