//! `resources/list`, `resources/templates/list` and `resources/read`.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::on_each;
use crate::support::envelope::{V06, V11, V26};
use crate::support::subset::must_equal;

fn listed(revision: Revision) -> Value {
    let mut today = json!({
        "uri": "note://today",
        "name": "today",
        "description": "What today brings",
        "mimeType": "text/plain",
        "size": 5,
        "annotations": { "audience": ["user"], "priority": 0.5 },
    });
    if matches!(revision, V06 | V11 | V26) {
        today["title"] = json!("Today");
        today["_meta"] = json!({ "cost": 1 });
    }
    if matches!(revision, V11 | V26) {
        today["icons"] = json!([{ "src": "https://example.com/day.png" }]);
    }
    today
}

/// Rows: RS-02, RS-11.
#[tokio::test]
async fn a_resource_is_described_in_the_words_of_the_revision() {
    on_each(|mut client| async move {
        let heard = client.ask("resources/list", Value::Null).await;
        let resources = heard.result()["resources"].as_array().unwrap();
        must_equal("today", &resources[0], &listed(client.revision));
        let uris: Vec<_> = resources.iter().map(|resource| &resource["uri"]).collect();
        let expected = [
            "note://today",
            "note://icon",
            "note://broken",
            "note://failing",
            "note://tardy",
            "note://2025/special",
        ];
        assert_eq!(uris, expected, "neither a template nor what is hidden");
    })
    .await;
}

/// Rows: RS-02, RS-11.
#[tokio::test]
async fn templates_have_a_list_of_their_own() {
    on_each(|mut client| async move {
        let heard = client.ask("resources/templates/list", Value::Null).await;
        let templates = heard.result()["resourceTemplates"].as_array().unwrap();
        let mut expected = json!({
            "uriTemplate": "note://{year}/{name}",
            "name": "note",
            "description": "A note of a year",
            "mimeType": "text/markdown",
        });
        if matches!(client.revision, V06 | V11 | V26) {
            expected["title"] = json!("Note");
        }
        must_equal("note", &templates[0], &expected);
        assert_eq!(templates[1]["uriTemplate"], "note://archive/{+path}");
        assert_eq!(templates.len(), 2);
    })
    .await;
}

/// Rows: RS-12, RS-13, RS-02, RS-11, UT-11.
#[tokio::test]
async fn what_is_read_is_text_or_base64_under_its_own_uri() {
    on_each(|mut client| async move {
        for (uri, expected) in [
            (
                "note://today",
                json!([{ "uri": "note://today", "mimeType": "text/plain", "text": "today" }]),
            ),
            (
                "note://icon",
                json!([{ "uri": "note://icon", "mimeType": "image/png", "blob": "AP8=" }]),
            ),
            (
                "note://whispered",
                json!([{ "uri": "note://whispered", "text": "hush" }]),
            ),
            (
                "note://2024/a%20b",
                json!([{
                    "uri": "note://2024/a%20b",
                    "mimeType": "text/markdown",
                    "text": "# a b of 2024",
                }]),
            ),
            (
                "note://2025/special",
                json!([{ "uri": "note://2025/special", "text": "special" }]),
            ),
            (
                "note://archive/x/y",
                json!([
                    { "uri": "note://archive/x/y/a", "text": "a" },
                    { "uri": "note://archive/x/y/b", "text": "b" },
                ]),
            ),
        ] {
            let heard = client.ask("resources/read", json!({ "uri": uri })).await;
            let contents = heard.result()["contents"].as_array().unwrap();
            assert_eq!(contents.len(), expected.as_array().unwrap().len());
            for (part, expected) in contents.iter().zip(expected.as_array().unwrap()) {
                for (member, value) in expected.as_object().unwrap() {
                    assert_eq!(&part[member], value, "{uri} {member}");
                }
            }
            if client.revision == V26 {
                assert_eq!(heard.result()["ttlMs"], 0);
                assert_eq!(heard.result()["cacheScope"], "private");
            }
        }
    })
    .await;
}

/// Rows: RS-03, RS-04, RS-05, RS-07.
#[tokio::test]
async fn what_is_not_there_is_an_error_that_names_it() {
    on_each(|mut client| async move {
        let code = if client.revision == V26 {
            -32602
        } else {
            -32002
        };
        for uri in [
            "note://nowhere",
            "other://today",
            "note://2030/later",
            "note://year/name",
            "note://2024/a/b",
            "note://archive/empty",
            "note://archive/../etc/passwd",
            "note://archive/a/%2e%2e/etc",
            "note://{year}/{name}",
            "NOTE://today",
        ] {
            let heard = client.ask("resources/read", json!({ "uri": uri })).await;
            let code = if uri.contains('{') { -32602 } else { code };
            assert_eq!(heard.error()["code"], code, "{uri}");
            if !uri.contains('{') {
                assert_eq!(heard.error()["data"], json!({ "uri": uri }));
            }
        }
    })
    .await;
}

/// Rows: RS-06.
#[tokio::test]
async fn what_is_no_uri_is_refused() {
    on_each(|mut client| async move {
        let long = format!("note://{}", "a".repeat(9_000));
        for (params, word) in [
            (json!({ "uri": "::" }), "RFC 3986"),
            (json!({ "uri": "" }), "RFC 3986"),
            (json!({ "uri": "today" }), "RFC 3986"),
            (json!({ "uri": "note://a b" }), "RFC 3986"),
            (json!({ "uri": "note://%zz" }), "RFC 3986"),
            (json!({ "uri": long }), "RFC 3986"),
            (json!({ "uri": 7 }), "`uri` must be a string"),
            (json!({}), "`uri` is missing"),
        ] {
            let heard = client.ask("resources/read", params.clone()).await;
            assert_eq!(heard.error()["code"], -32602, "{params}");
            let message = heard.error()["message"].as_str().unwrap();
            assert!(message.contains(word), "{params}: {message}");
        }
    })
    .await;
}
