//! Ids that no request may have.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::request;
use crate::support::wires::WIRES;

async fn must_not_run(id: &Value) {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let params = json!({ "name": "count", "arguments": {} });
        let call = request(revision, id, "tools/call", &params);
        let pending = client.send(&call).await;
        let heard = client.finish(pending).await;
        assert_eq!(heard.error()["code"], -32600, "{transport:?} {revision}");
        assert_eq!(heard.answer.unwrap().get("id"), None);
        client.must_be_quiet().await;
        assert_eq!(client.probe.counted.times(), 0, "{transport:?} {revision}");
    }
}

/// Rows: JR-05.
#[tokio::test]
async fn a_request_whose_id_is_null_does_not_run() {
    must_not_run(&Value::Null).await;
}

/// Rows: JR-06.
#[tokio::test]
async fn a_request_whose_id_is_a_fraction_does_not_run() {
    must_not_run(&json!(1.5)).await;
}
