//! Why nothing is served, where no answer could say it: an error of the protocol.

use crate::jsonrpc::{ErrorCode, ErrorObject};
use crate::model::Content;
use crate::tool::{IntoToolError, Rejection, ToolResult};

/// The failure of a function that is no tool.
pub(crate) fn failed(error: impl IntoToolError) -> Rejection {
    as_error(error.into_tool_error().into_rejection())
}

/// The rejection with its words in an error, where they were in a tool's answer.
pub(crate) fn as_error(rejection: Rejection) -> Rejection {
    match rejection {
        Rejection::Answer(answer) => internal(words(&answer)),
        other => other,
    }
}

pub(super) fn internal(message: String) -> Rejection {
    Rejection::Error(ErrorObject::new(ErrorCode::INTERNAL_ERROR, message))
}

pub(super) fn invalid(message: String) -> Rejection {
    Rejection::Error(ErrorObject::new(ErrorCode::INVALID_PARAMS, message))
}

/// The URI fits a template, and yet names nothing.
pub(crate) fn no_such_resource(uri: &str) -> Rejection {
    Rejection::NoSuchResource {
        uri: uri.to_owned(),
    }
}

fn words(answer: &ToolResult) -> String {
    let words = answer.content.iter().filter_map(|block| match block {
        Content::Text { text, .. } => Some(text.as_ref()),
        _ => None,
    });
    words.collect::<Vec<_>>().join("\n")
}
