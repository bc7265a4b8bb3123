//! Arrays and objects.

use serde_json::json;

use super::agree;

#[test]
fn arrays() {
    agree(vec![
        (
            json!({"items": {"type": "integer"}}),
            &["[]", "[1,2]", "[1,\"a\"]", "{}"],
        ),
        (
            json!({"minItems": 1, "maxItems": 2}),
            &["[]", "[1]", "[1,2]", "[1,2,3]"],
        ),
        (
            json!({"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}),
            &["[]", "[\"a\"]", "[\"a\",1]", "[1,\"a\"]", "[\"a\",1,2]"],
        ),
        (
            json!({"prefixItems": [{"const": 1}], "items": {"type": "string"}}),
            &["[1,\"a\"]", "[1,2]", "[2]"],
        ),
        (
            json!({"uniqueItems": true}),
            &[
                "[1,2]",
                "[1,1.0]",
                "[\"a\",\"\\u0061\"]",
                r#"[{"a":1,"b":2},{"b":2,"a":1}]"#,
                "[[1],[2]]",
                "[1,true]",
                "[0,false]",
                "[\"1\",1]",
                "[]",
            ],
        ),
        (
            json!({"contains": {"type": "integer"}}),
            &["[]", "[\"a\"]", "[\"a\",1]"],
        ),
        (
            json!({"contains": {"const": 1}, "minContains": 2, "maxContains": 3}),
            &["[1]", "[1,1]", "[1,1,1]", "[1,1,1,1]"],
        ),
        (
            json!({"contains": {"const": 1}, "minContains": 0}),
            &["[]", "[2]"],
        ),
    ]);
}

#[test]
fn objects() {
    agree(vec![
        (
            json!({"properties": {"a": {"type": "integer"}, "b": true, "c": false}}),
            &[
                "{}",
                r#"{"a":1}"#,
                r#"{"a":"1"}"#,
                r#"{"b":[]}"#,
                r#"{"c":1}"#,
                r#"{"d":1}"#,
                r#"{"\u0061":"x"}"#,
            ],
        ),
        (
            json!({"required": ["a", "b"]}),
            &["{}", r#"{"a":1}"#, r#"{"a":1,"b":null}"#, "[]"],
        ),
        (
            json!({"properties": {"a": {}}, "additionalProperties": false}),
            &["{}", r#"{"a":1}"#, r#"{"b":1}"#],
        ),
        (
            json!({"properties": {"a": {}}, "additionalProperties": {"type": "string"}}),
            &[r#"{"a":1,"b":"x"}"#, r#"{"b":1}"#],
        ),
        (
            json!({"patternProperties": {"^x-": {"type": "integer"}, "y$": {"minimum": 5}}, "additionalProperties": false}),
            &[
                r#"{"x-a":1}"#,
                r#"{"x-y":1}"#,
                r#"{"x-y":6}"#,
                r#"{"y":"s"}"#,
                r#"{"z":1}"#,
            ],
        ),
        (
            json!({"propertyNames": {"maxLength": 2}}),
            &["{}", r#"{"ab":1}"#, r#"{"abc":1}"#],
        ),
        (
            json!({"minProperties": 1, "maxProperties": 2}),
            &["{}", r#"{"a":1}"#, r#"{"a":1,"b":1,"c":1}"#],
        ),
        (
            json!({"dependentRequired": {"card": ["address", "name"]}}),
            &[
                "{}",
                r#"{"card":1}"#,
                r#"{"card":1,"address":1,"name":1}"#,
                r#"{"address":1}"#,
            ],
        ),
    ]);
}
