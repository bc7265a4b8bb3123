//! Arguments that a client repeats in headers (`basic/transports#custom-headers-from-tool-parameters`,
//! 2026-07-28), so that a proxy can route by them without reading the body.

use http::{HeaderMap, HeaderName};
use mcp_core::schema::HeaderParam;
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use super::mirror::says;

/// Up to here each integer has an `f64` of its own: 2^53 - 1, beyond which headers have none.
const LARGEST: f64 = 9_007_199_254_740_991.0;

/// What is wrong with the headers, in words for the client.
pub(super) fn mismatch(
    params: &[HeaderParam],
    arguments: Option<&RawValue>,
    headers: &HeaderMap,
) -> Option<String> {
    // Hardly any tool has one.
    if params.is_empty() {
        return None;
    }
    // What cannot be read has no members; the tool will say so.
    let arguments = arguments.and_then(|raw| raw.get().parse().ok());
    let arguments: Value = arguments.unwrap_or_default();
    for param in params {
        if let Some(fault) = fault(param, &arguments, headers) {
            return Some(fault);
        }
    }
    None
}

fn fault(param: &HeaderParam, arguments: &Value, headers: &HeaderMap) -> Option<String> {
    let HeaderParam { header, path } = param;
    let value = path
        .iter()
        .try_fold(arguments, |value, name| value.get(name))
        .filter(|value| !value.is_null());
    let name = path.join(".");
    // What no header can be called is refused when the tool is made.
    let known = HeaderName::from_bytes(header.as_bytes()).ok()?;
    let mut sent = headers.get_all(known).iter();
    match (value, sent.next(), sent.next()) {
        (None, None, _) => None,
        (None, Some(_), _) => Some(format!(
            "the `{header}` header stands for the argument `{name}`, which is not given: leave \
             the header out"
        )),
        (Some(_), None, _) => Some(format!(
            "the `{header}` header is missing; it must repeat the argument `{name}`"
        )),
        (Some(_), Some(_), Some(_)) => Some(format!("the `{header}` header stands twice")),
        (Some(value), Some(sent), None) => {
            let said = sent
                .to_str()
                .is_ok_and(|sent| repeats(sent.trim_ascii(), value));
            (!said).then(|| format!("the `{header}` header must repeat the argument `{name}`"))
        }
    }
}

/// Whether a header says the same as a value.
fn repeats(header: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => says(header, text),
        Value::Bool(value) => says(header, if *value { "true" } else { "false" }),
        Value::Number(number) => decimal(number).is_some_and(|text| is_decimal(header, &text)),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A number as a header says it; none of what may have been another one before it was read.
fn decimal(number: &Number) -> Option<String> {
    if !number.is_f64() {
        return Some(number.to_string());
    }
    // Without an exponent, and without a fraction where that is zero.
    let value = number.as_f64().filter(|value| value.abs() <= LARGEST)?;
    Some(value.to_string())
}

/// Whether a header is this decimal, perhaps with a fraction of zeros: digits are compared, because
/// `f64` takes large integers for each other.
fn is_decimal(header: &str, text: &str) -> bool {
    let zeros = header.strip_prefix(text).filter(|_| !text.contains('.'));
    let zeros = zeros.and_then(|rest| rest.strip_prefix('.'));
    says(header, text)
        || zeros.is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0'))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use serde_json::json;
    use serde_json::value::to_raw_value;

    use super::*;

    fn wrong(path: &[&str], arguments: &Value, sent: &[&str]) -> bool {
        let param = HeaderParam {
            header: "mcp-param-value".to_owned(),
            path: path.iter().map(|step| (*step).to_owned()).collect(),
        };
        let mut headers = HeaderMap::new();
        for value in sent {
            headers.append("Mcp-Param-Value", HeaderValue::from_str(value).unwrap());
        }
        let arguments = to_raw_value(arguments).unwrap();
        mismatch(&[param], Some(&arguments), &headers).is_some()
    }

    #[test]
    fn a_header_repeats_its_argument() {
        for (value, sent, fits) in [
            (json!("Hello"), "Hello", true),
            (json!("Hello"), "hello", false),
            (json!("Hello"), "=?base64?SGVsbG8=?=", true),
            (json!("Hello"), "=?base64?SGVsbG8?=", false),
            (json!("Hello"), "=?base64?SGVs!!!bG8=?=", false),
            (json!("SGVsbG8="), "SGVsbG8=", true),
            (json!("=?base64?SGVsbG8="), "=?base64?SGVsbG8=", true),
            (json!(42), "42", true),
            (json!(42), "42.0", true),
            (json!(42), "42.00", true),
            (json!(42), "43", false),
            (json!(42), "42.", false),
            (json!(42), "42.01", false),
            (json!(42), "420", false),
            (json!(42), "+42", false),
            (json!(42), "042", false),
            (json!(42), "4.2e1", false),
            (json!(42), "42e0", false),
            (json!(42.0), "42", true),
            (json!(42.0), "42.00", true),
            (json!(42.0), "+42", false),
            (json!(42.0), "4.2e1", false),
            (json!(42.0), "inf", false),
            (json!(0.5), "0.5", true),
            (json!(0.5), "0.5.0", false),
            (json!(-7), "-7.0", true),
            (json!(-7), "7", false),
            (json!(9_007_199_254_740_992_i64), "9007199254740992", true),
            (json!(9_007_199_254_740_992_i64), "9007199254740993", false),
            (json!(i64::MIN), "-9223372036854775808.0", true),
            (json!(i64::MIN), "-9223372036854775809", false),
            (json!(u64::MAX), "18446744073709551615", true),
            (json!(u64::MAX), "18446744073709551616", false),
            (json!(true), "true", true),
            (json!(true), "True", false),
            (json!([1]), "[1]", false),
        ] {
            let arguments = json!({ "value": value });
            assert_eq!(
                !wrong(&["value"], &arguments, &[sent]),
                fits,
                "{value} {sent}"
            );
        }
    }

    #[test]
    fn no_header_repeats_what_is_held_only_roughly() {
        for number in ["9007199254740993.0", "18446744073709551617", "1e300"] {
            let arguments: Value = format!(r#"{{ "value": {number} }}"#).parse().unwrap();
            let read = arguments["value"].to_string();
            for sent in [number, &read, "9007199254740992", "18446744073709551616"] {
                // With all of its digits, as a feature of `serde_json` keeps it, it is that number.
                if sent == read && read == number {
                    continue;
                }
                assert!(wrong(&["value"], &arguments, &[sent]), "{number} {sent}");
            }
        }
    }

    #[test]
    fn a_header_is_there_exactly_when_its_argument_is() {
        assert!(!wrong(&["value"], &json!({}), &[]));
        assert!(!wrong(&["value"], &json!({ "value": null }), &[]));
        assert!(!wrong(&["value"], &json!("none"), &[]));
        assert!(wrong(&["value"], &json!({}), &["a"]));
        assert!(wrong(&["value"], &json!({ "value": null }), &["a"]));
        assert!(wrong(&["value"], &json!({ "value": "a" }), &[]));
        assert!(wrong(&["value"], &json!({ "value": "a" }), &["a", "a"]));
    }

    #[test]
    fn an_argument_within_another_is_found() {
        let arguments = json!({ "to": { "region": "eu" } });
        assert!(!wrong(&["to", "region"], &arguments, &["eu"]));
        assert!(wrong(&["to", "region"], &arguments, &["us"]));
    }
}
