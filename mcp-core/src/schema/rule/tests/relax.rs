//! What clients send, spelled as schemas want it.

use serde_json::value::to_raw_value;
use serde_json::{Value, json};

use super::{relaxed as relaxed_text, rule};

fn relaxed(schema: &Value, value: &Value, lenient: bool) -> Option<Value> {
    let relaxed = rule(schema).relax(&to_raw_value(value).unwrap(), lenient)?;
    assert_ne!(relaxed.get(), value.to_string());
    Some(serde_json::from_str(relaxed.get()).unwrap())
}

#[test]
fn whole_numbers_become_integers_where_integers_are_wanted() {
    let integer = json!({"type": "integer"});
    assert_eq!(relaxed(&integer, &json!(1.0), false), Some(json!(1)));
    assert_eq!(relaxed(&integer, &json!(-2e3), false), Some(json!(-2000)));
    let nullable = json!({"anyOf": [{"$ref": "#/$defs/n"}, {"type": "null"}], "$defs": {"n": {"type": "integer"}}});
    assert_eq!(relaxed(&nullable, &json!(3.0), false), Some(json!(3)));
    for (schema, value) in [
        (&integer, json!(1.5)),
        (&integer, json!(1e300)),
        (&integer, json!("1")),
        (&json!({"type": "number"}), json!(1.0)),
        (&json!({}), json!(1.0)),
    ] {
        assert_eq!(relaxed(schema, &value, false), None, "{value}");
    }
}

#[test]
fn whole_numbers_are_found_inside() {
    let schema = json!({"type": "object", "properties": {
        "list": {"type": "array", "prefixItems": [{"type": "number"}], "items": {"type": "integer"}},
        "map": {"additionalProperties": {"type": ["integer", "null"]}},
        "all": {"allOf": [{"properties": {"n": {"type": "integer"}}}]},
    }});
    let value = json!({"list": [1.0, 2.0], "map": {"a": 3.0}, "all": {"n": 4.0}, "other": 5.0});
    let expected = json!({"list": [1.0, 2], "map": {"a": 3}, "all": {"n": 4}, "other": 5.0});
    assert_eq!(relaxed(&schema, &value, false), Some(expected));
}

#[test]
fn strings_are_read_where_no_string_is_wanted() {
    for (kind, text, value) in [
        ("integer", "200", json!(200)),
        ("integer", "2.0", json!(2)),
        ("number", "-1.5", json!(-1.5)),
        ("number", "1.25e3", serde_json::from_str("1.25e3").unwrap()),
        ("boolean", "true", json!(true)),
        ("boolean", "False", json!(false)),
        ("object", "{\"a\": [1]}", json!({"a": [1]})),
        ("array", "[1, 2]", json!([1, 2])),
    ] {
        let string = Value::from(text);
        assert_eq!(
            relaxed(&json!({"type": kind}), &string, true),
            Some(value.clone()),
            "{text}"
        );
        assert_eq!(
            relaxed(&json!({"type": [kind, "null"]}), &string, true),
            Some(value),
            "{text}"
        );
        assert_eq!(
            relaxed(&json!({"type": [kind, "string"]}), &string, true),
            None,
            "{text}"
        );
        assert_eq!(
            relaxed(&json!({"type": kind}), &string, false),
            None,
            "{text}"
        );
    }
}

#[test]
fn strings_in_doubt_stay() {
    for (kind, text) in [
        ("integer", ""),
        ("integer", "null"),
        ("integer", "1.5"),
        ("integer", " 1"),
        ("integer", "1 "),
        ("integer", "007"),
        ("integer", "0x10"),
        ("integer", "+1"),
        ("integer", "1e999"),
        ("integer", "123456789012345678901234567890"),
        ("number", "123456789012345678901234567890"),
        ("number", "NaN"),
        ("boolean", "TRUE"),
        ("boolean", "1"),
        ("boolean", "yes"),
        ("object", "{"),
        ("object", "[1]"),
        ("array", "1,2"),
        ("array", "{}"),
        ("null", "null"),
    ] {
        for schema in [json!({"type": kind}), json!({"type": [kind, "null"]})] {
            assert_eq!(relaxed(&schema, &json!(text), true), None, "{kind} {text}");
        }
    }
    assert_eq!(relaxed(&json!({"enum": ["1", 1]}), &json!("1"), true), None);
    assert_eq!(relaxed(&json!({}), &json!("1"), true), None);
}

#[test]
fn what_is_read_out_of_a_string_is_read_on() {
    let schema = json!({"type": "object", "properties": {"n": {"type": "integer"}, "l": {"type": "array", "items": {"type": "boolean"}}}});
    assert_eq!(
        relaxed(&schema, &json!(r#"{"n":"1","l":"[\"true\"]"}"#), true),
        Some(json!({"n": 1, "l": [true]}))
    );
}

#[test]
fn only_the_branch_that_was_meant_is_followed() {
    let schema = json!({"oneOf": [
        {"type": "object", "properties": {"kind": {"const": "a"}, "n": {"type": "integer"}}, "required": ["kind"]},
        {"type": "object", "properties": {"kind": {"const": "b"}, "n": {"type": "string"}}, "required": ["kind"]},
    ]});
    assert_eq!(
        relaxed(&schema, &json!({"kind": "a", "n": "1"}), true),
        Some(json!({"kind": "a", "n": 1}))
    );
    assert_eq!(
        relaxed(&schema, &json!({"kind": "b", "n": "1"}), true),
        None
    );
    assert_eq!(relaxed(&schema, &json!({"n": "1"}), true), None);
}

#[test]
fn what_is_not_spelled_anew_stays_as_it_came() {
    let schema = json!({"type": "object", "properties": {"n": {"type": "integer"}, "l": {"type": "array", "items": {"type": "integer"}}}});
    for (text, expected) in [
        (
            r#"{ "z" : 123456789012345678901234567890, "n":1.0, "a":[ 1e999 , 0.10 ],"n" : 2.0 }"#,
            r#"{ "z" : 123456789012345678901234567890, "n":1, "a":[ 1e999 , 0.10 ],"n" : 2 }"#,
        ),
        (
            r#"{"l":[1 , 2.0,"3",99999999999999999999, 4e0 ],"\u006e":"5"}"#,
            r#"{"l":[1 , 2,3,99999999999999999999, 4 ],"\u006e":5}"#,
        ),
        (r#"{"l":"[1e999, 2.0]"}"#, r#"{"l":[1e999, 2]}"#),
    ] {
        assert_eq!(relaxed_text(&schema, text).as_deref(), Some(expected));
    }
}

#[test]
fn a_number_is_the_one_that_is_written_to_the_last_digit() {
    let integer = json!({"type": "integer"});
    for (text, expected) in [
        ("9007199254740992.0", Some("9007199254740992")),
        ("-9.007199254740992e15", Some("-9007199254740992")),
        ("9007199254740993.0", None),
        ("1.00000000000000000000001", None),
        ("0.5e1", Some("5")),
        ("-0.0", Some("0")),
        ("1e1000000", None),
        ("1e-1000000", None),
        ("18446744073709551616", None),
    ] {
        assert_eq!(relaxed_text(&integer, text).as_deref(), expected, "{text}");
        let spelled = format!("\"{text}\"");
        assert_eq!(
            relaxed_text(&integer, &spelled).as_deref(),
            expected,
            "{text}"
        );
    }
    let number = json!({"type": "number"});
    for (text, expected) in [
        ("\"0.1000\"", Some("0.1000")),
        ("\"1e308\"", Some("1e308")),
        ("\"1e309\"", None),
        ("\"18446744073709551615\"", Some("18446744073709551615")),
        ("\"18446744073709551616\"", None),
        ("1.0", None),
    ] {
        assert_eq!(relaxed_text(&number, text).as_deref(), expected, "{text}");
    }
}

#[test]
fn all_schemas_of_one_value_go_on_with_what_is_spelled_so_far() {
    let schema = json!({
        "properties": {"a": {"type": "array"}},
        "patternProperties": {"^a": {"items": {"type": "integer"}}},
        "allOf": [{"properties": {"b": {"type": "boolean"}}}, {"$ref": "#/$defs/c"}],
        "$defs": {"c": {"properties": {"c": {"type": "integer"}}}},
    });
    assert_eq!(
        relaxed_text(&schema, r#"{"a":"[1.0]","b":"True","c":"1"}"#).as_deref(),
        Some(r#"{"a":[1],"b":true,"c":1}"#)
    );
}
