//! Tasks: what a client is told of work that goes on (`basic/utilities/tasks`, and the extension
//! `io.modelcontextprotocol/tasks`).
//!
//! 2025-11-25 nests a new task, counts in `ttl`, and gives the result of the call to whoever asks
//! for it. The extension is flat, counts in `ttlMs`, and shows with a task what it waits for and how
//! it ended.

mod time;
mod write;

pub use time::iso_8601;
pub(super) use write::relate;
pub use write::{
    write_created_task, write_task, write_task_notification, write_task_result, write_task_status,
    write_tasks_page,
};

/// What names the extension.
pub(crate) const EXTENSION: &str = "io.modelcontextprotocol/tasks";

#[cfg(test)]
mod tests;
