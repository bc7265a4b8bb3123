//! `initialize`: what it settles on, what it needs, and that it comes first and once.

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{V11, V26, introduction};
use crate::support::subset::must_have;
use crate::support::wires::{Transport, handshakes};

/// Transports that shake hands.
const TRANSPORTS: [Transport; 3] = [Transport::Streamable, Transport::Sse, Transport::Lines];

async fn reach(transport: Transport, revision: Revision) -> Client {
    Client::reach(transport, revision, |builder| builder).await
}

/// Rows: LC-01, LC-05, SS-09.
#[tokio::test]
async fn a_known_revision_is_answered_with_itself() {
    for (transport, revision) in handshakes() {
        let mut client = reach(transport, revision).await;
        let heard = client
            .ask("initialize", introduction(revision.as_str()))
            .await;
        let expected = json!({
            "protocolVersion": revision.as_str(),
            "capabilities": { "tools": {}, "logging": {} },
            "serverInfo": { "name": "everything" },
            "instructions": "Call `test_simple_text` first.",
        });
        must_have(
            &format!("{transport:?} {revision}"),
            heard.result(),
            &expected,
        );
    }
}

/// Rows: LC-02, LC-03, LC-04, SS-09.
#[tokio::test]
async fn a_revision_without_a_handshake_is_answered_with_the_latest_that_has_one() {
    for transport in TRANSPORTS {
        for wish in ["2099-01-01", "1.0.0", "", V26.as_str()] {
            let mut client = reach(transport, V11).await;
            let heard = client.ask("initialize", introduction(wish)).await;
            assert_eq!(
                heard.result()["protocolVersion"],
                "2025-11-25",
                "{transport:?} {wish}"
            );
        }
    }
}

/// Rows: LC-17, LC-18.
#[tokio::test]
async fn a_server_tells_of_itself_what_the_revision_has_words_for() {
    for (transport, revision) in handshakes() {
        let mut client = reach(transport, revision).await;
        let heard = client
            .ask("initialize", introduction(revision.as_str()))
            .await;
        let info = &heard.result()["serverInfo"];
        let abilities = revision.abilities();
        assert_eq!(info.get("title").is_some(), abilities.title, "{revision}");
        for member in ["description", "websiteUrl", "icons"] {
            assert_eq!(
                info.get(member).is_some(),
                abilities.icons,
                "{revision} {member}"
            );
        }
    }
}

/// Rows: LC-06.
#[tokio::test]
async fn an_introduction_needs_all_its_parts() {
    for (transport, revision) in handshakes() {
        let mut client = reach(transport, revision).await;
        for part in ["protocolVersion", "capabilities", "clientInfo"] {
            let mut params = introduction(revision.as_str());
            params.as_object_mut().unwrap().remove(part);
            let heard = client.ask("initialize", params).await;
            assert_eq!(
                heard.error()["code"],
                -32602,
                "{transport:?} {revision} {part}"
            );
            assert!(heard.error()["message"].as_str().unwrap().contains(part));
        }
        let heard = client.ask("initialize", Value::Null).await;
        assert_eq!(heard.error()["code"], -32602, "{transport:?} {revision}");
        // A failed attempt settles nothing.
        client
            .ask("initialize", introduction(revision.as_str()))
            .await
            .result();
    }
}

/// Rows: LC-10.
#[tokio::test]
async fn a_second_introduction_is_refused_and_changes_nothing() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        let heard = client.ask("initialize", introduction("2025-11-25")).await;
        assert_eq!(heard.error()["code"], -32600, "{transport:?} {revision}");
        assert!(heard.status.is_none_or(|status| status == 400), "{heard:?}");
        client.must_be_quiet().await;
    }
}

/// Rows: LC-08, LC-09.
#[tokio::test]
async fn before_the_introduction_only_a_ping_is_answered() {
    for (transport, revision) in
        handshakes().filter(|(transport, _)| *transport != Transport::Streamable)
    {
        let mut client = reach(transport, revision).await;
        assert_eq!(client.ask("ping", Value::Null).await.result(), &json!({}));
        let early = [
            client.ask("tools/list", Value::Null).await,
            client.call("echo", json!({ "text": "early" })).await,
            client.ask("foo/bar", Value::Null).await,
        ];
        for heard in early {
            assert_eq!(heard.error()["code"], -32600, "{transport:?} {revision}");
        }
        client
            .ask("initialize", introduction(revision.as_str()))
            .await
            .result();
        client.must_be_quiet().await;
    }
}

#[tokio::test]
async fn calls_may_come_before_the_client_says_that_it_is_initialized() {
    for (transport, revision) in handshakes() {
        let mut client = reach(transport, revision).await;
        client
            .ask("initialize", introduction(revision.as_str()))
            .await
            .result();
        assert_eq!(
            client.call("echo", json!({ "text": "early" })).await.text(),
            "early"
        );
    }
}
