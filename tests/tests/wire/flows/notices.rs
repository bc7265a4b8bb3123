//! Log levels, which belong to a session, and batches, which belong to one revision.

use serde_json::json;

use crate::support::client::Client;
use crate::support::envelope::{V03, introduction};
use crate::support::heard::Heard;
use crate::support::wires::{Transport, WIRES, handshakes};

fn levels(heard: &Heard) -> Vec<&str> {
    let levels = heard
        .updates
        .iter()
        .map(|update| &update["params"]["level"]);
    levels.map(|level| level.as_str().unwrap()).collect()
}

/// Rows: PC-12.
#[tokio::test]
async fn a_level_holds_from_then_on() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        for (level, expected) in [("alert", 2), ("debug", 8), ("error", 4), ("emergency", 1)] {
            client
                .ask("logging/setLevel", json!({ "level": level }))
                .await
                .result();
            let heard = client.call("say", json!({})).await;
            assert_eq!(
                levels(&heard).len(),
                expected,
                "{transport:?} {revision} {level}"
            );
            assert_eq!(levels(&heard)[0], level);
        }
    }
}

/// Rows: PC-13.
#[tokio::test]
async fn a_refused_level_changes_nothing() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        client
            .ask("logging/setLevel", json!({ "level": "DEBUG" }))
            .await
            .error();
        let heard = client.call("say", json!({})).await;
        assert_eq!(levels(&heard)[0], "info", "{transport:?} {revision}");
    }
}

/// Rows: JR-17.
#[tokio::test]
async fn an_array_is_taken_in_one_revision_only() {
    for (transport, revision) in WIRES.into_iter().filter(|(_, revision)| *revision != V03) {
        let mut client = Client::connect(transport, revision).await;
        let ping = json!({ "jsonrpc": "2.0", "id": "p", "method": "ping" });
        let pending = client.send(&json!([ping])).await;
        let heard = client.finish(pending).await;
        assert_eq!(heard.error()["code"], -32600, "{transport:?} {revision}");
        assert!(heard.status.is_none_or(|status| status == 400), "{heard:?}");
    }
}

/// Rows: JR-15.
#[tokio::test]
async fn a_batch_of_what_nothing_answers_is_not_answered() {
    for (transport, revision) in handshakes().filter(|(_, revision)| *revision == V03) {
        let mut client = Client::connect(transport, revision).await;
        let notification = json!({ "jsonrpc": "2.0", "method": "notifications/foo" });
        let response = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
        client.tell(&json!([notification, response])).await;
        client.must_be_quiet().await;
        assert_eq!(client.transport, transport);
    }
}

/// Rows: JR-14.
#[tokio::test]
async fn a_batch_does_not_begin_a_session() {
    for (transport, revision) in handshakes().filter(|(_, revision)| *revision == V03) {
        let mut client = Client::connect(transport, revision).await;
        let params = introduction("2025-03-26");
        let initialize =
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
        let pending = client.send(&json!([initialize])).await;
        let heard = client.finish(pending).await;
        assert_eq!(heard.error()["code"], -32600, "{transport:?}");
        assert!(transport == Transport::Lines || heard.status == Some(400));
    }
}
