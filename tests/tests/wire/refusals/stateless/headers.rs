//! Headers that contradict the body.

use super::super::{Row, row};
use super::{MISMATCH, PARAMS, named, sound, with};

/// Rows: MH-14, MH-15, MH-16, MH-19, MH-20, MH-21, MH-22, MH-23, MH-34, VN-07.
pub(super) fn rows() -> Vec<Row> {
    let bare = |name: &str| sound().without(name);
    vec![
        row(
            "no version header",
            bare("MCP-Protocol-Version"),
            400,
            MISMATCH,
        ),
        row(
            "another version header",
            sound().set("MCP-Protocol-Version", "2025-11-25"),
            400,
            MISMATCH,
        ),
        row("no method header", bare("Mcp-Method"), 400, MISMATCH),
        row(
            "another method header",
            sound().set("Mcp-Method", "tools/list"),
            400,
            MISMATCH,
        ),
        row(
            "a shouted method header",
            sound().set("Mcp-Method", "TOOLS/CALL"),
            400,
            MISMATCH,
        ),
        row(
            "an empty method header",
            sound().set("Mcp-Method", ""),
            400,
            MISMATCH,
        ),
        row(
            "a method header in base64",
            sound().set("Mcp-Method", "=?base64?dG9vbHMvY2FsbA==?="),
            400,
            MISMATCH,
        ),
        row("no name header", bare("Mcp-Name"), 400, MISMATCH),
        row(
            "another name header",
            sound().set("Mcp-Name", "echo"),
            400,
            MISMATCH,
        ),
        row(
            "a shouted name header",
            sound().set("Mcp-Name", "COUNT"),
            400,
            MISMATCH,
        ),
        row(
            "a name header without padding",
            sound().set("Mcp-Name", "=?base64?Y291bnQ?="),
            400,
            MISMATCH,
        ),
        row(
            "a name header that is no base64",
            sound().set("Mcp-Name", "=?base64?Y29!dW50?="),
            400,
            MISMATCH,
        ),
        row(
            "a name header that is not ASCII",
            sound().set("Mcp-Name", "cöunt"),
            400,
            MISMATCH,
        ),
        row(
            "a name header for no name",
            with(|body| drop(body["params"].as_object_mut().unwrap().remove("name"))),
            400,
            MISMATCH,
        ),
        row(
            "half a marker is taken literally",
            named("x", "=?base64?eA=="),
            400,
            MISMATCH,
        ),
        row(
            "literal halves may agree",
            named("=?base64?eA==", "=?base64?eA=="),
            200,
            PARAMS,
        ),
        row(
            "a suffix alone is literal",
            named("eA==?=", "eA==?="),
            200,
            PARAMS,
        ),
        row(
            "a name that needs base64",
            named("日本", "=?base64?5pel5pys?="),
            200,
            PARAMS,
        ),
    ]
}
