//! Schemas: by hand, by policy, enforced or not.

use mcp_server::SchemaPolicy;
use mcp_server::prelude::*;
use mcp_server::tool::Policy;
use serde_json::{Value, json};

use super::{builder, call, listed, prepared};

const SCHEMA: &str = r#"{"type": "object", "$comment":"as it is",
  "properties": {"text": {"type": "string", "pattern": "^a"}}, "minProperties": 1}"#;

/// Take what a schema by hand allows
#[tool(input_schema = SCHEMA)]
fn by_hand(text: Option<String>) -> String {
    text.unwrap_or_default()
}

#[test]
fn a_schema_by_hand_is_published_as_it_is() {
    let tools = prepared(toolset![by_hand], &Policy::default());
    assert_eq!(tools[0].definition().input_schema.get(), SCHEMA);
}

#[tokio::test]
async fn a_schema_by_hand_is_enforced() {
    let take = |arguments| call(builder(toolset![by_hand]), "by_hand", arguments);
    assert_eq!(
        take(json!({ "text": "abc", "more": 1 })).await.text(),
        "abc"
    );
    for refused in [json!({ "text": "b" }), json!({}), json!({ "text": 1 })] {
        assert!(take(refused.clone()).await.is_error, "{refused}");
    }
}

#[test]
fn a_schema_by_hand_that_is_none_is_refused_when_the_server_is_built() {
    /// Take a list
    #[tool(input_schema = "[1")]
    fn broken() {}

    /// Take a list
    #[tool(input_schema = json!({ "type": "array" }))]
    fn list() {}

    for tools in [toolset![broken], toolset![list]] {
        let text = builder(tools).build().expect_err("no schema").to_string();
        assert!(
            text.contains("schema") && text.contains("schemas.rs:"),
            "{text}"
        );
    }
}

#[test]
fn metadata_that_is_no_object_is_refused_when_the_server_is_built() {
    const BETA: &str = "beta";

    /// Try
    #[tool(meta = BETA)]
    fn attempt() {}

    let text = builder(toolset![attempt])
        .build()
        .expect_err("no object")
        .to_string();
    assert!(text.contains("`meta` must be a JSON object"), "{text}");
}

/// Take anything
#[tool]
fn take(number: i64, flag: bool, word: Option<String>) -> String {
    format!("{number} {flag} {word:?}")
}

#[tokio::test]
async fn texts_count_as_what_they_spell_unless_the_server_is_strict() {
    let spelled = || json!({ "number": "5", "flag": "true" });
    let lenient = call(builder(toolset![take]), "take", spelled()).await;
    assert_eq!(lenient.text(), "5 true None");
    let strict = builder(toolset![take]).strict_arguments();
    let refused = call(strict, "take", spelled()).await;
    assert!(refused.is_error);
    for pointer in ["`/number`", "`/flag`"] {
        assert!(refused.text().contains(pointer), "{}", refused.text());
    }
}

/// Says of itself that it is at least ten.
#[derive(serde::Serialize)]
struct Liar(u8);

impl schemars::JsonSchema for Liar {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Liar".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 10 })
    }
}

/// Say something
#[tool]
fn lie(number: u8) -> Json<Liar> {
    Json(Liar(number))
}

#[tokio::test]
async fn answers_are_held_to_their_schema_where_that_is_wanted() {
    let lie = |number: u8, check| {
        let builder = builder(toolset![lie]).check_answers(check);
        call(builder, "lie", json!({ "number": number }))
    };
    assert!(!lie(10, true).await.is_error);
    assert!(!lie(9, false).await.is_error);
    let refused = lie(9, true).await;
    assert!(refused.is_error);
    assert!(
        refused.text().starts_with("internal error (ref "),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn schemas_are_portable_unless_they_are_wanted_as_they_are() {
    let shown = async |schemas| {
        let server = builder(toolset![take]).schema_policy(schemas).build();
        let tool = listed(&server.expect("a server"), "2025-11-25").await;
        tool["inputSchema"]["properties"].clone()
    };
    let portable = shown(SchemaPolicy::Portable).await;
    assert_eq!(portable["word"]["type"], "string");
    assert!(portable["number"].get("format").is_none());
    let exact = shown(SchemaPolicy::Exact).await;
    assert_eq!(exact["word"]["type"], json!(["string", "null"]));
    assert_eq!(exact["number"]["format"], "int64");
}

const ORDERS: [&str; 2] = ["new", "old"];

/// Show all that is said of arguments
#[tool]
fn decorated(
    /// How
    #[arg(one_of = ORDERS, default = ORDERS[1])]
    order: &str,
    #[arg(format = "date", example = "2026-07-28", deprecated)] since: Option<String>,
    #[arg(min = 1, exclusive_max = 1.5e3, multiple_of = 0.5)] ratio: f64,
    #[arg(min_items = 1, max_items = 3, unique, default = vec![1])] numbers: Vec<u8>,
    #[arg(name = "type", pattern = "^a", min_length = 1, max_length = 9)] kind: String,
) -> String {
    format!("{order}{since:?}{ratio}{numbers:?}{kind}")
}

#[test]
fn all_that_is_said_of_an_argument_is_published() {
    let tools = prepared(toolset![decorated], &Policy::default());
    let schema = tools[0].definition().input_schema.get();
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    for (argument, keyword, value) in [
        ("order", "description", json!("How")),
        ("order", "enum", json!(["new", "old"])),
        ("order", "default", json!("old")),
        ("since", "format", json!("date")),
        ("since", "examples", json!(["2026-07-28"])),
        ("since", "deprecated", json!(true)),
        ("ratio", "minimum", json!(1)),
        ("ratio", "exclusiveMaximum", json!(1500)),
        ("ratio", "multipleOf", json!(0.5)),
        ("numbers", "minItems", json!(1)),
        ("numbers", "maxItems", json!(3)),
        ("numbers", "uniqueItems", json!(true)),
        ("numbers", "default", json!([1])),
        ("type", "pattern", json!("^a")),
        ("type", "minLength", json!(1)),
        ("type", "maxLength", json!(9)),
    ] {
        let found = &schema["properties"][argument][keyword];
        let same = found == &value || found.as_f64().is_some_and(|f| value.as_f64() == Some(f));
        assert!(same, "{argument} {keyword}: {found}");
    }
    assert_eq!(schema["required"], json!(["ratio", "type"]));
}
