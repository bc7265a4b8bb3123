//! Ways in and out for messages: HTTP, lines on a pipe, memory. None of them reads a result.

pub(crate) mod http;
pub(crate) mod lines;
pub(crate) mod memory;
