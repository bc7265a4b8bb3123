//! Ways in and out for messages: HTTP, lines on a pipe, memory. None of them reads a result.

pub(crate) mod http;
pub(crate) mod lines;
#[cfg(any(test, feature = "testing"))]
pub(crate) mod memory;
