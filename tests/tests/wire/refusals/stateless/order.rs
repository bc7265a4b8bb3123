//! The first gate that a request fails is the one that speaks.

use serde_json::{Value, json};

use super::super::{Row, count, row};
use super::{MISMATCH, PARAMS, UNSUPPORTED, meta, named, sound, version};
use crate::support::envelope::{CAPABILITIES, V26, VERSION, request};
use crate::support::post::Post;

/// Rows: MH-34, VN-05, VN-06, VN-11, VN-28.
pub(super) fn rows() -> Vec<Row> {
    let unknown = |post: Post| post.set("MCP-Protocol-Version", "v999.0.0");
    let no_capabilities = meta(CAPABILITIES, None);
    let absent = Post::message(V26, None, &request(V26, &json!(1), "foo/bar", &Value::Null));
    vec![
        row(
            "a version of neither era",
            version("v999.0.0"),
            400,
            UNSUPPORTED,
        ),
        row(
            "a version of the other era",
            version("2025-11-25"),
            400,
            UNSUPPORTED,
        ),
        row(
            "a mismatch before an unknown version",
            meta(VERSION, Some(json!("v999.0.0"))),
            400,
            MISMATCH,
        ),
        row(
            "a mismatch before an unknown header",
            unknown(sound()),
            400,
            MISMATCH,
        ),
        row(
            "a version's type before its header",
            unknown(meta(VERSION, Some(json!(7)))),
            400,
            PARAMS,
        ),
        row(
            "a version before the rest of `_meta`",
            unknown(no_capabilities.clone().json(&{
                let mut body = count(V26);
                body["params"]["_meta"] = json!({ VERSION: "v999.0.0" });
                body
            })),
            400,
            UNSUPPORTED,
        ),
        row(
            "`_meta` before the mirrored headers",
            no_capabilities.without("Mcp-Method"),
            400,
            PARAMS,
        ),
        row(
            "the mirrored headers before the method",
            absent.clone().without("Mcp-Method"),
            400,
            MISMATCH,
        ),
        row("an unknown method", absent, 404, -32601),
        row(
            "the mirrored headers before the tool",
            named("no_such_tool", "count"),
            400,
            MISMATCH,
        ),
        row(
            "an unknown tool",
            named("no_such_tool", "no_such_tool"),
            200,
            PARAMS,
        ),
    ]
}
