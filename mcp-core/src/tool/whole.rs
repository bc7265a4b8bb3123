//! Numbers that are whole although they are written with a point: to JSON Schema `1.0` is an
//! integer, to serde it is not.

use serde_json::value::RawValue;
use serde_json::{Number, Value};

/// The greatest number up to which every whole one is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value with its whole numbers written as integers; `None` where that changes nothing.
pub(super) fn whole(value: &RawValue) -> Option<Value> {
    let mut value: Value = serde_json::from_str(value.get()).ok()?;
    rewrite(&mut value).then_some(value)
}

fn rewrite(value: &mut Value) -> bool {
    match value {
        Value::Number(number) => match integer(number) {
            Some(integer) => {
                *number = integer.into();
                true
            }
            None => false,
        },
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |any, item| rewrite(item) | any),
        Value::Object(members) => members
            .values_mut()
            .fold(false, |any, item| rewrite(item) | any),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

fn integer(number: &Number) -> Option<i64> {
    let number = number.as_f64().filter(|_| number.is_f64())?;
    let fits = number.fract() == 0.0 && number.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
    fits.then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_become_integers_and_others_stay() {
        let rewritten = |text: &str| {
            let raw: &RawValue = serde_json::from_str(text).unwrap();
            whole(raw).map(|value| value.to_string())
        };
        assert_eq!(rewritten("1.0").as_deref(), Some("1"));
        assert_eq!(rewritten("-2e3").as_deref(), Some("-2000"));
        assert_eq!(
            rewritten(r#"{"a":[1.0,1.5]}"#).as_deref(),
            Some(r#"{"a":[1,1.5]}"#)
        );
        for same in ["1", "1.5", "1e300", "\"1.0\"", "[]"] {
            assert_eq!(rewritten(same), None, "{same}");
        }
    }
}
