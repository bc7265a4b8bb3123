//! `completion/complete`.

use serde_json::{Value, json};

use super::on_each;
use crate::support::client::Client;
use crate::support::heard::Heard;

const NOTE: &str = "note://{year}/{name}";

async fn complete(client: &mut Client, of: &Value, argument: &str, typed: &str) -> Heard {
    let params = json!({ "ref": of, "argument": { "name": argument, "value": typed } });
    client.ask("completion/complete", params).await
}

fn prompt(name: &str) -> Value {
    json!({ "type": "ref/prompt", "name": name })
}

fn resource(uri: &str) -> Value {
    json!({ "type": "ref/resource", "uri": uri })
}

#[tokio::test]
async fn an_argument_goes_on_as_its_completer_says() {
    on_each(|mut client| async move {
        for (of, argument, typed, expected) in [
            (prompt("greet"), "name", "A", &["Ada", "Alan"][..]),
            (prompt("greet"), "name", "x", &[]),
            (prompt("greet"), "tone", "s", &["stern with nobody"]),
            (resource(NOTE), "year", "", &["2024", "2025"]),
            (resource("note://2024/x"), "year", "2024", &["2024"]),
            (resource(NOTE), "name", "f", &["first-of-no year"]),
            (prompt("greet"), "loud", "t", &["true"]),
            (prompt("greet"), "nothing", "t", &[]),
            (prompt("secret"), "nothing", "", &[]),
            (resource("note://today"), "nothing", "", &[]),
            (resource("note://archive/{+path}"), "path", "", &[]),
        ] {
            let heard = complete(&mut client, &of, argument, typed).await;
            let expected = json!({
                "values": expected,
                "total": expected.len(),
                "hasMore": false,
            });
            assert_eq!(heard.result()["completion"], expected, "{of} {argument}");
        }
    })
    .await;
}

/// Rows: PC-10.
#[tokio::test]
async fn the_other_arguments_are_known() {
    on_each(|mut client| async move {
        for (of, argument, known, expected) in [
            (
                prompt("greet"),
                "tone",
                json!({ "name": "Ada" }),
                "calm with Ada",
            ),
            (
                resource(NOTE),
                "name",
                json!({ "year": "2024" }),
                "first-of-2024",
            ),
        ] {
            let params = json!({
                "ref": of,
                "argument": { "name": argument, "value": &expected[..1] },
                "context": { "arguments": known },
            });
            let heard = client.ask("completion/complete", params).await;
            assert_eq!(heard.result()["completion"]["values"], json!([expected]));
        }
    })
    .await;
}

/// Rows: PC-07, PC-08.
#[tokio::test]
async fn a_client_gets_at_most_a_hundred_values() {
    on_each(|mut client| async move {
        let heard = complete(&mut client, &prompt("greet"), "number", "").await;
        let completion = &heard.result()["completion"];
        assert_eq!(completion["values"].as_array().unwrap().len(), 100);
        assert_eq!(
            (&completion["total"], &completion["hasMore"]),
            (&json!(1_000), &json!(true))
        );
        let heard = complete(&mut client, &prompt("greet"), "number", "99").await;
        assert_eq!(heard.result()["completion"]["total"], 11);
        assert_eq!(heard.result()["completion"]["hasMore"], false);
        let heard = complete(&mut client, &prompt("greet"), "counted", "").await;
        let expected = json!({ "values": ["1", "2"], "total": 5_000, "hasMore": true });
        assert_eq!(heard.result()["completion"], expected);
    })
    .await;
}

/// Rows: PC-09.
#[tokio::test]
async fn what_cannot_be_completed_is_told_in_words() {
    on_each(|mut client| async move {
        let argument = json!({ "name": "name", "value": "" });
        for (params, word) in [
            (
                json!({ "ref": prompt("gret"), "argument": argument }),
                "did you mean greet?",
            ),
            (
                json!({ "ref": resource("note://{day}"), "argument": argument }),
                "note://{day}",
            ),
            (
                json!({ "ref": { "type": "ref/tool", "name": "add" }, "argument": argument }),
                "`ref.type`",
            ),
            (json!({ "ref": prompt("greet") }), "`argument` is missing"),
            (json!({ "argument": argument }), "`ref` is missing"),
            (
                json!({ "ref": prompt("greet"), "argument": { "name": "name", "value": 1 } }),
                "`argument.value` must be a string",
            ),
            (Value::Null, ""),
        ] {
            let heard = client.ask("completion/complete", params.clone()).await;
            assert_eq!(heard.error()["code"], -32602, "{params}");
            let message = heard.error()["message"].as_str().unwrap();
            assert!(message.contains(word), "{params}: {message}");
        }
    })
    .await;
}
