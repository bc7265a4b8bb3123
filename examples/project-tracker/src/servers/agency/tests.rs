//! The agency's tools over a real backend, as each of its accounts finds them.

mod keys;

use std::time::Duration;

use mcp_server::{BuildError, Server, assert_portable};
use reqwest::StatusCode;
use serde_json::{Map, Value, json};

use super::{PATH, builder};
use crate::backend::{AGENCY_KEY, Case, Limit, cases};
use crate::delegation::Api;
use crate::servers::rig::{Rig, Visitor, served};

const STAFF_KEY: &str = "studio-staff-0000-local-AGY1003";
const READER_KEY: &str = "studio-reader-0000-local-AGY1004";
const OTHER_KEY: &str = "harbour-admin-0000-local-AGY2001";

fn server(rig: &Rig) -> Result<Server, BuildError> {
    builder(rig.access(Api::V4), rig.audit()).unwrap().build()
}

async fn visitor(rig: &Rig) -> Visitor {
    served(server(rig).unwrap(), PATH).await
}

async fn admin() -> Visitor {
    visitor(&Rig::start().await)
        .await
        .greet("apikey", AGENCY_KEY)
        .await
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("no JSON: {text}"))
}

const NOUNS: [(&str, &str); 10] = [
    ("companies", "company"),
    ("contacts", "contact"),
    ("projects", "project"),
    ("phases", "phase"),
    ("items", "item"),
    ("messages", "message"),
    ("time_entries", "time_entry"),
    ("time_allocations", "time_allocation"),
    ("invoices", "invoice"),
    ("quotes", "quote"),
];

#[tokio::test]
async fn there_are_five_tools_for_each_resource_and_two_for_custom_fields() {
    let mut expected: Vec<String> = NOUNS
        .iter()
        .flat_map(|(many, one)| {
            let of_one = ["get", "create", "update", "delete"].map(|verb| format!("{verb}_{one}"));
            of_one.into_iter().chain([format!("list_{many}")])
        })
        .chain(["list_custom_fields", "get_custom_field"].map(str::to_owned))
        .collect();
    expected.sort_unstable();
    assert_eq!(expected.len(), 52);
    let mut tools = admin().await.tools().await;
    tools.sort_unstable();
    assert_eq!(tools, expected);
}

#[tokio::test]
async fn an_argument_says_what_it_is_where_it_is_asked_for() {
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    let (_, answer) = admin().await.ask(&list).await;
    let tools = answer["result"]["tools"].as_array().unwrap();
    for (name, argument, expected) in [
        ("create_time_entry", "item_id", "The id of an item."),
        ("create_time_entry", "date", "Today if not given."),
        ("update_time_entry", "date", "On which day."),
        ("list_time_entries", "date_from", "date is this or later."),
    ] {
        let tool = tools.iter().find(|tool| tool["name"] == name).unwrap();
        let about = &tool["inputSchema"]["properties"][argument]["description"];
        assert!(about.as_str().unwrap().ends_with(expected), "{about}");
    }
}

#[tokio::test]
async fn every_client_reads_the_schemas() {
    let rig = Rig::start().await;
    assert_portable!(server(&rig).unwrap());
}

#[tokio::test]
async fn each_tool_does_to_each_resource_what_the_api_does() {
    let admin = admin().await;
    for Case {
        resource,
        new,
        change,
    } in cases()
    {
        let (many, one) = NOUNS
            .into_iter()
            .find(|(many, _)| {
                many.replace('_', "").starts_with(resource)
                    || resource == "time" && *many == "time_entries"
            })
            .unwrap();
        let call = async |tool: String, arguments: Value| {
            let (text, failed) = admin.call(&tool, arguments).await;
            assert!(!failed, "{tool}: {text}");
            read(&text)["data"].clone()
        };
        let created = call(format!("create_{one}"), without_null(new)).await;
        let id = &created["id"];
        assert_eq!(
            call(format!("get_{one}"), json!({ "id": id })).await,
            created
        );
        let found = call(format!("list_{many}"), json!({ "id": id.to_string() })).await;
        assert_eq!(found, json!([created]));
        let (nulls, mut change): (Map<_, _>, Map<_, _>) = change
            .as_object()
            .unwrap()
            .clone()
            .into_iter()
            .partition(|(_, value)| value.is_null());
        change.insert("id".to_owned(), id.clone());
        if !nulls.is_empty() {
            change.insert("clear".to_owned(), nulls.keys().cloned().collect());
        }
        let changed = call(format!("update_{one}"), change.into()).await;
        assert!(
            nulls.keys().all(|name| changed[name].is_null()),
            "{changed}"
        );
        assert_ne!(changed, created);
        // What has been sent is kept.
        let sent = matches!(resource, "invoices" | "quotes");
        let (text, failed) = admin
            .call(&format!("delete_{one}"), json!({ "id": id }))
            .await;
        assert_eq!(failed, sent, "{text}");
        if !sent {
            let (gone, failed) = admin.call(&format!("get_{one}"), json!({ "id": id })).await;
            assert!(
                failed && gone.starts_with("API error (HTTP 404): "),
                "{gone}"
            );
        }
    }
}

/// What is created without a value has none, and nobody is in a team twice.
fn without_null(mut row: Value) -> Value {
    let fields = row.as_object_mut().unwrap();
    fields.retain(|_, value| !value.is_null());
    if let Some(Value::Array(team)) = fields.get_mut("team") {
        team.truncate(2);
    }
    row
}

/// The quick example of the documentation: the request as it stands there.
#[tokio::test]
async fn projects_are_listed_as_the_documentation_shows() {
    let request = read(
        r#"{
          "jsonrpc": "2.0",
          "id": 1,
          "method": "tools/call",
          "params": {
            "name": "list_projects",
            "arguments": {
              "status": "active",
              "pagesize": 10
            }
          }
        }"#,
    );
    let answer = admin().await.post(&request).await.text().await.unwrap();
    let begin = r#"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\"status\":\"success\",\"data\":["#;
    assert!(answer.starts_with(begin), "{answer}");
    let text = read(&answer)["result"]["content"][0]["text"].clone();
    let envelope = read(text.as_str().unwrap());
    let projects = envelope["data"].as_array().unwrap();
    assert!(!projects.is_empty());
    assert!(projects.iter().all(|project| project["status"] == "active"));
    assert_eq!(envelope["meta"]["pagesize"], 10);
}

/// The three steps of the documentation, with the session that the first one answers with.
#[tokio::test]
async fn a_session_begins_lists_and_calls() {
    let admin = admin().await;
    let list = read(r#"{ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }"#);
    let (status, listed) = admin.ask(&list).await;
    assert_eq!((status, &listed["id"]), (200, &json!(2)));
    let call = read(
        r#"{ "jsonrpc": "2.0", "id": 3, "method": "tools/call",
             "params": { "name": "get_company", "arguments": { "id": 42 } } }"#,
    );
    let (status, answer) = admin.ask(&call).await;
    let text = answer["result"]["content"][0]["text"].as_str().unwrap();
    assert_eq!((status, &answer["result"]["isError"]), (200, &json!(true)));
    assert!(
        text.starts_with("API error (HTTP 404): {\"status\":\"error\""),
        "{text}"
    );
}

#[tokio::test]
async fn what_the_role_does_not_include_is_refused_as_the_documentation_shows() {
    // Staff may write items, and no contact but its own: the API knows that, and no scope says it.
    let staff = visitor(&Rig::start().await)
        .await
        .greet("apikey", STAFF_KEY)
        .await;
    let others = json!({
        "project_id": 1, "contact_id": 1, "date": "2026-02-28", "minutes": 5,
    });
    let params = json!({ "name": "create_time_entry", "arguments": others });
    let call = json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": params });
    let answer = staff.post(&call).await.text().await.unwrap();
    let shown = r#"{"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"API error (HTTP 403): {\"status\":\"error\",\"data\":[\"Permission denied\"]}"}],"isError":true}}"#;
    assert_eq!(answer, shown);
}

#[tokio::test]
async fn an_unknown_method_is_answered_as_the_documentation_shows() {
    let nothing = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/undo" });
    let answer = admin().await.post(&nothing).await.text().await.unwrap();
    let shown = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}"#;
    assert_eq!(answer, shown);
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let admin = admin().await;
    for (tool, arguments, part) in [
        ("get_company", json!({}), "`/id` is missing"),
        ("get_company", json!({ "id": 0 }), "`/id` expected"),
        (
            "get_company",
            json!({ "id": "../projects/1" }),
            "`/id` expected",
        ),
        (
            "list_projects",
            json!({ "pagesize": 101 }),
            "`/pagesize` expected",
        ),
        (
            "list_projects",
            json!({ "statuss": "active" }),
            "did you mean `status`?",
        ),
        (
            "update_company",
            json!({ "id": 1, "colour": "red" }),
            "`/colour` is not expected here",
        ),
        (
            "list_projects",
            json!({ "sort": "password" }),
            "API error (HTTP 422): ",
        ),
        ("update_company", json!({ "id": 1 }), "API error (HTTP 4"),
    ] {
        let (text, failed) = admin.call(tool, arguments.clone()).await;
        assert!(failed && text.contains(part), "{tool} {arguments}: {text}");
    }
}

#[tokio::test]
async fn text_of_an_argument_stays_in_its_place() {
    let admin = admin().await;
    for hostile in [
        "a&pagesize=100",
        "a#b",
        "a?b=c",
        "%00",
        "ü ✓",
        "a=b;c",
        "' OR 1=1 --",
    ] {
        let (text, failed) = admin
            .call("list_companies", json!({ "name": hostile }))
            .await;
        assert!(!failed, "{hostile}: {text}");
        let answer = read(&text);
        assert_eq!(
            (&answer["data"], &answer["meta"]["pagesize"]),
            (&json!([]), &json!(20))
        );
    }
}

#[tokio::test]
async fn a_reader_sees_what_reads_and_nothing_else() {
    let rig = Rig::start().await;
    let reader = visitor(&rig).await.greet("apikey", READER_KEY).await;
    let tools = reader.tools().await;
    assert_eq!(tools.len(), 22);
    assert!(
        tools
            .iter()
            .all(|tool| tool.starts_with("list_") || tool.starts_with("get_"))
    );
    let params = json!({ "name": "delete_company", "arguments": { "id": 1 } });
    let call = json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": params });
    let refused = reader.post(&call).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
    assert!(
        challenge.contains(r#"scope="directory:delete""#),
        "{challenge}"
    );
    // Money is none of the staff's business.
    let staff = visitor(&rig).await.greet("apikey", STAFF_KEY).await;
    assert!(
        !staff
            .tools()
            .await
            .iter()
            .any(|tool| tool.contains("invoice"))
    );
}

#[tokio::test]
async fn another_division_finds_nothing_of_this_one() {
    let rig = Rig::start().await;
    let one = visitor(&rig).await;
    let (studio, harbour) = (
        one.greet("apikey", AGENCY_KEY).await,
        one.greet("apikey", OTHER_KEY).await,
    );
    let (list, _) = studio
        .call("list_companies", json!({ "name": "Museum" }))
        .await;
    let id = read(&list)["data"][0]["id"].clone();
    assert!(!studio.call("get_company", json!({ "id": id })).await.1);
    for (tool, arguments) in [
        ("get_company", json!({ "id": id })),
        ("update_company", json!({ "id": id, "city": "Ulm" })),
        ("delete_company", json!({ "id": id })),
    ] {
        let (text, failed) = harbour.call(tool, arguments).await;
        assert!(
            failed && text.starts_with("API error (HTTP 404): "),
            "{tool}: {text}"
        );
    }
}

#[tokio::test]
async fn a_bearer_token_is_as_good_as_the_key_it_was_had_for() {
    let rig = Rig::start().await;
    let token: Value = reqwest::Client::new()
        .post(format!("{}/api/v4/token", rig.backend))
        .header("apikey", READER_KEY)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let bearer = format!("Bearer {}", token["data"]["token"].as_str().unwrap());
    let reader = visitor(&rig).await.greet("authorization", &bearer).await;
    assert_eq!(reader.tools().await.len(), 22);
}

#[tokio::test]
async fn a_stranger_is_sent_away_before_anything_is_read() {
    let rig = Rig::start().await;
    let nobody = visitor(&rig).await;
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    // A token of the workspace is none of the agency's.
    for (header, credential) in [
        ("apikey", "studio-admin-0000-local-AGY9999"),
        ("apikey", crate::backend::DEMO_KEY),
        ("authorization", "Bearer nonsense"),
        ("x-nothing", "at-all"),
    ] {
        let refused = nobody.shows(header, credential).post(&list).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{header}");
        assert!(
            refused.headers().contains_key("www-authenticate"),
            "{header}"
        );
    }
}

#[tokio::test]
async fn too_many_requests_are_refused_in_the_words_of_the_api() {
    let rig = Rig::with(Limit {
        burst: 3,
        every: Duration::from_secs(3600),
    })
    .await;
    let admin = visitor(&rig).await.greet("apikey", AGENCY_KEY).await;
    let mut refused = None;
    for _ in 0..5 {
        let (text, failed) = admin.call("list_quotes", json!({})).await;
        if failed {
            refused = Some(text);
        }
    }
    let refused = refused.expect("a fifth request is one too many");
    assert!(refused.starts_with("API error (HTTP 429): "), "{refused}");
}
