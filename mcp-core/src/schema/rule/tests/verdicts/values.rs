//! Kinds, choices, numbers and strings.

use serde_json::json;

use super::{Case, agree};

#[test]
fn kinds_and_choices() {
    const ALL: &[&str] = &[
        "null", "true", "1", "1.0", "1.5", "\"a\"", "[]", "{}", "1e300",
    ];
    let mut cases: Vec<Case> = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ]
    .into_iter()
    .map(|name| (json!({"type": name}), ALL))
    .collect();
    cases.extend([
        (json!({"type": ["integer", "null"]}), ALL),
        (json!({}), ALL),
        (json!(true), ALL),
        (json!(false), ALL),
        (
            json!({"enum": ["a", 1, null, [1, {"b": 2, "c": [0.5]}]]}),
            &[
                "\"a\"",
                "\"\\u0061\"",
                "\"b\"",
                "1",
                "1.0",
                "10e-1",
                "2",
                "null",
                "false",
                "[1.0,{\"c\":[5e-1],\"b\":2}]",
                "[1,{\"b\":2}]",
            ] as &[&str],
        ),
        (
            json!({"const": {"a": [1, "x"]}}),
            &[r#"{"a":[1.0,"x"]}"#, r#"{"a":["x",1]}"#, "{}"],
        ),
        (json!({"type": "string", "enum": [1, "1"]}), &["1", "\"1\""]),
        (
            json!({"const": "a", "enum": ["a", "b"]}),
            &["\"a\"", "\"b\""],
        ),
    ]);
    agree(cases);
}

#[test]
fn numbers() {
    agree(vec![
        (
            json!({"minimum": 1, "maximum": 4}),
            &["0", "1", "4", "4.0", "4.000001", "5", "\"9\"", "-1"],
        ),
        (
            json!({"exclusiveMinimum": 0, "exclusiveMaximum": 1.5}),
            &["0", "-0.0", "1e-9", "1.5", "1.4999"],
        ),
        (
            json!({"type": "integer", "maximum": 9007199254740993_i64}),
            &["9007199254740992", "9007199254740993", "9007199254740994"],
        ),
        (
            json!({"minimum": u64::MAX}),
            &["18446744073709551615", "18446744073709551614", "-1"],
        ),
        (
            json!({"multipleOf": 5}),
            &["0", "10", "12", "-5", "2.5", "10.0"],
        ),
        (
            json!({"multipleOf": 0.1}),
            &["0.3", "0.35", "1", "19.9", "0.7", "1.1"],
        ),
        (
            json!({"multipleOf": 0.01}),
            &["19.99", "0.07", "4.35", "4.355", "1.15"],
        ),
        (json!({"multipleOf": 2.5}), &["5", "7.5", "6"]),
        (json!({"type": "integer", "multipleOf": 0.5}), &["1", "1.5"]),
    ]);
}

#[test]
fn strings() {
    agree(vec![
        (
            json!({"minLength": 1, "maxLength": 3}),
            &[
                "\"\"",
                "\"a\"",
                "\"äöü\"",
                "\"👍👍👍\"",
                "\"\\ud83d\\udc4d12\"",
                "\"abcd\"",
                "\"\\n\\n\\n\\n\"",
                "4444",
            ],
        ),
        (json!({"maxLength": 0}), &["\"\"", "\"a\""]),
        (json!({"pattern": "b+"}), &["\"abc\"", "\"ac\"", "1"]),
        (
            json!({"pattern": "^[a-z]{2,4}$"}),
            &["\"ab\"", "\"a\"", "\"abcde\"", "\"\\u0061b\"", "\"ab\\n\""],
        ),
        (json!({"pattern": "^\\d+/\\w+$"}), &["\"12/ab\"", "\"/ab\""]),
    ]);
}
