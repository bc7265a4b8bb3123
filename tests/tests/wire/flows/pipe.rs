//! What only a pipe has: lines, their ends, and both eras side by side.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{V03, V11, V26, introduction, request};
use crate::support::lines::Lines;
use crate::support::schema;
use crate::support::wires::Transport;

fn open() -> Lines {
    Lines::open(mcp_tests::server().build().unwrap())
}

async fn ask(lines: &mut Lines, line: &[u8]) -> Value {
    lines.write(line).await;
    let line = lines.read().await.expect("the pipe is open");
    serde_json::from_str(&line).expect("a line is JSON")
}

/// Rows: VN-20, VN-21.
#[tokio::test]
async fn both_eras_speak_on_one_pipe() {
    let mut lines = open();
    let discover = request(V26, &json!(1), "server/discover", &Value::Null).to_string();
    let initialize = request(V11, &json!(2), "initialize", &introduction("2025-11-25")).to_string();
    let modern = json!({ "name": "echo", "arguments": { "text": "modern" } });
    let modern = request(V26, &json!(3), "tools/call", &modern).to_string();
    let legacy = request(V11, &json!(4), "ping", &Value::Null).to_string();
    assert_eq!(
        ask(&mut lines, discover.as_bytes()).await["result"]["resultType"],
        "complete"
    );
    assert_eq!(
        ask(&mut lines, initialize.as_bytes()).await["result"]["protocolVersion"],
        "2025-11-25"
    );
    assert_eq!(
        ask(&mut lines, modern.as_bytes()).await["result"]["resultType"],
        "complete"
    );
    assert_eq!(
        ask(&mut lines, legacy.as_bytes()).await["result"],
        json!({})
    );
    assert_eq!(
        ask(&mut lines, discover.as_bytes()).await["result"]["resultType"],
        "complete"
    );
}

#[tokio::test]
async fn a_stranger_is_told_which_revisions_there_are() {
    let mut lines = open();
    let list = request(V11, &json!(1), "tools/list", &Value::Null).to_string();
    let answer = ask(&mut lines, list.as_bytes()).await;
    assert_eq!(answer["error"]["code"], -32600);
    assert!(
        answer["error"]["data"]["supported"]
            .as_array()
            .unwrap()
            .contains(&json!("2026-07-28"))
    );
    let mut unknown = request(V26, &json!(2), "server/discover", &Value::Null);
    unknown["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("2099-01-01");
    let answer = ask(&mut lines, unknown.to_string().as_bytes()).await;
    assert_eq!(answer["error"]["code"], -32022);
    assert_eq!(
        answer["error"]["data"],
        json!({ "supported": ["2026-07-28"], "requested": "2099-01-01" })
    );
}

/// Rows: ST-09.
#[tokio::test]
async fn blank_lines_and_carriage_returns_are_passed_over() {
    let mut lines = open();
    for blank in ["", "\r", "  ", "\t\r"] {
        lines.write(blank.as_bytes()).await;
    }
    let ping = request(V11, &json!(1), "ping", &Value::Null);
    assert_eq!(
        ask(&mut lines, format!("  {ping}\r").as_bytes()).await["result"],
        json!({})
    );
}

/// Rows: JR-11, ST-10.
#[tokio::test]
async fn what_is_no_message_is_refused_without_an_id_and_the_next_line_is_read() {
    let mut lines = open();
    let ping = request(V11, &json!(1), "ping", &Value::Null);
    let twice = format!("{ping}{ping}");
    let deep = "[".repeat(200) + &"]".repeat(200);
    let large = format!("\"{}\"", "x".repeat(5 << 20));
    let cases: [(&[u8], i64); 8] = [
        (b"{", -32700),
        (b"hello", -32700),
        (b"\"\xff\xfe\"", -32700),
        (b"\xef\xbb\xbf{}", -32700),
        (twice.as_bytes(), -32700),
        (deep.as_bytes(), -32700),
        (large.as_bytes(), -32600),
        (b"[]", -32600),
    ];
    for (line, code) in cases {
        let start = String::from_utf8_lossy(&line[..line.len().min(20)]);
        let answer = ask(&mut lines, line).await;
        assert_eq!(answer["error"]["code"], code, "{start}");
        assert_eq!(answer.get("id"), None, "{start}");
        schema::must_be_message(V11, &answer);
        let answer = ask(&mut lines, ping.to_string().as_bytes()).await;
        assert_eq!(answer["result"], json!({}), "after {start}");
    }
}

#[tokio::test]
async fn a_member_that_stands_twice_is_refused_with_its_id() {
    let mut lines = open();
    let answer = ask(
        &mut lines,
        br#"{"jsonrpc":"2.0","id":7,"method":"ping","method":"ping"}"#,
    )
    .await;
    assert_eq!(
        (&answer["error"]["code"], &answer["id"]),
        (&json!(-32600), &json!(7))
    );
}

/// Rows: JR-13.
#[tokio::test]
async fn a_batch_is_answered_as_an_array() {
    let mut client = Client::connect(Transport::Lines, V03).await;
    client.notify("notifications/foo", Value::Null).await;
    let mut lines = open();
    let initialize = request(V03, &json!(0), "initialize", &introduction("2025-03-26")).to_string();
    ask(&mut lines, initialize.as_bytes()).await;
    let echo = json!({ "name": "echo", "arguments": { "text": "x" } });
    let batch = json!([
        request(V03, &json!(1), "ping", &Value::Null),
        { "jsonrpc": "2.0", "method": "notifications/foo" },
        request(V03, &json!("2"), "tools/call", &echo),
        42,
    ]);
    let answers = ask(&mut lines, batch.to_string().as_bytes()).await;
    let answers = answers
        .as_array()
        .expect("a batch is answered with an array");
    assert_eq!(answers.len(), 3);
    for answer in answers {
        schema::must_be_message(V03, answer);
    }
    let of = |id: Value| {
        answers
            .iter()
            .find(|answer| answer.get("id") == Some(&id))
            .unwrap()
    };
    assert_eq!(of(json!(1))["result"], json!({}));
    assert_eq!(of(json!("2"))["result"]["content"][0]["text"], "x");
    assert!(
        answers
            .iter()
            .any(|answer| answer["error"]["code"] == -32600)
    );
}

/// Rows: ST-04, ST-05.
#[tokio::test]
async fn when_the_input_ends_what_runs_is_answered_and_the_server_ends() {
    for revision in [V11, V26] {
        let mut client = Client::connect(Transport::Lines, revision).await;
        let params = json!({ "name": "wait", "arguments": { "text": "last words" } });
        client.begin("tools/call", params).await;
        client.probe.started.reached(1).await;
        let probe = client.probe.clone();
        let rest = tokio::spawn(client.close());
        probe.opened.raise();
        let rest = rest.await.unwrap();
        assert_eq!(rest.len(), 1, "{rest:?}");
        assert!(rest[0].contains("last words"), "{rest:?}");
    }
}
