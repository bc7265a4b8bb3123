//! Arguments that a client repeats in headers (`basic/transports#custom-headers-from-tool-parameters`,
//! 2026-07-28), so that a proxy can route by them without reading the body.

use http::{HeaderMap, HeaderName};
use mcp_core::schema::HeaderParam;
use serde_json::Value;
use serde_json::value::RawValue;

use super::mirror::says;

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

/// Whether a header says the same as a value; numbers are compared as such.
fn repeats(header: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => says(header, text),
        Value::Bool(value) => says(header, if *value { "true" } else { "false" }),
        Value::Number(number) => {
            says(header, &number.to_string())
                || header
                    .parse()
                    .is_ok_and(|said: f64| number.as_f64() == Some(said))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
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
            (json!(42), "43", false),
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
