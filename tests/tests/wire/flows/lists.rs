//! `tools/list`: pages, order, and what each revision learns of a tool.

use jsonschema::draft202012;
use mcp_server::Revision;
use mcp_server::{Server, Tools};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{V03, V06, V11, V24, V26};
use crate::support::wires::WIRES;

async fn list(client: &mut Client) -> Vec<Value> {
    let heard = client.ask("tools/list", Value::Null).await;
    assert_eq!(heard.result().get("nextCursor"), None);
    heard.result()["tools"].as_array().unwrap().clone()
}

fn find<'a>(tools: &'a [Value], name: &str) -> &'a Value {
    tools
        .iter()
        .find(|tool| tool["name"] == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn names(tools: &[Value]) -> Vec<&str> {
    tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect()
}

/// Rows: UT-09, UT-10, UT-12.
#[tokio::test]
async fn every_page_is_reached_and_the_last_has_no_cursor() {
    for (transport, revision) in WIRES {
        let mut whole = Client::connect(transport, revision).await;
        let whole = list(&mut whole).await;
        let mut client =
            Client::connect_to(transport, revision, |builder| builder.page_size(7)).await;
        let (mut tools, mut params, mut scopes) = (Vec::new(), json!({}), Vec::new());
        loop {
            let heard = client.ask("tools/list", params).await;
            let page = heard.result()["tools"].as_array().unwrap();
            assert!((1..=7).contains(&page.len()));
            tools.extend(page.iter().cloned());
            scopes.push(heard.result().get("cacheScope").cloned());
            let Some(cursor) = heard.result().get("nextCursor") else {
                break;
            };
            assert_ne!(cursor, "");
            params = json!({ "cursor": cursor });
        }
        assert_eq!(tools, whole, "{transport:?} {revision}");
        scopes.dedup();
        assert_eq!(scopes.len(), 1, "all pages have one scope");
    }
}

/// Rows: UT-08.
#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    for (transport, revision) in WIRES {
        let mut other =
            Client::connect_to(transport, revision, |builder| builder.page_size(5)).await;
        let heard = other.ask("tools/list", Value::Null).await;
        let cursor = heard.result()["nextCursor"].clone();
        let mut client = Client::connect(transport, revision).await;
        let heard = client.ask("tools/list", json!({ "cursor": cursor })).await;
        assert_eq!(heard.error()["code"], -32602, "{transport:?} {revision}");
    }
}

/// Rows: TL-27.
#[tokio::test]
async fn a_server_without_tools_lists_none() {
    for (transport, revision) in WIRES {
        let bare = |_| Server::builder(("everything", "1")).tools(Tools::new());
        let mut client = Client::connect_to(transport, revision, bare).await;
        assert_eq!(list(&mut client).await, Vec::<Value>::new());
    }
}

/// Rows: TL-15, VN-17, VN-18.
#[tokio::test]
async fn the_list_is_the_same_for_everybody_and_begins_with_a_tool_that_needs_nothing() {
    for (transport, revision) in WIRES {
        let mut one = Client::connect(transport, revision).await;
        let mut other = Client::connect(transport, revision).await;
        let tools = list(&mut one).await;
        one.call("count", json!({})).await;
        assert_eq!(list(&mut one).await, tools);
        assert_eq!(list(&mut other).await, tools);
        assert_eq!(names(&tools)[0], "test_simple_text");
    }
}

/// Rows: TL-02, TL-03, TL-04, TL-14, TL-24, TL-25.
#[tokio::test]
async fn every_tool_has_a_name_a_description_and_a_valid_schema() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for tool in list(&mut client).await {
            let name = tool["name"].as_str().unwrap();
            let fits = |letter: u8| letter.is_ascii_alphanumeric() || b"_-.".contains(&letter);
            assert!(
                (1..=64).contains(&name.len()) && name.bytes().all(fits),
                "{name}"
            );
            assert!(!tool["description"].as_str().unwrap().is_empty(), "{name}");
            assert_eq!(tool["inputSchema"]["type"], "object", "{name}");
            for member in ["inputSchema", "outputSchema"] {
                if let Some(schema) = tool.get(member) {
                    assert!(draft202012::meta::is_valid(schema), "{name}: {schema:#}");
                }
            }
            for member in ["icons", "_meta"] {
                assert_eq!(tool.get(member), None, "{name}");
            }
            if revision != V11 {
                assert_eq!(tool.get("execution"), None, "{name}");
            }
        }
    }
}

/// Rows: LC-17, TL-23.
#[tokio::test]
async fn a_tool_is_described_in_the_words_of_the_revision() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let tools = list(&mut client).await;
        let tool = find(&tools, "test_simple_text");
        let hints = json!({ "readOnlyHint": true, "idempotentHint": true });
        let (title, annotations) = match revision {
            Revision::V2024_11_05 => (None, None),
            Revision::V2025_03_26 => {
                let titled =
                    json!({ "title": "Simple text", "readOnlyHint": true, "idempotentHint": true });
                (None, Some(titled))
            }
            Revision::V2025_06_18 | Revision::V2025_11_25 | Revision::V2026_07_28 => {
                (Some(json!("Simple text")), Some(hints))
            }
        };
        assert_eq!(
            tool.get("title"),
            title.as_ref(),
            "{transport:?} {revision}"
        );
        assert_eq!(
            tool.get("annotations"),
            annotations.as_ref(),
            "{transport:?} {revision}"
        );
        assert_eq!(
            find(&tools, "link").get("annotations"),
            None,
            "nothing is said of it"
        );
    }
}

/// Rows: LC-17, TL-05.
#[tokio::test]
async fn an_output_schema_is_wrapped_where_answers_are_objects() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let tools = list(&mut client).await;
        let object = find(&tools, "structured").get("outputSchema");
        let array = find(&tools, "list").get("outputSchema");
        assert_eq!(find(&tools, "echo").get("outputSchema"), None);
        match revision {
            V24 | V03 => assert_eq!((object, array), (None, None)),
            V06 | V11 => {
                assert_eq!(object.unwrap()["type"], "object");
                assert_eq!(array.unwrap()["type"], "object");
                assert_eq!(array.unwrap()["properties"]["result"]["type"], "array");
            }
            V26 => {
                assert_eq!(object.unwrap()["type"], "object");
                assert_eq!(array.unwrap()["type"], "array");
            }
        }
    }
}

/// Rows: TL-06.
#[tokio::test]
async fn structured_answers_keep_to_the_schema_that_was_listed() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let tools = list(&mut client).await;
        let calls = [
            ("structured", json!({ "name": "K2" })),
            ("structured", json!({ "name": "K2", "height": 1.5 })),
            ("list", json!({})),
            ("list", json!({ "length": 0 })),
        ];
        for (name, arguments) in calls {
            let heard = client.call(name, arguments).await;
            let Some(schema) = find(&tools, name).get("outputSchema") else {
                continue;
            };
            let answer = &heard.result()["structuredContent"];
            assert!(
                jsonschema::is_valid(schema, answer),
                "{revision}: {schema:#} {answer}"
            );
        }
    }
}

#[tokio::test]
async fn a_schema_written_by_hand_reaches_the_client_as_it_is() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let tools = list(&mut client).await;
        let schema = &find(&tools, "json_schema_2020_12_tool")["inputSchema"];
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert_eq!(schema["$defs"]["address"]["$anchor"], "addressDef");
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["allOf"][0]["anyOf"][1]["required"], json!(["email"]));
        for keyword in ["if", "then", "else"] {
            assert!(schema[keyword].is_object(), "{keyword}");
        }
        assert_eq!(schema.as_object().unwrap().len(), 9);
    }
}
