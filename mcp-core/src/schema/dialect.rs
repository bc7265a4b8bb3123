//! Whether a schema that is written by hand is understood: its dialect is known, and it is whole
//! (`basic#json-schema-usage`).

use serde_json::{Map, Value};

use super::keyword::below;

/// The dialect of the specification.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// An older one, of which much means the same.
const OLDER: &str = "http://json-schema.org/draft-07/schema";

/// Keywords that only one of the two knows, or that mean something else in the other.
const DIFFERENT: [&str; 12] = [
    "additionalItems",
    "dependencies",
    "prefixItems",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
    "minContains",
    "maxContains",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
];

/// Keywords that may stand beside a `$ref` in draft-07 because they demand nothing.
const BESIDE: [&str; 10] = [
    "$ref",
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
];

/// Looks through a schema; what is wrong is told in a sentence that says what to change.
pub(crate) fn understood(schema: &Value) -> Result<(), String> {
    let mut ids = Vec::new();
    collect_ids(schema, &mut ids);
    look(schema, "", Dialect::Latest, &ids)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Latest,
    Older,
}

fn look(schema: &Value, pointer: &str, around: Dialect, ids: &[&str]) -> Result<(), String> {
    let Value::Object(keywords) = schema else {
        return Ok(());
    };
    let dialect = dialect(keywords, around)?;
    if dialect == Dialect::Older {
        same_in_both(keywords, pointer)?;
    }
    for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
        if let Some(reference) = keywords.get(keyword).and_then(Value::as_str)
            && !is_within(reference, ids)
        {
            return Err(format!(
                "its schema refers to `{reference}` at `{pointer}/{keyword}`, and no schema is \
                 fetched: write what it means under `$defs`, and refer to that as `#/$defs/…`"
            ));
        }
    }
    let mut schemas = below(schema).into_iter();
    schemas.try_for_each(|below| look(below.schema, &below.pointer(pointer), dialect, ids))
}

/// The dialect that a schema says it is of, or else that of the schema around it.
fn dialect(keywords: &Map<String, Value>, around: Dialect) -> Result<Dialect, String> {
    let Some(said) = keywords.get("$schema") else {
        return Ok(around);
    };
    match said.as_str().map(|said| said.trim_end_matches('#')) {
        Some(DIALECT) => Ok(Dialect::Latest),
        Some(OLDER) => Ok(Dialect::Older),
        _ => Err(format!(
            "its schema says `\"$schema\": {said}`, and that dialect is not understood: write it \
             for `{DIALECT}`, which is also meant where `$schema` is left out"
        )),
    }
}

/// Whether draft-07 means by a schema what 2020-12 does, in which it is read.
fn same_in_both(keywords: &Map<String, Value>, pointer: &str) -> Result<(), String> {
    let is_ref = keywords.contains_key("$ref");
    let differs = |(keyword, value): &(&String, &Value)| {
        let keyword = keyword.as_str();
        DIFFERENT.contains(&keyword)
            || keyword == "items" && value.is_array()
            || is_ref && !BESIDE.contains(&keyword)
    };
    match keywords.iter().find(differs) {
        None => Ok(()),
        Some((keyword, _)) => Err(format!(
            "its schema is of draft-07, where `{keyword}` at `{pointer}/{keyword}` means something \
             else than in 2020-12, or nothing: write it for `{DIALECT}`"
        )),
    }
}

fn is_within(reference: &str, ids: &[&str]) -> bool {
    let (document, _) = reference.split_once('#').unwrap_or((reference, ""));
    document.is_empty() || ids.contains(&document)
}

fn collect_ids<'s>(schema: &'s Value, ids: &mut Vec<&'s str>) {
    let id = schema.get("$id").and_then(Value::as_str);
    ids.extend(id.map(|id| id.trim_end_matches('#')));
    for below in below(schema) {
        collect_ids(below.schema, ids);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fault(schema: &Value) -> String {
        understood(schema).expect_err("it is not understood")
    }

    #[test]
    fn the_dialect_of_the_specification_needs_no_name_and_may_have_it() {
        for dialect in [DIALECT.to_owned(), format!("{DIALECT}#")] {
            understood(&json!({ "$schema": dialect, "prefixItems": [{}] })).unwrap();
        }
        understood(&json!({ "prefixItems": [{}], "properties": { "$schema": {} } })).unwrap();
        understood(&json!({ "default": { "$schema": "x", "$ref": "y:z" } })).unwrap();
        understood(&json!(true)).unwrap();
    }

    #[test]
    fn another_dialect_is_refused_and_the_right_one_named() {
        for dialect in [
            json!("http://json-schema.org/draft-04/schema#"),
            json!("http://json-schema.org/draft-06/schema#"),
            json!("https://json-schema.org/draft/2019-09/schema"),
            json!("https://example.com/my-dialect"),
            json!(""),
            json!(7),
            json!(null),
        ] {
            let text = fault(&json!({ "$schema": dialect, "type": "object" }));
            let named = text.contains(&dialect.to_string()) && text.contains(DIALECT);
            assert!(named, "{text}");
            fault(&json!({ "anyOf": [{ "items": { "$schema": dialect } }] }));
        }
    }

    #[test]
    fn draft_07_is_taken_where_it_means_the_same() {
        let older = |mut schema: Value| {
            schema["$schema"] = format!("{OLDER}#").into();
            schema
        };
        let same = json!({
            "properties": { "a": { "$ref": "#/definitions/a", "description": "A" } },
            "definitions": { "a": { "items": { "type": "string" }, "if": true, "then": false } },
        });
        understood(&older(same)).unwrap();
        for (schema, place) in [
            (json!({ "items": [{}] }), "/items"),
            (
                json!({ "items": { "additionalItems": false } }),
                "/items/additionalItems",
            ),
            (json!({ "dependencies": {} }), "/dependencies"),
            (
                json!({ "anyOf": [{ "prefixItems": [] }] }),
                "/anyOf/0/prefixItems",
            ),
            (json!({ "$ref": "#", "minLength": 1 }), "/minLength"),
        ] {
            let text = fault(&older(schema));
            assert!(text.contains(&format!("`{place}`")), "{text}");
        }
    }

    #[test]
    fn a_reference_leads_to_the_schema_itself() {
        for reference in ["#", "#/$defs/a", "#anchor", "https://a.example/b", "b#/c"] {
            let ids = json!([{ "$id": "https://a.example/b" }, { "$id": "b" }]);
            understood(&json!({ "$ref": reference, "allOf": ids })).unwrap();
        }
        for reference in [
            "http://a.example/b#/c",
            "file:///etc/passwd",
            "b",
            "/b",
            "//a",
        ] {
            for keyword in ["$ref", "$dynamicRef"] {
                let text = fault(&json!({ "properties": { "a": { keyword: reference } } }));
                let place = format!("/properties/a/{keyword}");
                assert!(text.contains(reference) && text.contains(&place), "{text}");
            }
        }
    }
}
