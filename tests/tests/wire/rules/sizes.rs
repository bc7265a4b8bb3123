//! Answers that are larger than may be sent.

use mcp_server::Builder;
use mcp_server::prelude::*;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::wires::WIRES;

const LIMIT: usize = 4096;

/// Say a letter so many times
#[tool]
fn repeat(times: usize) -> String {
    "x".repeat(times)
}

/// Say a letter so many times, in JSON
#[tool]
fn repeat_as_json(times: usize) -> Json<Vec<String>> {
    Json(vec!["x".repeat(times)])
}

/// Say a letter so many times
#[prompt]
async fn repeated(times: usize) -> String {
    "x".repeat(times)
}

/// A letter so many times
#[resource("repeat://{times}")]
async fn letters(times: usize) -> String {
    "x".repeat(times)
}

fn repeating(builder: Builder) -> Builder {
    builder
        .tools(toolset![repeat, repeat_as_json])
        .prompts(prompts![repeated])
        .resources(resources![letters])
        .answer_limit(LIMIT)
}

fn questions(times: usize) -> [(&'static str, Value); 4] {
    let call = |name: &str| json!({ "name": name, "arguments": { "times": times } });
    let text = times.to_string();
    [
        ("tools/call", call("repeat")),
        ("tools/call", call("repeat_as_json")),
        (
            "prompts/get",
            json!({ "name": "repeated", "arguments": { "times": text } }),
        ),
        (
            "resources/read",
            json!({ "uri": format!("repeat://{times}") }),
        ),
    ]
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_a_failure_that_says_so() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect_to(transport, revision, repeating).await;
        for (method, params) in questions(1_000) {
            let heard = client.ask(method, params).await;
            assert!(!heard.result().to_string().contains("too large"));
        }
        for (method, params) in questions(1 << 20) {
            let heard = client.ask(method, params).await;
            let text = match method {
                "tools/call" => {
                    assert_eq!(heard.result()["isError"], true, "{revision}");
                    heard.text()
                }
                _ => {
                    assert_eq!(heard.error()["code"], -32603, "{method} {revision}");
                    heard.error()["message"].as_str().unwrap()
                }
            };
            assert!(
                text.contains("too large") && text.contains("4096"),
                "{text}"
            );
            let answer = heard.answer.as_ref().map(Value::to_string).unwrap();
            assert!(answer.len() < LIMIT, "nothing of it is sent");
        }
    }
}

#[tokio::test]
async fn an_answer_of_exactly_the_limit_is_sent() {
    let (transport, revision) = WIRES[0];
    let measure = |limit: usize| async move {
        let limited = |builder: Builder| repeating(builder).answer_limit(limit);
        let mut client = Client::connect_to(transport, revision, limited).await;
        let [(method, params), ..] = questions(1_000);
        client
            .ask(method, params)
            .await
            .answer
            .expect("there is one")
    };
    let whole = measure(usize::MAX).await.to_string().len();
    assert_eq!(measure(whole).await["result"].get("isError"), None);
    assert_eq!(measure(whole - 1).await["result"]["isError"], true);
}
