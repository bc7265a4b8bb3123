//! Schemas within schemas.

use serde_json::json;

use super::agree;

#[test]
fn branches() {
    agree(vec![
        (
            json!({"allOf": [{"minimum": 1}, {"maximum": 3}]}),
            &["0", "2", "4"],
        ),
        (
            json!({"anyOf": [{"type": "integer"}, {"minLength": 2}]}),
            &["1", "1.5", "\"a\"", "\"ab\""],
        ),
        (
            json!({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}),
            &["2", "3", "6", "5"],
        ),
        (json!({"not": {"type": "string"}}), &["1", "\"a\""]),
        (
            json!({"not": {"required": ["a", "b"]}}),
            &[r#"{"a":1}"#, r#"{"a":1,"b":2}"#],
        ),
        (
            json!({"if": {"properties": {"k": {"const": "a"}}, "required": ["k"]}, "then": {"required": ["x"]}, "else": {"required": ["y"]}}),
            &[
                r#"{"k":"a"}"#,
                r#"{"k":"a","x":1}"#,
                r#"{"k":"b","x":1}"#,
                r#"{"y":1}"#,
                "{}",
            ],
        ),
        (
            json!({"if": {"type": "integer"}, "then": {"minimum": 5}}),
            &["4", "5", "\"a\""],
        ),
        (json!({"then": false, "else": false}), &["1"]),
    ]);
}

#[test]
fn references() {
    agree(vec![
        (
            json!({"$ref": "#/$defs/a~1b%20c", "minimum": 3, "$defs": {"a/b c": {"type": "integer"}}}),
            &["3", "2", "3.5"],
        ),
        (
            json!({"type": "object", "properties": {"next": {"$ref": "#"}, "v": {"type": "integer"}}, "required": ["v"]}),
            &[
                r#"{"v":1,"next":{"v":2,"next":{"v":3}}}"#,
                r#"{"v":1,"next":{"v":2,"next":{}}}"#,
            ],
        ),
        (
            json!({"$ref": "#/definitions/Tree", "definitions": {"Tree": {
                "anyOf": [{"type": "null"}, {"type": "array", "items": {"$ref": "#/definitions/Tree"}}],
            }}}),
            &["null", "[]", "[[null],[[[]]]]", "[[1]]"],
        ),
        (
            json!({"properties": {"a": {"type": "string"}, "b": {"$ref": "#/properties/a"}}}),
            &[r#"{"b":"x"}"#, r#"{"b":1}"#],
        ),
    ]);
}
