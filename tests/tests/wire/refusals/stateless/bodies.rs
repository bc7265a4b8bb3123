//! Bodies that do not say who asks, or not legibly.

use serde_json::{Value, json};

use super::super::{Row, count, row};
use super::{PARAMS, REQUEST, meta, sound, with};
use crate::support::envelope::{
    CAPABILITIES, CLIENT, LOG_LEVEL, V11, V26, VERSION, introduction, request,
};
use crate::support::post::Post;

/// Rows: JR-17, MH-33, MH-34, PC-17, VN-01, VN-02, VN-03.
pub(super) fn rows() -> Vec<Row> {
    let foreign = request(
        V26,
        &json!(1),
        "tools/list",
        &json!({ "_meta": { "io.modelcontextprotocol/logLevel": "loud" } }),
    );
    vec![
        row(
            "no `_meta`",
            with(|body| body["params"] = json!({ "name": "count" })),
            400,
            PARAMS,
        ),
        row(
            "no parameters",
            with(|body| drop(body.as_object_mut().unwrap().remove("params"))),
            400,
            PARAMS,
        ),
        row(
            "parameters that are an array",
            with(|body| body["params"] = json!([1])),
            400,
            PARAMS,
        ),
        row(
            "`_meta` that is text",
            with(|body| body["params"]["_meta"] = json!("x")),
            400,
            PARAMS,
        ),
        row("no version", meta(VERSION, None), 400, PARAMS),
        row(
            "a version that is a number",
            meta(VERSION, Some(json!(7))),
            400,
            PARAMS,
        ),
        row(
            "a version that is null",
            meta(VERSION, Some(Value::Null)),
            400,
            PARAMS,
        ),
        row("no capabilities", meta(CAPABILITIES, None), 400, PARAMS),
        row(
            "capabilities that are an array",
            meta(CAPABILITIES, Some(json!([]))),
            400,
            PARAMS,
        ),
        row(
            "a client without a version",
            meta(CLIENT, Some(json!({ "name": "x" }))),
            400,
            PARAMS,
        ),
        row(
            "a level that is none",
            meta(LOG_LEVEL, Some(json!("loud"))),
            400,
            PARAMS,
        ),
        row(
            "a level that is none, elsewhere",
            Post::message(V26, None, &foreign),
            400,
            PARAMS,
        ),
        row(
            "a handshake under a modern header",
            Post::message(
                V26,
                None,
                &request(V11, &json!(1), "initialize", &introduction("2025-11-25")),
            )
            .set("MCP-Protocol-Version", "2026-07-28"),
            400,
            PARAMS,
        ),
        row(
            "a response",
            sound().json(&json!({ "jsonrpc": "2.0", "id": 1, "result": {} })),
            400,
            REQUEST,
        ),
        row("an array", sound().json(&json!([count(V26)])), 400, REQUEST),
        row(
            "an array without headers",
            Post::new("/mcp").json(&json!([count(V26)])),
            400,
            REQUEST,
        ),
    ]
}
