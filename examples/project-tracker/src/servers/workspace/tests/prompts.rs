//! The two prompts.

use serde_json::{Value, json};

use super::super::week::Week;
use super::{BOTH, DEMO_TOKEN, Whole, read};

#[tokio::test]
async fn a_triage_has_the_backlog_and_the_project() {
    let whole = Whole::start().await;
    let path = "/issues?project=CORE&status=backlog&sort=priority&pagesize=100";
    let (_, backlog) = whole.rest("GET", path, DEMO_TOKEN, None).await;
    let (_, project) = whole.rest("GET", "/projects/CORE", DEMO_TOKEN, None).await;
    for revision in BOTH {
        let client = whole.client(DEMO_TOKEN, revision).await;
        let arguments = json!({ "project": "core" });
        let prompt = client.get_prompt("triage", arguments).await.unwrap();
        let text = prompt.text();
        for issue in read(&backlog)["data"].as_array().unwrap() {
            let line = format!(
                "- {}: {} (",
                issue["ref"].as_str().unwrap(),
                issue["title"].as_str().unwrap()
            );
            assert!(text.contains(&line), "{line}");
        }
        let params = json!({ "name": "triage", "arguments": { "project": "CORE" } });
        let whole_prompt = client.request("prompts/get", params).await.unwrap();
        let resource = &whole_prompt["messages"][1]["content"]["resource"];
        assert_eq!(resource["uri"], "tracker://projects/CORE");
        assert_eq!(resource["text"], Value::from(project.as_str()));
    }
}

#[tokio::test]
async fn a_report_has_what_has_changed_in_its_week_and_nothing_else() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, BOTH[1]).await;
    let new = json!({ "project": "CORE", "title": "Opened this week" });
    let opened = client.call("create_issue", new).await.unwrap();
    let opened = opened.structured.unwrap()["data"]["ref"]
        .as_str()
        .unwrap()
        .to_owned();
    let done = json!({ "issue": "CORE-1", "status": "done" });
    assert!(!client.call("update_issue", done).await.unwrap().is_error);
    let now = Week::now().to_string();
    for arguments in [
        json!({ "project": "CORE" }),
        json!({ "project": "CORE", "week": now }),
    ] {
        let text = client
            .get_prompt("weekly_report", arguments)
            .await
            .unwrap()
            .text();
        let part = |title: &str| {
            text.split(title)
                .nth(1)
                .unwrap_or_default()
                .split("\n\n")
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        assert!(part("\nDone, ").contains("- CORE-1: "), "{text}");
        assert!(
            part("\nOpened, ").contains(&format!("- {opened}: ")),
            "{text}"
        );
    }
    let long_ago = json!({ "project": "CORE", "week": "2001-W01" });
    let text = client
        .get_prompt("weekly_report", long_ago)
        .await
        .unwrap()
        .text();
    assert!(!text.contains("- CORE-"), "{text}");
}

#[tokio::test]
async fn what_cannot_be_reported_on_is_said() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, BOTH[1]).await;
    let wrong = json!({ "project": "CORE", "week": "last" });
    let error = client.get_prompt("weekly_report", wrong).await.unwrap_err();
    assert_eq!(error.code(), Some(-32602));
    assert!(
        error
            .to_string()
            .contains("must be a week such as 2026-W31"),
        "{error}"
    );
    let missing = json!({ "project": "NOWHERE" });
    let error = client.get_prompt("triage", missing).await.unwrap_err();
    assert_eq!(error.code(), Some(-32602));
    assert!(error.to_string().contains("Project not found"), "{error}");
}

#[tokio::test]
async fn arguments_are_completed() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, BOTH[0]).await;
    let project = client
        .complete_prompt("triage", "project", "C")
        .await
        .unwrap();
    assert!(
        project.values.contains(&"CORE".to_owned()),
        "{:?}",
        project.values
    );
    let week = client
        .complete_prompt("weekly_report", "week", "")
        .await
        .unwrap();
    assert_eq!(week.values[0], Week::now().to_string());
}
