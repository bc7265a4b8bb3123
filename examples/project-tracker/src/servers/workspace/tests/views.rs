//! What each caller sees: by the scopes of the token, and by what its org has turned off.

use serde_json::{Value, json};

use super::super::super::following::{Feed, Following, Lasting};
use super::{
    ADMIN_TOKEN, Api, BOTH, Client, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN, Rig, Secret, Whole,
    over, read,
};
use mcp_server::auth::Lookup as _;

const WRITES: [&str; 5] = [
    "create_issue",
    "update_issue",
    "create_comment",
    "dispatch_agent",
    "send_notification",
];
const AGENTS: [&str; 3] = ["list_agents", "dispatch_agent", "get_execution"];

fn create() -> Value {
    let arguments = json!({ "project": "CORE", "title": "No" });
    let params = json!({ "name": "create_issue", "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": params })
}

#[tokio::test]
async fn a_token_that_reads_sees_what_reads_and_is_refused_the_rest() {
    let whole = Whole::start().await;
    let reader = whole.greet(READER_TOKEN).await;
    let tools = reader.tools().await;
    assert_eq!(tools.len(), 9);
    assert!(
        WRITES
            .iter()
            .all(|tool| !tools.contains(&(*tool).to_owned()))
    );
    let refused = reader.post(&create()).await;
    assert_eq!(refused.status(), 403);
    let challenge = refused.headers()["www-authenticate"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        challenge.contains(r#"error="insufficient_scope""#),
        "{challenge}"
    );
    assert!(challenge.contains(r#"scope="issues:write""#), "{challenge}");
}

#[tokio::test]
async fn a_narrow_token_is_as_narrow_here() {
    let whole = Whole::start().await;
    let wish = json!({ "name": "of a test", "scopes": ["issues:read", "comments:write"] });
    let (_, minted) = whole.rest("POST", "/tokens", DEMO_TOKEN, Some(wish)).await;
    let token = read(&minted)["data"]["token"].as_str().unwrap().to_owned();
    let visitor = whole.greet(&token).await;
    let mut tools = visitor.tools().await;
    tools.sort_unstable();
    assert_eq!(
        tools,
        [
            "create_comment",
            "get_issue",
            "list_issues",
            "search_issues"
        ]
    );
    let comment = json!({ "issue": "CORE-1", "body": "Hm." });
    assert!(!visitor.call("create_comment", comment).await.1);
    assert_eq!(visitor.post(&create()).await.status(), 403);
}

#[tokio::test]
async fn a_feature_that_is_off_hides_its_tools_at_once_and_in_its_org_alone() {
    let whole = Whole::start().await;
    let member = whole.greet(DEMO_TOKEN).await;
    let other = whole.greet(GLOBEX_TOKEN).await;
    let has_agents = async |visitor: &super::Visitor| {
        let tools = visitor.tools().await;
        AGENTS.map(|agent| tools.iter().any(|tool| tool == agent))
    };
    assert_eq!(has_agents(&member).await, [true; 3]);
    for (enabled, expected) in [(false, [false; 3]), (true, [true; 3])] {
        let flag = json!({ "enabled": enabled });
        whole
            .change("PATCH", "/flags/workflows", ADMIN_TOKEN, flag)
            .await;
        assert_eq!(has_agents(&member).await, expected);
        assert_eq!(has_agents(&other).await, [true; 3]);
        let params = json!({ "name": "list_agents", "arguments": {} });
        let call = json!({ "jsonrpc": "2.0", "id": 9, "method": "tools/call", "params": params });
        let (_, answer) = member.ask(&call).await;
        assert_eq!(answer["error"]["code"] == -32602, !enabled, "{answer}");
    }
}

#[tokio::test]
async fn who_listens_hears_that_a_feature_was_turned_off() {
    let whole = Whole::start().await;
    for (revision, enabled) in BOTH.into_iter().zip([false, true]) {
        let client = whole.client(DEMO_TOKEN, revision).await;
        let wish = json!({ "toolsListChanged": true });
        let mut changes = client.listen(wish).await.unwrap();
        let flag = json!({ "enabled": enabled });
        whole
            .change("PATCH", "/flags/workflows", ADMIN_TOKEN, flag)
            .await;
        let heard = changes.next().await.unwrap();
        assert_eq!(heard["method"], "notifications/tools/list_changed");
    }
}

#[tokio::test]
async fn nobody_of_another_org_hears_of_it() {
    let whole = Whole::start().await;
    for (revision, enabled) in BOTH.into_iter().zip([false, true]) {
        let wish = json!({ "toolsListChanged": true, "resourcesListChanged": true });
        let [member, other] = [DEMO_TOKEN, GLOBEX_TOKEN];
        let member = whole.client(member, revision).await;
        let other = whole.client(other, revision).await;
        let mut members = member.listen(wish.clone()).await.unwrap();
        let mut others = other.listen(wish).await.unwrap();
        let flag = json!({ "enabled": enabled });
        whole
            .change("PATCH", "/flags/workflows", ADMIN_TOKEN, flag)
            .await;
        let heard = members.next().await.unwrap();
        assert_eq!(heard["method"], "notifications/tools/list_changed");
        // The first that the other one hears is what is for all.
        whole.server.notify().resources_changed();
        let heard = others.next().await.unwrap();
        assert_eq!(heard["method"], "notifications/resources/list_changed");
    }
}

#[tokio::test]
async fn over_a_pipe_too_a_feature_that_is_off_hides_its_tools() {
    let rig = Rig::start().await;
    let (server, access) = (over(&rig), rig.access(Api::V1));
    let secret = Secret::new(DEMO_TOKEN);
    let principal = access.find(&secret).await.unwrap().unwrap();
    let lasting = Lasting {
        access,
        secret,
        principal: principal.clone(),
    };
    let feed = Feed::new(&rig.backend, &rig.secret).unwrap();
    let following = Following::start(feed, [server.clone()], Some(lasting)).await;
    let whole = Whole {
        rig,
        server,
        _following: following,
    };
    let client = Client::with_revision_as(&whole.server, principal, BOTH[0])
        .await
        .unwrap();
    assert_eq!(client.tools().await.unwrap().len(), 14);
    let wish = json!({ "toolsListChanged": true });
    let mut changes = client.listen(wish).await.unwrap();
    for (enabled, tools) in [(false, 11), (true, 14)] {
        let flag = json!({ "enabled": enabled });
        whole
            .change("PATCH", "/flags/workflows", ADMIN_TOKEN, flag)
            .await;
        changes.next().await.unwrap();
        assert_eq!(client.tools().await.unwrap().len(), tools);
    }
}
