//! Calls that run at the same time, are cancelled, or go wrong.

use serde_json::json;

use crate::support::client::Client;
use crate::support::envelope::{V26, request};
use crate::support::wires::{Transport, WIRES, handshakes};

/// Those where a client can cancel a call with a message: the stateless era hangs up instead, where
/// it can.
fn cancelling() -> impl Iterator<Item = (Transport, mcp_server::Revision)> {
    WIRES
        .into_iter()
        .filter(|wire| *wire != (Transport::Streamable, V26))
}

/// Rows: ST-08, UT-06, UT-07.
#[tokio::test]
async fn a_cancelled_call_is_dropped_and_sends_no_answer() {
    for (transport, revision) in cancelling() {
        let mut client = Client::connect(transport, revision).await;
        let id = json!("cancel me");
        let params = json!({ "name": "wait", "arguments": {}, "_meta": { "progressToken": 1 } });
        let pending = client
            .send(&request(revision, &id, "tools/call", &params))
            .await;
        client.probe.started.reached(1).await;
        let reason = json!({ "requestId": id, "reason": "enough" });
        client
            .notify("notifications/cancelled", reason.clone())
            .await;
        client.probe.dropped.reached(1).await;
        client.finish_cancelled(pending).await;
        // Twice, and late: nobody's mistake.
        client.notify("notifications/cancelled", reason).await;
        client.must_be_quiet().await;
        assert_eq!(client.probe.counted.times(), 0, "{transport:?} {revision}");
    }
}

#[tokio::test]
async fn only_the_call_of_that_id_is_cancelled() {
    for (transport, revision) in cancelling() {
        let mut client = Client::connect(transport, revision).await;
        let mut pending = Vec::new();
        for id in [json!(70), json!("70")] {
            let params = json!({ "name": "wait", "arguments": { "text": "survived" } });
            pending.push(
                client
                    .send(&request(revision, &id, "tools/call", &params))
                    .await,
            );
        }
        client.probe.started.reached(2).await;
        client
            .notify("notifications/cancelled", json!({ "requestId": 70 }))
            .await;
        client.probe.dropped.reached(1).await;
        client.probe.opened.raise();
        let heard = client.finish(pending.pop().unwrap()).await;
        assert_eq!(heard.text(), "survived", "{transport:?} {revision}");
        client.finish_cancelled(pending.pop().unwrap()).await;
        assert_eq!(
            (client.probe.dropped.times(), client.probe.counted.times()),
            (1, 1)
        );
    }
}

/// Rows: LC-13.
#[tokio::test]
async fn the_introduction_cannot_be_cancelled() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        client
            .notify("notifications/cancelled", json!({ "requestId": 0 }))
            .await;
        assert_eq!(
            client.call("echo", json!({ "text": "x" })).await.text(),
            "x"
        );
    }
}

/// Rows: JR-24.
#[tokio::test]
async fn a_quick_call_does_not_wait_for_a_slow_one() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let params = json!({ "name": "wait", "arguments": { "text": "slow" } });
        let slow = client.begin("tools/call", params).await;
        client.probe.started.reached(1).await;
        assert_eq!(
            client.call("echo", json!({ "text": "quick" })).await.text(),
            "quick"
        );
        client.probe.opened.raise();
        assert_eq!(
            client.finish(slow).await.text(),
            "slow",
            "{transport:?} {revision}"
        );
    }
}

/// Rows: JR-28.
#[tokio::test]
async fn an_id_that_is_in_use_is_refused_and_its_call_goes_on() {
    for (transport, revision) in cancelling() {
        let mut client = Client::connect(transport, revision).await;
        let params = json!({ "name": "wait", "arguments": { "text": "first" } });
        let request = request(revision, &json!(5), "tools/call", &params);
        let first = client.send(&request).await;
        client.probe.started.reached(1).await;
        let second = client.send(&request).await;
        let heard = client.finish(second).await;
        assert_eq!(heard.error()["code"], -32600, "{transport:?} {revision}");
        client.probe.opened.raise();
        assert_eq!(
            client.finish(first).await.text(),
            "first",
            "{transport:?} {revision}"
        );
        assert_eq!(client.probe.started.times(), 1);
    }
}

/// Rows: TL-22.
#[tokio::test]
async fn a_server_outlives_the_panics_of_its_tools() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for tool in ["panic", "panic_on_drop"] {
            for _ in 0..70 {
                let heard = client.call(tool, json!({})).await;
                assert_eq!(heard.result()["isError"], true);
                assert!(!heard.text().contains("secret"), "{}", heard.text());
            }
        }
        assert_eq!(
            client.call("echo", json!({ "text": "alive" })).await.text(),
            "alive"
        );
    }
}

#[tokio::test]
async fn a_tool_that_takes_too_long_fails_and_is_dropped() {
    for (transport, revision) in WIRES {
        let short = std::time::Duration::from_millis(20);
        let mut client =
            Client::connect_to(transport, revision, |builder| builder.tool_timeout(short)).await;
        let heard = client.call("wait", json!({})).await;
        assert_eq!(heard.result()["isError"], true, "{transport:?} {revision}");
        assert!(heard.text().contains("timed out"), "{}", heard.text());
        assert_eq!(client.probe.dropped.times(), 1);
    }
}

/// Rows: VN-15.
#[tokio::test]
async fn nothing_is_remembered_of_what_an_earlier_request_could_do() {
    for transport in [Transport::Streamable, Transport::Lines] {
        let mut client = Client::connect(transport, V26).await;
        let capable = json!({ "io.modelcontextprotocol/clientCapabilities": { "sampling": {} } });
        let params =
            json!({ "name": "test_missing_capability", "arguments": {}, "_meta": capable });
        client.ask("tools/call", params).await.text();
        let heard = client.call("test_missing_capability", json!({})).await;
        assert_eq!(heard.error()["code"], -32021);
        assert_eq!(
            client.probe.counted.times(),
            1,
            "the tool ran for the first only"
        );
    }
}

/// Rows: LC-11.
#[tokio::test]
async fn a_tool_that_needs_more_than_the_client_can_do_does_not_run() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        client.call("test_missing_capability", json!({})).await;
        assert_eq!(client.probe.counted.times(), 0, "{transport:?} {revision}");
    }
}
