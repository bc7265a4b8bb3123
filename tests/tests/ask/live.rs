//! Questions in a session: what comes late, twice, wrong, from elsewhere, or never.

use std::time::Duration;

use mcp_server::{Builder, Server};
use serde_json::{Value, json};

use crate::client::{Call, Client, everything, respond, roots, serve, text};
use crate::offer;
use crate::support::envelope::{V03, V11, V24};
use crate::support::wires::{Transport, handshakes};

async fn folders(client: &mut Client) -> Call {
    client
        .send("tools/call", json!({ "name": "folders" }))
        .await
}

async fn lines(options: impl FnOnce(Builder) -> Builder) -> Client {
    Client::connect_to(Transport::Lines, V11, everything(), options).await
}

/// Rows: MR-25.
#[tokio::test]
async fn a_client_that_refuses_is_quoted() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        let refuse = |_: &Value| json!({ "code": -1, "message": "User rejected" });
        let (end, _) = client.call("folders", json!({}), refuse).await;
        assert_eq!(end["result"]["isError"], true);
        assert_eq!(
            text(&end),
            "the client refused to answer: User rejected (code -1)"
        );
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_an_error_the_model_can_act_on() {
    let mut client = Client::connect(Transport::Streamable, V11).await;
    for wrong in [
        json!(5),
        json!({}),
        json!({ "action": 5 }),
        json!({ "action": "accept" }),
        json!({ "action": "accept", "content": { "city": "", "class": "first" } }),
        json!({ "action": "accept", "content": { "city": "Paris", "class": "third" } }),
        json!({ "action": "accept", "content": { "city": "Paris", "class": "first", "nights": 31 } }),
        json!({ "action": "accept", "content": { "city": "Paris", "class": "first", "mail": "x" } }),
    ] {
        let (end, _) = client.call("book", json!({}), |_| wrong.clone()).await;
        assert_eq!(end["result"]["isError"], true, "{wrong}");
        let text = text(&end);
        assert!(
            text.contains("does not fit the question"),
            "{wrong}: {text}"
        );
        assert!(text.contains("Hint: call again"), "{text}");
    }
}

/// Rows: LC-14, LC-15.
#[tokio::test(start_paused = true)]
async fn nobody_waits_for_ever() {
    let mut client = lines(|builder| builder.ask_timeout(Duration::from_secs(5))).await;
    let mut call = folders(&mut client).await;
    let question = client.question(&mut call).await;
    let withdrawn = client.hear(&mut call).await.expect("it is withdrawn");
    assert_eq!(withdrawn["method"], "notifications/cancelled");
    assert_eq!(withdrawn["params"]["requestId"], question["id"]);
    let end = client.end(&mut call).await;
    assert!(
        end.starts_with("nobody answered within 5 s\nHint: ask the user"),
        "{end}"
    );
    // An answer that comes now is nobody's.
    client.answer(&question, roots()).await;
    let (end, _) = client.call("folders", json!({}), |_| roots()).await;
    assert_eq!(text(&end), "file:///a file:///b");
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_tool_stands_still_while_somebody_thinks() {
    let mut client = lines(|builder| builder).await;
    let params = json!({ "name": "slow", "arguments": { "before": 4, "after": 4 } });
    let mut call = client.send("tools/call", params).await;
    let question = client.question(&mut call).await;
    tokio::time::sleep(Duration::from_secs(240)).await;
    client.answer(&question, roots()).await;
    assert_eq!(client.end(&mut call).await, "2 folders");
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_tool_goes_on_where_it_stood() {
    let mut client = lines(|builder| builder).await;
    let params = json!({ "name": "slow", "arguments": { "before": 8, "after": 8 } });
    let mut call = client.send("tools/call", params).await;
    let question = client.question(&mut call).await;
    client.answer(&question, roots()).await;
    let answered = tokio::time::Instant::now();
    assert_eq!(client.end(&mut call).await, "timed out after 10 s");
    let took = answered.elapsed();
    assert!(
        took > Duration::from_secs(1) && took < Duration::from_secs(3),
        "{took:?}"
    );
}

/// Rows: LC-14, LC-15.
#[tokio::test(start_paused = true)]
async fn a_tool_that_gives_up_withdraws_its_question() {
    let mut client = lines(|builder| builder).await;
    let mut call = client
        .send("tools/call", json!({ "name": "impatient" }))
        .await;
    let question = client.question(&mut call).await;
    let withdrawn = client.hear(&mut call).await.expect("it is withdrawn");
    assert_eq!(withdrawn["params"]["requestId"], question["id"]);
    assert_eq!(client.end(&mut call).await, "given up");
}

#[tokio::test]
async fn a_cancelled_call_withdraws_its_questions() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        let mut call = client.send("tools/call", json!({ "name": "both" })).await;
        let mut asked = vec![
            client.question(&mut call).await,
            client.question(&mut call).await,
        ];
        let cancel = json!({
            "jsonrpc": "2.0",
            "method": "notifications/cancelled",
            "params": { "requestId": call.id },
        });
        client.tell(&cancel).await;
        for _ in 0..2 {
            let withdrawn = client.hear(&mut call).await.expect("it is withdrawn");
            assert_eq!(withdrawn["method"], "notifications/cancelled");
            let id = &withdrawn["params"]["requestId"];
            let place = asked.iter().position(|question| &question["id"] == id);
            asked.remove(place.expect("it was asked"));
        }
        if transport == Transport::Streamable {
            assert_eq!(
                client.hear(&mut call).await,
                None,
                "no answer to a cancelled call"
            );
        }
        let (end, _) = client.call("folders", json!({}), |_| roots()).await;
        assert_eq!(text(&end), "file:///a file:///b");
    }
}

/// Rows: MR-27.
#[tokio::test]
async fn ten_tools_ask_at_once() {
    for (transport, revision) in handshakes().filter(|(_, revision)| *revision == V11) {
        let mut client = Client::connect(transport, revision).await;
        let (mut calls, mut questions) = (Vec::new(), Vec::new());
        for _ in 0..10 {
            let mut call = folders(&mut client).await;
            questions.push(client.question(&mut call).await);
            calls.push(call);
        }
        let mut ids: Vec<i64> = questions
            .iter()
            .map(|asked| asked["id"].as_i64().unwrap())
            .collect();
        ids.dedup();
        assert_eq!(ids.len(), 10, "{ids:?}");
        for (number, question) in questions.iter().enumerate().rev() {
            let root = json!({ "roots": [{ "uri": format!("file:///{number}") }] });
            client.answer(question, root).await;
        }
        let mut ends = Vec::new();
        for call in &mut calls {
            let message = client.hear(call).await.expect("it ends");
            ends.push((message["id"].as_i64().unwrap(), text(&message)));
        }
        ends.sort_unstable();
        for (number, (_, text)) in ends.iter().enumerate() {
            assert_eq!(text, &format!("file:///{number}"));
        }
    }
}

#[tokio::test]
async fn only_so_many_questions_are_open() {
    let mut client = lines(|builder| builder).await;
    let mut call = client.send("tools/call", json!({ "name": "flood" })).await;
    let mut questions = Vec::new();
    for _ in 0..64 {
        questions.push(client.question(&mut call).await);
    }
    for question in &questions {
        client.answer(question, roots()).await;
    }
    assert_eq!(client.end(&mut call).await, "1 refused");
}

/// Rows: SH-26.
#[tokio::test]
async fn answers_of_nobody_and_for_nobody_are_ignored() {
    for (transport, revision) in handshakes() {
        let mut client = Client::connect(transport, revision).await;
        for id in [json!(99), json!("1"), json!(-1)] {
            client.answer(&json!({ "id": id }), roots()).await;
        }
        let mut call = folders(&mut client).await;
        let question = client.question(&mut call).await;
        let as_text = json!(question["id"].to_string());
        client
            .answer(&json!({ "id": as_text }), json!({ "roots": [] }))
            .await;
        client.answer(&question, roots()).await;
        client.answer(&question, json!({ "roots": [] })).await;
        assert_eq!(client.end(&mut call).await, "file:///a file:///b");
    }
}

/// Rows: SE-08, SH-26.
#[tokio::test]
async fn a_session_answers_only_its_own_questions() {
    let server = offer::server().build().expect("the server can be built");
    let served = serve(&server).await;
    for transport in [Transport::Streamable, Transport::Sse] {
        let join = || Client::join(served.clone(), transport, V11, everything());
        let (mut mine, mut theirs) = (join().await, join().await);
        let mut call = folders(&mut mine).await;
        let question = mine.question(&mut call).await;
        // The same id, in a session that was asked nothing, and in one that was.
        theirs.answer(&question, json!({ "roots": [] })).await;
        let mut other = folders(&mut theirs).await;
        let same = theirs.question(&mut other).await;
        assert_eq!(same["id"], question["id"]);
        theirs.answer(&same, json!({ "roots": [] })).await;
        let message = theirs.hear(&mut other).await.expect("it ends");
        assert_eq!(message["result"]["content"][0]["text"], "");
        mine.answer(&question, roots()).await;
        assert_eq!(mine.end(&mut call).await, "file:///a file:///b");
    }
}

#[tokio::test]
async fn a_batch_may_hold_answers() {
    for transport in [Transport::Streamable, Transport::Sse, Transport::Lines] {
        let mut client = Client::connect(transport, V03).await;
        let mut call = client.send("tools/call", json!({ "name": "both" })).await;
        let questions = [
            client.question(&mut call).await,
            client.question(&mut call).await,
        ];
        let answers = questions
            .iter()
            .map(|question| respond(question, crate::client::any(question)));
        client.tell(&Value::Array(answers.collect())).await;
        assert_eq!(client.end(&mut call).await, "Paris 2");
    }
}

/// Rows: MR-28.
#[tokio::test]
async fn the_end_of_a_session_ends_its_questions() {
    let mut client = Client::connect(Transport::Streamable, V11).await;
    let mut call = folders(&mut client).await;
    client.question(&mut call).await;
    client.hang_up().await;
    while let Some(message) = client.hear(&mut call).await {
        assert!(message.get("result").is_none(), "{message}");
    }
}

#[tokio::test]
async fn a_call_whose_client_went_away_is_answered_in_its_session() {
    let server: Server = offer::server().build().expect("the server can be built");
    let served = serve(&server).await;
    let mut client = Client::join(served.clone(), Transport::Streamable, V11, everything()).await;
    let mut call = client.send("tools/call", json!({ "name": "finish" })).await;
    let question = client.question(&mut call).await;
    drop(call);
    client.answer(&question, roots()).await;
    until(&mut client, 1).await;
}

#[tokio::test]
async fn questions_go_where_their_call_is_in_the_oldest_revision() {
    let mut client = Client::connect(Transport::Sse, V24).await;
    let (mut one, mut other) = (folders(&mut client).await, folders(&mut client).await);
    let first = client.question(&mut one).await;
    let second = client.question(&mut other).await;
    assert_ne!(first["id"], second["id"]);
    client.answer(&second, roots()).await;
    client.answer(&first, roots()).await;
    assert_eq!(client.end(&mut one).await, "file:///a file:///b");
    assert_eq!(client.end(&mut other).await, "file:///a file:///b");
}

/// Waits until something was done so many times, which the client asks the server for.
async fn until(client: &mut Client, times: u32) {
    loop {
        let (end, _) = client.call("count", json!({}), |_| Value::Null).await;
        if text(&end) == times.to_string() {
            return;
        }
        tokio::task::yield_now().await;
    }
}
