//! Which calls become tasks.

use mcp_core::Rejection;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject};
use mcp_core::model::{Capability, TaskSupport};

/// What a client says of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tasking {
    /// It does not know them.
    Unable,
    /// It knows them, and wants an answer.
    Unasked,
    /// It wants one.
    Asked,
    /// It takes either, and leaves it to the server.
    Either,
}

/// How a call begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// As what is answered.
    Call,
    /// As that, and it may become a task.
    Open,
    /// As a task.
    Task,
}

impl Tasking {
    /// How a call begins; or why it does not.
    pub(super) fn begin(self, support: TaskSupport) -> Result<Beginning, Rejection> {
        Ok(match (support, self) {
            (TaskSupport::Forbidden, Self::Asked) => {
                return Err(refusal("this tool answers at once: call it without `task`"));
            }
            (TaskSupport::Required, Self::Unasked) => {
                return Err(refusal(
                    "this tool runs as a task only: call it with `task`",
                ));
            }
            (TaskSupport::Required, Self::Unable) => {
                return Err(Rejection::MissingCapability(Capability::Tasks));
            }
            (TaskSupport::Later, Self::Either) => Beginning::Open,
            (TaskSupport::Forbidden, _) | (_, Self::Unable | Self::Unasked) => Beginning::Call,
            (_, Self::Asked | Self::Either) => Beginning::Task,
        })
    }
}

fn refusal(message: &'static str) -> Rejection {
    Rejection::Error(ErrorObject::new(ErrorCode::METHOD_NOT_FOUND, message))
}
