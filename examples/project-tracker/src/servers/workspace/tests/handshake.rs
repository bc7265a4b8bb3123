//! How clients begin: the words that the product's own pages give away, and who is not let in.

use serde_json::{Value, json};

use super::super::{MESSAGE, PATH, SSE};
use super::{DEMO_TOKEN, Rig, Whole, bearer, over, read, served};
use crate::backend::AGENCY_KEY;
use crate::delegation::{Api, ServiceSecret};
use crate::servers::Access;
use crate::servers::workspace::builder;

/// As it is printed: `POST /api/v1/mcp/message` without anything before it.
const MINIMAL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{
"protocolVersion":"2024-11-05",
"capabilities":{},
"clientInfo":{"name":"my-client","version":"1.0"}
}}"#;

#[tokio::test]
async fn the_minimal_handshake_leads_to_the_tools() {
    let whole = Whole::start().await;
    let visitor = served(whole.server.clone(), MESSAGE).await;
    let visitor = visitor.shows("authorization", &bearer(DEMO_TOKEN));
    let response = visitor.post(&read(MINIMAL)).await;
    assert_eq!(response.status(), 200);
    let session = response.headers().get("mcp-session-id").unwrap().clone();
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["result"]["protocolVersion"], "2024-11-05");
    assert_eq!(answer["result"]["serverInfo"]["name"], "project-tracker");
    let visitor = visitor.within(session.to_str().unwrap());
    assert_eq!(visitor.tools().await.len(), 14);
    let (text, failed) = visitor
        .call("get_project", json!({ "project": "CORE" }))
        .await;
    assert!(
        !failed && text.starts_with(r#"{"status":"success","data":{"#),
        "{text}"
    );
}

#[tokio::test]
async fn who_shows_nothing_or_nothing_good_is_not_let_in() {
    let whole = Whole::start().await;
    for path in [PATH, MESSAGE] {
        let stranger = served(whole.server.clone(), path).await;
        let refused = stranger.post(&read(MINIMAL)).await;
        assert_eq!(refused.status(), 401, "{path}");
        assert_eq!(
            refused.headers()["www-authenticate"]
                .to_str()
                .unwrap()
                .split(' ')
                .next(),
            Some("Bearer")
        );
        for wrong in ["pfai_nobody", AGENCY_KEY] {
            let wrong = stranger.shows("authorization", &bearer(wrong));
            let refused = wrong.post(&read(MINIMAL)).await;
            assert_eq!(refused.status(), 401, "{path}");
            let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
            assert!(challenge.contains("invalid_token"), "{challenge}");
        }
    }
    let stranger = served(whole.server.clone(), SSE).await;
    assert_eq!(stranger.listen().await.status(), 401);
}

#[tokio::test]
async fn a_token_is_worth_nothing_from_the_moment_it_is_revoked() {
    let whole = Whole::start().await;
    let wish = json!({ "name": "of a test", "scopes": ["read"] });
    let (_, minted) = whole.rest("POST", "/tokens", DEMO_TOKEN, Some(wish)).await;
    let minted = read(&minted)["data"].clone();
    let visitor = whole.greet(minted["token"].as_str().unwrap()).await;
    assert!(!visitor.tools().await.is_empty());
    let path = format!("/tokens/{}", minted["id"]);
    assert_eq!(whole.rest("DELETE", &path, DEMO_TOKEN, None).await.0, 200);
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    assert_eq!(visitor.post(&list).await.status(), 401);
}

#[tokio::test]
async fn while_nobody_can_tell_whose_a_token_is_it_says_so() {
    let rig = Rig::start().await;
    // The backend does not know this secret, and tells nothing.
    let secret = std::sync::Arc::new(ServiceSecret::new(None).unwrap());
    let access = Access::new(&rig.backend, Api::V1, &secret).unwrap();
    let visitor = served(builder(access, rig.audit()).build().unwrap(), PATH).await;
    let visitor = visitor.shows("authorization", &bearer(DEMO_TOKEN));
    let refused = visitor.post(&read(MINIMAL)).await;
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_session_is_nobody_elses() {
    let rig = Rig::start().await;
    let visitor = served(over(&rig), PATH).await;
    let mine = visitor.greet("authorization", &bearer(DEMO_TOKEN)).await;
    let other = mine.shows("authorization", &bearer(super::GLOBEX_TOKEN));
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    assert_eq!(mine.post(&list).await.status(), 200);
    assert_eq!(other.post(&list).await.status(), 404);
}
