//! What is said, and where.

use serde_json::{Value, json};

use super::super::Rule;
use super::{faults, rule, said};

#[test]
fn a_wrong_value_is_told_with_what_was_expected() {
    for (schema, json, expected) in [
        (
            json!({"type": "integer", "minimum": 1, "maximum": 4}),
            "\"high\"",
            "expected an integer from 1 to 4, got \"high\"",
        ),
        (
            json!({"type": "integer", "minimum": 1, "maximum": 4}),
            "7",
            "expected an integer from 1 to 4, got 7",
        ),
        (
            json!({"enum": ["low", "high"]}),
            "\"middle\"",
            "expected one of \"low\", \"high\", got \"middle\"",
        ),
        (
            json!({"minLength": 1, "maxLength": 200}),
            "\"\"",
            "expected from 1 to 200 characters, got 0",
        ),
        (
            json!({"minLength": 1}),
            "\"\"",
            "expected at least 1 character, got 0",
        ),
        (
            json!({"type": "array", "maxItems": 3}),
            "[1,2,3,4]",
            "expected at most 3 items, got 4",
        ),
        (
            json!({"minProperties": 2}),
            "{}",
            "expected at least 2 properties, got 0",
        ),
        (
            json!({"pattern": "^[a-z]+$"}),
            "\"A\"",
            "expected a string that matches ^[a-z]+$, got \"A\"",
        ),
        (
            json!({"format": "date"}),
            "\"today\"",
            "expected a date (2026-01-31), got \"today\"",
        ),
        (
            json!({"not": {"type": "string"}}),
            "\"a\"",
            "expected anything but a string, got \"a\"",
        ),
        (
            json!({"contains": {"const": 1}}),
            "[2]",
            "expected at least 1 item to be 1, got 0",
        ),
        (json!(false), "1", "is not allowed"),
    ] {
        assert_eq!(said(&schema, json), [format!(" {expected}")], "{schema}");
    }
}

#[test]
fn every_fault_is_told_at_its_place() {
    let schema = json!({
        "type": "object",
        "properties": {
            "a/b": {"type": "array", "items": {"type": "object", "properties": {"~n": {"type": "integer"}}}},
            "size": {"type": "integer"},
            "name": {"type": "string", "maxLength": 3},
        },
        "required": ["size", "gone"],
        "additionalProperties": false,
    });
    let json = r#"{"a/b":[{"~n":1},{"~n":"x"}],"sise":1,"name":"long","q":0}"#;
    assert_eq!(
        said(&schema, json),
        [
            "/size is missing; expected an integer",
            "/gone is missing",
            "/a~1b/1/~0n expected an integer, got \"x\"",
            "/sise is not expected here; did you mean `size`?",
            "/name expected at most 3 characters, got 4",
            "/q is not expected here; expected are `a/b`, `name`, `size`",
        ]
    );
}

#[test]
fn the_same_item_twice_is_told_at_the_second() {
    let schema = json!({"uniqueItems": true});
    assert_eq!(
        said(&schema, "[1,2,1.0]"),
        ["/2 is the same as item 0; expected different items"]
    );
}

#[test]
fn the_branch_that_was_meant_is_told() {
    let schema = json!({"oneOf": [
        {"type": "object", "properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}, "required": ["kind", "radius"]},
        {"type": "object", "properties": {"kind": {"const": "square"}, "side": {"type": "number"}}, "required": ["kind", "side"]},
        {"type": "null"},
    ]});
    assert_eq!(
        said(&schema, r#"{"kind":"circle","radius":"big"}"#),
        ["/radius expected a number, got \"big\""]
    );
    assert_eq!(
        said(&schema, r#"{"kind":"square"}"#),
        ["/side is missing; expected a number"]
    );
    assert_eq!(
        said(&schema, r#"{"kind":"star"}"#),
        [
            " expected one of: an object with `kind`: \"circle\", `radius`; an object with `kind`: \"square\", `side`, got {\"kind\":\"star\"}"
        ]
    );
}

#[test]
fn of_a_nullable_number_the_number_is_told() {
    let schema = json!({"anyOf": [{"type": "integer", "maximum": 4}, {"type": "null"}]});
    assert_eq!(
        said(&schema, "7"),
        [" expected an integer of at most 4, got 7"]
    );
    assert_eq!(
        said(&schema, "\"x\""),
        [" expected an integer of at most 4, got \"x\""]
    );
}

#[test]
fn a_value_that_fits_two_of_one_is_told_both() {
    let schema = json!({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]});
    assert_eq!(
        said(&schema, "6"),
        [" expected only one of: a multiple of 2; a multiple of 3, got 6"]
    );
}

#[test]
fn secrets_and_long_values_are_not_repeated() {
    let rule = rule(&json!({"type": "string", "maxLength": 3, "pattern": "^a"}));
    for json in ["\"hunter2\"", "\"hu\"", "12345"] {
        let raw: Box<serde_json::value::RawValue> = serde_json::from_str(json).unwrap();
        let mut told = Vec::new();
        rule.check(&raw, "/password", false, &mut told);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].pointer, "/password");
        assert!(!told[0].message.contains("got"), "{told:?}");
    }
    let long = Value::from(vec![1; 30]).to_string();
    assert!(!faults(&rule, &long)[0].message.contains("got"));
    assert!(!faults(&rule, "[\n1]")[0].message.contains("got"));
}

#[test]
fn no_more_faults_are_collected_than_can_be_read() {
    let rule = rule(&json!({"items": {"type": "string"}}));
    let many = Value::from(vec![1; 100]).to_string();
    assert_eq!(faults(&rule, &many).len(), Rule::MOST_FAULTS);
}
