//! Saying in a few words what an argument should have been.

use schemars::JsonSchema;
use serde_json::Value;

use crate::tool::{ArgumentSpec, range};

/// What an argument of a type should be, such as `an integer from 1 to 4`.
pub(crate) fn expectation<T: JsonSchema>(spec: &ArgumentSpec) -> String {
    let mut schema = super::describe::settings()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    super::normalise::normalise(&mut schema, super::normalise::Flow::Input, true);
    let bound = |own: Option<f64>, keyword: &str| own.or_else(|| schema.get(keyword)?.as_f64());
    let low = bound(spec.limits.minimum, "minimum");
    let high = bound(spec.limits.maximum, "maximum");
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<String> = values.iter().map(Value::to_string).collect();
        return format!("one of {}", values.join(", "));
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("integer") => range("an integer", low, high),
        Some("number") => range("a number", low, high),
        Some("boolean") => "true or false".to_owned(),
        Some("string") => match (spec.limits.min_length, spec.limits.max_length) {
            (None, None) => "a string".to_owned(),
            (low, high) => range("a string", low, high) + " characters",
        },
        Some("array") => "an array".to_owned(),
        Some("object") => "an object".to_owned(),
        _ => "another kind of value".to_owned(),
    }
}
