//! What clients get to see of Rust types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Description, output_schema, serialized};
use crate::tool::{ArgumentSpec, Limits};

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// Not begun.
    Open,
    /// Finished.
    Done,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Filter {
    status: Option<Status>,
    size: Option<u32>,
    anything: Value,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Tree {
    children: Vec<Tree>,
}

const fn spec(name: &'static str, description: &'static str) -> ArgumentSpec {
    ArgumentSpec {
        name,
        description,
        default: None,
        limits: Limits::NONE,
    }
}

fn input(describe: impl FnOnce(&mut Description)) -> Value {
    let mut description = Description::default();
    describe(&mut description);
    serde_json::from_str(description.finish().0.get()).unwrap()
}

#[test]
fn no_arguments_are_an_empty_closed_object() {
    let schema = input(|_| {});
    let expected = json!({"type": "object", "properties": {}, "additionalProperties": false});
    assert_eq!(schema, expected);
}

#[test]
fn an_optional_argument_is_never_null_at_any_depth() {
    let schema = input(|description| {
        description.argument::<Option<u32>>(&spec("count", ""));
        description.argument::<Option<Status>>(&spec("status", "Only these"));
        description.argument::<Filter>(&spec("filter", ""));
    });
    assert!(!schema.to_string().contains("null"), "{schema}");
    assert_eq!(
        schema["properties"]["count"],
        json!({"type": "integer", "minimum": 0})
    );
    assert_eq!(schema["required"], json!(["filter"]));
}

#[test]
fn a_documented_enum_is_a_plain_enum_with_its_documentation() {
    let schema = input(|description| {
        description.argument::<Status>(&spec("status", "Only these"));
    });
    let expected = json!({
        "type": "string",
        "enum": ["open", "done"],
        "description": "Only these\n`open`: Not begun; `done`: Finished",
    });
    assert_eq!(schema["properties"]["status"], expected);
}

#[test]
fn arguments_stand_in_the_order_of_declaration() {
    let mut description = Description::default();
    for name in ["zebra", "apple", "mango"] {
        description.argument::<String>(&spec(name, ""));
    }
    let (schema, _) = description.finish();
    let place = |name: &str| schema.get().find(name).unwrap();
    assert!(place("zebra") < place("apple") && place("apple") < place("mango"));
}

#[test]
fn rust_formats_titles_and_boolean_schemas_are_gone() {
    let text = input(|description| {
        description.argument::<Filter>(&spec("filter", ""));
        description.argument::<Value>(&spec("any", ""));
        description.argument::<f64>(&spec("number", ""));
    })
    .to_string();
    for foreign in ["uint32", "double", "title", "$schema", ":true"] {
        assert!(!text.contains(foreign), "{foreign} in {text}");
    }
}

#[test]
fn limits_and_defaults_are_published() {
    let schema = input(|description| {
        description.argument::<u8>(&ArgumentSpec {
            default: Some(|| json!(3)),
            limits: Limits {
                minimum: Some(1.0),
                maximum: Some(4.0),
                ..Limits::NONE
            },
            ..spec("priority", "")
        });
    });
    let expected = json!({"type": "integer", "minimum": 1, "maximum": 4, "default": 3});
    assert_eq!(schema["properties"]["priority"], expected);
    assert_eq!(schema.get("required"), None);
}

#[test]
fn only_recursion_needs_references() {
    let schema = input(|description| {
        description.argument::<Filter>(&spec("filter", ""));
    });
    assert_eq!(schema.get("$defs"), None);
    let schema = input(|description| {
        description.argument::<Tree>(&spec("tree", ""));
    });
    let target = schema["properties"]["tree"]["properties"]["children"]["items"]["$ref"]
        .as_str()
        .or_else(|| schema["properties"]["tree"]["$ref"].as_str())
        .unwrap();
    let name = target.strip_prefix("#/$defs/").unwrap();
    assert!(schema["$defs"][name].is_object(), "{schema}");
}

#[test]
fn an_answer_says_what_may_be_null() {
    let schema = serialized::<Filter>().to_value();
    assert!(schema.to_string().contains("null"), "{schema}");
    assert!(output_schema(serialized::<Filter>()).is_some());
}

#[test]
fn a_recursive_answer_has_no_published_schema() {
    assert!(output_schema(serialized::<Tree>()).is_none());
}
