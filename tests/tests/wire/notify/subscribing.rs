//! `resources/subscribe` and `resources/unsubscribe`.

use serde_json::json;

use super::*;
use crate::support::envelope::{V11, V24};

async fn subscribe(ear: &mut Ear, method: &'static str, uri: &str) -> Value {
    let params = json!({ "uri": uri });
    ear.ask(&json!(uri), method, &params).await
}

/// Rows: RS-08, RS-09.
#[tokio::test]
async fn a_client_hears_until_it_unsubscribes() {
    let server = server();
    let mut ear = Ear::greeted(&server, V11).await;
    for uri in [INBOX, "test://thing/7"] {
        let answer = subscribe(&mut ear, "resources/subscribe", uri).await;
        assert_eq!(answer["result"], json!({}));
        server.notify().resource_updated(uri);
        assert_eq!(ear.hears(UPDATED).await["params"]["uri"], uri);
    }
    let answer = subscribe(&mut ear, "resources/unsubscribe", INBOX).await;
    assert_eq!(answer["result"], json!({}));
    server.notify().resource_updated(INBOX);
    server.notify().resource_updated("test://thing/7");
    assert_eq!(ear.hears(UPDATED).await["params"]["uri"], "test://thing/7");
}

#[tokio::test]
async fn only_what_exists_can_be_subscribed_to() {
    let server = server();
    for revision in [V24, V11] {
        let mut ear = Ear::greeted(&server, revision).await;
        let answer = subscribe(&mut ear, "resources/subscribe", "test://nothing").await;
        assert_eq!(answer["error"]["code"], -32002, "{answer}");
        assert_eq!(answer["error"]["data"]["uri"], "test://nothing", "{answer}");
        let answer = subscribe(&mut ear, "resources/unsubscribe", "test://nothing").await;
        assert_eq!(answer["result"], json!({}));
        for params in [json!({}), json!({ "uri": 7 }), json!([INBOX])] {
            let answer = ear.ask(&json!(2), "resources/subscribe", &params).await;
            assert_eq!(answer["error"]["code"], -32602, "{answer}");
        }
    }
}

#[tokio::test]
async fn a_session_may_be_subscribed_to_so_many_and_no_more() {
    let server = server();
    let mut ear = Ear::greeted(&server, V11).await;
    for number in 0..1024 {
        let uri = format!("test://thing/{number}");
        let answer = subscribe(&mut ear, "resources/subscribe", &uri).await;
        assert_eq!(answer["result"], json!({}));
    }
    let answer = subscribe(&mut ear, "resources/subscribe", INBOX).await;
    assert_eq!(answer["error"]["code"], -32602);
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("unsubscribe from one first"), "{message}");
    subscribe(&mut ear, "resources/unsubscribe", "test://thing/7").await;
    let answer = subscribe(&mut ear, "resources/subscribe", INBOX).await;
    assert_eq!(answer["result"], json!({}));
}

#[tokio::test]
async fn the_uris_that_a_session_is_subscribed_to_have_a_bound_together() {
    let server = server();
    let mut ear = Ear::greeted(&server, V11).await;
    let long = |number: usize| json!({ "uri": format!("test://thing/{number:08000}") });
    let (subscribe, id) = ("resources/subscribe", json!(1));
    for number in 0..8 {
        let answer = ear.ask(&id, subscribe, &long(number)).await;
        assert_eq!(answer["result"], json!({}), "{number}");
    }
    let answer = ear.ask(&id, subscribe, &long(8)).await;
    assert_eq!(answer["error"]["code"], -32602);
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("at most 65536 bytes"), "{message}");
    ear.ask(&id, "resources/unsubscribe", &long(0)).await;
    let answer = ear.ask(&id, subscribe, &long(8)).await;
    assert_eq!(answer["result"], json!({}));
}

/// Rows: RS-08.
#[tokio::test]
async fn a_server_without_resources_has_no_such_method() {
    let server = Server::builder(("everything", "1")).build().unwrap();
    let mut ear = Ear::greeted(&server, V11).await;
    for method in ["resources/subscribe", "resources/unsubscribe"] {
        let answer = subscribe(&mut ear, method, INBOX).await;
        assert_eq!(answer["error"]["code"], -32601, "{answer}");
    }
}

#[tokio::test]
async fn each_era_has_its_own_way_and_not_the_other() {
    let server = server();
    let mut ear = Ear::greeted(&server, V11).await;
    let params = json!({ "notifications": all() });
    let answer = ear.ask(&json!(1), "subscriptions/listen", &params).await;
    assert_eq!(answer["error"]["code"], -32601, "{answer}");

    let served = serve(&server).await;
    let message = request(
        V26,
        &json!(1),
        "resources/subscribe",
        &json!({ "uri": INBOX }),
    );
    let response = served.send(&Post::message(V26, None, &message)).await;
    assert_eq!(response.head.status, 404);
    assert_eq!(response.json()["error"]["code"], -32601);
}
