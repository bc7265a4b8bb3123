//! Methods beside the tools: greetings, levels, and those that are not there.

use serde_json::{Value, json};

use super::{ALL, Case, HANDSHAKE, STATELESS, case};
use crate::support::envelope::introduction;

/// Methods of the specification that this server has no capability for, or nobody ever had.
const ABSENT: [&str; 10] = [
    "foo/bar",
    "tools/LIST",
    "",
    "prompts/list",
    "prompts/get",
    "resources/list",
    "resources/read",
    "resources/subscribe",
    "completion/complete",
    "tasks/list",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("a ping is answered", HANDSHAKE, "ping", Value::Null).gives(json!({})),
        case(
            "a ping may have parameters",
            HANDSHAKE,
            "ping",
            json!({ "x": 1 }),
        )
        .gives(json!({})),
        case(
            "a level can be set",
            HANDSHAKE,
            "logging/setLevel",
            json!({ "level": "info" }),
        ),
        case(
            "a level must exist",
            HANDSHAKE,
            "logging/setLevel",
            json!({ "level": "loud" }),
        )
        .errs(-32602),
        case(
            "a level must be given",
            HANDSHAKE,
            "logging/setLevel",
            json!({}),
        )
        .errs(-32602),
        case(
            "a level needs parameters",
            HANDSHAKE,
            "logging/setLevel",
            Value::Null,
        )
        .errs(-32602),
        case(
            "the stateless era is discovered",
            STATELESS,
            "server/discover",
            Value::Null,
        )
        .gives(json!({
            "supportedVersions": ["2026-07-28"],
            "capabilities": { "tools": {}, "logging": {} },
            "instructions": "Call `test_simple_text` first.",
            "_meta": { "io.modelcontextprotocol/serverInfo": {
                "name": "everything",
                "title": "Everything",
                "description": "Has a tool for every feature.",
                "websiteUrl": "https://example.com/everything",
                "icons": [{ "src": "https://example.com/icon.png" }],
            } },
        })),
        case(
            "sessions have nothing to discover",
            HANDSHAKE,
            "server/discover",
            Value::Null,
        )
        .errs(-32601),
    ];
    cases.extend(ABSENT.map(|method| absent(method, HANDSHAKE, Value::Null)));
    cases.extend(ABSENT.map(|method| absent(method, STATELESS, Value::Null)));
    cases.extend([
        absent("initialize", STATELESS, introduction("2025-11-25")),
        absent("ping", STATELESS, Value::Null),
        absent("logging/setLevel", STATELESS, json!({ "level": "info" })),
    ]);
    cases.extend(cursors());
    cases
}

/// In the handshake era 404 means that a session is gone; in the stateless one it has to be 404.
fn absent(method: &'static str, revisions: &'static [mcp_server::Revision], params: Value) -> Case {
    let status = if revisions == STATELESS { 404 } else { 200 };
    case(method, revisions, method, params).errs_as(status, json!({ "code": -32601 }))
}

fn cursors() -> Vec<Case> {
    vec![
        case("a list needs no parameters", ALL, "tools/list", Value::Null),
        case(
            "a list takes other parameters",
            ALL,
            "tools/list",
            json!({ "x": 1 }),
        ),
        case(
            "a cursor must be known",
            ALL,
            "tools/list",
            json!({ "cursor": "garbage" }),
        )
        .errs(-32602),
        case(
            "an empty cursor is one",
            ALL,
            "tools/list",
            json!({ "cursor": "" }),
        )
        .errs(-32602),
        case(
            "a cursor is text",
            ALL,
            "tools/list",
            json!({ "cursor": 1 }),
        )
        .errs(-32602),
    ]
}
