//! `prompts/list` and `prompts/get`.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::{connect, on_each};
use crate::support::envelope::{V03, V06, V11, V24, V26};
use crate::support::subset::must_equal;
use crate::support::wires::WIRES;

fn listed(revision: Revision) -> Value {
    let mut greet = json!({
        "name": "greet",
        "description": "Greet somebody",
        "arguments": [
            { "name": "name", "description": "Whom to greet", "required": true },
            { "name": "tone" },
            { "name": "number" },
            { "name": "counted" },
            { "name": "unlucky" },
            { "name": "silent" },
            { "name": "loud" },
        ],
    });
    if matches!(revision, V06 | V11 | V26) {
        greet["title"] = json!("Greeting");
        greet["_meta"] = json!({ "cost": 1 });
        greet["arguments"][0]["title"] = json!("Name");
    }
    if matches!(revision, V11 | V26) {
        greet["icons"] = json!([{ "src": "https://example.com/hand.png" }]);
    }
    greet
}

/// Rows: PC-02.
#[tokio::test]
async fn a_prompt_is_described_in_the_words_of_the_revision() {
    on_each(|mut client| async move {
        let heard = client.ask("prompts/list", Value::Null).await;
        let prompts = heard.result()["prompts"].as_array().unwrap();
        must_equal("greet", &prompts[0], &listed(client.revision));
        let names: Vec<_> = prompts.iter().map(|prompt| &prompt["name"]).collect();
        let expected = [
            "greet", "show", "reports", "breaks", "fails", "refuses", "late",
        ];
        assert_eq!(names, expected, "the secret is not listed");
        assert_eq!(heard.result().get("nextCursor"), None);
        if client.revision == V26 {
            assert_eq!(heard.result()["cacheScope"], "public");
            assert!(heard.result()["ttlMs"].is_u64());
        }
    })
    .await;
}

#[tokio::test]
async fn a_prompt_takes_its_arguments_from_text() {
    on_each(|mut client| async move {
        for (arguments, expected) in [
            (json!({ "name": "Ada" }), "Hello, Ada. I am calm"),
            (
                json!({ "name": "Ada", "tone": "stern", "loud": "true" }),
                "Hello, Ada! I am stern",
            ),
            (json!({ "name": "", "loud": null }), "Hello, . I am calm"),
        ] {
            let params = json!({ "name": "greet", "arguments": arguments });
            let heard = client.ask("prompts/get", params).await;
            let said = json!([
                { "role": "user", "content": { "type": "text", "text": expected } },
            ]);
            assert_eq!(heard.result()["messages"], said);
            assert!(heard.result().get("ttlMs").is_none(), "nobody may keep it");
        }
    })
    .await;
}

#[tokio::test]
async fn a_prompt_that_is_not_listed_can_be_got() {
    on_each(|mut client| async move {
        for params in [
            json!({ "name": "secret" }),
            json!({ "name": "secret", "arguments": {} }),
        ] {
            let heard = client.ask("prompts/get", params).await;
            assert_eq!(heard.result()["messages"][0]["content"]["text"], "hush");
        }
    })
    .await;
}

#[tokio::test]
async fn each_block_is_one_that_the_revision_knows() {
    for (transport, revision) in WIRES {
        let mut client = connect(transport, revision).await;
        let heard = client.ask("prompts/get", json!({ "name": "show" })).await;
        assert_eq!(heard.result()["description"], "Of each kind one");
        let messages = heard.result()["messages"].as_array().unwrap();
        let kinds: Vec<_> = messages
            .iter()
            .map(|message| message["content"]["type"].as_str().unwrap())
            .collect();
        let (sound, link) = match revision {
            V24 => ("resource", "text"),
            V03 => ("audio", "text"),
            V06 | V11 | V26 => ("audio", "resource_link"),
        };
        let expected = ["text", "image", sound, "resource", link, "text"];
        assert_eq!(kinds, expected, "{transport:?} {revision}");
        assert_eq!(messages[1]["role"], "assistant");
        let dated = &messages[5]["content"]["annotations"];
        let known = matches!(revision, V06 | V11 | V26);
        assert_eq!(dated.get("lastModified").is_some(), known);
        assert_eq!(dated["priority"], 1);
    }
}

/// Rows: PC-03, PC-04.
#[tokio::test]
async fn what_a_prompt_cannot_be_made_of_is_told_in_words() {
    on_each(|mut client| async move {
        for (params, words) in [
            (
                json!({ "name": "gret" }),
                &["gret", "did you mean greet?"][..],
            ),
            (json!({ "name": "other" }), &["Unknown prompt: other"]),
            (json!({ "name": "secre" }), &["Unknown prompt: secre"]),
            (json!({}), &["`name` is missing"]),
            (json!({ "name": 7 }), &["`name` must be a string"]),
            (json!({ "name": "greet" }), &["`name` is missing"]),
            (
                json!({ "name": "greet", "arguments": { "name": "Ada", "loud": "very" } }),
                &["`loud`"],
            ),
            (
                json!({ "name": "greet", "arguments": { "name": "Ada", "tune": "" } }),
                &["`tune`", "did you mean `tone`?"],
            ),
            (
                json!({ "name": "greet", "arguments": { "name": 7 } }),
                &["`arguments.name` must be a string"],
            ),
            (
                json!({ "name": "greet", "arguments": ["Ada"] }),
                &["`arguments` must be an object"],
            ),
        ] {
            let heard = client.ask("prompts/get", params.clone()).await;
            assert_eq!(heard.error()["code"], -32602, "{params}");
            let message = heard.error()["message"].as_str().unwrap();
            for word in words {
                assert!(message.contains(word), "{params}: {message}");
            }
            assert!(!message.contains("secret"), "a hidden prompt is told");
        }
    })
    .await;
}
