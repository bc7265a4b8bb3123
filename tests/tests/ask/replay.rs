//! Questions without a session: each answer comes with a request of its own.

use std::sync::Arc;
use std::time::Duration;

use mcp_server::Builder;
use serde_json::{Value, json};

use crate::client::{Client, everything, roots, said, serve, text};
use crate::offer;
use crate::support::envelope::V26;
use crate::support::served::Served;
use crate::support::wires::Transport;

const WIRES: [Transport; 2] = [Transport::Streamable, Transport::Lines];

async fn connect(transport: Transport) -> Client {
    Client::connect(transport, V26).await
}

async fn with(options: impl FnOnce(Builder) -> Builder) -> Client {
    Client::connect_to(Transport::Streamable, V26, everything(), options).await
}

/// One round of a call.
async fn round(client: &mut Client, name: &str, extra: Value) -> Value {
    let mut params = json!({ "name": name, "arguments": {} });
    if name == "order" {
        params["arguments"] = json!({ "item": "tea" });
    }
    for (member, value) in extra.as_object().expect("members") {
        params[member] = value.clone();
    }
    let mut call = client.send("tools/call", params).await;
    client.hear(&mut call).await.expect("an answer")
}

fn asks(message: &Value) -> Vec<String> {
    assert_eq!(
        message["result"]["resultType"], "input_required",
        "{message}"
    );
    let asked = message["result"]["inputRequests"]
        .as_object()
        .expect("questions");
    asked.keys().cloned().collect()
}

fn state(message: &Value) -> Value {
    message["result"]["requestState"].clone()
}

fn yes() -> Value {
    json!({ "action": "accept", "content": {} })
}

/// Rows: MR-11, MR-13.
#[tokio::test]
async fn answers_need_no_earlier_round() {
    for transport in WIRES {
        let mut client = connect(transport).await;
        let alice = json!({ "action": "accept", "content": { "name": "Alice" } });
        let given = json!({ "inputResponses": { "user_name": alice, "other": 5 } });
        assert_eq!(
            text(&round(&mut client, "greet", given).await),
            "Hello, Alice!"
        );
    }
}

/// Rows: MR-10, MR-11.
#[tokio::test]
async fn what_is_missing_is_asked_again() {
    for transport in WIRES {
        let mut client = connect(transport).await;
        let alice = json!({ "action": "accept", "content": { "name": "Alice" } });
        for given in [
            json!({}),
            json!({ "inputResponses": null }),
            json!({ "inputResponses": {} }),
            json!({ "inputResponses": { "username": alice } }),
        ] {
            let message = round(&mut client, "greet", given).await;
            assert_eq!(asks(&message), ["user_name"]);
        }
    }
}

/// Rows: MR-12.
#[tokio::test]
async fn what_is_no_answer_is_refused() {
    for transport in WIRES {
        let mut client = connect(transport).await;
        for wrong in [
            json!({ "inputResponses": 5 }),
            json!({ "inputResponses": [] }),
            json!({ "inputResponses": { "user_name": 12345 } }),
            json!({ "inputResponses": { "user_name": null } }),
            json!({ "inputResponses": { "user_name": { "action": 5 } } }),
            json!({ "inputResponses": { "user_name": { "action": "accept", "content": { "name": 5 } } } }),
            json!({ "requestState": 5 }),
        ] {
            let message = round(&mut client, "greet", wrong.clone()).await;
            assert_eq!(message["error"]["code"], -32602, "{wrong}: {message}");
        }
    }
}

/// Rows: MR-06, MR-07, MR-15.
#[tokio::test]
async fn each_round_has_a_state_of_its_own() {
    let mut client = connect(Transport::Streamable).await;
    let first = round(&mut client, "order", json!({})).await;
    assert_eq!(asks(&first), ["ask-1"]);
    let given = json!({ "inputResponses": { "ask-1": yes() }, "requestState": state(&first) });
    let second = round(&mut client, "order", given).await;
    assert_eq!(asks(&second), ["sure"]);
    assert_ne!(state(&first), state(&second));
    let given = json!({ "inputResponses": { "sure": yes() }, "requestState": state(&second) });
    assert_eq!(
        text(&round(&mut client, "order", given).await),
        "order 1: true"
    );
    // What was reserved was reserved once.
    assert_eq!(text(&round(&mut client, "count", json!({})).await), "1");
}

#[tokio::test]
async fn without_its_state_a_call_begins_anew() {
    let mut client = connect(Transport::Streamable).await;
    let first = round(&mut client, "order", json!({})).await;
    let given = json!({ "inputResponses": { "ask-1": yes() }, "requestState": state(&first) });
    round(&mut client, "order", given).await;
    let lost = json!({ "inputResponses": { "sure": yes() } });
    assert_eq!(asks(&round(&mut client, "order", lost).await), ["ask-1"]);
}

#[tokio::test]
async fn a_state_is_good_once_where_somebody_wants_that() {
    for once in [false, true] {
        let options = |builder: Builder| match once {
            true => builder.single_use_state(),
            false => builder,
        };
        let mut client = with(options).await;
        let first = round(&mut client, "order", json!({})).await;
        let given = json!({ "inputResponses": { "ask-1": yes() }, "requestState": state(&first) });
        assert_eq!(
            asks(&round(&mut client, "order", given.clone()).await),
            ["sure"]
        );
        match once {
            true => must_refuse(&mut client, "order", given).await,
            false => assert_eq!(asks(&round(&mut client, "order", given).await), ["sure"]),
        }
    }
}

/// A state is refused, in words that tell nothing.
async fn must_refuse(client: &mut Client, name: &str, extra: Value) {
    let message = round(client, name, extra).await;
    assert_eq!(message["error"]["code"], -32602, "{message}");
    assert_eq!(
        message["error"]["message"],
        "`requestState` cannot be used; send the request without it, to begin anew"
    );
}

/// Rows: MR-08, MR-09.
#[tokio::test]
async fn a_state_is_good_for_nothing_but_its_request() {
    for transport in WIRES {
        let mut client = connect(transport).await;
        let first = round(&mut client, "order", json!({})).await;
        let sealed = state(&first).as_str().expect("a text").to_owned();
        let answers = json!({ "ask-1": yes() });
        let other = if sealed.starts_with('A') { 'B' } else { 'A' };
        for tampered in [
            format!("{sealed}-TAMPERED"),
            format!("{other}{}", &sealed[1..]),
            sealed[..sealed.len() - 1].to_owned(),
            String::new(),
            "{}".to_owned(),
        ] {
            let given = json!({ "inputResponses": answers, "requestState": tampered });
            must_refuse(&mut client, "order", given).await;
        }
        // Another tool, and other arguments.
        let given = json!({ "inputResponses": answers, "requestState": sealed });
        must_refuse(&mut client, "greet", given).await;
        let given = json!({
            "arguments": { "item": "gold" },
            "inputResponses": answers,
            "requestState": sealed,
        });
        must_refuse(&mut client, "order", given).await;
        // Another method.
        let params = json!({ "name": "brief", "requestState": sealed });
        let mut call = client.send("prompts/get", params).await;
        let message = client.hear(&mut call).await.expect("an answer");
        assert_eq!(message["error"]["code"], -32602);
        // The same arguments in other words.
        let given = json!({ "inputResponses": answers, "requestState": sealed });
        assert_eq!(asks(&round(&mut client, "order", given).await), ["sure"]);
    }
}

/// Rows: MR-09.
#[tokio::test]
async fn an_old_state_is_refused() {
    let mut client = with(|builder| builder.state_lifetime(Duration::ZERO)).await;
    let first = round(&mut client, "order", json!({})).await;
    let given = json!({ "inputResponses": { "ask-1": yes() }, "requestState": state(&first) });
    must_refuse(&mut client, "order", given).await;
}

async fn instance(keys: &[[u8; 32]]) -> Arc<Served> {
    let server = offer::server().seal_keys(keys.iter().copied());
    serve(&server.build().expect("the server can be built")).await
}

/// Rows: MR-14.
#[tokio::test]
async fn instances_with_the_same_key_go_on_for_each_other() {
    let (old, new) = ([1; 32], [2; 32]);
    let join = |served| Client::join(served, Transport::Streamable, V26, everything());
    let mut first = join(instance(&[old]).await).await;
    let mut same = join(instance(&[old]).await).await;
    let mut rotated = join(instance(&[new, old]).await).await;
    let mut other = join(instance(&[new]).await).await;
    let mut alone = join(instance(&[]).await).await;
    let asked = round(&mut first, "order", json!({})).await;
    let given = json!({ "inputResponses": { "ask-1": yes() }, "requestState": state(&asked) });
    for client in [&mut same, &mut rotated] {
        assert_eq!(asks(&round(client, "order", given.clone()).await), ["sure"]);
        assert_eq!(text(&round(client, "count", json!({})).await), "0");
    }
    for client in [&mut other, &mut alone] {
        must_refuse(client, "order", given.clone()).await;
    }
}

#[tokio::test]
async fn a_state_that_grows_too_large_is_an_error() {
    for transport in WIRES {
        let mut client = connect(transport).await;
        let message = round(&mut client, "hoard", json!({})).await;
        assert_eq!(message["error"]["code"], -32603, "{message}");
        assert_eq!(
            message["error"]["message"],
            "the answers so far cannot be kept"
        );
    }
}

#[tokio::test]
async fn nothing_is_answered_by_what_others_asked() {
    let mut client = connect(Transport::Streamable).await;
    let first = round(&mut client, "both", json!({})).await;
    assert_eq!(asks(&first), ["ask-2", "model"]);
    let swapped = json!({
        "inputResponses": { "model": roots(), "ask-2": said("Paris") },
        "requestState": state(&first),
    });
    let message = round(&mut client, "both", swapped).await;
    assert_eq!(message["error"]["code"], -32602, "{message}");
    let one =
        json!({ "inputResponses": { "model": said("Paris") }, "requestState": state(&first) });
    let second = round(&mut client, "both", one).await;
    assert_eq!(asks(&second), ["ask-2"]);
    let rest = json!({ "inputResponses": { "ask-2": roots() }, "requestState": state(&second) });
    assert_eq!(text(&round(&mut client, "both", rest).await), "Paris 2");
}

/// Rows: MR-02.
#[tokio::test]
async fn questions_are_the_whole_answer() {
    let mut client = connect(Transport::Streamable).await;
    let mut call = client.send("tools/call", json!({ "name": "greet" })).await;
    let message = client.hear(&mut call).await.expect("an answer");
    assert_eq!(call.status(), Some(200));
    let members: Vec<&String> = message["result"]
        .as_object()
        .expect("members")
        .keys()
        .collect();
    assert_eq!(
        members,
        ["_meta", "inputRequests", "requestState", "resultType"]
    );
}
