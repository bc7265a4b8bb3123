//! What a tool may answer, and that it does not run before its arguments are sound.

use mcp_server::model::Content;
use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::V26;
use crate::support::wires::{Transport, WIRES};

/// All bytes there are.
fn bytes() -> Vec<u8> {
    (0..=u8::MAX).collect()
}

/// Answer with a number
#[tool]
fn number() -> Json<f64> {
    Json(2.5)
}

/// Answer with a text
#[tool]
fn text() -> Json<&'static str> {
    Json("word")
}

/// Answer with nothing
#[tool]
fn nothing() -> Json<Option<bool>> {
    Json(None)
}

/// Answer with a list
#[tool]
fn numbers() -> Json<Vec<u8>> {
    Json(vec![1, 2])
}

/// Answer with a picture of all bytes
#[tool]
fn picture() -> Content {
    Content::image(&bytes(), "image/png")
}

/// Count if the arguments are sound
#[tool]
fn guarded(
    #[arg(min = 1, max = 9)] number: u8,
    #[arg(min_length = 2)] word: String,
    State(probe): State<Probe>,
) -> String {
    probe.counted.raise();
    format!("{number}{word}")
}

/// Rows: TL-08.
#[tokio::test]
async fn an_answer_without_content_has_an_empty_list_of_it() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let arguments = json!({ "name": "x", "phone": "1", "contactMethod": "phone" });
        let heard = client.call("json_schema_2020_12_tool", arguments).await;
        assert_eq!(
            heard.result()["content"],
            json!([]),
            "{transport:?} {revision}"
        );
    }
}

/// Rows: TL-19.
#[tokio::test]
async fn a_structured_answer_may_be_any_json() {
    for transport in [Transport::Streamable, Transport::Lines] {
        let mut client = Client::connect_to(transport, V26, |builder| {
            builder.tools(toolset![number, text, nothing, numbers])
        })
        .await;
        for (tool, value) in [
            ("number", json!(2.5)),
            ("text", json!("word")),
            ("nothing", Value::Null),
            ("numbers", json!([1, 2])),
        ] {
            let heard = client.call(tool, json!({})).await;
            let answer = heard.result().get("structuredContent");
            assert_eq!(answer, Some(&value), "{transport:?} {tool}");
        }
    }
}

/// Rows: TL-20.
#[tokio::test]
async fn bytes_are_told_in_base64_with_padding() {
    for (transport, revision) in WIRES {
        let add = |builder: mcp_server::Builder| builder.tools(toolset![picture]);
        let mut client = Client::connect_to(transport, revision, add).await;
        let heard = client.call("picture", json!({})).await;
        let data = heard.result()["content"][0]["data"].as_str().unwrap();
        assert_eq!(decode(data), bytes(), "{transport:?} {revision}");
        assert!(data.len().is_multiple_of(4) && data.ends_with('='));
    }
}

/// Standard base64, by the book.
fn decode(text: &str) -> Vec<u8> {
    let digit = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        letter => panic!("{letter} is no digit"),
    };
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, letter| bits << 6 | u32::from(digit(*letter)));
        let bits = bits << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}

/// Rows: TL-21.
#[tokio::test]
async fn a_tool_does_not_run_before_its_arguments_are_sound() {
    let sound = json!({ "number": 1, "word": "ab" });
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(10),
        json!(1.5),
        json!(1e300),
        json!(""),
        json!("a"),
        json!([]),
        json!({}),
        json!([[[{ "a": [1] }]]]),
    ];
    for (transport, revision) in WIRES {
        let add = |builder: mcp_server::Builder| builder.tools(toolset![guarded]);
        let mut client = Client::connect_to(transport, revision, add).await;
        for name in ["number", "word", "other"] {
            for value in &values {
                let mut arguments = sound.clone();
                arguments[name] = value.clone();
                let heard = client.call("guarded", arguments).await;
                assert_eq!(heard.result()["isError"], true, "{revision} {name} {value}");
            }
        }
        assert_eq!(client.probe.counted.times(), 0, "{transport:?} {revision}");
        assert_eq!(client.call("guarded", sound.clone()).await.text(), "1ab");
        assert_eq!(client.probe.counted.times(), 1);
    }
}

/// Rows: TL-14.
#[tokio::test]
async fn no_two_tools_have_one_name() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let heard = client.ask("tools/list", Value::Null).await;
        let tools = heard.result()["tools"].as_array().unwrap();
        let mut names: Vec<&str> = tools
            .iter()
            .map(|tool| tool["name"].as_str().unwrap())
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), tools.len(), "{transport:?} {revision}");
    }
}
