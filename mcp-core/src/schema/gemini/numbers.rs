//! Bounds that a number must not reach, as the nearest that it may.

use serde_json::{Map, Number, Value};

use crate::schema::keyword::set;

/// Makes the exclusive bounds of integers inclusive. Those of other numbers have no such form.
pub(super) fn include(schema: &mut Map<String, Value>) {
    let below = schema.remove("exclusiveMinimum");
    let above = schema.remove("exclusiveMaximum");
    if schema.get("type").is_none_or(|name| name != "integer") {
        return;
    }
    if let Some(least) = below
        .as_ref()
        .and_then(whole)
        .and_then(|bound| bound.checked_add(1))
    {
        let known = schema.get("minimum").and_then(whole);
        insert(
            schema,
            "minimum",
            known.map_or(least, |known| known.max(least)),
        );
    }
    if let Some(most) = above
        .as_ref()
        .and_then(whole)
        .and_then(|bound| bound.checked_sub(1))
    {
        let known = schema.get("maximum").and_then(whole);
        insert(
            schema,
            "maximum",
            known.map_or(most, |known| known.min(most)),
        );
    }
}

fn insert(schema: &mut Map<String, Value>, keyword: &str, bound: i128) {
    if let Some(bound) = Number::from_i128(bound) {
        set(schema, keyword, bound);
    }
}

fn whole(value: &Value) -> Option<i128> {
    let unsigned = value.as_u64().map(i128::from);
    unsigned.or_else(|| value.as_i64().map(i128::from))
}
