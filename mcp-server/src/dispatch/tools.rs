//! `tools/list` and `tools/call` (`server/tools`).

use mcp_core::Context;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject};

use super::{Answer, Started};
use crate::server::Catalogue;

/// A page of the tools.
pub(crate) fn list(catalogue: &Catalogue, cursor: Option<&str>) -> Answer {
    match catalogue.page(cursor) {
        Some(page) => Answer::Tools(page),
        None => Answer::Error(ErrorObject::new(
            ErrorCode::INVALID_PARAMS,
            "unknown cursor; list from the start, without one",
        )),
    }
}

/// Starts a tool.
pub(crate) fn call(catalogue: &Catalogue, name: &str, context: Context) -> Started {
    match catalogue.find(name) {
        Some(tool) => Started::Call {
            wrap: tool.wraps(),
            call: tool.call(context),
        },
        None => Started::Done(Answer::Error(unknown(catalogue, name))),
    }
}

fn unknown(catalogue: &Catalogue, name: &str) -> ErrorObject {
    let shown: String = name.chars().take(128).collect();
    let known: Vec<&str> = catalogue.names().collect();
    let message = match mcp_core::tool::nearest(&shown, &known) {
        Some(near) => format!("Unknown tool: {shown}; did you mean {near}?"),
        None => format!("Unknown tool: {shown}"),
    };
    ErrorObject::new(ErrorCode::INVALID_PARAMS, message)
}
