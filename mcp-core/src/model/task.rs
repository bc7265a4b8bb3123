//! Work that goes on after its request is answered (`basic/utilities/tasks` in 2025-11-25, the
//! extension `io.modelcontextprotocol/tasks` in 2026-07-28).

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::Question;
use crate::jsonrpc::ErrorObject;

/// Whether the calls of a tool may become tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskSupport {
    /// They are answered.
    #[default]
    Forbidden,
    /// They are tasks for clients that want some, and are answered for others.
    Optional,
    /// They are always tasks; clients that cannot have any are refused.
    Required,
    /// As [`Optional`](Self::Optional); where it is the server that decides, the task begins with
    /// [`Context::start_task`](crate::Context::start_task). What is asked before is asked by the
    /// call.
    Later,
}

/// How far a task has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// It runs.
    Working,
    /// It waits for an answer of its client.
    InputRequired,
    /// It has a result.
    Completed,
    /// It has none, or one that tells of a failure.
    Failed,
    /// It was given up.
    Cancelled,
}

impl TaskStatus {
    /// The specification's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::InputRequired => "input_required",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it stays so.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled)
    }
}

/// What a client learns of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What it goes by: who knows it can see and end the task.
    pub id: Arc<str>,
    /// How far it has come.
    pub status: TaskStatus,
    /// The same in a sentence.
    pub status_message: Option<String>,
    /// When it began.
    pub created_at: SystemTime,
    /// When its status last changed.
    pub last_updated_at: SystemTime,
    /// For how long it is kept from its beginning on.
    pub ttl: Duration,
    /// How long a client should wait before it asks again.
    pub poll_interval: Duration,
}

/// What a task has to say at a time.
#[derive(Clone, Debug, Default)]
pub enum TaskDetail {
    /// Nothing.
    #[default]
    None,
    /// What it waits for, each with its key.
    Questions(Vec<(String, Arc<Question>)>),
    /// How it ended.
    End(Arc<TaskEnd>),
}

/// How a task ended.
#[derive(Clone, Debug)]
pub enum TaskEnd {
    /// With the result of the call, as [`write_tool_answer`](crate::wire::write_tool_answer) wrote
    /// it.
    Answer(Box<[u8]>),
    /// With an error of the protocol.
    Error(ErrorObject),
}

impl TaskEnd {
    /// About how many bytes it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Answer(answer) => answer.len(),
            Self::Error(error) => error.message.len(),
        }
    }
}
