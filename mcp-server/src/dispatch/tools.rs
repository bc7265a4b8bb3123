//! `tools/list` and `tools/call` (`server/tools`).

use std::future::ready;
use std::panic::{AssertUnwindSafe, catch_unwind};

use mcp_core::Context;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject};

use super::{Answer, Started, panicked};
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

/// Starts a tool. It takes its parameters at once, and a panic of one is only the call's own.
pub(crate) fn call(catalogue: &Catalogue, name: &str, context: Context) -> Started {
    let Some(tool) = catalogue.find(name) else {
        return Started::Done(Answer::Error(unknown(catalogue, name)));
    };
    let call = catch_unwind(AssertUnwindSafe(|| tool.call(context)));
    Started::Call {
        call: call.unwrap_or_else(|panic| Box::pin(ready(panicked(&*panic)))),
        wrap: tool.wraps(),
        timeout: tool.timeout(),
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
