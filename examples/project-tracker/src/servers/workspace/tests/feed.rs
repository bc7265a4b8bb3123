//! Who is subscribed hears of what changes, whoever changes it.

use serde_json::{Value, json};

use super::{BOTH, DEMO_TOKEN, Feed, Following, GLOBEX_TOKEN, Rig, Whole, over, read};
use crate::servers::rig::Gate;
use crate::servers::workspace::PATH;

fn wish(uris: &[&str]) -> Value {
    json!({ "resourceSubscriptions": uris })
}

#[tokio::test]
async fn a_change_by_the_api_itself_is_heard_under_each_name() {
    let whole = Whole::start().await;
    let (_, issue) = whole.rest("GET", "/issues/CORE-1", DEMO_TOKEN, None).await;
    let by_number = format!("tracker://issues/{}", read(&issue)["data"]["id"]);
    let uris = ["tracker://issues/CORE-1", &by_number, "tracker://issues"];
    for (revision, title) in BOTH.into_iter().zip(["One", "Two"]) {
        for uri in uris {
            let client = whole.client(DEMO_TOKEN, revision).await;
            let mut changes = client.listen(wish(&[uri])).await.unwrap();
            let change = json!({ "title": title });
            whole
                .change("PATCH", "/issues/CORE-1", DEMO_TOKEN, change)
                .await;
            let heard = changes.next().await.unwrap();
            assert_eq!(heard["method"], "notifications/resources/updated");
            assert_eq!(heard["params"]["uri"], uri);
        }
    }
}

#[tokio::test]
async fn a_change_by_a_tool_is_heard_by_others() {
    let whole = Whole::start().await;
    let listener = whole.client(DEMO_TOKEN, BOTH[1]).await;
    let uri = "tracker://projects/CORE";
    let mut changes = listener.listen(wish(&[uri])).await.unwrap();
    let writer = whole.client(DEMO_TOKEN, BOTH[0]).await;
    let new = json!({ "project": "CORE", "title": "One more" });
    let opened = writer.call("create_issue", new).await.unwrap();
    assert!(!opened.is_error, "{}", opened.text());
    assert_eq!(changes.next().await.unwrap()["params"]["uri"], uri);
}

#[tokio::test]
async fn what_changes_in_another_org_is_not_heard() {
    let whole = Whole::start().await;
    let (_, issue) = whole.rest("GET", "/issues/CORE-1", DEMO_TOKEN, None).await;
    let foreign = format!("tracker://issues/{}", read(&issue)["data"]["id"]);
    let uris = [
        &*foreign,
        "tracker://issues/CORE-1",
        "tracker://issues",
        "tracker://projects/CORE",
    ];
    for (revision, status) in BOTH.into_iter().zip(["done", "todo"]) {
        let other = whole.client(GLOBEX_TOKEN, revision).await;
        let mut changes = other.listen(wish(&uris)).await.unwrap();
        let own = whole.client(DEMO_TOKEN, revision).await;
        let mut heard = own.listen(wish(&[&foreign])).await.unwrap();
        let change = json!({ "status": status });
        whole
            .change("PATCH", "/issues/CORE-1", DEMO_TOKEN, change)
            .await;
        heard.next().await.unwrap();
        // What they hear first is their own.
        let change = json!({ "name": status });
        whole
            .change("PATCH", "/projects/CORE", GLOBEX_TOKEN, change)
            .await;
        let first = changes.next().await.unwrap();
        assert_eq!(first["params"]["uri"], "tracker://projects/CORE");
    }
}

#[tokio::test]
async fn who_listens_hears_that_there_is_another_project_and_nobody_else_does() {
    let whole = Whole::start().await;
    for (revision, key) in BOTH.into_iter().zip(["NEW", "NEWER"]) {
        let own = whole.client(DEMO_TOKEN, revision).await;
        let other = whole.client(GLOBEX_TOKEN, revision).await;
        let lists = json!({ "resourcesListChanged": true });
        let mut heard = own.listen(lists).await.unwrap();
        let both = json!({ "resourcesListChanged": true, "resourceSubscriptions": ["tracker://projects/CORE"] });
        let mut elsewhere = other.listen(both).await.unwrap();
        let new = json!({ "key": key, "name": "Another one" });
        whole.change("POST", "/projects", DEMO_TOKEN, new).await;
        let first = heard.next().await.unwrap();
        assert_eq!(first["method"], "notifications/resources/list_changed");
        // An issue changes no list of projects, and what another org hears first is its own.
        let issue = json!({ "project": key, "title": "Begin" });
        whole.change("POST", "/issues", DEMO_TOKEN, issue).await;
        let change = json!({ "status": if key == "NEW" { "on_hold" } else { "active" } });
        whole
            .change("PATCH", "/projects/CORE", GLOBEX_TOKEN, change)
            .await;
        let first = elsewhere.next().await.unwrap();
        assert_eq!(first["method"], "notifications/resources/updated");
    }
}

#[tokio::test]
async fn what_an_agent_did_is_heard_in_its_issue() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, BOTH[0]).await;
    let uri = "tracker://issues/CORE-2";
    let mut changes = client.listen(wish(&[uri])).await.unwrap();
    let dispatch = json!({ "agent": "Triage", "issue": "CORE-2" });
    let begun = client.call("dispatch_agent", dispatch).await.unwrap();
    assert!(!begun.is_error, "{}", begun.text());
    loop {
        assert_eq!(changes.next().await.unwrap()["params"]["uri"], uri);
        let issue = read(&client.read(uri).await.unwrap().text());
        if issue["data"]["executions"][0]["status"] == "succeeded" {
            break;
        }
    }
}

#[tokio::test]
async fn what_changed_while_the_backend_was_away_is_made_up_for() {
    let rig = Rig::start().await;
    let server = over(&rig);
    // Nobody is there when it begins.
    let gate = Gate::closed(&rig).await;
    let away = Feed::new(&gate.url, &rig.secret).unwrap();
    let following = Following::start(away, [server.clone()], None).await;
    let whole = Whole {
        rig,
        server,
        _following: following,
    };
    let client = whole.client(DEMO_TOKEN, BOTH[1]).await;
    let lists = json!({ "toolsListChanged": true, "resourcesListChanged": true });
    let mut changes = client.listen(lists).await.unwrap();
    gate.open();
    let mut heard = [changes.next().await.unwrap(), changes.next().await.unwrap()]
        .map(|change| change["method"].as_str().unwrap().to_owned());
    heard.sort_unstable();
    assert_eq!(
        heard,
        [
            "notifications/resources/list_changed",
            "notifications/tools/list_changed"
        ]
    );
}

#[tokio::test]
async fn word_comes_on_the_stream_of_a_session_too() {
    let whole = Whole::start().await;
    let visitor = super::served(whole.server.clone(), PATH).await;
    let member = visitor
        .greet("authorization", &super::bearer(DEMO_TOKEN))
        .await;
    let subscribe = json!({
        "jsonrpc": "2.0", "id": 4, "method": "resources/subscribe",
        "params": { "uri": "tracker://issues/CORE-3" },
    });
    assert_eq!(member.ask(&subscribe).await.1["result"], json!({}));
    let mut stream = member.listen().await;
    assert_eq!(stream.status(), 200);
    let change = json!({ "priority": 2 });
    whole
        .change("PATCH", "/issues/CORE-3", DEMO_TOKEN, change)
        .await;
    let mut said = String::new();
    while !said.contains("notifications/resources/updated") {
        let chunk = stream.chunk().await.unwrap().expect("the stream goes on");
        said.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(said.contains("tracker://issues/CORE-3"), "{said}");
}

#[tokio::test]
async fn a_stream_ends_with_the_token_that_it_was_opened_with() {
    let whole = Whole::start().await;
    let minted = json!({ "name": "for a while", "scopes": ["read"] });
    let (_, minted) = whole
        .rest("POST", "/tokens", DEMO_TOKEN, Some(minted))
        .await;
    let minted = read(&minted)["data"].clone();
    let visitor = super::served(whole.server.clone(), PATH).await;
    let bearer = super::bearer(minted["token"].as_str().unwrap());
    let brief = visitor.greet("authorization", &bearer).await;
    let lasting = visitor
        .greet("authorization", &super::bearer(DEMO_TOKEN))
        .await;
    let mut stream = brief.listen().await;
    let token = format!("/tokens/{}", minted["id"]);
    whole.rest("DELETE", &token, DEMO_TOKEN, None).await;
    while stream.chunk().await.unwrap().is_some() {}
    assert_eq!(brief.ask(&json!({})).await.0, 401);
    assert_eq!(lasting.tools().await.len(), 14);
}
