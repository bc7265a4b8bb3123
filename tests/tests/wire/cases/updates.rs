//! What calls say before they answer.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::{ALL, Case, HANDSHAKE, STATELESS, call, case};
use crate::support::envelope::{LOG_LEVEL, V03, V06, V11, V24, V26};

const WITH_WORDS: &[Revision] = &[V03, V06, V11, V26];

/// From the least to the most severe.
const LEVELS: [&str; 8] = [
    "debug",
    "info",
    "notice",
    "warning",
    "error",
    "critical",
    "alert",
    "emergency",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = progress();
    cases.extend(messages());
    cases
}

/// Rows: MH-07, MH-10, SH-04, SH-05, UT-01, UT-02, UT-04.
fn progress() -> Vec<Case> {
    let steps = |name, revisions, meta: Value| {
        let params = json!({ "name": "steps", "arguments": {}, "_meta": meta });
        case(name, revisions, "tools/call", params).says("done")
    };
    let token = |token: Value| json!({ "progressToken": token });
    vec![
        steps("progress with a number", WITH_WORDS, token(json!(7))).after(three(&json!(7))),
        steps("progress with a text", WITH_WORDS, token(json!("7"))).after(three(&json!("7"))),
        steps(
            "progress with the least token",
            WITH_WORDS,
            token(json!("")),
        )
        .after(three(&json!(""))),
        steps("progress without words", &[V24], token(json!(7))).after(wordless(&json!(7))),
        steps("progress that nobody asked for", ALL, json!({})),
        steps("progress for no usable token", ALL, token(json!(1.5))),
        steps("progress for nothing", ALL, token(Value::Null)),
    ]
}

/// Three steps, for a step that does not grow is not told.
fn three(token: &Value) -> Vec<Value> {
    let step = |(step, word)| {
        let params =
            json!({ "progressToken": token, "progress": step, "total": 3, "message": word });
        json!({ "jsonrpc": "2.0", "method": "notifications/progress", "params": params })
    };
    [(1, "one"), (2, "two"), (3, "three")].map(step).to_vec()
}

fn wordless(token: &Value) -> Vec<Value> {
    let mut steps = three(token);
    for step in &mut steps {
        step["params"].as_object_mut().unwrap().remove("message");
    }
    steps
}

/// A session begins at `info`; in the stateless era every request says for itself.
/// Rows: PC-14, PC-15, PC-17.
fn messages() -> Vec<Case> {
    let at = |name, level: &str| {
        let meta = json!({ LOG_LEVEL: level });
        let params = json!({ "name": "say", "arguments": {}, "_meta": meta });
        case(name, STATELESS, "tools/call", params)
    };
    vec![
        call(
            "messages from the usual level on",
            HANDSHAKE,
            "say",
            json!({}),
        )
        .says("said")
        .after(from("info")),
        call(
            "messages that nobody asked for",
            STATELESS,
            "say",
            json!({}),
        )
        .says("said"),
        at("messages from a level on", "error")
            .says("said")
            .after(from("error")),
        at("all messages", "debug")
            .says("said")
            .after(from("debug")),
        at("a level that is none", "loud").errs_as(400, json!({ "code": -32602 })),
        call(
            "three messages",
            HANDSHAKE,
            "test_tool_with_logging",
            json!({}),
        )
        .after(vec![
            message("info", "Tool execution started"),
            message("info", "Tool processing data"),
            message("info", "Tool execution completed"),
        ]),
    ]
}

fn from(least: &str) -> Vec<Value> {
    let levels = LEVELS.into_iter().skip_while(|level| *level != least);
    let logger = |level| {
        let mut message = message(level, level);
        message["params"]["logger"] = json!("say");
        message
    };
    levels.map(logger).collect()
}

fn message(level: &str, data: &str) -> Value {
    json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": { "level": level, "data": data } })
}
