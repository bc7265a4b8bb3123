//! How calls fail: as results that a model can act on, or as errors of the protocol.

use serde_json::{Value, json};

use super::{ALL, Case, HANDSHAKE, STATELESS, call, case};

/// Rows: TL-10, VN-14.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        call(
            "a tool's failure is a result",
            ALL,
            "test_error_handling",
            json!({}),
        )
        .fails_with(&["This tool intentionally returns an error for testing"]),
        call("a foreign error is masked", ALL, "fail", json!({}))
            .fails_with(&["internal error (ref "]),
        call("a panic is a result", ALL, "panic", json!({})).fails_with(&["internal error (ref "]),
        call(
            "a panic in a destructor too",
            ALL,
            "panic_on_drop",
            json!({}),
        )
        .fails_with(&["internal error (ref "]),
        call(
            "a client that can do too little",
            HANDSHAKE,
            "test_missing_capability",
            json!({}),
        )
        .fails_with(&["sampling"]),
        call(
            "a client that can do too little",
            STATELESS,
            "test_missing_capability",
            json!({}),
        )
        .errs_as(
            400,
            json!({ "code": -32021, "data": { "requiredCapabilities": { "sampling": {} } } }),
        ),
    ];
    cases.extend(arguments());
    cases.extend(params());
    cases
}

/// Arguments that do not fit are told to the model, all at once.
/// Rows: TL-11.
fn arguments() -> Vec<Case> {
    vec![
        call(
            "all wrong arguments are named",
            ALL,
            "add",
            json!({ "a": "x", "c": 1 }),
        )
        .fails_with(&["`/a`", "`/b`", "`/c`"]),
        call("a limit is kept", ALL, "add", json!({ "a": 1, "b": 1001 }))
            .fails_with(&["`/b`", "1000"]),
        call("a missing argument is named", ALL, "echo", json!({})).fails_with(&["`/text`"]),
        call("null is no text", ALL, "echo", json!({ "text": null })).fails_with(&["`/text`"]),
        call(
            "a near name is suggested",
            ALL,
            "echo",
            json!({ "txt": "x" }),
        )
        .fails_with(&["`/txt`", "`/text`"]),
        call(
            "a number can be too large",
            ALL,
            "add",
            json!({ "a": 1e300, "b": 1 }),
        )
        .fails_with(&["`/a`"]),
    ]
}

/// Parameters that do not fit are the client's mistake.
/// Rows: TL-09, TL-12.
fn params() -> Vec<Case> {
    let wrong = |name, params: Value| case(name, ALL, "tools/call", params).errs(-32602);
    vec![
        wrong(
            "an unknown tool",
            json!({ "name": "no_such_tool", "arguments": {} }),
        ),
        wrong(
            "the name of a tool has its case",
            json!({ "name": "ECHO", "arguments": {} }),
        ),
        wrong("a call without a name", json!({ "arguments": {} })),
        wrong("a name that is no text", json!({ "name": 1 })),
        wrong(
            "arguments that are an array",
            json!({ "name": "echo", "arguments": ["x"] }),
        ),
        wrong(
            "arguments that are text",
            json!({ "name": "echo", "arguments": "x" }),
        ),
        case("a call without parameters", ALL, "tools/call", Value::Null).errs(-32602),
        case("a call with an array", HANDSHAKE, "tools/call", json!([1])).errs(-32602),
    ]
}
