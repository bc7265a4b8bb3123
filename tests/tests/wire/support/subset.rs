//! Looking for what must be in a message, whatever else is in it.

use serde_json::Value;

/// Fails unless `whole` has all members of `part`, to any depth. Arrays must be as long.
pub(crate) fn must_have(what: &str, whole: &Value, part: &Value) {
    if let Some(place) = difference(whole, part, "") {
        panic!("{what}: differs at `{place}`: expected {part:#} in {whole:#}");
    }
}

/// Fails unless both are the same; 1 and 1.0 are.
pub(crate) fn must_equal(what: &str, found: &Value, expected: &Value) {
    must_have(what, found, expected);
    must_have(what, expected, found);
}

fn difference(whole: &Value, part: &Value, place: &str) -> Option<String> {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part.iter().find_map(|(name, value)| {
            let place = format!("{place}/{name}");
            match whole.get(name) {
                Some(found) => difference(found, value, &place),
                None => Some(place),
            }
        }),
        (Value::Array(whole), Value::Array(part)) if whole.len() == part.len() => {
            let pairs = whole.iter().zip(part).enumerate();
            pairs.into_iter().find_map(|(index, (whole, part))| {
                difference(whole, part, &format!("{place}/{index}"))
            })
        }
        (Value::Number(whole), Value::Number(part)) => {
            (whole.as_f64() != part.as_f64()).then(|| place.to_owned())
        }
        _ => (whole != part).then(|| place.to_owned()),
    }
}
