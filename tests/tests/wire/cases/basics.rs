//! Methods beside the tools: greetings, levels, and those that are not there.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::{ALL, Case, HANDSHAKE, STATELESS, case};

/// Methods that nobody ever had. Those of other revisions are in `methods`.
const ABSENT: [&str; 3] = ["foo/bar", "tools/LIST", ""];

/// Rows: JR-08, MH-01, PC-13, SH-24, VN-08, UT-14.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        case(
            "a ping may have parameters",
            HANDSHAKE,
            "ping",
            json!({ "x": 1 }),
        )
        .gives(json!({})),
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
    ];
    cases.extend(ABSENT.map(|method| absent(method, HANDSHAKE)));
    cases.extend(ABSENT.map(|method| absent(method, STATELESS)));
    cases.extend(cursors());
    cases
}

/// In the handshake era 404 means that a session is gone; in the stateless one it has to be 404.
fn absent(method: &'static str, revisions: &'static [Revision]) -> Case {
    let status = if revisions == STATELESS { 404 } else { 200 };
    case(method, revisions, method, Value::Null).errs_as(status, json!({ "code": -32601 }))
}

/// Rows: UT-08, UT-10.
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
