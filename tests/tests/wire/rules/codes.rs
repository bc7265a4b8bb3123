//! The codes that tools, prompts and resources give errors of their own.

use mcp_server::jsonrpc::ErrorCode;
use mcp_server::prelude::*;
use serde_json::json;

use crate::support::client::Client;
use crate::support::envelope::{V11, V26};
use crate::support::wires::WIRES;

fn failure(code: i32) -> ToolError {
    ToolError::new("refused with a code").code(ErrorCode(code))
}

/// Fail with a code
#[tool]
fn fail_with(code: i32) -> Result<String, ToolError> {
    Err(failure(code))
}

/// Fail with a code
#[prompt]
async fn fail_to_get(code: i32) -> Result<String, ToolError> {
    Err(failure(code))
}

/// Fail with a code
#[resource("fail://{code}")]
async fn fail_to_read(code: i32) -> Result<String, ToolError> {
    Err(failure(code))
}

/// Rows: JR-21, JR-22, JR-23.
#[tokio::test]
async fn a_code_that_a_revision_gives_away_or_reserves_is_not_sent_as_somebodys_own() {
    let given_away = [-32_002, -32_042];
    let reserved = [-32_000, -32_001, -32_019, -32_023, -32_099];
    let of_the_server = [-32_020, -32_021, -32_022];
    let free = [-32_602, -31_000, 7];
    for (transport, revision) in WIRES {
        let mut client = Client::connect_to(transport, revision, |builder| {
            builder
                .tools(toolset![fail_with])
                .prompts(prompts![fail_to_get])
                .resources(resources![fail_to_read])
        })
        .await;
        let all = [&given_away[..], &reserved, &of_the_server, &free].concat();
        for code in all {
            let sent = match code {
                -32_002 if revision == V26 => -32_602,
                -32_042 if revision != V11 => -32_603,
                _ if reserved.contains(&code) && revision == V26 => -32_603,
                _ if of_the_server.contains(&code) => -32_603,
                code => code,
            };
            let text = code.to_string();
            for (method, params) in [
                (
                    "tools/call",
                    json!({ "name": "fail_with", "arguments": { "code": code } }),
                ),
                (
                    "prompts/get",
                    json!({ "name": "fail_to_get", "arguments": { "code": text } }),
                ),
                ("resources/read", json!({ "uri": format!("fail://{code}") })),
            ] {
                let heard = client.ask(method, params).await;
                let error = heard.error();
                assert_eq!(error["code"], sent, "{method} {revision} {code}");
                assert_eq!(error["message"], "refused with a code");
                assert!(heard.status.is_none_or(|status| status == 200));
            }
        }
    }
}
