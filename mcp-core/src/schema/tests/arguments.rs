//! What is said at parameters.

use serde_json::{Value, json};

use super::types::*;
use super::{SchemaPolicy, flat, flat_text, places};
use crate::tool::{ArgumentSpec, Bound, Limits};

const NEW: ArgumentSpec = ArgumentSpec {
    name: "it",
    ..ArgumentSpec::new("", "")
};

fn published<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
    spec: &'static ArgumentSpec,
) -> Value {
    flat(SchemaPolicy::Portable, |description| {
        description.argument::<T>(0, spec);
    })
}

#[test]
fn arguments_stand_in_the_order_of_declaration() {
    const SPECS: [ArgumentSpec; 3] = [
        ArgumentSpec {
            name: "zebra",
            ..NEW
        },
        ArgumentSpec {
            name: "apple",
            ..NEW
        },
        ArgumentSpec {
            name: "mango",
            ..NEW
        },
    ];
    let text = flat_text(SchemaPolicy::Portable, |description| {
        for (index, spec) in SPECS.iter().enumerate() {
            description.argument::<String>(index, spec);
        }
    });
    assert!(places(&text, &["zebra", "apple", "mango"]).is_sorted());
    assert!(text.contains(r#""required":["zebra","apple","mango"]"#));
}

#[test]
fn limits_and_defaults_are_published() {
    const SPEC: ArgumentSpec = ArgumentSpec {
        default: Some(|| json!(3)),
        limits: Limits {
            minimum: Some(Bound::Whole(1)),
            maximum: Some(Bound::Whole(4)),
            ..Limits::NONE
        },
        ..NEW
    };
    let schema = published::<u8>(&SPEC);
    let expected = json!({"type": "integer", "minimum": 1, "maximum": 4, "default": 3});
    assert_eq!(schema["properties"]["it"], expected);
    assert_eq!(schema.get("required"), None);
}

#[test]
fn what_is_said_at_the_parameter_stands_before_what_is_said_of_the_variants() {
    const SPEC: ArgumentSpec = ArgumentSpec {
        description: "Only these",
        ..NEW
    };
    let text = "Only these\n`open`: Not begun; `done`: Finished";
    assert_eq!(
        published::<Status>(&SPEC)["properties"]["it"]["description"],
        text
    );
    let optional = published::<Option<Status>>(&SPEC);
    assert_eq!(optional["properties"]["it"]["description"], text);
    let mixed = published::<Mixed>(&SPEC);
    let text = "Only these\n`Told`: Said over two lines";
    assert_eq!(mixed["properties"]["it"]["description"], text);
}

#[test]
fn the_only_values_of_an_argument_are_the_only_variants_that_are_told() {
    const SPEC: ArgumentSpec = ArgumentSpec {
        one_of: Some(|| json!(["done"])),
        ..NEW
    };
    let expected = json!({"type": "string", "enum": ["done"], "description": "`done`: Finished"});
    for schema in [
        published::<Status>(&SPEC),
        published::<Option<Status>>(&SPEC),
    ] {
        assert_eq!(schema["properties"]["it"], expected);
    }
}

#[test]
fn an_example_has_no_null_that_the_schema_does_not_allow() {
    const SPEC: ArgumentSpec = ArgumentSpec {
        example: Some(|| json!({"size": null, "status": "open"})),
        ..NEW
    };
    let schema = published::<Inner>(&SPEC);
    let examples = &schema["properties"]["it"]["examples"];
    assert_eq!(*examples, json!([{"status": "open"}]));
}
