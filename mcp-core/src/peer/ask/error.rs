//! Why a question has no answer.

use std::fmt;
use std::time::Duration;

use crate::model::Capability;
use crate::tool::{IntoToolError, ToolError};

/// Why a question has no answer. That a person says no is an [`Answer`](super::Answer).
///
/// With `?` in a tool it becomes an error that the model can act on.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AskError {
    /// The client does not offer this. Nothing was sent.
    Unsupported(Capability),
    /// There is nobody to ask at this point.
    Unavailable,
    /// Nobody answered in time.
    TimedOut(Duration),
    /// The client answered with an error.
    Refused {
        /// Its code.
        code: i64,
        /// What it says.
        message: String,
    },
    /// What came back is not what was asked for.
    Malformed(String),
    /// The question itself is wrong, and was not sent.
    Invalid(String),
    /// Too many questions are open at once.
    TooMany,
    /// The client is gone.
    Gone,
}

impl fmt::Display for AskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(capability) => {
                write!(f, "this needs a client that offers `{capability}`")
            }
            Self::Unavailable => f.write_str("nobody can be asked at this point"),
            Self::TimedOut(after) => {
                write!(f, "nobody answered within {} s", after.as_secs_f64())
            }
            Self::Refused { code, message } if message.is_empty() => {
                write!(f, "the client refused to answer (code {code})")
            }
            Self::Refused { code, message } => {
                write!(f, "the client refused to answer: {message} (code {code})")
            }
            Self::Malformed(reason) => {
                write!(f, "the client's answer does not fit the question: {reason}")
            }
            Self::Invalid(reason) => write!(f, "the question cannot be asked: {reason}"),
            Self::TooMany => f.write_str("too many questions are open at once"),
            Self::Gone => f.write_str("the client is gone"),
        }
    }
}

impl std::error::Error for AskError {}

impl AskError {
    pub(crate) fn to_tool_error(&self) -> ToolError {
        let error = ToolError::new(self.to_string());
        match self {
            Self::Unsupported(capability) => error.missing(*capability),
            Self::TimedOut(_) => {
                error.hint("ask the user in the conversation, and call again when they are there")
            }
            Self::TooMany => error.hint("wait until other calls are done, and call again"),
            Self::Malformed(_) => error.hint("call again"),
            Self::Invalid(_) => ToolError::masked(self.clone()),
            Self::Unavailable | Self::Refused { .. } | Self::Gone => error,
        }
    }
}

impl IntoToolError for AskError {
    fn into_tool_error(self) -> ToolError {
        self.to_tool_error()
    }
}
